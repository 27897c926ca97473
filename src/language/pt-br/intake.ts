import type { IntakePhrases, NotedHow } from '../intake-phrases';
import { sentences } from '../wording';

const next = ({ wants, reachable }: NotedHow): string =>
  wants === 'phone'
    ? 'Em que número de telefone podemos avisar você?'
    : sentences(
        reachable ? 'Vamos avisar você.' : 'Guarde esse código para perguntar como está.',
        'Quer que eu anote mais alguma coisa?',
      );

/** The fixed intake in Portuguese. */
export const intake: IntakePhrases = {
  greeting: () =>
    'No momento estamos com uma falha e não consigo registrar nada, mas anoto tudo e nada se perde. Diga do que você precisa.',
  noted: (code, how) =>
    sentences(
      `No momento estamos com uma falha. O que você disse fica anotado com o código ${code} e será tratado assim que for resolvida.`,
      next(how),
    ),
  alsoNoted: (code, how) => sentences(`Anotei isso também, com o mesmo código ${code}.`, next(how)),
  goAhead: () => 'Pode falar.',
  goodbye: (code) => `Certo, está tudo anotado com o código ${code}. Tenha um bom dia.`,
  title: () => 'tratar do recado que você deixou durante uma falha',
};
