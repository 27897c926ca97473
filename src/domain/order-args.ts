/** The arguments of every write, by verb: what an operator's correction must look like. */
import { z } from 'zod';
import { appointmentDraft, slot } from './appointment';
import type { OrderWork } from './call';
import { priority, ticketDraft } from './ticket';

const id = z.string().min(1).max(200);
const work = <Verb extends string, Args extends z.ZodType>(verb: Verb, args: Args) =>
  z.strictObject({ verb: z.literal(verb), args });

/** The work of an order: `{verb, args}`, the arguments strict and of just that verb. */
export const orderWork = z.discriminatedUnion('verb', [
  work('createTicket', ticketDraft),
  work('commentTicket', z.strictObject({ id, text: z.string().min(1).max(4000) })),
  work('raisePriority', z.strictObject({ id, priority })),
  work('closeTicket', z.strictObject({ id, reason: z.string().max(2000) })),
  work('reopenTicket', z.strictObject({ id, reason: z.string().max(2000) })),
  work('bookAppointment', appointmentDraft),
  work('moveAppointment', z.strictObject({ id, slot })),
  work('cancelAppointment', z.strictObject({ id })),
  work('perform', z.strictObject({ tool: id, arguments: z.record(z.string(), z.json()) })),
]) satisfies z.ZodType<OrderWork>;
