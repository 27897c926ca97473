import { z } from 'zod';
import { agendaPlan, name, openHours } from './agenda-plan';
import { calendar } from './calendar';
import { appointmentReminders, reminderPolicy, span } from './deadline';
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

/** Fields may fill parameters of a system's own, whose names it chose. */
const argumentName = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'letters, digits and _');

/** One thing the assistant must learn from the caller. */
export const field = z.strictObject({
  name: argumentName,
  kind: fieldKind,
  label: z.string().min(1).describe('What it is called when read back: "la dirección".'),
  ask: z.string().min(1).describe('The question: "¿En qué calle y número está?"'),
  fills: fieldTarget
    .optional()
    .describe(
      'Which part of the ticket it fills; by default from its kind (address: place, name: contact.name), else an entity.',
    ),
  optional: z
    .boolean()
    .default(false)
    .describe(
      'May be left pending when the caller cannot say it. Required fields without an answer are asked again.',
    ),
  choices: z
    .record(z.string(), z.array(z.string()).min(1))
    .optional()
    .describe('For kind choice: what may be said, by value: {card: ["tarjeta", "visa"]}.'),
  hints: z
    .array(z.string())
    .default([])
    .describe(
      'Words beside which this field\'s value stands in a longer sentence or a correction: ["calle", "dirección"].',
    ),
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
  'reopenTicket',
  'findSlots',
  'listAppointments',
  'bookAppointment',
  'moveAppointment',
  'cancelAppointment',
  'perform',
  'inquire',
]);
export type Verb = z.infer<typeof verb>;

/** The JSON kinds an argument of a declared operation may be of. */
export const parameterType = z.enum(['string', 'number', 'integer', 'boolean', 'array', 'object']);
export type ParameterType = z.infer<typeof parameterType>;

/** One argument of a declared operation; it goes to the system under this name and as this JSON kind. */
export const parameter = z.strictObject({
  name: argumentName,
  type: z
    .union([parameterType, z.array(parameterType).min(2)], {
      error: `it must be ${parameterType.options.join(', ')}, or a list of these`,
    })
    .describe('JSON kind of the argument, or all it may be of: string, or [string, integer].'),
  required: z.boolean().default(true).describe('false: the operation works without it.'),
  description: z.string().min(1).describe('For the language model: what it is, in which form.'),
  label: z
    .string()
    .min(1)
    .optional()
    .describe(
      'What it is called when read back; by default the label of the field of its name, else its name.',
    ),
  enum: z
    .array(z.union([z.string(), z.number()]))
    .min(1)
    .optional()
    .describe('The values it may have.'),
});
export type Parameter = z.infer<typeof parameter>;

/** The fixed parts of a ticket an errand makes; the routing rule of its team. */
export const ticketTemplate = z.strictObject({
  category: z.string().min(1),
  subcategory: z.string().min(1).optional(),
  priority: priority.default('normal'),
  team: z.string().min(1),
  due: span.describe(
    'Until when the office promises an answer: {workingDays: 15}, {calendarDays: 7}, {workingHours: 8} or {hours: 48}.',
  ),
  raiseWhen: z
    .array(z.strictObject({ words: z.array(z.string()).min(1), priority, team: z.string().optional() }))
    .default([])
    .describe(
      'Words of the caller that make it more urgent than `priority`, and may send it to another team.',
    ),
});
export type TicketTemplate = z.infer<typeof ticketTemplate>;

/** One thing a caller can ask for. Its `name` is the tool's name. */
export const errand = z.strictObject({
  name,
  verb,
  title: z
    .string()
    .min(1)
    .max(150)
    .describe(
      'What it is, after "para" or "to": "avisar de una farola apagada". Read back and used as the ticket\'s subject.',
    ),
  description: z.string().min(1).describe('For the language model: when to use it.'),
  when: z
    .array(z.string())
    .default([])
    .describe(
      'Words and phrases by which the scripted model knows it; accents and case do not matter, up to three words may stand between those of a phrase, and the longest phrase wins. Only an errand that needs a language model has none.',
    ),
  fields: z.array(field).default([]).describe('What must be learnt from the caller, in the order asked.'),
  ticket: ticketTemplate.optional().describe('For createTicket: the fixed parts of the ticket.'),
  service: z.string().optional().describe("For appointment verbs: the agenda's service."),
  parameters: z
    .array(parameter)
    .optional()
    .describe(
      'For perform and inquire: the arguments of the operation, which is called by the name of the errand.',
    ),
  connection: z
    .string()
    .optional()
    .describe(
      "For perform and inquire: connection of recado.yaml that does it; by default the assistant's `tickets`.",
    ),
  follow: z
    .strictObject({ days: z.number().int().min(1).max(365) })
    .optional()
    .describe(
      'For perform: what it made (an order, a parcel, an invoice) is watched for so many days, and the caller is told what other systems report of it (docs/events.md).',
    ),
});
export type Errand = z.infer<typeof errand>;

/** How an assistant is reached by telephone. */
export const phone = z.strictObject({
  transport: z
    .enum(['media', 'relay', 'gather'])
    .default('media')
    .describe(
      'How Twilio brings the call: media (sound both ways; needs speech providers), relay (ConversationRelay: Twilio hears and speaks), gather (<Gather> and <Say>, the plain fallback).',
    ),
  ifDropped: z
    .enum(['message', 'call-back', 'nothing'])
    .default('message')
    .describe('What happens when a call breaks off and does not come back.'),
  transfer: z
    .strictObject({
      to: z
        .string()
        .regex(
          /^(\+[1-9]\d{6,14}|sips?:[^\s@]+@[^\s@]+)$/,
          'a number like "+34910000000", in quotes, or sip:desk@example.org',
        )
        .describe('Who takes the call: a number like "+34910000000", or sip:….'),
      kind: z
        .enum(['warm', 'cold'])
        .default('warm')
        .describe(
          'warm: the caller waits while the person hears a summary and presses 1. cold: the caller is connected to whoever picks up.',
        ),
      ringS: z.number().int().min(5).max(120).default(25).describe('Seconds it rings.'),
      hours: z
        .array(openHours)
        .min(1)
        .optional()
        .describe(
          'When somebody is there, by the zone of the assistant; outside, a person calls back. By default always.',
        ),
    })
    .optional()
    .describe('Puts a caller who wants a person through to one; without it a person calls back.'),
  record: z
    .enum(['never', 'after-consent'])
    .default('never')
    .describe('after-consent: asks the caller, and records only after a clear yes.'),
  detectMachines: z
    .boolean()
    .default(true)
    .describe('Outbound: says nothing before the carrier has told a person from a machine.'),
  voicemail: z
    .string()
    .min(1)
    .max(500)
    .default('none')
    .describe('Outbound: the message left with a machine, or none.'),
});
export type PhoneSettings = z.infer<typeof phone>;

/** An assistant, as its YAML file says it. */
export const assistant = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/),
  name: z.string().min(1),
  tenant: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/),
  language,
  zone: z.string().describe('IANA zone in which dates are spoken: Europe/Madrid.'),
  calendar: calendar
    .optional()
    .describe('The days and hours the office works; deadlines are reckoned by it.'),
  reminders: reminderPolicy
    .optional()
    .describe('What happens before a promise breaks; without it nothing does.'),
  appointmentReminders,
  greeting: z.string().min(1).describe('First words; they say that it is an automatic assistant.'),
  greetReturning: z.boolean().default(true).describe('Whether who comes back is told of their open case.'),
  instructions: z.string().default('').describe('For the language model: manner and rules of the house.'),
  tickets: z.string().optional().describe('Connection of recado.yaml that keeps the tickets.'),
  agenda: z.string().optional().describe('Connection of recado.yaml that keeps the appointments.'),
  budgetMs: z
    .number()
    .int()
    .min(500)
    .max(20_000)
    .default(6000)
    .describe('Milliseconds a caller waits for a system before code and promise.'),
  person: z
    .strictObject({ team: z.string().min(1), withinHours: z.number().positive() })
    .describe('Who calls back when the caller wants a person.'),
  phone: phone.prefault({}).describe('How it is reached by telephone.'),
  errands: z.array(errand).min(1).describe('What a caller can ask for; each is one tool.'),
  agendaPlan: agendaPlan.optional().describe('Who sees people where and for how long; seeds our own agenda.'),
});
export type Assistant = z.infer<typeof assistant>;
