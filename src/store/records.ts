import { z } from 'zod';
import { language } from '../domain/language';

/** Rung up, put through, recorded: as its workflow keeps it. Instants are ISO; no numbers. */
export const phoneRecord = z.strictObject({
  outbound: z
    .strictObject({
      outcome: z.enum([
        'ringing',
        'person',
        'machine',
        'no-answer',
        'busy',
        'failed',
        'cancelled',
        'unknown',
      ]),
      messageLeft: z.boolean().optional(),
      fault: z.string().optional(),
    })
    .optional(),
  transfers: z
    .array(
      z.strictObject({
        kind: z.enum(['warm', 'cold']),
        outcome: z.enum(['answered', 'declined', 'busy', 'no-answer', 'failed', 'caller-left']),
        at: z.string(),
      }),
    )
    .optional(),
  recording: z
    .strictObject({
      consent: z.enum(['yes', 'no', 'unclear']),
      at: z.string(),
      recordingSid: z.string().optional(),
      stopped: z.literal(true).optional(),
      fault: z.string().optional(),
    })
    .optional(),
});

/** One call, as the console lists it; a projection of its workflow. Times are ISO instants. */
export const callRecord = z.strictObject({
  callId: z.string(),
  workflowId: z.string(),
  channel: z.string(),
  tenant: z.string(),
  assistant: z.string(),
  language,
  state: z.enum(['live', 'ended']),
  /** Calling number, masked: `+34 6•• ••• •01`. */
  fromMasked: z.string().optional(),
  turns: z.number().int(),
  codes: z.array(z.string()),
  startedAt: z.string(),
  endedAt: z.string().optional(),
  endedBy: z.string().optional(),
  /** What a call by telephone went through besides talk. */
  phone: phoneRecord.optional(),
  /** Grows with each change; an older one never overwrites a newer. */
  version: z.number().int(),
});
export type CallRecord = z.infer<typeof callRecord>;

/** States of a case, from the wish to its settlement. */
export const caseState = z.enum(['delivering', 'parked', 'delivered', 'refused', 'withdrawn', 'settled']);
export type CaseState = z.infer<typeof caseState>;

/** One case: a wish of a caller, its delivery and its follow-up; a projection of their workflows. */
export const caseRecord = z.strictObject({
  code: z.string(),
  tenant: z.string(),
  channel: z.string(),
  assistant: z.string(),
  language,
  callId: z.string(),
  /** Workflow to look at now: the delivery, then the follow-up. */
  workflowId: z.string(),
  connection: z.string(),
  verb: z.string(),
  title: z.string(),
  state: caseState,
  /** HMAC of the caller's number; never the number itself. */
  callerKey: z.string().optional(),
  /** HMAC of the name it is under; only where the number it was asked from is the one its answers go to. */
  nameKey: z.string().optional(),
  recordId: z.string().optional(),
  recordUrl: z.string().optional(),
  attempts: z.number().int(),
  waitingFor: z.string().optional(),
  nextStep: z.string().optional(),
  nextStepAt: z.string().optional(),
  lastError: z.string().optional(),
  owner: z.string().optional(),
  /** Why nothing goes on by itself; only while it is parked. */
  parkedFor: z.string().optional(),
  /** ISO instant by which somebody must have decided about a parked one. */
  deadline: z.string().optional(),
  /** It may have been done twice: its system takes no key and shows no reference, and an answer was lost. */
  flagged: z.boolean(),
  /** Codes of the cases this one became: what was noted while Temporal was away and turned out to be wishes of their own. */
  became: z.array(z.string()).min(1).optional(),
  dueAt: z.string().optional(),
  /** The local day of `dueAt` (YYYY-MM-DD), where a day is promised and not a time. */
  dueDay: z.string().optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
  version: z.number().int(),
});
export type CaseRecord = z.infer<typeof caseRecord>;

/** One line of the audit trail. `(subject, number)` is unique, so a repeated write changes nothing. */
export const auditEntry = z.strictObject({
  /** `case/<code>` or `call/<callId>`. */
  subject: z.string(),
  number: z.number().int(),
  at: z.string(),
  /** `caller`, `operator:<name>`, `system`, `webhook:<connection>`. */
  who: z.string(),
  what: z.string(),
  /** Masked arguments and what came back; no caller data in clear. */
  detail: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** A message sent to a person over the dev phone's inbox, which stands for SMS. */
export const messageRecord = z.strictObject({
  /** `reachOut`'s id: a repeated send stores it once. */
  id: z.string(),
  code: z.string(),
  channel: z.string(),
  /** E.164. */
  to: z.string(),
  text: z.string(),
  sentAt: z.string(),
});
export type MessageRecord = z.infer<typeof messageRecord>;

/** Something from outside that was verified and written down before it was answered. */
export const webhookRecord = z.strictObject({
  connection: z.string(),
  eventId: z.string(),
  /** `record`: a hint at a record; `receipt`: how a message of ours fared; `message`: what a person wrote; `event`: of a case. */
  kind: z.enum(['record', 'receipt', 'message', 'event']),
  /** What it is about, by its kind: the record's number, an outreach's workflow id, the writer's key, a code. */
  recordId: z.string(),
  /** What else it says. Of a `message` it holds what a person wrote, and is never shown in lists. */
  payload: z.record(z.string(), z.json()).optional(),
  /** How often it came. */
  times: z.number().int(),
  at: z.string(),
  receivedAt: z.string(),
  state: z.enum(['waiting', 'handed-over', 'parked']),
  tries: z.number().int(),
  note: z.string().optional(),
});
export type WebhookRecord = z.infer<typeof webhookRecord>;
/** A webhook that was refused: why, in words for an operator, and nothing of what it said. */
export const refusalRecord = z.strictObject({
  id: z.number().int(),
  connection: z.string(),
  receivedAt: z.string(),
  /**
   * `senseless`: genuine, but not what recado.yaml or the connector expects. `not-ours` to `too-large` are of letters, which
   * stay in their mailbox. The others are those of webhook schemes.
   */
  why: z.enum([
    'missing',
    'clock',
    'body-reencoded',
    'url',
    'wrong-key',
    'malformed',
    'senseless',
    'not-ours',
    'other-sender',
    'unreadable',
    'too-large',
  ]),
  reason: z.string(),
  fix: z.string(),
  sizeBytes: z.number().int(),
  /** How many came since the one before was written down; only some of a flood are looked into. */
  times: z.number().int(),
});
export type RefusalRecord = z.infer<typeof refusalRecord>;
/** Where a list goes on: what the last item of the page before was. */
export interface WebhookPlace {
  receivedAt: string;
  eventId: string;
  connection: string;
}
/** What came in; what becomes of it is the store's and the forwarder's. */
export type Arrival = Omit<WebhookRecord, 'state' | 'tries' | 'times' | 'note'>;

const span = z.number().int().nonnegative().optional();

/** How long the parts of one spoken turn took, in milliseconds, under the field's names. */
export const turnTimingRecord = z.strictObject({
  callId: z.string(),
  turnId: z.string(),
  /** ISO instant at which the caller's turn had ended. */
  at: z.string(),
  spans: z.strictObject({
    endOfUtteranceDelayMs: span,
    transcriptionDelayMs: span,
    workflowHopMs: span,
    ttftMs: span,
    ttfbMs: span,
    userBotLatencyMs: span,
  }),
});
export type TurnTimingRecord = z.infer<typeof turnTimingRecord>;
