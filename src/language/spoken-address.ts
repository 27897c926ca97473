/** Places in what callers say about where something is. */
import { plain } from './hearing';
import { stripped } from './spoken-name';
import { numberParts, type NumberWords } from './spoken-number';

/** What stands around an address, as people write it. */
export interface AddressWords {
  before: readonly RegExp[];
  after: readonly RegExp[];
  /** Small in a name of a street: de, la. */
  particles: readonly string[];
  /** Plain words that name no place by themselves: "mi calle", "aquí", "la esquina". */
  vague: readonly string[];
  /** Whether the number stands before the street. */
  numberFirst: boolean;
  /** What announces a number: número. */
  numberMarks: readonly string[];
  /** What may follow the number of the house: tercero, apto. Without accents. */
  unitMarks: readonly string[];
}

/** Makes the ear for addresses of one language: without "es en la", numbers as digits; undefined where there is none. */
export function createAddressEar(
  words: AddressWords,
  numbers: NumberWords,
): (text: string) => string | undefined {
  return (text) => {
    const bare = stripped(text, words.before, words.after);
    if (!/\p{L}{2}/u.test(bare) || namesNothing(bare, words)) return undefined;
    const written = bare
      .split(/(,\s*)/)
      .map((stretch) => withHouseNumber(stretch, words, numbers))
      .join('');
    return written === written.toLowerCase() ? titled(written, words) : written;
  };
}

const namesNothing = (place: string, { vague, particles }: AddressWords): boolean =>
  plain(place)
    .split(' ')
    .every((word) => vague.includes(word) || particles.includes(word));

/** "calle mayor catorce" is "calle mayor 14", but "plaza dos de mayo" stays: only a number at the end, or announced. */
function withHouseNumber(stretch: string, words: AddressWords, numbers: NumberWords): string {
  const said = stretch.split(' ');
  const isNumber = (from: number, to: number): string | undefined => {
    const parts = numberParts(said.slice(from, to).join(' '), numbers);
    const [part] = parts;
    return parts.length === 1 && part?.digits && !/^\d/.test(part.word) ? part.digits : undefined;
  };
  const isUnit = (word: string): boolean => words.unitMarks.includes(plain(word));
  const article = (from: number, to: number): boolean =>
    to - from === 1 && numbers.articles.includes((said[from] ?? '').toLowerCase());
  for (let from = 0; from < said.length; from += 1)
    for (let to = Math.min(said.length, from + 7); to > from; to -= 1) {
      const digits = isNumber(from, to);
      const marked = words.numberMarks.includes((said[from - 1] ?? '').toLowerCase());
      const placed = words.numberFirst
        ? from === 0 && to < said.length
        : from > 0 && (to === said.length || isUnit(said[to] ?? ''));
      if (digits && (marked || (placed && !article(from, to))))
        return [...said.slice(0, from), digits, ...said.slice(to)].join(' ');
    }
  return stretch;
}

const titled = (address: string, { particles }: AddressWords): string =>
  address
    .split(' ')
    .map((word, index) =>
      index > 0 && particles.includes(word.replace(/[^\p{L}]/gu, ''))
        ? word
        : word.replace(/^\p{L}/u, (letter) => letter.toUpperCase()),
    )
    .join(' ');
