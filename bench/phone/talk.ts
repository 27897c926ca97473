/** What callers of the benches say, and what the stand-in model answers: plain turns, in which nothing is looked up or done. */
import type { PhoneScriptInput } from '../../src/phone/script-shape';

/** The assistant that takes these calls. */
export const assistantId = 'bench';
/** What it says first. */
export const greeting = 'Hola, dígame.';

interface Exchange {
  /** It ends as a recognizer that punctuates ends it. */
  says: string;
  answer: string;
}

/** How long people go on: `brisk` is a turn in 4 s, so that many are measured; `usual` is one in 9 s. */
export type Manner = 'brisk' | 'usual';

const exchanges: Record<Manner, Exchange[]> = {
  brisk: [
    { says: 'Está apagada la luz.', answer: 'Entiendo. ¿Dónde está?' },
    { says: 'Al lado del parque.', answer: 'De acuerdo. ¿Se ve algo?' },
    { says: 'No se ve nada.', answer: 'Vaya. ¿Y desde cuándo?' },
    { says: 'Desde la semana pasada.', answer: 'Gracias. ¿Está rota?' },
    { says: 'Parece que sí.', answer: 'Muy bien. ¿Algo más?' },
  ],
  usual: [
    {
      says: 'Buenas, llamo porque está apagada la farola del parque.',
      answer: 'Entiendo. ¿Me puede decir en qué parte del parque está, y si hay algo cerca?',
    },
    {
      says: 'Está al lado de la fuente, enfrente de la escuela.',
      answer: 'De acuerdo. ¿Se ve algo raro en la farola, o solamente está apagada por la noche?',
    },
    {
      says: 'No se ve nada raro, pero por la noche está todo oscuro.',
      answer: 'Vaya, lo siento. ¿Sabe usted desde cuándo está así, más o menos?',
    },
    {
      says: 'Creo que está así desde la semana pasada.',
      answer: 'Muchas gracias. ¿Hay alguna otra cosa que quiera contarme de esa farola?',
    },
  ],
};

const all = Object.values(exchanges).flat();

/** What the model answers to these words. */
export const answerTo = (says: string): string =>
  all.find((exchange) => exchange.says === says)?.answer ?? 'Perdone, no le entiendo.';

/** A call of so many turns. The caller hangs up. */
export function callOf(turns: number, manner: Manner, from = '+34600100000'): PhoneScriptInput {
  const said = exchanges[manner];
  return {
    ...{ assistant: assistantId, from, language: 'es', transport: 'media', patienceMs: 25_000 },
    steps: [
      { hear: greeting },
      ...Array.from({ length: turns }, (_, turn) => said[turn % said.length] as Exchange).flatMap(
        ({ says, answer }) => [{ say: says }, { hear: answer.slice(answer.indexOf('¿')) }],
      ),
      { hangUp: true as const },
    ],
  };
}
