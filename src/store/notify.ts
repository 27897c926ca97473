/** What a change of a case tells which endpoint: written in the transaction that changes the case. */
import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { OfficeChange } from '../domain/appointment-watch';
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

/**
 * Writes what the endpoints are owed for this change; `before` is the state it had, undefined for a new case, `change` what
 * the office did to its appointment.
 */
export async function insertNotifications(
  transaction: Transaction<Tables>,
  endpoints: readonly NotifyEndpoint[],
  {
    record,
    before,
    change,
  }: { record: CaseRecord; before: CaseRecord['state'] | undefined; change: OfficeChange | undefined },
): Promise<void> {
  const told = [...(before === record.state ? [] : eventsOf(record)), ...officeEvents(change)];
  const owed = told.flatMap((event) =>
    endpoints
      .filter(
        ({ events, tenants }) => events.includes(event.type) && (tenants?.includes(record.tenant) ?? true),
      )
      .map(({ name }) => rowOf(name, event, record)),
  );
  if (owed.length === 0) return;
  await transaction
    .insertInto('notifications')
    .values(owed)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** An event, and what it says besides the case. */
interface Told {
  type: Notifiable;
  besides?: { change: string; by: 'caller' | 'office' };
}

function eventsOf({ state, verb }: CaseRecord): Told[] {
  const type = byState[state];
  if (!type) return [];
  const change = state === 'delivered' ? appointments.get(verb) : undefined;
  return [
    { type },
    ...(change ? [{ type: 'appointment.changed' as const, besides: { change, by: 'caller' as const } }] : []),
  ];
}

const officeEvents = (change: OfficeChange | undefined): Told[] =>
  change ? [{ type: 'appointment.changed', besides: { change, by: 'office' } }] : [];

function rowOf(endpoint: string, { type, besides }: Told, record: CaseRecord) {
  const { code, tenant, connection, version, updatedAt } = record;
  const hash = createHash('sha256').update(`${endpoint}/${code}/${type}/${version}`).digest('base64url');
  return {
    ...{ id: `msg_${hash}`, endpoint, event: type, code, tenant, connection },
    body: JSON.stringify({ type, timestamp: updatedAt, data: { ...dataOf(record), ...besides } }),
    nextAt: updatedAt,
    createdAt: updatedAt,
  };
}

/** What is told of a case: nothing of its caller, and no words of anybody. */
function dataOf(record: CaseRecord): object {
  const { code, tenant, state, connection, verb, recordId, recordUrl, dueAt, deadline } = record;
  return {
    ...{ code, tenant, state, connection, verb },
    ...(recordId === undefined ? {} : { recordId }),
    ...(recordUrl === undefined ? {} : { recordUrl }),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(state === 'parked' && deadline !== undefined ? { decideBy: deadline } : {}),
  };
}
