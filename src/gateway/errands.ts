/** Where what came in goes: a hint to the follow-up of its record, an event to that of its case, a receipt to its outreach. */
import type { Client } from '@temporalio/client';
import { z } from 'zod';
import { followUpWorkflowId } from '../../workflows/ids';
import { receiptSeen, recordSeen } from '../../workflows/messages';
import type { RecordSeen } from '../domain/follow-up';
import { reachChannel, sendState } from '../domain/reach';
import type { CaseRecord, WebhookRecord } from '../store/records';
import type { Store } from '../store/store';
import { type Chats, handToChat } from './chats';
import { targetOf } from './event-target';
import { isGone } from './temporal';
import { wakeWatch } from './woken-watch';

/** What an errand stands on. `parkAfterMs`: what found nobody for so long waits for a person. */
export interface ErrandParts {
  store: Store;
  temporal: Client;
  parkAfterMs: number;
  /** Who answers people that write, and where; absent: nobody does. */
  chats?: Chats;
}

/** What became of it. What waits is tried again. */
export type Handed = { state: 'handed-over'; note?: string } | { state: 'waiting' | 'parked'; note: string };

/** One arrival on its way. Arrivals of one lane keep their order. */
export interface Errand {
  lane: string;
  run(): Promise<Handed>;
}

/** Finds where an arrival goes. Throws where Temporal or the store is away. */
export async function errandOf(parts: ErrandParts, arrival: WebhookRecord): Promise<Errand> {
  if (arrival.kind === 'receipt') return receiptErrand(parts, arrival);
  if (arrival.kind === 'event') return await eventErrand(parts, arrival);
  if (arrival.kind === 'message')
    return { lane: `writer/${arrival.recordId}`, run: async () => await readMessage(parts, arrival) };
  const { connection, eventId, recordId, at } = arrival;
  const seen = { eventId, record: { connection, id: recordId }, at };
  const workflowId = followUpWorkflowId(connection, recordId);
  return { lane: workflowId, run: async () => await hint(parts, arrival, { workflowId, seen }) };
}

async function eventErrand(parts: ErrandParts, arrival: WebhookRecord): Promise<Errand> {
  const target = await targetOf(parts.store, arrival);
  if ('workflowId' in target)
    return { lane: target.workflowId, run: async () => await hint(parts, arrival, target) };
  const handed: Handed =
    'park' in target ? { state: 'parked', note: target.park } : { state: 'waiting', note: target.wait };
  return { lane: `case/${arrival.recordId}`, run: async () => await Promise.resolve(handed) };
}

async function readMessage({ chats, temporal }: ErrandParts, arrival: WebhookRecord): Promise<Handed> {
  if (!chats) return { state: 'parked', note: 'nobody answers messages here' };
  const note = await temporal.withDeadline(
    Date.now() + deadlineMs,
    async () => await handToChat(temporal, chats, arrival),
  );
  return note === undefined ? { state: 'handed-over' } : { state: 'parked', note };
}

const deadlineMs = 2_000;

/** Signals; `nobody` where no such workflow runs. */
async function signalled(temporal: Client, signal: () => Promise<void>): Promise<'told' | 'nobody'> {
  try {
    await temporal.withDeadline(Date.now() + deadlineMs, signal);
    return 'told';
  } catch (error) {
    if (isGone(error)) return 'nobody';
    throw error;
  }
}

async function hint(
  { store, temporal, parkAfterMs }: ErrandParts,
  { receivedAt }: WebhookRecord,
  { workflowId, seen }: { workflowId: string; seen: RecordSeen },
): Promise<Handed> {
  const handle = temporal.workflow.getHandle(workflowId);
  const told = await signalled(temporal, async () => await handle.signal(recordSeen, seen));
  if (told === 'told') return { state: 'handed-over' };
  const found = await store.findCaseByRecord(seen.record.connection, seen.record.id);
  const waitedMs = Date.now() - Date.parse(receivedAt);
  // A ticket that its caller has just had opened again is watched anew within moments, by whoever opened it.
  if (found && closed.has(found.state) && waitedMs >= Math.min(parkAfterMs, reopenedWithinMs))
    return await afterTheEnd(temporal, found, { workflowId, seen });
  return waitedMs >= parkAfterMs
    ? { state: 'parked', note: 'no follow-up watched this record in time' }
    : { state: 'waiting', note: 'no follow-up watches this record yet' };
}

async function afterTheEnd(
  temporal: Client,
  { state }: CaseRecord,
  { workflowId, seen }: { workflowId: string; seen: RecordSeen },
): Promise<Handed> {
  const woken = await temporal.withDeadline(
    Date.now() + deadlineMs,
    async () => await wakeWatch(temporal, workflowId, seen),
  );
  if (woken === 'nobody')
    return { state: 'parked', note: `the case is ${state}; nobody watches the record any more` };
  const note = woken === 'known' ? 'known already' : 'the case was settled; its watch was woken';
  return { state: 'handed-over', note };
}

const reopenedWithinMs = 15_000;
const closed = new Set<CaseRecord['state']>(['refused', 'withdrawn', 'settled']);

const receipt = z.object({
  state: sendState,
  providerId: z.string().max(200).optional(),
  errorCode: z.number().optional(),
  /** In our own words: without anybody's address. */
  reason: z.string().max(300).optional(),
});

/** The store's record counts by itself, since an outreach need not be there any more; one that is goes on by it. */
function receiptErrand({ store, temporal }: ErrandParts, arrival: WebhookRecord): Errand {
  const { recordId: id, at } = arrival;
  const [, workflowId = '', channel] = /^(outreach\/.+)\/([a-z]+)$/.exec(id) ?? [];
  return {
    lane: id,
    async run() {
      const named = reachChannel.safeParse(channel);
      const said = receipt.safeParse(arrival.payload);
      if (!named.success || !said.success)
        return { state: 'parked', note: 'it names no message of ours, or says nothing of one' };
      const { state, providerId, errorCode, reason } = said.data;
      const why = reason ?? (errorCode === undefined ? undefined : `carrier's code ${errorCode}`);
      const error = why === undefined ? {} : { error: why };
      const seen = { state, at, ...error };
      const known = await store.reach.note(id, { receipt: seen, ...(providerId ? { providerId } : {}) });
      if (!known) return { state: 'parked', note: 'no such message was written down' };
      const handle = temporal.workflow.getHandle(workflowId);
      const told = await signalled(
        temporal,
        async () => await handle.signal(receiptSeen, { channel: named.data, receipt: seen }),
      );
      return told === 'told'
        ? { state: 'handed-over' }
        : { state: 'handed-over', note: 'noted; its outreach had ended' };
    },
  };
}
