import type { Field, FieldKind } from '../../domain/assistant';
import type { Cues } from './cues';
import { findPhrase, type Word, wordsOf } from './words';

/** A part of a sentence that may hold a field's value; `start` and `end` are where it and its hint stand. */
export interface Segment {
  text: string;
  start: number;
  end: number;
}

/** What cutting a sentence needs to know of its language. */
export interface Grammar {
  cues: Cues;
  /** Whether a word is a number: "treinta y dos" is one, so its "y" begins nothing. */
  isNumber: (word: string) => boolean;
}

const longestName = 5;

/**
 * The parts of a sentence in which a field's hints say its value stands, likeliest first: after the hint ("mi nombre es
 * Ana"), with it where it is part of the value ("calle Mayor 12"), or before it ("12 High Street").
 */
export function segmentsFor(field: Field, text: string, grammar: Grammar, names = field.hints): Segment[] {
  const words = wordsOf(text);
  const found = names.map((hint) => findPhrase(words, hint, 0)).filter((places) => places !== undefined);
  // Of "a nombre de" and "nombre" the longer one is meant.
  const longest = found.filter(
    (places) =>
      !found.some((other) => other.length > places.length && places.every((place) => other.includes(place))),
  );
  return longest
    .toSorted((a, b) => (b[0] ?? 0) - (a[0] ?? 0))
    .flatMap((places) => aroundHint(field, text, words, places, grammar));
}

function aroundHint(
  field: Field,
  text: string,
  words: Word[],
  places: number[],
  grammar: Grammar,
): Segment[] {
  const first = places[0] ?? 0;
  const next = (places.at(-1) ?? first) + 1;
  const afterCopula = skipCopula(words, next, grammar.cues);
  const after = cut(field.kind, text, words, afterCopula, grammar);
  const withHint = (segment: Segment | undefined): Segment | undefined =>
    segment && {
      ...segment,
      start: Math.min(segment.start, words[first]?.start ?? segment.start),
      end: Math.max(segment.end, words[next - 1]?.end ?? segment.end),
    };
  const parts =
    field.kind === 'address' ? ofAddress() : [after, ...(after && field.kind !== 'number' ? [] : [before()])];
  return parts.map(withHint).filter((segment) => segment !== undefined);

  function before(): Segment | undefined {
    return span(text, words, Math.max(0, first - 4), first);
  }
  function ofAddress(): (Segment | undefined)[] {
    const named = afterCopula > next || isItsName(field, words, places);
    const whole = named ? after : cut('address', text, words, first, grammar);
    const number = words.findIndex(
      ({ plain }, place) => place >= first - 4 && place < first && /^\d/.test(plain),
    );
    if (number < 0 || /\d/.test(after?.text ?? '')) return [whole];
    return [span(text, words, number, next), whole];
  }
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
function cut(
  kind: FieldKind,
  text: string,
  words: Word[],
  from: number,
  grammar: Grammar,
): Segment | undefined {
  const { cues } = grammar;
  let last = from;
  for (let place = from; place < words.length; place++) {
    const word = words[place];
    const before = words[place - 1];
    if (!word || (kind === 'name' && place - from >= longestName)) break;
    if (place > from && before && endsClause(text.slice(before.end, word.start), word)) break;
    if (place > from && beginsClause(kind, words, place, grammar)) break;
    last = place + 1;
    // A street may be called after a date: "calle 2 de Mayo 14".
    const following = words[place + 1]?.plain ?? '';
    if (kind === 'address' && place > from && /^\d/.test(word.plain) && following !== 'de') {
      return span(text, words, from, isDoorLetter(following, cues) ? last + 1 : last);
    }
  }
  return span(text, words, from, last);
}

function beginsClause(kind: FieldKind, words: Word[], place: number, { cues, isNumber }: Grammar): boolean {
  if (!['address', 'name', 'phone', 'number', 'ticketNumber'].includes(kind)) return false;
  if (!cues.clauses.includes(words[place]?.plain ?? '')) return false;
  return !(isNumber(words[place - 1]?.plain ?? '') && isNumber(words[place + 1]?.plain ?? ''));
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
