import type { Errand, Verb } from '../../domain/assistant';
import { findPhrase, type Word, wordsOf } from './words';

/** What a sentence asks for: the errands it fits best, more than one where they tie. */
export interface Recognised {
  errands: Errand[];
  /** Words of the longest phrase that fitted. */
  words: number;
}

/** Verbs for what is there already. "Cancelar la cita del padrón" is about an appointment, not for one. */
const aboutWhatIs: Verb[] = [
  'readTicket',
  'listTickets',
  'commentTicket',
  'raisePriority',
  'closeTicket',
  'reopenTicket',
  'listAppointments',
  'moveAppointment',
  'cancelAppointment',
];

/**
 * Finds the errands a sentence asks for by their `when` words: the longest phrase wins, then the most words covered,
 * then what is about something that is there already.
 */
export function recognise(errands: readonly Errand[], text: string): Recognised {
  const words = wordsOf(text);
  const scored = errands
    .map((errand) => ({ errand, score: scoreOf(errand, words) }))
    .filter(({ score }) => score.phrase > 0)
    .toSorted((a, b) => compare(b.score, a.score));
  const best = scored[0];
  if (!best) return { errands: [], words: 0 };
  return {
    errands: scored.filter(({ score }) => compare(score, best.score) === 0).map(({ errand }) => errand),
    words: best.score.phrase,
  };
}

interface Score {
  phrase: number;
  covered: number;
  existing: number;
}

function scoreOf(errand: Errand, words: readonly Word[]): Score {
  const covered = new Set<number>();
  let phrase = 0;
  for (const when of errand.when) {
    const places = findPhrase(words, when);
    if (!places) continue;
    phrase = Math.max(phrase, places.length);
    for (const place of places) covered.add(place);
  }
  return { phrase, covered: covered.size, existing: aboutWhatIs.includes(errand.verb) ? 1 : 0 };
}

const compare = (a: Score, b: Score): number =>
  a.phrase - b.phrase || a.covered - b.covered || a.existing - b.existing;

/** The words of a sentence by which an errand was recognised. */
export function wordsFor(errand: Errand, text: string): Set<string> {
  const words = wordsOf(text);
  const places = errand.when.flatMap((when) => findPhrase(words, when) ?? []);
  return new Set(places.map((place) => words[place]?.plain ?? ''));
}
