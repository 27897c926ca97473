/** Words as they were said, for rules in which an accent or an apostrophe makes the difference: "si" and "sí", "e" and "é". */

/** Lower-case words without punctuation; accents, apostrophes and the @ of an address stay. Hyphens part words: "mm-hmm". */
export const saidWords = (text: string): string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[’`´]/g, "'")
    .replace(/[^\p{L}\p{N}'@]+/gu, ' ')
    .split(' ')
    .filter((word) => word !== '');

/** A word without its drawl: "eeeh" is "eh", "mmm" is "m". For comparing with words treated alike. */
export const withoutDrawl = (word: string): string => word.replace(/(\p{L})\1+/gu, '$1');

/** How many of the last words make up one of these phrases, the longest first; 0 where none does. */
export function lengthOfEnding(words: readonly string[], phrases: ReadonlySet<string>): number {
  for (let length = Math.min(4, words.length); length > 0; length -= 1)
    if (phrases.has(words.slice(-length).join(' '))) return length;
  return 0;
}
