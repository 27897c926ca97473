/** What callers of the benches say, and what the stand-in model answers: plain turns, in which nothing is looked up or done. */
import type { PhoneScriptInput } from '../../src/phone/script-shape';

/** The assistant that takes these calls. */
export const assistantId = 'bench';
/** What it says first. */
export const greeting = 'Hola, dígame.';

/** Sentences end as a recognizer that punctuates ends them. */
const exchanges = [
  { says: 'Está apagada la luz.', answer: 'Entiendo. ¿Dónde está?' },
  { says: 'Al lado del parque.', answer: 'De acuerdo. ¿Se ve algo?' },
  { says: 'No se ve nada.', answer: 'Vaya. ¿Y desde cuándo?' },
  { says: 'Desde la semana pasada.', answer: 'Gracias. ¿Está rota?' },
  { says: 'Parece que sí.', answer: 'Muy bien. ¿Algo más?' },
];

/** What the model answers to these words. */
export const answerTo = (says: string): string =>
  exchanges.find((exchange) => exchange.says === says)?.answer ?? 'Perdone, no le entiendo.';

/** The sentences of all answers and the greeting, as a peer may speak them. */
export const spoken = [greeting, ...exchanges.flatMap(({ answer }) => answer.split(/(?<=\.)\s/))];

/** A call of so many turns. The caller hangs up. */
export function callOf(turns: number, from = '+34600100000'): PhoneScriptInput {
  return {
    ...{ assistant: assistantId, from, language: 'es', transport: 'media', patienceMs: 25_000 },
    steps: [
      { hear: greeting },
      ...Array.from({ length: turns }, (_, turn) => exchangeAt(turn)).flatMap(({ says, answer }) => [
        { say: says },
        { hear: answer.slice(answer.indexOf('¿')) },
      ]),
      { hangUp: true as const },
    ],
  };
}

const exchangeAt = (turn: number): (typeof exchanges)[number] =>
  exchanges[turn % exchanges.length] as (typeof exchanges)[number];
