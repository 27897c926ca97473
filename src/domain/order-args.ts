/** The arguments of every write, by verb: what an operator's correction must look like. */
import { z } from 'zod';
import { appointmentDraft, slot } from './appointment';
import type { OrderWork, WriteVerb } from './call';
import { priority, ticketDraft } from './ticket';

const id = z.string().min(1).max(200);

/** One strict schema per write verb; each parses the `args` of an `OrderWork` of that verb. */
export const orderArgs = {
  createTicket: ticketDraft,
  commentTicket: z.strictObject({ id, text: z.string().min(1).max(4000) }),
  raisePriority: z.strictObject({ id, priority }),
  closeTicket: z.strictObject({ id, reason: z.string().max(2000) }),
  bookAppointment: appointmentDraft,
  moveAppointment: z.strictObject({ id, slot }),
  cancelAppointment: z.strictObject({ id }),
} satisfies { [Verb in WriteVerb]: z.ZodType<Extract<OrderWork, { verb: Verb }>['args']> };

/** True for a verb that changes something. */
export const isWriteVerb = (verb: string): verb is WriteVerb => Object.hasOwn(orderArgs, verb);

/** Parses a verb's arguments into the work of an order. */
export function parseOrderWork(verb: WriteVerb, args: unknown): z.ZodSafeParseResult<OrderWork> {
  const work = z.discriminatedUnion('verb', [
    z.object({ verb: z.literal('createTicket'), args: orderArgs.createTicket }),
    z.object({ verb: z.literal('commentTicket'), args: orderArgs.commentTicket }),
    z.object({ verb: z.literal('raisePriority'), args: orderArgs.raisePriority }),
    z.object({ verb: z.literal('closeTicket'), args: orderArgs.closeTicket }),
    z.object({ verb: z.literal('bookAppointment'), args: orderArgs.bookAppointment }),
    z.object({ verb: z.literal('moveAppointment'), args: orderArgs.moveAppointment }),
    z.object({ verb: z.literal('cancelAppointment'), args: orderArgs.cancelAppointment }),
  ]);
  return work.safeParse({ verb, args });
}
