/** What the store keeps of reaching people. No address in clear: keys are HMACs, and `toMasked` is what operators may see. */
import { z } from 'zod';
import { progress, questionKind, reachChannel } from '../domain/reach';

const key = z.string().min(16).max(64);
const channelOrAll = z.union([reachChannel, z.literal('all')]);

/** A message that is about to leave. */
export const newSend = z.strictObject({
  /** The outreach workflow's id and the rung, so that a repeated one is known. */
  id: z.string().min(1).max(200),
  /** The outreach workflow's id. */
  outreach: z.string(),
  code: z.string(),
  tenant: z.string(),
  channel: reachChannel,
  /** The person's, whatever the channel: by it they are counted. */
  personKey: key,
  addressKey: key,
  toMasked: z.string().max(200),
  /** ISO instant. */
  at: z.iso.datetime(),
  /** What it will cost by recado.yaml's prices, in millionths of the currency's unit. */
  estimateMicros: z.number().int().min(0).optional(),
  currency: z.string().length(3).optional(),
});
export type NewSend = z.infer<typeof newSend>;

/** A message that left, or may have. */
export const sendRecord = newSend.omit({ at: true }).extend({
  ...progress.shape,
  /** The carrier's id of it. */
  providerId: z.string().optional(),
  /** What the carrier says that it cost; until then the estimate is known. */
  costMicros: z.number().int().min(0).optional(),
  /** It may have been sent twice; of a call: nobody knows whether it rang, and the next channel tells them as well. */
  flagged: z.boolean(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type SendRecord = z.infer<typeof sendRecord>;

/** What became known of a message. Everything is optional; what is left out stays. */
export const sendChange = z.strictObject({
  receipt: progress.omit({ reached: true }).optional(),
  providerId: z.string().min(1).max(200).optional(),
  costMicros: z.number().int().min(0).optional(),
  currency: z.string().length(3).optional(),
  flagged: z.literal(true).optional(),
});
export type SendChange = z.infer<typeof sendChange>;

/** A wish about being written to. `word` is what they wrote, or where the consent was given. */
export const reachWish = z.strictObject({
  addressKey: key,
  /** `all`: by every channel this address has. */
  channel: channelOrAll,
  /** `consent` and `withdrawn` are of what the law asks for; neither undoes an `out`. */
  wish: z.enum(['out', 'in', 'consent', 'withdrawn']),
  word: z.string().max(300),
  at: z.iso.datetime(),
  /** The message it came by; the same one twice is one wish. */
  messageId: z.string().min(1).max(200),
});
export type ReachWish = z.infer<typeof reachWish>;

/** A notice whose answer belongs to a case. */
export const reachQuestion = z.strictObject({
  addressKey: key,
  channel: reachChannel,
  code: z.string(),
  kind: questionKind,
  askedAt: z.iso.datetime(),
});
export type ReachQuestion = z.infer<typeof reachQuestion>;
