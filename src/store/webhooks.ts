import type { Database } from './database';
import { type WebhookRecord, webhookRecord } from './records';
import { plain } from './rows';
import type { Store } from './store';

type WebhookQueries = Pick<Store, 'takeWebhook' | 'waitingWebhooks' | 'settleWebhook'>;

/** The inbox of webhooks: each is written down once, before it is answered. */
export function webhookQueries(database: Database): WebhookQueries {
  const toWebhook = (row: object): WebhookRecord => webhookRecord.parse(plain(row));
  return {
    async takeWebhook(arrival) {
      const taken = await database
        .insertInto('webhooks')
        .values({
          ...arrival,
          ...{ state: 'waiting', tries: 0 },
          payload: arrival.payload ? JSON.stringify(arrival.payload) : null,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['connection', 'eventId'])
            .doUpdateSet(({ eb }) => ({ times: eb('webhooks.times', '+', 1) })),
        )
        .returning('times')
        .executeTakeFirstOrThrow();
      return taken.times === 1 ? 'new' : 'doubled';
    },

    async waitingWebhooks(limit) {
      const rows = await database
        .selectFrom('webhooks')
        .selectAll()
        .where('state', '=', 'waiting')
        .orderBy('receivedAt')
        .orderBy('eventId')
        .limit(limit)
        .execute();
      return rows.map(toWebhook);
    },

    async settleWebhook(connection, eventId, { state, tries, note }) {
      await database
        .updateTable('webhooks')
        .set({ state, tries, note: note ?? null })
        .where('connection', '=', connection)
        .where('eventId', '=', eventId)
        .execute();
    },
  };
}
