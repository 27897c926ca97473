/** Mu-law bytes that even the fastest voice needs for a letter: 25 ms, more than twice as fast as people speak. */
const leastPerLetter = 200;
/** An abbreviation or a code may be said quickly, or not at all. */
const fewLetters = 12;

/**
 * Fewer bytes of mu-law than this cannot be the whole text; sound that ends too early without an error is noticed by it.
 */
export function leastSound(text: string): number {
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return letters < fewLetters ? Math.min(letters, 1) : letters * leastPerLetter;
}
