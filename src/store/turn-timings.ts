import type { Database } from './database';
import { type TurnTimingRecord, turnTimingRecord } from './records';
import { plain } from './rows';
import type { Store } from './store';

/** How long spoken turns took, one row each. */
export function turnTimingQueries(database: Database): Pick<Store, 'saveTiming' | 'timingsOf'> {
  return {
    async saveTiming({ spans, ...timing }) {
      await database
        .insertInto('turnTimings')
        .values({ ...timing, spans: JSON.stringify(spans) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    async timingsOf(callId): Promise<TurnTimingRecord[]> {
      const rows = await database
        .selectFrom('turnTimings')
        .selectAll()
        .where('callId', '=', callId)
        .orderBy('at')
        .limit(2000)
        .execute();
      return rows.map((row) => turnTimingRecord.parse(plain(row)));
    },
  };
}
