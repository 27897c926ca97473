/** What people want: opting out and in again, consents, and what they were asked. */
import { type ReachChannel, reachChannel } from '../domain/reach';
import type { Database } from './database';
import type { ReachBook } from './reach-book';
import { reachQuestion, type ReachWish, reachWish } from './reach-records';
import { plain } from './rows';

/** The queries about wishes. */
export function createWishes(database: Database): Pick<ReachBook, 'wish' | 'optedOut' | 'wishesOf'> {
  return {
    async wish(wish) {
      await database
        .insertInto('reachWishes')
        .values(reachWish.parse(wish))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    optedOut: async (addressKey) => await optedOutOf(database, addressKey),
    wishesOf: async (addressKey) => await wishesOf(database, addressKey),
  };
}

async function wishesOf(database: Database, addressKey: string): Promise<ReachWish[]> {
  const rows = await database
    .selectFrom('reachWishes')
    .selectAll()
    .where('addressKey', '=', addressKey)
    .orderBy('at')
    .orderBy('messageId')
    .orderBy('channel')
    .execute();
  return rows.map((row) => reachWish.parse(plain(row)));
}

/** By which channels an address wants nothing; of two wishes at the same instant the one to be left alone counts. */
export async function optedOutOf(database: Database, addressKey: string): Promise<ReachChannel[]> {
  return channelsOut(await wishesOf(database, addressKey));
}

/** The same of wishes that are known. */
export function channelsOut(wishes: readonly ReachWish[]): ReachChannel[] {
  return reachChannel.options.filter((channel) => {
    const about = wishes.filter(
      (one) =>
        (one.channel === channel || one.channel === 'all') && (one.wish === 'out' || one.wish === 'in'),
    );
    const last = Math.max(...about.map(({ at }) => Date.parse(at)));
    return about.some(({ at, wish }) => wish === 'out' && Date.parse(at) === last);
  });
}

/** The queries about what people said and were asked. */
export function createQuestions(
  database: Database,
): Pick<ReachBook, 'heard' | 'lastHeard' | 'asked' | 'awaiting' | 'answered'> {
  return {
    async heard(addressKey, channel, at) {
      await database
        .insertInto('reachHeard')
        .values({ addressKey, channel, at })
        .onConflict((conflict) =>
          conflict
            .columns(['addressKey', 'channel'])
            .doUpdateSet({ at })
            .where('reachHeard.at', '<', new Date(at)),
        )
        .execute();
    },

    async lastHeard(addressKey, channel) {
      const row = await database
        .selectFrom('reachHeard')
        .select('at')
        .where('addressKey', '=', addressKey)
        .where('channel', '=', channel)
        .executeTakeFirst();
      return row?.at.toISOString();
    },

    async asked(question) {
      const { addressKey, channel, code, kind, askedAt } = reachQuestion.parse(question);
      await database
        .insertInto('reachQuestions')
        .values({ addressKey, channel, code, kind, askedAt })
        .onConflict((conflict) =>
          conflict
            .columns(['addressKey', 'channel', 'code'])
            .doUpdateSet({ kind, askedAt })
            .where('reachQuestions.askedAt', '<', new Date(askedAt)),
        )
        .execute();
    },

    async awaiting(addressKey, channel, code) {
      const row = await database
        .selectFrom('reachQuestions')
        .selectAll()
        .where('addressKey', '=', addressKey)
        .where('channel', '=', channel)
        .$if(code !== undefined, (query) => query.where('code', '=', code ?? ''))
        .orderBy('askedAt', 'desc')
        .orderBy('code')
        .limit(1)
        .executeTakeFirst();
      return row && reachQuestion.parse(plain(row));
    },

    async answered({ addressKey, channel, code, askedAt }) {
      await database
        .deleteFrom('reachQuestions')
        .where('addressKey', '=', addressKey)
        .where('channel', '=', channel)
        .where('code', '=', code)
        .where('askedAt', '<=', new Date(askedAt))
        .execute();
    },
  };
}
