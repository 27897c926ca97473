/** Names of people in what they say about themselves. */

/** What stands around a name, as people write it. */
export interface NameWords {
  /** Before it, taken off one after the other: "sí", "me llamo", "la señora". */
  before: readonly RegExp[];
  /** After it: "para servirle". */
  after: readonly RegExp[];
  /** Small in the middle of a name: de, la. */
  particles: readonly string[];
}

const mostWords = 7;

/** Makes the ear for names of one language: in title case, without "me llamo"; undefined where there is none. */
export function createNameEar(words: NameWords): (text: string) => string | undefined {
  return (text) => {
    const bare = stripped(text, words.before, words.after);
    const parts = bare.split(' ').filter((part) => part !== '');
    if (parts.length === 0 || parts.length > mostWords) return undefined;
    if (!/^[\p{L}\p{M}]/u.test(bare) || /[^\p{L}\p{M}\s'’.-]/u.test(bare) || !/\p{L}{2}/u.test(bare))
      return undefined;
    const shouted = bare === bare.toUpperCase();
    return parts.map((part, index) => titled(shouted ? part.toLowerCase() : part, index, words)).join(' ');
  };
}

/** What is left when the patterns are taken off both ends, again and again; spaces single, no sign at either end. */
export function stripped(text: string, before: readonly RegExp[], after: readonly RegExp[]): string {
  const trim = (said: string): string =>
    said.replace(/\s+/g, ' ').replace(/^[\s,.;:!?¡¿"«'-]+|[\s,;:!?¡¿"».'-]+$/gu, '');
  let left = trim(text.slice(0, 1000));
  for (let round = 0; round < 6; round += 1) {
    const next = trim([...before, ...after].reduce((said, pattern) => trim(said.replace(pattern, '')), left));
    if (next === left) break;
    left = next;
  }
  return left;
}

function titled(part: string, index: number, { particles }: NameWords): string {
  const lower = part.toLowerCase();
  if (index > 0 && particles.includes(lower)) return lower;
  // A capital inside is the caller's own way of writing it.
  if (/\p{Lu}/u.test(part.slice(1))) return part;
  return part.replace(/(^|[-'’])(\p{L})/gu, (_, edge: string, letter: string) => edge + letter.toUpperCase());
}
