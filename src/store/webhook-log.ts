/** The delivery log: what came in, searched and sent on its way again, and what was refused. */
import { sql } from 'kysely';
import type { Database } from './database';
import { type RefusalRecord, refusalRecord, webhookRecord } from './records';
import { plain } from './rows';
import type { Store } from './store';

type LogQueries = Pick<Store, 'listWebhooks' | 'replayWebhook' | 'noteRefusal' | 'listRefusals'>;

/** Refusals kept of each connection. */
const kept = 1_000;

/** Reads the log and puts webhooks back to waiting. */
export function webhookLogQueries(database: Database): LogQueries {
  return {
    async listWebhooks({ limit, state, connection, kind, text, before }) {
      let query = database.selectFrom('webhooks').selectAll();
      if (state !== undefined) query = query.where('state', '=', state);
      if (connection !== undefined) query = query.where('connection', '=', connection);
      if (kind !== undefined) query = query.where('kind', '=', kind);
      if (text !== undefined)
        query = query.where(
          sql<boolean>`(strpos(lower(event_id), lower(${text})) > 0 or strpos(lower(record_id), lower(${text})) > 0)`,
        );
      if (before)
        query = query.where(
          sql<boolean>`(received_at, event_id, connection) < (${before.receivedAt}::timestamptz, ${before.eventId}, ${before.connection})`,
        );
      const rows = await query
        .orderBy('receivedAt', 'desc')
        .orderBy('eventId', 'desc')
        .orderBy('connection', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => webhookRecord.parse(plain(row)));
    },

    replayWebhook: (connection, eventId, wish) => replay(database, connection, eventId, wish),

    async noteRefusal(refusal) {
      await database.insertInto('webhookRefusals').values(refusal).execute();
      await database
        .deleteFrom('webhookRefusals')
        .where('connection', '=', refusal.connection)
        .where('id', '<=', (oldest) =>
          oldest
            .selectFrom('webhookRefusals')
            .select('id')
            .where('connection', '=', refusal.connection)
            .orderBy('id', 'desc')
            .offset(kept)
            .limit(1),
        )
        .execute();
    },

    async listRefusals({ limit, connection, before }) {
      let query = database.selectFrom('webhookRefusals').selectAll();
      if (connection !== undefined) query = query.where('connection', '=', connection);
      if (before !== undefined) query = query.where('id', '<', before);
      const rows = await query.orderBy('id', 'desc').limit(limit).execute();
      return rows.map((row): RefusalRecord => refusalRecord.parse(plain(row)));
    },
  };
}

/** In one transaction, so that nothing is sent again without somebody's name to it. */
async function replay(
  database: Database,
  connection: string,
  eventId: string,
  { by, at }: { by: string; at: string },
): ReturnType<Store['replayWebhook']> {
  return await database.transaction().execute(async (within) => {
    const found = await within
      .selectFrom('webhooks')
      .select(['state', 'recordId'])
      .where('connection', '=', connection)
      .where('eventId', '=', eventId)
      .forUpdate()
      .executeTakeFirst();
    if (!found || found.state === 'waiting') return found?.state;
    await within
      .updateTable('webhooks')
      .set({ state: 'waiting', note: null })
      .where('connection', '=', connection)
      .where('eventId', '=', eventId)
      .execute();
    const subject = `webhook/${connection}/${eventId}`;
    // The row's lock makes the numbers follow one another.
    const { number } = await within
      .selectFrom('audit')
      .select(sql<number>`coalesce(max(number), 0) + 1`.as('number'))
      .where('subject', '=', subject)
      .executeTakeFirstOrThrow();
    const line = { who: `operator:${by}`, what: 'replayed', detail: `it was ${found.state}` };
    await within
      .insertInto('audit')
      .values({ subject, number, at, ...line })
      .execute();
    return found.state;
  });
}
