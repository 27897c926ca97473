import type { Errand, Field, FieldKind } from '../../domain/assistant';
import { wordsFor } from './recognise';
import { type Segment, segmentsFor } from './segment';
import { hear, type Turn, unhyphened } from './turn';
import { saysAny, wordsOf } from './words';

/** Kinds whose values are known by their look, in the order in which they are looked for. */
const telling: FieldKind[] = ['email', 'phone', 'date', 'time', 'ticketNumber', 'choice'];
const order: FieldKind[] = [
  'email',
  'phone',
  'address',
  'number',
  'name',
  'date',
  'time',
  'ticketNumber',
  'choice',
];

/** What a sentence says for fields nobody asked for, and what is left of it. */
export interface Overheard {
  values: Record<string, string>;
  rest: string;
  /** The sentence without the clauses that say who is calling. */
  matter: string;
}

/**
 * Takes the values of fields out of a sentence: those beside their hints ("en la calle Mayor 12"), and with `free` also
 * those that can be known by their look (a date, a phone number).
 */
export function overhear(turn: Turn, fields: readonly Field[], text: string, free: boolean): Overheard {
  const values: Record<string, string> = {};
  const about: Segment[] = [];
  let rest = text;
  const sorted = fields
    .filter((field) => order.includes(field.kind))
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  for (const field of sorted) {
    for (const { text: part, start, end } of segmentsFor(field, rest, turn)) {
      const value = plausible(turn, field, part, hear(turn, field, part));
      if (value === undefined) continue;
      values[field.name] = value;
      if (['name', 'phone', 'email'].includes(field.kind)) about.push({ text: part, start, end });
      rest = `${rest.slice(0, start)}${' '.repeat(end - start)}${rest.slice(end)}`;
      break;
    }
  }
  for (const field of free ? sorted : []) {
    if (values[field.name] !== undefined || !telling.includes(field.kind)) continue;
    const value =
      field.kind === 'choice'
        ? mentioned(field, rest)
        : plausible(turn, field, rest, hear(turn, field, rest));
    if (value !== undefined) values[field.name] = value;
  }
  return { values, rest, matter: withoutClauses(text, about) };
}

/** The only choice that is mentioned: "the vpn is not working" is about the VPN, whatever is said of it. */
function mentioned({ choices = {} }: Field, text: string): string | undefined {
  const keys = Object.entries(choices).filter(([, words]) =>
    saysAny(unhyphened(text), words.map(unhyphened)),
  );
  return keys.length === 1 ? keys[0]?.[0] : undefined;
}

/** A text without its clauses that hold one of these parts. */
function withoutClauses(text: string, parts: readonly Segment[]): string {
  const clauses = [...text.matchAll(/[^,.;!?]+(?:[,.](?=\s*\d)[^,.;!?]+)*[,.;!?]*/g)];
  const kept = clauses.filter(
    ({ index, 0: clause }) => !parts.some(({ start, end }) => start < index + clause.length && index < end),
  );
  const left = kept
    .map(([clause]) => clause)
    .join('')
    .trim()
    .replace(/[,;]$/, '');
  return left === '' ? text.trim() : left;
}

/** "un aviso" is not number 1: a number nobody asked for has digits in it, or several of them. */
function plausible(
  { cues }: Turn,
  field: Field,
  said: string,
  value: string | undefined,
): string | undefined {
  if (field.kind === 'name' && wordsOf(value ?? '').some(({ plain }) => cues.notNames.includes(plain)))
    return undefined;
  if (value === undefined || !['number', 'ticketNumber'].includes(field.kind)) return value;
  return value.length >= 3 || /\d/.test(said) ? value : undefined;
}

/** The field that takes a ticket's description. */
export const descriptionOf = (errand: Errand): Field | undefined =>
  errand.fields.find((field) => field.kind === 'text' && field.fills === 'description');

/** Words beyond the errand's own that make a sentence a description. */
const tellingWords = 2;

/** Whether a sentence tells more than that one calls for this errand: "echa chispas", "since the update". */
export function tells(turn: Turn, errand: Errand, rest: string): boolean {
  const known = wordsFor(errand, rest);
  const title = wordsOf(errand.title).map((word) => word.plain);
  const content = wordsOf(rest).filter(
    ({ plain }) =>
      plain.length > 1 && !known.has(plain) && !title.includes(plain) && !turn.cues.fillers.includes(plain),
  );
  return content.length >= tellingWords;
}

/** Whether words may be a name: none of them talks, and none is what the errand is about. */
export function mayBeName(turn: Turn, errand: Errand, text: string): boolean {
  const { cues } = turn;
  const value = turn.hearing.value('name', text, { now: turn.context.now, zone: turn.assistant.zone });
  if (value === undefined || saysAny(text, cues.wishes)) return false;
  const words = wordsOf(value).map(({ plain }) => plain);
  if (words.every((word) => [...cues.greetings, ...cues.thanks, ...cues.hesitations].includes(word)))
    return false;
  const asked = errand.fields.flatMap(({ choices = {} }) => Object.values(choices).flat());
  return !words.some((word) => cues.notNames.includes(word)) && !saysAny(text, [...errand.when, ...asked]);
}

/** Whether words are a plausible answer to the question for a place or a name, and not talk about the matter. */
export function answers(turn: Turn, errand: Errand, field: Field, text: string): boolean {
  const words = wordsOf(text);
  if (field.kind === 'name') return words.length <= 8 && !/\d/.test(text) && mayBeName(turn, errand, text);
  if (field.kind !== 'address') return true;
  if (/\d/.test(text) || saysAny(text, field.hints)) return true;
  // One word is more often a mishearing than a place; said twice it is a place.
  return (words.length > 1 || turn.form.misses > 0) && words.length <= 6 && wordsFor(errand, text).size === 0;
}
