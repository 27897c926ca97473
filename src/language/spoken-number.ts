/** Numbers as they are said and dictated, driven by one word table per language. */
import { plain } from './hearing';
import { entryOf, wordsOf } from './word-table';

/** The number words of a language, in plain form (lower case, no accents). */
export interface NumberWords {
  /** Words that say a whole number below a hundred by themselves: doce, veintitrés. */
  small: Record<string, number>;
  /** Words that take a unit after them: treinta (y cuatro). */
  tens: Record<string, number>;
  hundreds: Record<string, number>;
  /** Words that make hundreds of the number before them: hundred. */
  hundred: string[];
  thousand: string[];
  /** Stands between ten and unit (treinta *y* cuatro); undefined where nothing does. */
  tensLink?: string;
  /** May stand after hundreds and thousands (mil *e* quarenta). */
  restLink?: string;
  /** Digits only heard while somebody dictates: meia is 6, oh is 0. */
  dictated: Record<string, string>;
  /** Say the next digit again: doble cero. */
  repeats: Record<string, number>;
  /** After a count: dos ceros. */
  zeros: string[];
  /** Words that are a number or an article: una. */
  articles: string[];
}

/** A part of an utterance: a number as digits, or a word as it is; `,` stands for a pause. */
export interface SpokenPart {
  digits?: string;
  word: string;
}

/** How to read: `dictated` hears "doble cero"; without `joinHundreds`, "seiscientos doce" is 600 and 12. */
export interface NumberReading {
  dictated?: boolean;
  joinHundreds?: boolean;
}

interface Found {
  value: number;
  next: number;
}

/** Splits an utterance into numbers and words. */
export function numberParts(text: string, words: NumberWords, reading: NumberReading = {}): SpokenPart[] {
  const tokens = tokensOf(text);
  const parts: SpokenPart[] = [];
  for (let at = 0; at < tokens.length;) {
    const word = tokens[at] ?? '';
    const dictated = reading.dictated ? dictatedAt(tokens, at, words) : undefined;
    if (dictated) {
      parts.push({ digits: dictated.digits, word: tokens.slice(at, dictated.next).join(' ') });
      at = dictated.next;
      continue;
    }
    const number = numberAt(tokens, at, words, reading.joinHundreds ?? true);
    if (number) {
      parts.push({ digits: `${number.value}`, word: tokens.slice(at, number.next).join(' ') });
      at = number.next;
      continue;
    }
    parts.push(/^\d+$/.test(word) ? { digits: word, word } : { word });
    at += 1;
  }
  return parts;
}

/** Plain text with its numbers as digits and without pauses: "el veinticuatro de noviembre" is "el 24 de noviembre". */
export const withDigits = (text: string, words: NumberWords): string =>
  numberParts(text, words)
    .filter((part) => part.word !== ',')
    .map((part) => part.digits ?? part.word)
    .join(' ');

/** Stretches of numbers without a word between them. Pauses and the words in `skip` do not end a stretch. */
export function numberRuns(parts: SpokenPart[], skip: readonly string[] = []): SpokenPart[][] {
  const runs: SpokenPart[][] = [];
  let open = false;
  for (const part of parts) {
    if (part.digits !== undefined) {
      if (open) runs.at(-1)?.push(part);
      else runs.push([part]);
      open = true;
    } else if (part.word !== ',' && !skip.includes(part.word)) {
      open = false;
    }
  }
  return runs;
}

function tokensOf(text: string): string[] {
  const joined = text.replace(/(?<=\d)[.,](?=\d{3}(?!\d))/g, '');
  return joined
    .split(/[,;:!?()]+|\.(?=\s|$)/)
    .flatMap((stretch) => [',', ...wordsOf(plain(stretch.replace(/[-–—/.]/g, ' ').replace(/\+/g, ' plus ')))])
    .slice(1);
}

/** "doble cero", "tres ceros", and single digits that are only said when dictating. */
function dictatedAt(
  tokens: string[],
  at: number,
  words: NumberWords,
): { digits: string; next: number } | undefined {
  const digitAt = (index: number): string | undefined => {
    const token = tokens[index];
    if (token !== undefined && /^\d$/.test(token)) return token;
    const small = entryOf(words.small, token);
    return entryOf(words.dictated, token) ?? (small !== undefined && small < 10 ? `${small}` : undefined);
  };
  const times = entryOf(words.repeats, tokens[at]);
  const repeated = times === undefined ? undefined : digitAt(at + 1);
  if (times !== undefined && repeated !== undefined) return { digits: repeated.repeat(times), next: at + 2 };

  const count = Number(digitAt(at) ?? 0);
  if (count >= 2 && words.zeros.includes(tokens[at + 1] ?? ''))
    return { digits: '0'.repeat(count), next: at + 2 };

  const digit = entryOf(words.dictated, tokens[at]);
  return digit === undefined ? undefined : { digits: digit, next: at + 1 };
}

function numberAt(tokens: string[], at: number, words: NumberWords, join: boolean): Found | undefined {
  const isThousand = (index: number): boolean => words.thousand.includes(tokens[index] ?? '');
  const head = isThousand(at) ? undefined : (belowThousand(tokens, at, words, join) ?? written(tokens, at));
  const thousands = isThousand(at) ? at : head && head.value > 0 ? head.next : -1;
  if (thousands < 0 || !isThousand(thousands))
    return head && head.next > at ? unwritten(tokens, at, head) : head;

  const value = (head?.value ?? 1) * 1000;
  const from = tokens[thousands + 1] === words.restLink ? thousands + 2 : thousands + 1;
  const rest = belowThousand(tokens, from, words, join);
  return rest && rest.value > 0
    ? { value: value + rest.value, next: rest.next }
    : { value, next: thousands + 1 };
}

/** Digits before "mil": "2 mil". Digits alone are kept as written, with their zeros. */
const written = (tokens: string[], at: number): Found | undefined =>
  /^\d{1,3}$/.test(tokens[at] ?? '') ? { value: Number(tokens[at]), next: at + 1 } : undefined;
const unwritten = (tokens: string[], at: number, found: Found): Found | undefined =>
  /^\d/.test(tokens[at] ?? '') ? undefined : found;

function belowThousand(tokens: string[], at: number, words: NumberWords, join: boolean): Found | undefined {
  const alone = entryOf(words.hundreds, tokens[at]);
  let head: Found | undefined = alone === undefined ? undefined : { value: alone, next: at + 1 };
  if (!head) {
    const count = belowHundred(tokens, at, words);
    if (!count || count.value === 0 || !words.hundred.includes(tokens[count.next] ?? '')) return count;
    head = { value: count.value * 100, next: count.next + 1 };
  }
  if (!join) return head;
  const from = tokens[head.next] === words.restLink ? head.next + 1 : head.next;
  const rest = belowHundred(tokens, from, words);
  return rest && rest.value > 0 ? { value: head.value + rest.value, next: rest.next } : head;
}

function belowHundred(tokens: string[], at: number, words: NumberWords): Found | undefined {
  const ten = entryOf(words.tens, tokens[at]);
  const small = entryOf(words.small, tokens[at]);
  if (ten === undefined) return small === undefined ? undefined : { value: small, next: at + 1 };

  const linked = words.tensLink === undefined || tokens[at + 1] === words.tensLink;
  const from = words.tensLink === undefined ? at + 1 : at + 2;
  const unit = linked ? entryOf(words.small, tokens[from]) : undefined;
  return unit !== undefined && unit > 0 && unit < 10
    ? { value: ten + unit, next: from + 1 }
    : { value: ten, next: at + 1 };
}
