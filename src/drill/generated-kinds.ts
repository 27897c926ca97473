import type { Language } from '../domain/language';

/** Random choices that a seed fixes. */
export interface Random {
  (): number;
  one<T>(list: readonly T[]): T;
  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number;
}

/** What a caller answers to a question, and the value that must reach the system; none where it stays pending. */
export interface Answer {
  say: string;
  value?: string;
}

/** Callers of one errand. */
export interface CallerKind {
  language: Language;
  assistant: string;
  /** The connection that keeps the ticket. */
  system: string;
  errand: string;
  category: string;
  /** First words: what it is about, and nothing that answers a question. */
  openings: readonly string[];
  /** The errand's fields in the order in which the assistant asks for them. */
  asks: readonly { field: string; answer: (random: Random) => Answer }[];
  yeses: readonly string[];
  goodbye: string;
}

/** Puts choosing and counting beside a row of random numbers. */
export function choosing(next: () => number): Random {
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  const one = <T>(list: readonly T[]): T => {
    const chosen = list[between(0, list.length - 1)];
    if (chosen === undefined) throw new Error('there is nothing to choose from');
    return chosen;
  };
  return Object.assign(() => next(), { one, between });
}

/** An answer in one of these words, whose value is the words themselves. */
export const anyOf =
  (words: readonly string[]) =>
  (random: Random): Answer => {
    const value = random.one(words);
    return { say: value, value };
  };

/** The caller cannot say it, or says it: about as often. */
export const perhaps =
  (unknown: readonly string[], answer: (random: Random) => Answer) =>
  (random: Random): Answer =>
    random() < 0.5 ? { say: random.one(unknown) } : answer(random);
