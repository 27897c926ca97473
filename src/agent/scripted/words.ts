import { plain } from '../../language/hearing';

/** A word of a sentence: as compared, and where it stands in the sentence as said. */
export interface Word {
  plain: string;
  start: number;
  end: number;
}

/** The words of a sentence in order. */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}@+'’_-]+(?:[.][\p{L}\p{N}]+)*/gu)].flatMap((match) =>
    plain(match[0])
      .split(' ')
      .filter((word) => word !== '')
      .map((word) => ({ plain: word, start: match.index, end: match.index + match[0].length })),
  );
}

/** Phrases come from configuration and cues, never from callers, so this holds each of them once. */
const phrases = new Map<string, string[]>();

function wordsOfPhrase(phrase: string): string[] {
  const known = phrases.get(phrase);
  if (known) return known;
  const words = wordsOf(phrase).map((word) => word.plain);
  phrases.set(phrase, words);
  return words;
}

/** Words that may stand between those of a phrase: "cancelar la cita" is "cancelar cita". */
const gap = 3;

/**
 * Where a phrase's words stand in a sentence, in order; undefined where they do not. A plural counts as its singular.
 * `between` is how many other words may stand between two of the phrase.
 */
export function findPhrase(words: readonly Word[], phrase: string, between = gap): number[] | undefined {
  const wanted = wordsOfPhrase(phrase);
  if (wanted.length === 0) return undefined;
  for (let first = 0; first < words.length; first++) {
    const places = follow(words, wanted, first, between);
    if (places) return places;
  }
  return undefined;
}

function follow(
  words: readonly Word[],
  wanted: string[],
  first: number,
  between: number,
): number[] | undefined {
  const places: number[] = [];
  let from = first;
  for (const word of wanted) {
    const reach = places.length === 0 ? first : from + between;
    let place = from;
    while (place <= reach && !sameWord(words[place]?.plain, word)) place++;
    if (place > reach) return undefined;
    places.push(place);
    from = place + 1;
  }
  return places;
}

function sameWord(said: string | undefined, wanted: string): boolean {
  if (said === undefined) return false;
  return said === wanted || (wanted.length >= 4 && (said === `${wanted}s` || said === `${wanted}es`));
}

/** Whether any of the phrases stands in the text, its words side by side. */
export function saysAny(text: string, phrases: readonly string[]): boolean {
  const words = wordsOf(text);
  return phrases.some((phrase) => findPhrase(words, phrase, 0) !== undefined);
}

/** Whether the text is nothing but one of the phrases and filler words. */
export function isOnly(text: string, phrases: readonly string[], fillers: readonly string[]): boolean {
  const words = wordsOf(text);
  const covered = new Set<number>();
  for (const phrase of phrases) for (const place of findPhrase(words, phrase, 0) ?? []) covered.add(place);
  return covered.size > 0 && words.every((word, place) => covered.has(place) || fillers.includes(word.plain));
}
