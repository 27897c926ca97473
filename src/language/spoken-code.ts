/** Reference codes and numbers of tickets, typed or spelled aloud. */
import { parseCode } from '../domain/code';
import { numberParts, numberRuns, type NumberWords } from './spoken-number';
import { entryOf } from './word-table';

/** Names of letters and dashes, in plain form. */
export interface LetterWords {
  /** erre: R */
  names: Record<string, string>;
  /** Two words for one letter: "uve doble" is W. */
  pairs: Record<string, string>;
  dashes: readonly string[];
  /** Between a letter and a word that begins with it: "B *de* Barcelona". */
  examples: readonly string[];
}

const typedCode = /(?<![\p{L}\p{N}])R[-\s]?[0-9A-Z]{4}[-\s]?[0-9A-Z]{4}(?![\p{L}\p{N}])/giu;

/** The letters that words name, each undefined where a word names none. */
export const letterTokens = (words: string[], letters: LetterWords): (string | undefined)[] =>
  words.map((word) => (/^[a-z]$/.test(word) ? word.toUpperCase() : entryOf(letters.names, word)));

/** Makes the ear for a ticket's number: digits, or a code of ours whose check character fits. */
export function createTicketNumberEar(letters: LetterWords, numbers: NumberWords) {
  return (text: string): string | undefined => {
    for (const [written] of text.matchAll(typedCode)) {
      const code = parseCode(written);
      if (code) return code;
    }
    const parts = numberParts(withPairs(text, letters), numbers, { dictated: true });
    const stretches = spelledStretches(parts, letters);
    for (const stretch of stretches)
      for (let at = stretch.indexOf('R'); at >= 0; at = stretch.indexOf('R', at + 1)) {
        const code = parseCode(stretch.slice(at, at + 9));
        if (code) return code;
      }
    for (const stretch of stretches) {
      const code = stretch.length === 8 && /[A-Z]/.test(stretch) ? parseCode(stretch) : undefined;
      if (code) return code;
    }
    // What begins like a code is one that was misheard; its digits alone are nobody's number.
    if (stretches.some((stretch) => /R[0-9A-Z]{4,}/.test(stretch))) return undefined;
    return oneNumber(parts, numbers)?.join('').slice(0, 20);
  };
}

/** Makes the ear for a plain number: digits without leading zeros. */
export function createNumberEar(numbers: NumberWords) {
  return (text: string): string | undefined => {
    if (/\d[.,]\d{1,2}(?!\d)/.test(text)) return undefined;
    const groups = oneNumber(numberParts(text, numbers), numbers);
    if (!groups || (groups.length > 1 && groups.some((group) => group.length > 1))) return undefined;
    return groups
      .join('')
      .replace(/^0+(?=\d)/, '')
      .slice(0, 20);
  };
}

/** The groups of the only number in what was said. "Una farola, la 1042": an article is no number beside a real one. */
function oneNumber(parts: ReturnType<typeof numberParts>, numbers: NumberWords): string[] | undefined {
  const runs = numberRuns(parts);
  const real = runs.filter((run) => !(run.length === 1 && numbers.articles.includes(run[0]?.word ?? '')));
  const [run, ...others] = real.length > 0 ? real : runs;
  return run && others.length === 0 ? run.map((part) => part.digits ?? '') : undefined;
}

/** Stretches of letters, digits and dashes, as one string each. */
function spelledStretches(parts: ReturnType<typeof numberParts>, letters: LetterWords): string[] {
  const stretches = [''];
  for (let at = 0; at < parts.length; at += 1) {
    const { digits, word = '' } = parts[at] ?? {};
    const pair = entryOf(letters.pairs, `${word} ${parts[at + 1]?.word ?? ''}`);
    const character = digits ?? pair ?? letterTokens([word], letters)[0] ?? chunk(word);
    if (character !== undefined) {
      stretches.push(`${stretches.pop() ?? ''}${character}`);
      if (pair) at += 1;
      at += exampleLength(parts, at, character, letters);
    } else if (word !== ',' && !letters.dashes.includes(word)) {
      stretches.push('');
    }
  }
  return stretches;
}

/** Two words for one letter become that letter before numbers are looked for: "uve doble cuatro" is W4, not V44. */
const withPairs = (text: string, { pairs }: LetterWords): string =>
  Object.entries(pairs).reduce(
    (words, [pair, letter]) =>
      words.replace(new RegExp(`(?<![\\p{L}\\p{N}])${pair}(?![\\p{L}\\p{N}])`, 'giu'), letter),
    text,
  );

/** Typed pieces of a code: 7k3f. */
const chunk = (word: string): string | undefined =>
  /^(?=.*\d)[a-z0-9]{2,9}$/.test(word) ? word.toUpperCase() : undefined;

/** How many words "de Barcelona" after a B takes. */
function exampleLength(
  parts: ReturnType<typeof numberParts>,
  at: number,
  letter: string,
  letters: LetterWords,
): number {
  for (const example of letters.examples) {
    const words = example.split(' ');
    const said = parts.slice(at + 1, at + 1 + words.length).map((part) => part.word);
    const [after] = parts.slice(at + 1 + words.length);
    if (
      said.join(' ') === example &&
      (after?.word.length ?? 0) > 2 &&
      after?.word.startsWith(letter.toLowerCase()) &&
      // "Dê dê dáblio" are three letters, and "dê sete" a letter and a digit: only what spells nothing is an example.
      after.digits === undefined &&
      letterTokens([after.word], letters)[0] === undefined
    )
      return words.length + 1;
  }
  return 0;
}
