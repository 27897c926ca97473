/**
 * What a caller said while Temporal was away: noted on disk before it was acknowledged, handed over to `takeIn` when
 * Temporal is back. One intake holds what was said in one call during one outage, under one code.
 */
import { z } from 'zod';
import { language } from './language';

const callStart = z.strictObject({
  callId: z.string(),
  channel: z.string(),
  tenant: z.string(),
  assistant: z.string(),
  language,
  greeting: z.string(),
  budgetMs: z.number(),
  zone: z.string(),
  personWithinHours: z.number(),
  from: z.string().exactOptional(),
  email: z.string().exactOptional(),
  spoken: z.literal(true).exactOptional(),
  gathered: z.literal(true).exactOptional(),
  ifDropped: z.enum(['message', 'call-back', 'nothing']).exactOptional(),
});

/** What the caller heard instead of an answer; kept, so that the same turn gets the same words. */
const notedAnswer = z.strictObject({
  turnId: z.string(),
  say: z.array(z.string()),
  code: z.string().exactOptional(),
  delivery: z.literal('pending').exactOptional(),
  ended: z.boolean(),
});
export type NotedAnswer = z.infer<typeof notedAnswer>;

/** One thing that happened in the call. `at` is an ISO instant. */
export const note = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('begun'), at: z.string() }),
  z.strictObject({
    kind: z.literal('said'),
    at: z.string(),
    turnId: z.string(),
    text: z.string(),
    answer: notedAnswer,
  }),
  z.strictObject({ kind: z.literal('hungUp'), at: z.string() }),
]);
export type Note = z.infer<typeof note>;
/** Words of the caller with what they heard back. */
export type Said = Extract<Note, { kind: 'said' }>;

/**
 * `noting`: it takes further notes of its call. `closed`: it is being handed over. `started`: Temporal has it, the
 * conversation not yet. `handed-over`: the conversation has heard it; the caller's words are no longer kept here.
 */
export const intakeState = z.enum(['noting', 'closed', 'started', 'handed-over']);

export const intake = z.strictObject({
  code: z.string(),
  /** The call as it was begun, or as far as it is known here: a number that was only seen masked is absent. */
  start: callStart,
  /** Where the assistant's tickets go; absent where it has no ticket system. */
  connection: z.string().exactOptional(),
  notes: z.array(note),
  state: intakeState,
  createdAt: z.string(),
  /** The last turn whose answer the caller heard before, where this is known. */
  heard: z.string().exactOptional(),
  /** Code of the same call's intake before this one, which is heard first. */
  after: z.string().exactOptional(),
});
export type Intake = z.infer<typeof intake>;
