import type { Field, FieldKind } from '../../domain/assistant';
import type { Cues } from './cues';
import { findPhrase, type Word, wordsOf } from './words';

/** A part of a sentence that may hold a field's value; `start` and `end` are where it stands. */
export interface Segment {
  text: string;
  start: number;
  end: number;
}

const longestName = 5;

/**
 * The parts of a sentence in which a field's hints say its value stands, likeliest first: after the hint ("mi nombre es
 * Ana"), with it where it is part of the value ("calle Mayor 12"), or before it ("12 High Street").
 */
export function segmentsFor(field: Field, text: string, cues: Cues, names = field.hints): Segment[] {
  const words = wordsOf(text);
  return names
    .map((hint) => findPhrase(words, hint, 0))
    .filter((places) => places !== undefined)
    .toSorted((a, b) => (b[0] ?? 0) - (a[0] ?? 0))
    .flatMap((places) => aroundHint(field, text, words, places, cues));
}

function aroundHint(field: Field, text: string, words: Word[], places: number[], cues: Cues): Segment[] {
  const first = places[0] ?? 0;
  const next = (places.at(-1) ?? first) + 1;
  const afterCopula = skipCopula(words, next, cues);
  const named = afterCopula > next || isItsName(field, words, places);
  const after = cut(field.kind, text, words, afterCopula, cues);
  if (field.kind !== 'address') {
    const before = span(text, words, Math.max(0, first - 4), first);
    return [after, ...(after?.text && field.kind !== 'number' ? [] : [before])].filter(isThere);
  }
  const whole = named ? after : cut(field.kind, text, words, first, cues);
  const numberBefore = words.findIndex(
    (word, place) => place >= first - 4 && place < first && /^\d/.test(word.plain),
  );
  const before = numberBefore >= 0 ? span(text, words, numberBefore, next) : undefined;
  return (/\d/.test(after?.text ?? '') || !before ? [whole] : [before, whole]).filter(isThere);
}

/** Whether the hint only names the field ("dirección"), rather than being part of the value ("calle"). */
function isItsName(field: Field, words: Word[], places: number[]): boolean {
  const label = wordsOf(field.label).map((word) => word.plain);
  return places.every((place) => label.includes(words[place]?.plain ?? ''));
}

function skipCopula(words: Word[], from: number, cues: Cues): number {
  const rest = words.slice(from);
  const lengths = cues.copulas.map((copula) => {
    const places = findPhrase(rest, copula, 0);
    return places?.[0] === 0 ? places.length : 0;
  });
  return from + Math.max(0, ...lengths);
}

/** From a word to where its clause ends; an address ends after its number, a name after a few words. */
function cut(kind: FieldKind, text: string, words: Word[], from: number, cues: Cues): Segment | undefined {
  let last = from;
  for (let place = from; place < words.length; place++) {
    const word = words[place];
    const before = words[place - 1];
    if (!word) break;
    if (place > from && before && endsClause(text.slice(before.end, word.start), word)) break;
    if (place > from && kind !== 'text' && cues.clauses.includes(word.plain)) break;
    if (kind === 'name' && place - from >= longestName) break;
    last = place + 1;
    // A street may be called after a date: "calle 2 de Mayo 14".
    const following = words[place + 1]?.plain ?? '';
    if (kind === 'address' && place > from && /^\d/.test(word.plain) && following !== 'de') {
      return span(text, words, from, isDoorLetter(following, cues) ? last + 1 : last);
    }
  }
  return span(text, words, from, last);
}

const isDoorLetter = (word: string, cues: Cues): boolean =>
  /^(bis|[a-d])$/.test(word) && !cues.clauses.includes(word) && !cues.fillers.includes(word);

const endsClause = (between: string, next: Word): boolean =>
  /[.;!?:]/.test(between) || (between.includes(',') && !/^\d/.test(next.plain));

function span(text: string, words: Word[], from: number, until: number): Segment | undefined {
  const start = words[from]?.start;
  const end = words[until - 1]?.end;
  return start === undefined || end === undefined || until <= from
    ? undefined
    : { text: text.slice(start, end), start, end };
}

const isThere = (segment: Segment | undefined): segment is Segment => segment !== undefined;
