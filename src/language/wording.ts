/** Putting sentences together, the same in every language. */
import type { Slot } from '../domain/appointment';
import type { Json, Order } from '../domain/call';
import type { Contact } from '../domain/ticket';
import { entryOf } from './word-table';

/** At most so many characters; what is cut off ends in … and no character is split. */
export function cut(text: string, most: number): string {
  const single = text.replace(/\s+/g, ' ').trim();
  if (single.length <= most) return single;
  if (most < 1) return '';
  return `${single
    .slice(0, most - 1)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd()}…`;
}

/** Without the signs that would double those of the sentence around it. */
export const bare = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\s.,;:]+$/, '');

/** The first letter large, for the beginning of a sentence. */
export const capital = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** One after the other, leaving out what is empty. */
export const sentences = (...parts: (string | undefined | false)[]): string =>
  parts.filter((part): part is string => typeof part === 'string' && part.trim() !== '').join(' ');

/** "a, b y c" */
export function listed(items: string[], and: string): string {
  const [last = '', ...before] = items.toReversed();
  return before.length === 0 ? last : `${before.toReversed().join(', ')} ${and} ${last}`;
}

/** A name as it is; an id like `ana_ruiz` as a name. */
const named = (nameOrId: string): string =>
  /^[a-z][a-z0-9_]*$/.test(nameOrId) ? nameOrId.split('_').map(capital).join(' ').trim() : nameOrId.trim();

/** Who and where an appointment is, by name. */
export const personOf = (slot: Slot): string => slot.professionalName ?? named(slot.professional);
export const placeOf = (slot: Slot): string => slot.placeName ?? named(slot.place);

/** What all slots share; undefined where they differ. */
export function shared<T>(slots: Slot[], of: (slot: Slot) => T): T | undefined {
  const [first, ...others] = slots.map(of);
  return others.every((other) => other === first) ? first : undefined;
}

/** Slots by the words for their day, in the order given, so that a day is told once. */
export function byDay(
  slots: Slot[],
  dayOf: (at: string, zone: string) => string,
): [day: string, slots: Slot[]][] {
  const days = new Map<string, Slot[]>();
  for (const slot of slots) {
    const day = dayOf(slot.startsAt, slot.zone);
    days.set(day, [...(days.get(day) ?? []), slot]);
  }
  return [...days];
}

/** How a language says values that the tools keep in canonical form. */
export interface ValueWords {
  day(at: string, zone: string): string;
  when(at: string, zone: string): string;
  /** The country whose prefix nobody says there: 34. */
  country: string;
  /** Groups of a national number: 612345678 as "612 34 56 78". */
  phone(national: string): string;
}

/** A value as it is said: dates, instants and telephone numbers in words of the language, anything else as it is. */
export function said(value: string, zone: string, words: ValueWords): string {
  const text = bare(value);
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return words.day(`${text}T00:00:00Z`, 'UTC');
  const instant = /^(\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*Z)(?:\/(.+))?$/.exec(text);
  if (instant?.[1] && !Number.isNaN(Date.parse(instant[1]))) return words.when(instant[1], zone);
  if (text.startsWith(`+${words.country}`) && /^\+\d+$/.test(text))
    return words.phone(text.slice(words.country.length + 1));
  return text;
}

/** The facts of an order as they are read back, without those that the sentence about the order holds already. */
export function factsToTell(
  order: Order,
  facts: { label: string; value: string }[],
  words: ValueWords,
): { label: string; value: string }[] {
  const told = toldAlready(order, words);
  return facts
    .map(({ label, value }) => ({ label: bare(label), value: said(value, order.zone, words) }))
    .filter(({ value }) => value !== '' && !told.includes(value));
}

function toldAlready(order: Order, words: ValueWords): string[] {
  switch (order.verb) {
    case 'createTicket':
    case 'cancelAppointment':
    case 'perform':
      return [];
    case 'commentTicket':
      return [order.args.id, bare(order.args.text)];
    case 'raisePriority':
      return [order.args.id];
    case 'closeTicket':
    case 'reopenTicket':
      return [order.args.id, bare(order.args.reason)];
    case 'bookAppointment':
    case 'moveAppointment': {
      const { startsAt, zone } = order.args.slot;
      return [words.when(startsAt, zone), words.day(startsAt, zone)];
    }
  }
}

/** A JSON value as it is said: lists and groups in one breath, yes and no by their words. */
export function toldJson(value: Json, words: { yes: string; no: string; and: string }): string {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (value === null) return '-';
  if (typeof value !== 'object') return String(value);
  const parts = Array.isArray(value)
    ? value.map((item) => toldJson(item, words))
    : Object.entries(value).map(([key, item]) => `${key.replaceAll('_', ' ')}: ${toldJson(item, words)}`);
  return parts.length === 0 ? '-' : listed(parts, words.and);
}

/** Whether somebody can be told by message. */
export const reachable = (contact: Contact): boolean =>
  contact.phone !== undefined || contact.email !== undefined;

/** Letters and digits by their names, with pauses; signs are left out. */
export const spelledAloud = (code: string, names: Record<string, string>): string =>
  [...code.toUpperCase()]
    .filter((character) => /[\p{L}\p{N}]/u.test(character))
    .map((character) => entryOf(names, character) ?? character)
    .join(', ');
