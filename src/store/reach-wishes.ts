/** What people want: opting out and in again, and consents. */
import { type ReachChannel, reachChannel } from '../domain/reach';
import type { Database } from './database';
import type { ReachBook } from './reach-book';
import { type ReachWish, reachWish } from './reach-records';
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
