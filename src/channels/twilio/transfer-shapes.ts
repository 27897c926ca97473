/** What becomes of a transfer, in types: peers hand on strings of the carrier, and callers were left on hold for it. */
import { z } from 'zod';
import type { AnsweredBy, CallProgress } from './shapes';

const sid = z.string().regex(/^CA[0-9a-fA-F]{32}$/);
const results = {
  completed: 'answered',
  answered: 'answered',
  busy: 'busy',
  'no-answer': 'noAnswer',
  failed: 'failed',
  canceled: 'cancelled',
} as const;
/** How a dialled leg ended. */
export type DialOutcome = (typeof results)[keyof typeof results];

/** The action of a `<Dial>`: it is over, and the caller is still there unless they hung up. */
export const dialResult = z
  .looseObject({
    CallSid: sid,
    DialCallStatus: z
      .enum(Object.keys(results) as Array<keyof typeof results>)
      .transform((status): DialOutcome => results[status]),
    DialCallSid: sid.optional().catch(undefined),
    DialCallDuration: z
      .string()
      .regex(/^\d{1,12}$/)
      .transform(Number)
      .optional()
      .catch(undefined),
    DialBridged: z.enum(['true', 'false']).optional().catch(undefined),
    CallStatus: z.string().max(32).optional(),
  })
  .transform((form) => ({
    callSid: form.CallSid,
    outcome: form.DialCallStatus,
    legSid: form.DialCallSid,
    talkedS: form.DialCallDuration,
    /** False where somebody picked up and was never put through. */
    bridged: form.DialBridged === undefined ? undefined : form.DialBridged === 'true',
    /** The caller has hung up meanwhile: nothing more can be said to them. */
    callerGone: form.CallStatus === 'completed',
  }));
export type DialResult = z.infer<typeof dialResult>;

/** What a person pressed after the summary. */
export const whisperResult = z
  .looseObject({
    CallSid: sid,
    Digits: z
      .string()
      .regex(/^[0-9*#]{0,8}$/)
      .optional()
      .catch(undefined),
  })
  .transform(({ CallSid, Digits }) => ({ callSid: CallSid, accepted: Digits === '1' }));
export type WhisperResult = z.infer<typeof whisperResult>;

/** How a warm transfer ended; all but `accepted` bring the caller back to the assistant. */
export type TransferOutcome =
  | 'accepted'
  | 'declined'
  | 'machine'
  | 'busy'
  | 'noAnswer'
  | 'failed'
  | 'cancelled';

/**
 * The outcome of a warm transfer by its person's leg; undefined while it is open.
 *
 * @param accepted - whether they pressed 1; undefined where they pressed nothing
 */
export function transferOutcome(leg: {
  progress: CallProgress;
  accepted?: boolean | undefined;
  answeredBy?: AnsweredBy | undefined;
}): TransferOutcome | undefined {
  const { progress, accepted, answeredBy } = leg;
  if (accepted) return 'accepted';
  if (answeredBy === 'machine') return 'machine';
  if (accepted === false) return 'declined';
  switch (progress) {
    case 'busy':
    case 'noAnswer':
    case 'failed':
    case 'cancelled':
      return progress;
    // They hung up in the middle of the summary.
    case 'completed':
      return 'declined';
    case 'initiated':
    case 'ringing':
    case 'answered':
      return undefined;
  }
}
