import type { Database } from './database';
import { type CallRecord, callRecord } from './records';
import { plain } from './rows';
import type { Store } from './store';
import { fromNewRow } from './upsert';

/** Calls, one row each. */
export function callQueries(database: Database): Pick<Store, 'saveCall' | 'findCall' | 'listCalls'> {
  const toCall = (row: object): CallRecord => callRecord.parse(plain(row));
  return {
    async saveCall({ phone, ...call }) {
      await database
        .insertInto('calls')
        .values({ ...call, ...(phone ? { phone: JSON.stringify(phone) } : {}) })
        .onConflict((conflict) =>
          conflict
            .column('callId')
            .doUpdateSet(fromNewRow(callRecord))
            .whereRef('excluded.version', '>', 'calls.version'),
        )
        .execute();
    },

    async findCall(callId) {
      const row = await database
        .selectFrom('calls')
        .selectAll()
        .where('callId', '=', callId)
        .executeTakeFirst();
      return row && toCall(row);
    },

    async listCalls({ limit, state }) {
      const rows = await database
        .selectFrom('calls')
        .selectAll()
        .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'live'))
        .orderBy('startedAt', 'desc')
        .orderBy('callId', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toCall);
    },
  };
}
