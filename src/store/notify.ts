/** What a change of a case tells which endpoint: written in the transaction that changes the case. */
import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Notifiable, NotifyEndpoint } from '../notify-settings';
import type { Tables } from './database';
import type { CaseRecord } from './records';

const byState: Partial<Record<CaseRecord['state'], Notifiable>> = {
  delivered: 'case.delivered',
  parked: 'case.parked',
  settled: 'case.settled',
  refused: 'case.refused',
  withdrawn: 'case.withdrawn',
};
const appointments = new Map([
  ['bookAppointment', 'booked'],
  ['moveAppointment', 'moved'],
  ['cancelAppointment', 'cancelled'],
]);

/** Writes what the endpoints are owed for this change; `before` is the state it had, undefined for a new case. */
export async function insertNotifications(
  transaction: Transaction<Tables>,
  endpoints: readonly NotifyEndpoint[],
  { record, before }: { record: CaseRecord; before: CaseRecord['state'] | undefined },
): Promise<void> {
  if (before === record.state) return;
  const owed = eventsOf(record).flatMap((event) =>
    endpoints
      .filter(({ events, tenants }) => events.includes(event) && (tenants?.includes(record.tenant) ?? true))
      .map(({ name }) => rowOf(name, event, record)),
  );
  if (owed.length === 0) return;
  await transaction
    .insertInto('notifications')
    .values(owed)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

function eventsOf({ state, verb }: CaseRecord): Notifiable[] {
  const event = byState[state];
  if (!event) return [];
  return state === 'delivered' && appointments.has(verb) ? [event, 'appointment.changed'] : [event];
}

function rowOf(endpoint: string, event: Notifiable, record: CaseRecord) {
  const { code, tenant, connection, version, updatedAt } = record;
  const hash = createHash('sha256').update(`${endpoint}/${code}/${event}/${version}`).digest('base64url');
  return {
    ...{ id: `msg_${hash}`, endpoint, event, code, tenant, connection },
    body: JSON.stringify({ type: event, timestamp: updatedAt, data: dataOf(event, record) }),
    nextAt: updatedAt,
    createdAt: updatedAt,
  };
}

/** What is told of a case: nothing of its caller, and no words of anybody. */
function dataOf(event: Notifiable, record: CaseRecord): object {
  const { code, tenant, state, connection, verb, recordId, recordUrl, dueAt, deadline } = record;
  return {
    ...{ code, tenant, state, connection, verb },
    ...(recordId === undefined ? {} : { recordId }),
    ...(recordUrl === undefined ? {} : { recordUrl }),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(state === 'parked' && deadline !== undefined ? { decideBy: deadline } : {}),
    ...(event === 'appointment.changed' ? { change: appointments.get(verb) } : {}),
  };
}
