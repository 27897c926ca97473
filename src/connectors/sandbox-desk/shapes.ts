/** What the desk answers, as far as we read it. */
import { z } from 'zod';
import type { Json } from '../../domain/call';
import { contact, priority, ticketComment, ticketStatus } from '../../domain/ticket';

export const system = 'sandbox-desk';

const deskTicket = z.object({
  id: z.string(),
  reference: z.string().optional(),
  status: ticketStatus,
  priority,
  subject: z.string(),
  team: z.string(),
  contact,
  comments: z.array(ticketComment),
  /** Our keys, left by every change we made. */
  keys: z.array(z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type DeskTicket = z.infer<typeof deskTicket>;
export const oneTicket = z.object({ ticket: deskTicket }).transform(({ ticket }) => ticket);
export const manyTickets = z.object({ tickets: z.array(deskTicket) }).transform(({ tickets }) => tickets);

const json = z.json().transform((value): Json => value);
/** A declared operation that the desk carried out. */
const act = z.object({ id: z.string(), answer: json });
export type Act = z.infer<typeof act>;
export const oneAct = z.object({ act }).transform((answer) => answer.act);
export const manyActs = z.object({ acts: z.array(act) }).transform(({ acts }) => acts);
export const lookup = z.object({ answer: json }).transform(({ answer }) => answer);

/** What a webhook says. */
export const event = z.object({
  type: z.literal('ticket.updated'),
  timestamp: z.iso.datetime(),
  data: z.object({ id: z.string() }),
});
