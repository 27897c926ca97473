/** A ticket made of an errand and what the caller said: structured, routed, and honest about what is missing. */
import type { Assistant, Errand, Field, TicketTemplate } from '../domain/assistant';
import { deadlineOf } from './calendar/deadlines';
import { officeOf } from './calendar/office-calendar';
import type { Caller } from './tools';
import { isMoreUrgent } from '../domain/priority';
import type { Contact, Priority, TicketDraft } from '../domain/ticket';
import { plain } from '../language/hearing';

type Target = NonNullable<Field['fills']>;

const targetByKind: Partial<Record<Field['kind'], Target>> = {
  address: 'place',
  name: 'contact.name',
  phone: 'contact.phone',
  email: 'contact.email',
};

const targetOf = (field: Field): Target => field.fills ?? targetByKind[field.kind] ?? 'entity';

/** What the fields say about each part of a ticket. */
function partsOf(errand: Errand, values: Record<string, string>): Partial<Record<Target, string>> {
  const parts: Partial<Record<Target, string>> = {};
  for (const { field, value } of saidOf(errand, values)) parts[targetOf(field)] ??= value;
  return parts;
}

/** How to reach the caller: what they said, else what they call or write from. */
export function contactOf(errand: Errand, values: Record<string, string>, caller: Caller): Contact {
  const parts = partsOf(errand, values);
  const phone = parts['contact.phone'] ?? caller.from;
  const email = parts['contact.email'] ?? caller.email;
  return {
    ...(parts['contact.name'] ? { name: parts['contact.name'] } : {}),
    ...(phone ? { phone } : {}),
    ...(email ? { email } : {}),
  };
}

/** Priority and team, raised where the caller's own words ask for it. */
function routed(template: TicketTemplate, said: string): { priority: Priority; team: string } {
  const words = ` ${plain(said)} `;
  let { priority, team } = template;
  for (const rule of template.raiseWhen) {
    if (!rule.words.some((word) => words.includes(` ${plain(word)} `))) continue;
    if (isMoreUrgent(rule.priority, priority)) priority = rule.priority;
    team = rule.team ?? team;
  }
  return { priority, team };
}

/** The ticket an errand asks for. */
export function ticketOf(
  assistant: Assistant,
  errand: Errand & { ticket: TicketTemplate },
  values: Record<string, string>,
  caller: Caller,
): TicketDraft {
  const { category, subcategory, due } = errand.ticket;
  const parts = partsOf(errand, values);
  const pending = errand.fields
    .filter((field) => values[field.name] === undefined)
    .map((field) => field.label);
  const subject = [errand.title, parts.place ?? parts.thing].filter(Boolean).join(': ').slice(0, 200);
  return {
    category,
    ...(subcategory ? { subcategory } : {}),
    ...routed(errand.ticket, `${errand.title} ${Object.values(values).join(' ')}`),
    subject: subject.charAt(0).toUpperCase() + subject.slice(1),
    ...(parts.description ? { description: parts.description } : {}),
    contact: contactOf(errand, values, caller),
    ...(parts.place ? { place: parts.place } : {}),
    ...(parts.thing ? { thing: parts.thing } : {}),
    pending,
    ...deadlineOf(due, caller.now, officeOf(assistant)),
    origin: originOf(errand, values, caller),
  };
}

/** Where a wish came from, with what was said of it. */
export function originOf(
  errand: Errand,
  values: Record<string, string>,
  caller: Caller,
): TicketDraft['origin'] {
  const said = saidOf(errand, values);
  const facts = said.map(({ field, value }) => `${field.label}: ${value}`);
  return {
    channel: caller.channel,
    callId: caller.callId,
    at: caller.now,
    ...(caller.from ? { callingNumber: caller.from } : {}),
    language: caller.language,
    intent: errand.name,
    entities: Object.fromEntries(said.map(({ field, value }) => [field.name, value])),
    summary: [errand.title, ...facts].join('. ').slice(0, 2000),
  };
}

/** The fields that were answered, in the errand's order. */
export const saidOf = (errand: Errand, values: Record<string, string>): { field: Field; value: string }[] =>
  errand.fields.flatMap((field) => {
    const value = values[field.name];
    return value === undefined ? [] : [{ field, value }];
  });
