import { type RawBuilder, sql } from 'kysely';
import { longestLineMs, type Places } from '../pace-places';
import type { Database } from './database';

/** The places of accounts in the store's database, by the database's clock: hosts need not agree on theirs. */
export function createPlaces(database: Database): Places {
  return {
    async take({ account, intervalMs, longestWaitMs, earliestMs, isSpare = false }) {
      const { rows } = await sql<{ taken: boolean; waitMs: number }>`
        insert into paces as kept (account, next_at, told_until, taken, wait_ms)
        values (
          ${account},
          clock_timestamp() + ${ms(earliestMs + intervalMs)},
          '-infinity',
          true,
          ${earliestMs}::float8
        )
        on conflict (account) do update set (next_at, told_until, taken, wait_ms) = (
          select
            case when is_near then start + ${ms(intervalMs)} else kept.next_at end,
            case when is_near or ${isSpare}::boolean then kept.told_until
              else least(told + ${ms(intervalMs)}, start + ${ms(longestLineMs)}) end,
            is_near,
            extract(epoch from (case when is_near then start else told end) - at) * 1000
          from (select clock_timestamp() as at) as clock
          cross join lateral (
            select greatest(kept.next_at, at + ${ms(earliestMs)}) as start
          ) as next
          cross join lateral (
            select
              start - at <= ${ms(longestWaitMs)} as is_near,
              greatest(kept.told_until, start) as told
          ) as decision
        )
        returning taken, wait_ms
      `.execute(database);
      const [{ taken, waitMs } = noRow()] = rows;
      return taken ? { taken, waitMs } : { taken, askAgainMs: waitMs - longestWaitMs / 2 };
    },

    async hold(account, milliseconds) {
      await sql`
        insert into paces as kept (account, next_at, told_until, taken, wait_ms)
        values (${account}, clock_timestamp() + ${ms(milliseconds)}, '-infinity', false, 0)
        on conflict (account) do update
          set next_at = greatest(kept.next_at, clock_timestamp() + ${ms(milliseconds)})
      `.execute(database);
    },
  };
}

const ms = (milliseconds: number): RawBuilder<unknown> =>
  sql`make_interval(secs => ${milliseconds}::float8 / 1000)`;

const noRow = (): never => {
  throw new Error('An insert or update answers with its row.');
};
