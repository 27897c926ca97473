import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { Database, Tables } from './database';
import { endpointRecord, type NotificationRecord, notificationRecord } from './event-records';
import type { LeasedNotification, NotificationOutbox, TryOutcome } from './notification-outbox';
import { plain } from './rows';

/** The outbox of webhooks of ours. */
export function outboxQueries(database: Database): NotificationOutbox {
  return { ...sending(database), ...looking(database), ...deciding(database) };
}

const toRecord = (row: object): NotificationRecord => {
  const { lease: _lease, leasedUntil: _until, ...rest } = plain(row);
  return notificationRecord.parse(rest);
};

function sending(database: Database): Pick<NotificationOutbox, 'claim' | 'settle' | 'release'> {
  return {
    async claim({ endpoint, limit, now, until }) {
      const lease = randomUUID();
      const moment = new Date(now);
      // Apart from the update, so that what is locked is chosen once and no more than asked for.
      const rows = await database
        .with('due', (due) =>
          due
            .selectFrom('notifications')
            .select('id as dueId')
            .where('endpoint', '=', endpoint)
            .where('state', '=', 'waiting')
            .where('nextAt', '<=', moment)
            .where((or) => or.or([or('leasedUntil', 'is', null), or('leasedUntil', '<', moment)]))
            .where('endpoint', 'not in', (off) =>
              off.selectFrom('notificationEndpoints').select('name').where('offSince', 'is not', null),
            )
            .orderBy('nextAt')
            .orderBy('id')
            .limit(limit)
            .forUpdate()
            .skipLocked(),
        )
        .updateTable('notifications')
        .from('due')
        .set({ lease, leasedUntil: until })
        .whereRef('id', '=', 'dueId')
        .returningAll('notifications')
        .execute();
      return rows.map((row) => ({ record: toRecord(row), lease }));
    },

    async settle(leased, outcome, when) {
      return await database.transaction().execute(async (transaction) => {
        const mine = await settleRow(transaction, leased, outcome, when.now);
        if (mine) await settleEndpoint(transaction, leased.record.endpoint, outcome, when);
        return mine;
      });
    },

    async release({ record, lease }) {
      await database
        .updateTable('notifications')
        .set({ lease: null, leasedUntil: null })
        .where('id', '=', record.id)
        .where('lease', '=', lease)
        .execute();
    },
  };
}

async function settleRow(
  transaction: Transaction<Tables>,
  { record, lease }: LeasedNotification,
  outcome: TryOutcome,
  now: string,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('notifications')
    .set({
      ...{ state: outcome.state, tries: record.tries + 1, lease: null, leasedUntil: null },
      status: outcome.status ?? null,
      note: outcome.state === 'delivered' ? null : outcome.note,
      ...(outcome.state === 'waiting' ? { nextAt: outcome.nextAt } : { settledAt: now }),
    })
    .where('id', '=', record.id)
    .where('lease', '=', lease)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

async function settleEndpoint(
  transaction: Transaction<Tables>,
  name: string,
  outcome: TryOutcome,
  { now, offIfFailingSince }: { now: string; offIfFailingSince: string },
): Promise<void> {
  // Who asks for no further tries has answered well enough.
  const well = outcome.state === 'delivered' || outcome.state === 'ended';
  const failingSince = well ? null : now;
  await transaction
    .insertInto('notificationEndpoints')
    .values({ name, failingSince })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({
        failingSince: well ? null : sql`coalesce(notification_endpoints.failing_since, ${now}::timestamptz)`,
      }),
    )
    .execute();
  if (well) return;
  await transaction
    .updateTable('notificationEndpoints')
    .set({ offSince: now, note: outcome.note })
    .where('name', '=', name)
    .where('offSince', 'is', null)
    .where('failingSince', '<=', new Date(offIfFailingSince))
    .execute();
}

function looking(database: Database): Pick<NotificationOutbox, 'list' | 'find' | 'endpoints' | 'waiting'> {
  return {
    async list({ limit, state, endpoint, event, code, connections, tenants }) {
      let query = database.selectFrom('notifications').selectAll();
      if (state !== undefined) query = query.where('state', '=', state);
      if (endpoint !== undefined) query = query.where('endpoint', '=', endpoint);
      if (event !== undefined) query = query.where('event', '=', event);
      if (code !== undefined) query = query.where('code', '=', code);
      if (connections !== undefined) query = query.where('connection', 'in', [...connections]);
      if (tenants !== undefined) query = query.where('tenant', 'in', [...tenants]);
      const rows = await query.orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(limit).execute();
      return rows.map(toRecord);
    },

    async find(id) {
      const row = await database
        .selectFrom('notifications')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row && toRecord(row);
    },

    async endpoints() {
      const rows = await database.selectFrom('notificationEndpoints').selectAll().execute();
      return rows.map((row) => endpointRecord.parse(plain(row)));
    },

    async waiting() {
      const rows = await database
        .selectFrom('notifications')
        .select(({ fn }) => ['endpoint', fn.countAll<number>().as('count')])
        .where('state', '=', 'waiting')
        .groupBy('endpoint')
        .execute();
      return Object.fromEntries(rows.map(({ endpoint, count }) => [endpoint, Number(count)]));
    },
  };
}

function deciding(database: Database): Pick<NotificationOutbox, 'replay' | 'switchOn' | 'forget'> {
  return {
    async replay(id, { now, note }) {
      const { numUpdatedRows } = await database
        .updateTable('notifications')
        .set({ state: 'waiting', tries: 0, nextAt: now, note, settledAt: null })
        .where('id', '=', id)
        .where('state', '<>', 'waiting')
        .executeTakeFirst();
      if (numUpdatedRows > 0n) return 'replayed';
      const hurried = await database
        .updateTable('notifications')
        .set({ nextAt: now })
        .where('id', '=', id)
        .executeTakeFirst();
      return hurried.numUpdatedRows > 0n ? 'hurried' : 'unknown';
    },

    async switchOn(name, note) {
      await database
        .updateTable('notificationEndpoints')
        .set({ failingSince: null, offSince: null, note })
        .where('name', '=', name)
        .execute();
    },

    async forget(before) {
      const { numDeletedRows } = await database
        .deleteFrom('notifications')
        .where('createdAt', '<', new Date(before))
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
