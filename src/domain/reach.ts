/** Shapes of reaching a person who is not on a call: by what, how far a message got, and what it asked. */
import { z } from 'zod';
import { sendStates } from './send-states';

/** By what a person can be told. `inbox` is the dev phone's, which stands for the others where no carrier is configured. */
export const reachChannel = z.enum(['whatsapp', 'sms', 'email', 'voice', 'inbox']);
export type ReachChannel = z.infer<typeof reachChannel>;

/** How far a message got. `failed` never left the carrier; `undelivered` did, and did not arrive. */
export const sendState = z.enum(sendStates);

/** What one receipt says. `at` is an ISO instant; `error` is the carrier's reason, without personal data. */
export const receipt = z.strictObject({
  state: sendState,
  at: z.iso.datetime(),
  error: z.string().max(300).optional(),
});
export type SendReceipt = z.infer<typeof receipt>;

/** Everything that receipts said so far: where the message stands, and the first instant of each state it was in. */
export const progress = receipt.extend({
  reached: z.partialRecord(sendState, z.iso.datetime()),
});
export type Progress = z.infer<typeof progress>;

/**
 * What a message asks. `confirm-appointment`: 1 confirm, 2 change, 3 cancel; `ticket-closed`: 1 it is not solved;
 * `plain`: nothing, but an answer to it still belongs to its case.
 */
export const questionKind = z.enum(['confirm-appointment', 'ticket-closed', 'plain']);
export type QuestionKind = z.infer<typeof questionKind>;

/** Quiet hours on a wall clock; `from` may be later than `until`, then they span midnight. HH:MM. */
export const quietHours = z.strictObject({
  from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time like 21:30'),
  until: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time like 09:00'),
});
export type QuietHours = z.infer<typeof quietHours>;

/** How many messages may leave in one day. */
export const caps = z.strictObject({
  personPerDay: z.number().int().min(0).max(1000),
  tenantPerDay: z.number().int().min(0).max(1_000_000),
  perDay: z.number().int().min(0).max(10_000_000),
});
export type Caps = z.infer<typeof caps>;

/** One step of the ladder for one person. `whatsapp` says whether free text may be sent or a template must be. */
export type Rung =
  | { channel: 'sms' | 'voice' | 'inbox' | 'email'; to: string }
  | { channel: 'whatsapp'; to: string; as: 'text' | 'template' };

/** A step that is not there for this person, and why, for operators. */
export interface MissingRung {
  channel: ReachChannel;
  why:
    | 'not configured'
    | 'no address'
    | 'opted out'
    | 'destination not allowed'
    | 'no session and no template';
}
