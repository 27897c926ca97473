import type { Database } from './database';
import { messageRecord } from './records';
import { plain } from './rows';
import type { Store } from './store';

/** The dev phone's inbox. */
export function messageQueries(database: Database): Pick<Store, 'putMessage' | 'listMessages'> {
  return {
    async putMessage(message) {
      await database
        .insertInto('messages')
        .values(message)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },

    async listMessages({ to, limit }) {
      const newestFirst = await database
        .selectFrom('messages')
        .selectAll()
        .where('to', '=', to)
        .orderBy('sentAt', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return newestFirst.reverse().map((row) => messageRecord.parse(plain(row)));
    },
  };
}
