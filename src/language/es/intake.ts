import type { IntakePhrases, NotedHow } from '../intake-phrases';
import { sentences } from '../wording';

const next = ({ wants, reachable }: NotedHow): string =>
  wants === 'phone'
    ? '¿A qué número de teléfono podemos avisarle?'
    : sentences(
        reachable ? 'Le avisaremos.' : 'Guarde ese código para preguntar cómo va.',
        '¿Quiere que anote algo más?',
      );

/** The fixed intake in Spanish. */
export const intake: IntakePhrases = {
  greeting: () =>
    'Ahora mismo tenemos una avería y no puedo tramitar nada, pero tomo nota y no se pierde. Dígame qué necesita.',
  noted: (code, how) =>
    sentences(
      `Ahora mismo tenemos una avería. Lo que me ha dicho queda anotado con el código ${code} y se atenderá en cuanto se repare.`,
      next(how),
    ),
  alsoNoted: (code, how) => sentences(`Anotado también, con el mismo código ${code}.`, next(how)),
  goAhead: () => 'Dígame.',
  goodbye: (code) => `De acuerdo, queda todo anotado con el código ${code}. Que tenga un buen día.`,
  title: () => 'atender el recado que dejó durante una avería',
};
