/** What goes in and out of the sandbox help desk, in its own words. */
import { z } from 'zod';

/** The desks, by the name in their address. */
export const deskNames = ['town-hall', 'shop', 'it'] as const;
/** A desk's name. */
export const deskName = z.enum(deskNames);
export type DeskName = z.infer<typeof deskName>;

/** How a desk behaves: `well`; `down`, 503 at once; `slow`, late answers; `mute`, works and cuts the connection. */
export const mood = z.enum(['well', 'down', 'slow', 'mute']);
export type Mood = z.infer<typeof mood>;

const priority = z.enum(['low', 'normal', 'high', 'urgent']);
const status = z.enum(['open', 'pending', 'closed']);
const phone = z.string().regex(/^\+[1-9]\d{6,14}$/, 'a number in E.164, like +34600000001');
const text = z.string().trim().min(1).max(4000);
const key = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'up to 200 printable characters without spaces');

/** A ticket as a client asks for it. */
export const newTicket = z.strictObject({
  reference: key.optional(),
  subject: z.string().trim().min(1).max(200),
  description: text.optional(),
  category: z.string().min(1).max(100),
  subcategory: z.string().min(1).max(100).optional(),
  priority,
  team: z.string().min(1).max(100),
  contact: z.strictObject({
    name: z.string().min(1).max(200).optional(),
    phone: phone.optional(),
    email: z.email().optional(),
  }),
  place: z.string().max(300).optional(),
  thing: z.string().max(300).optional(),
  pending: z.array(z.string().max(100)).max(50),
  dueAt: z.iso.datetime().optional(),
  channel: z.string().max(50).optional(),
  language: z.string().max(20).optional(),
  summary: z.string().max(2000).optional(),
  entities: z.record(z.string(), z.string().max(4000)).optional(),
});
export type NewTicket = z.infer<typeof newTicket>;

const comment = z.strictObject({
  id: z.string(),
  author: z.enum(['office', 'caller']),
  text: z.string(),
  at: z.iso.datetime(),
});

/** The header that keeps a second record of the same request out. */
export const onceHeaders = z.looseObject({ 'idempotency-key': key.optional() });

/** A ticket as the desk keeps it. `keys` are those of the clients' changes and comments. */
export const deskTicket = newTicket.extend({
  id: z.string(),
  idempotencyKey: key.optional(),
  status,
  comments: z.array(comment),
  keys: z.array(z.string()),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type DeskTicket = z.infer<typeof deskTicket>;

/** Something of the desk's own that a client asks for by name: a look-up, or an act, which is kept. */
export const operation = z.strictObject({
  tool: z.string().min(1).max(100),
  arguments: z.record(z.string(), z.json()),
});
export type Operation = z.infer<typeof operation>;
export const newAct = operation.extend({ reference: key.optional() });
export type NewAct = z.infer<typeof newAct>;

/** An act as the desk keeps it. */
export const deskAct = newAct.extend({
  id: z.string(),
  idempotencyKey: key.optional(),
  answer: z.json(),
  createdAt: z.iso.datetime(),
});
export type DeskAct = z.infer<typeof deskAct>;
export const actQuery = z.strictObject({ reference: key });

const ids = z
  .string()
  .regex(/^\d{1,12}(,\d{1,12}){0,99}$/, 'up to 100 numbers of tickets, with commas between them')
  .transform((list) => list.split(','));

/** What a client looks for: its reference, a person's tickets, or some by their numbers. */
export const ticketQuery = z
  .strictObject({
    reference: key.optional(),
    phone: phone.optional(),
    email: z.email().optional(),
    ids: ids.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  })
  .refine(
    ({ reference, phone: number, email, ids: numbers }) => reference ?? number ?? email ?? numbers,
    'ask by reference, phone, email or ids',
  );
export type TicketQuery = z.infer<typeof ticketQuery>;

/** A client's comment. */
export const newComment = z.strictObject({ text, key: key.optional() });
/** A client's change; its comment and its key are written in the same moment. */
export const ticketChange = z.strictObject({
  priority: priority.optional(),
  status: status.optional(),
  team: z.string().min(1).max(100).optional(),
  comment: text.optional(),
  key: key.optional(),
});
export type TicketChange = z.infer<typeof ticketChange>;

/** What the office writes and why it closes. */
export const officeComment = z.strictObject({ text });
export const officeClose = z.strictObject({ reason: text.optional() }).default({});
export const officeReopen = z.strictObject({}).default({});
/** The switch. */
export const moodSwitch = z.strictObject({ mood });

/** A ticket's number as it stands in an address; anything else is simply not there. */
export const ticketPath = z.object({ id: z.string().max(20) });
/** A desk's name as it stands in an address. */
export const deskPath = z.object({ name: z.string().max(40) });
