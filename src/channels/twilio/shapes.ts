/**
 * What Twilio posts about a call, and what we make of it. Fields we do not know are let through and forgotten; sizes
 * are bounded. Numbers and words in here are caller data.
 */
import { z } from 'zod';

const callSid = z.string().regex(/^CA[0-9a-fA-F]{32}$/);
const accountSid = z.string().regex(/^AC[0-9a-fA-F]{32}$/);
const text = (most: number) => z.string().max(most);
/** Twilio sends fields without a value as empty text. */
const optional = (most: number) =>
  text(most)
    .transform((value) => value.trim() || undefined)
    .optional();
const count = z
  .string()
  .regex(/^\d{1,12}$/)
  .transform(Number)
  .optional()
  .catch(undefined);
/** Common to everything that is posted about a call. */
const ofCall = { CallSid: callSid, AccountSid: accountSid };

/** A number that means "withheld": each spells a word on a keypad (Twilio's documentation of caller ids). */
const withheld = ['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253'];

/** E.164 as an identity: undefined for withheld numbers, SIP and client addresses. */
function numberOf(party: string | undefined): string | undefined {
  const plain = party?.trim() ?? '';
  return /^\+[1-9]\d{6,14}$/.test(plain) && !withheld.includes(plain) ? plain : undefined;
}

const progress = {
  queued: 'initiated',
  initiated: 'initiated',
  ringing: 'ringing',
  'in-progress': 'answered',
  answered: 'answered',
  completed: 'completed',
  busy: 'busy',
  'no-answer': 'noAnswer',
  failed: 'failed',
  canceled: 'cancelled',
} as const;
/** How far a call has come; the last five are ends. */
export type CallProgress = (typeof progress)[keyof typeof progress];
const callProgress = z
  .enum(Object.keys(progress) as Array<keyof typeof progress>)
  .transform((status): CallProgress => progress[status]);

const answering = {
  human: 'person',
  machine_start: 'machine',
  machine_end_beep: 'machine',
  machine_end_silence: 'machine',
  machine_end_other: 'machine',
  fax: 'machine',
  unknown: 'unknown',
} as const;
/** Who picked up. */
export type AnsweredBy = (typeof answering)[keyof typeof answering];
const answeredBy = z
  .enum(Object.keys(answering) as Array<keyof typeof answering>)
  .transform((who): AnsweredBy => answering[who])
  .catch('unknown');

/** A call that asks what to do: inbound, or outbound and answered. */
export const voiceWebhook = z
  .looseObject({
    ...ofCall,
    From: optional(256),
    To: optional(256),
    CallStatus: callProgress,
    Direction: optional(32),
    ForwardedFrom: optional(256),
    ParentCallSid: optional(64),
    CallToken: optional(4096),
    StirVerstat: optional(64),
    AnsweredBy: answeredBy.optional(),
  })
  .transform((form) => ({
    callSid: form.CallSid,
    accountSid: form.AccountSid,
    /** E.164 and not withheld; only this may count as the calling number. */
    callerNumber: numberOf(form.From),
    from: form.From,
    to: form.To,
    progress: form.CallStatus,
    direction: form.Direction?.startsWith('outbound') ? ('outbound' as const) : ('inbound' as const),
    forwardedFrom: form.ForwardedFrom,
    parentCallSid: form.ParentCallSid,
    /** How surely the network vouches for the number (STIR/SHAKEN); undefined where it does not, as outside the US. */
    attestation: /^TN-Validation-Passed-([ABC])/.exec(form.StirVerstat ?? '')?.[1] as
      | 'A'
      | 'B'
      | 'C'
      | undefined,
    answeredBy: form.AnsweredBy,
  }));
export type VoiceWebhook = z.infer<typeof voiceWebhook>;

/** How a call goes on; may come late, twice and out of order: `sequence` tells. */
export const statusCallback = z
  .looseObject({
    ...ofCall,
    CallStatus: callProgress,
    SequenceNumber: count,
    CallDuration: count,
    Timestamp: optional(64),
    ErrorCode: optional(16),
    SipResponseCode: optional(16),
    AnsweredBy: answeredBy.optional(),
  })
  .transform((form) => ({
    callSid: form.CallSid,
    progress: form.CallStatus,
    over: ['completed', 'busy', 'noAnswer', 'failed', 'cancelled'].includes(form.CallStatus),
    sequence: form.SequenceNumber,
    durationS: form.CallDuration,
    /** Twilio's code, such as 32011, or SIP's. */
    errorCode: form.ErrorCode,
    sipCode: form.SipResponseCode,
    answeredBy: form.AnsweredBy,
  }));
export type StatusCallback = z.infer<typeof statusCallback>;

/** What became of a media stream. After `failed` the call hangs in its `<Connect>`, or has gone on behind it. */
export const streamStatus = z
  .looseObject({
    ...ofCall,
    StreamSid: text(64).regex(/^[\w-]+$/),
    StreamEvent: z.enum(['stream-started', 'stream-stopped', 'stream-error']),
    StreamName: optional(256),
    StreamError: optional(1024),
  })
  .transform((form) => ({
    callSid: form.CallSid,
    streamSid: form.StreamSid,
    what: ({ 'stream-started': 'started', 'stream-stopped': 'stopped', 'stream-error': 'failed' } as const)[
      form.StreamEvent
    ],
    error: form.StreamError,
  }));
export type StreamStatus = z.infer<typeof streamStatus>;

/** The verdict of answering-machine detection that ran beside the call. */
export const machineDetection = z
  .looseObject({ ...ofCall, AnsweredBy: z.string().max(64), MachineDetectionDuration: count })
  .transform((form) => ({
    callSid: form.CallSid,
    answeredBy: answeredBy.parse(form.AnsweredBy),
    /** The greeting is over, so that a message spoken now is recorded. */
    mayLeaveMessage: form.AnsweredBy.startsWith('machine_end'),
    tookMs: form.MachineDetectionDuration,
  }));
export type MachineDetection = z.infer<typeof machineDetection>;

/** What a `<Gather>` heard. Keys win: they are certain. */
export const gatherResult = z
  .looseObject({
    ...ofCall,
    SpeechResult: optional(8192),
    Confidence: z.coerce.number().min(0).max(1).optional().catch(undefined),
    Digits: z
      .string()
      .regex(/^[0-9*#A-D]{0,64}$/)
      .optional(),
  })
  .transform(({ CallSid, SpeechResult, Confidence, Digits }) => {
    if (Digits) return { callSid: CallSid, heard: 'keys' as const, keys: Digits };
    if (!SpeechResult) return { callSid: CallSid, heard: 'nothing' as const };
    return { callSid: CallSid, heard: 'words' as const, text: SpeechResult, confidence: Confidence };
  });
export type GatherResult = z.infer<typeof gatherResult>;

/** A recording's state. `url` needs the account's key to be read. */
export const recordingStatus = z
  .looseObject({
    ...ofCall,
    RecordingSid: z.string().regex(/^RE[0-9a-fA-F]{32}$/),
    RecordingStatus: z.enum(['in-progress', 'completed', 'absent', 'failed']),
    RecordingUrl: optional(2048),
    RecordingDuration: count,
  })
  .transform((form) => ({
    callSid: form.CallSid,
    recordingSid: form.RecordingSid,
    status: form.RecordingStatus,
    url: form.RecordingUrl,
    durationS: form.RecordingDuration,
  }));
export type RecordingStatus = z.infer<typeof recordingStatus>;

/** `<ConversationRelay>` has ended, and asks what to do. */
export const relayEnded = z
  .looseObject({
    ...ofCall,
    SessionId: optional(64),
    SessionStatus: optional(32),
    SessionDuration: count,
    HandoffData: optional(16_384),
    ErrorCode: optional(16),
    CallStatus: callProgress.optional().catch(undefined),
  })
  .transform((form) => ({
    callSid: form.CallSid,
    sessionId: form.SessionId,
    /** `ended`: we ended it; `completed`: the caller has hung up; `failed`: our socket broke, and the caller waits. */
    status: (['ended', 'completed', 'failed'] as const).find((status) => status === form.SessionStatus),
    /** What we said with `end`, as text. */
    handoff: form.HandoffData,
    /** 64102: the socket broke. */
    errorCode: form.ErrorCode,
    durationS: form.SessionDuration,
  }));
export type RelayEnded = z.infer<typeof relayEnded>;
