import { z } from 'zod';
import { language } from './language';
import { priority } from './ticket';

/** What kind of thing a caller says for a field; decides how it is heard, checked and read back. */
export const fieldKind = z.enum([
  'text',
  'name',
  'phone',
  'email',
  'address',
  'date',
  'time',
  'slot',
  'choice',
  'number',
  'ticketNumber',
]);
export type FieldKind = z.infer<typeof fieldKind>;

/** Which part of a ticket a field fills; by default from its kind (address: place, name: contact.name, …), else an entity. */
export const fieldTarget = z.enum([
  'place',
  'thing',
  'description',
  'contact.name',
  'contact.phone',
  'contact.email',
  'entity',
]);

const name = z.string().regex(/^[a-z][a-z0-9_]{0,40}$/, 'lower case letters, digits and _');

/** One thing the assistant must learn from the caller. */
export const field = z.strictObject({
  name,
  kind: fieldKind,
  /** What it is called when read back: "la dirección". */
  label: z.string().min(1),
  /** The question: "¿En qué calle y número está?" */
  ask: z.string().min(1),
  fills: fieldTarget.optional(),
  /** May be left pending when the caller cannot say it. Required fields without an answer are asked again. */
  optional: z.boolean().default(false),
  /** For `choice`: what may be said, by value: `{a: ["tarjeta", "visa"]}`. */
  choices: z.record(z.string(), z.array(z.string()).min(1)).optional(),
  /** Words that, with this field's value after or before them, name it in a correction: ["calle", "dirección"]. */
  hints: z.array(z.string()).default([]),
});
export type Field = z.infer<typeof field>;

/** What an errand does in a system. Reads answer at once; writes pass the gate and become deliveries. */
export const verb = z.enum([
  'createTicket',
  'readTicket',
  'listTickets',
  'commentTicket',
  'raisePriority',
  'closeTicket',
  'findSlots',
  'listAppointments',
  'bookAppointment',
  'moveAppointment',
  'cancelAppointment',
]);
export type Verb = z.infer<typeof verb>;

/** The fixed parts of a ticket an errand makes; the routing rule of its team. */
export const ticketTemplate = z.strictObject({
  category: z.string().min(1),
  subcategory: z.string().min(1).optional(),
  priority: priority.default('normal'),
  team: z.string().min(1),
  /** Hours until which the office promises an answer. */
  dueHours: z
    .number()
    .positive()
    .max(24 * 365),
  /** Words of the caller that make it more urgent than `priority`. */
  raiseWhen: z
    .array(z.strictObject({ words: z.array(z.string()).min(1), priority, team: z.string().optional() }))
    .default([]),
});
export type TicketTemplate = z.infer<typeof ticketTemplate>;

/** One thing a caller can ask for. Its `name` is the tool's name. */
export const errand = z.strictObject({
  name,
  verb,
  /** What it is, after "para": "avisar de una farola apagada". Read back and used as the ticket's subject. */
  title: z.string().min(1).max(150),
  /** For the model: when to use it. */
  description: z.string().min(1),
  /** Words and phrases by which the scripted model knows it, without accents or case mattering. */
  when: z.array(z.string()).min(1),
  fields: z.array(field).default([]),
  ticket: ticketTemplate.optional(),
  /** For appointment verbs: the agenda's service. */
  service: z.string().optional(),
});
export type Errand = z.infer<typeof errand>;

const openHours = z.strictObject({
  /** ISO weekdays, 1 is Monday. */
  days: z.array(z.number().int().min(1).max(7)).min(1),
  from: z.string().regex(/^\d\d:\d\d$/),
  until: z.string().regex(/^\d\d:\d\d$/),
});

/** Who sees people where and for how long; seeds our own agenda. */
export const agendaPlan = z.strictObject({
  places: z.array(z.strictObject({ id: name, name: z.string(), address: z.string().optional() })).min(1),
  services: z
    .array(
      z.strictObject({
        id: name,
        name: z.string(),
        minutes: z.number().int().min(5).max(480),
        /** Minutes kept free after each appointment. */
        bufferMinutes: z.number().int().min(0).max(120).default(0),
        /** Hours before the start after which it can no longer be booked. */
        noticeHours: z
          .number()
          .min(0)
          .max(24 * 60)
          .default(0),
        /** Days ahead that are offered. */
        horizonDays: z.number().int().min(1).max(365).default(30),
      }),
    )
    .min(1),
  professionals: z
    .array(
      z.strictObject({
        id: name,
        name: z.string(),
        place: name,
        services: z.array(name).min(1),
        hours: z.array(openHours).min(1),
        /** Local days off, YYYY-MM-DD. */
        daysOff: z.array(z.iso.date()).default([]),
      }),
    )
    .min(1),
});
export type AgendaPlan = z.infer<typeof agendaPlan>;

/** An assistant, as its YAML file says it. */
export const assistant = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/),
  name: z.string().min(1),
  tenant: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/),
  language,
  /** IANA zone in which dates are spoken. */
  zone: z.string(),
  /** First words; they say that it is an automatic assistant. */
  greeting: z.string().min(1),
  /** For the model: manner and rules of the house. */
  instructions: z.string().default(''),
  /** Connection that keeps the tickets, of `recado.yaml`. */
  tickets: z.string().optional(),
  /** Connection that keeps the appointments. */
  agenda: z.string().optional(),
  /** How long a caller waits for a system before code and promise, in milliseconds. */
  budgetMs: z.number().int().min(500).max(20_000).default(6000),
  /** Who calls back when the caller wants a person. */
  person: z.strictObject({ team: z.string().min(1), withinHours: z.number().positive() }),
  errands: z.array(errand).min(1),
  agendaPlan: agendaPlan.optional(),
});
export type Assistant = z.infer<typeof assistant>;
