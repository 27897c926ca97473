import { z } from 'zod';
import { language } from './language';

/** How urgent a ticket is, least first. */
export const priority = z.enum(['low', 'normal', 'high', 'urgent']);
export type Priority = z.infer<typeof priority>;

/** Where a ticket stands, in our words; every connector maps its system's own. */
export const ticketStatus = z.enum(['open', 'pending', 'closed']);
export type TicketStatus = z.infer<typeof ticketStatus>;

/** How to reach the person a ticket is for. `phone` is E.164. */
export const contact = z.strictObject({
  name: z.string().min(1).max(200).optional(),
  phone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/)
    .optional(),
  email: z.email().optional(),
});
export type Contact = z.infer<typeof contact>;

/** Where a wish came from. `at` is an ISO instant; `callingNumber` is E.164. */
export const origin = z.strictObject({
  channel: z.string(),
  callId: z.string(),
  at: z.iso.datetime(),
  callingNumber: z.string().optional(),
  language,
  intent: z.string(),
  entities: z.record(z.string(), z.string()),
  summary: z.string().max(2000),
});
export type Origin = z.infer<typeof origin>;

/** A ticket that is to be made: structured, without the transcript. `pending` names what the caller could not say. */
export const ticketDraft = z.strictObject({
  category: z.string(),
  subcategory: z.string().optional(),
  priority,
  team: z.string(),
  subject: z.string().min(1).max(200),
  description: z.string().max(4000).optional(),
  contact,
  place: z.string().max(300).optional(),
  thing: z.string().max(300).optional(),
  pending: z.array(z.string()),
  /** ISO instant until which the office promises an answer. */
  dueAt: z.iso.datetime().optional(),
  /** The local day of `dueAt`, where a day is promised and not a time. */
  dueDay: z.iso.date().optional(),
  origin,
});
export type TicketDraft = z.infer<typeof ticketDraft>;

/** A comment on a ticket. `author` is `office` or `caller`; `at` is an ISO instant. */
export const ticketComment = z.object({
  id: z.string(),
  author: z.enum(['office', 'caller']),
  text: z.string(),
  at: z.string(),
});
export type TicketComment = z.infer<typeof ticketComment>;

/** Points at one record of one connection: `{connection: 'town-hall-desk', id: '1042'}`. */
export const recordRef = z.strictObject({ connection: z.string(), id: z.string() });
export type RecordRef = z.infer<typeof recordRef>;

/** A ticket as its system tells it, in our words. `url` is where a person opens it. */
export const ticket = z.object({
  ref: recordRef,
  /** The stamp we left on it (our code), where it is one of ours. */
  reference: z.string().optional(),
  status: ticketStatus,
  priority,
  subject: z.string(),
  team: z.string().optional(),
  contact,
  comments: z.array(ticketComment),
  createdAt: z.string(),
  updatedAt: z.string(),
  url: z.string().optional(),
});
export type Ticket = z.infer<typeof ticket>;
