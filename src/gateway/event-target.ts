/** Which follow-up an event is for: it names a case, whose record is known once its delivery is done. */
import { z } from 'zod';
import { followUpWorkflowId } from '../../workflows/ids';
import { caseEvent } from '../domain/case-event';
import type { RecordSeen } from '../domain/follow-up';
import type { CaseRecord, WebhookRecord } from '../store/records';
import type { Store } from '../store/store';

/** Where an event goes now; or why it waits, or goes nowhere. */
export type EventTarget = { workflowId: string; seen: RecordSeen } | { wait: string } | { park: string };

const kept = z.strictObject({ by: z.string(), event: caseEvent });

/** Finds it. */
export async function targetOf(
  store: Pick<Store, 'findCase'>,
  { recordId: code, eventId, at, payload }: WebhookRecord,
): Promise<EventTarget> {
  const { data } = kept.safeParse(payload);
  // Nothing of ours writes such a one; it must not hold the others up.
  if (!data) return { park: 'what it says cannot be read' };
  const record = await finalCase(store, code);
  if (!record) return { park: `there is no case ${code} any more` };
  if (Array.isArray(record))
    return { park: `${code} became several cases: ${record.join(', ')}; say which is meant` };
  // What is settled may have been opened again by its caller, and its record be watched anew.
  const ended = record.state === 'settled' ? record.recordId === undefined : closed.has(record.state);
  if (ended) return { park: `the case is ${record.state}; nobody watches its record any more` };
  if (record.recordId === undefined)
    return { wait: 'the case is not delivered yet, so there is no record to look at' };
  const ref = { connection: record.connection, id: record.recordId };
  return {
    workflowId: followUpWorkflowId(ref.connection, ref.id),
    seen: { eventId, record: ref, at, event: data.event, by: data.by },
  };
}

const closed = new Set<CaseRecord['state']>(['refused', 'withdrawn']);

/** The case, or what became of it where it was noted while Temporal was away; codes where that is several. */
async function finalCase(
  store: Pick<Store, 'findCase'>,
  code: string,
): Promise<CaseRecord | string[] | undefined> {
  const record = await store.findCase(code);
  const became = record?.state === 'settled' && record.recordId === undefined ? (record.became ?? []) : [];
  const [first] = became;
  if (first === undefined) return record;
  return became.length > 1 ? became : await store.findCase(first);
}
