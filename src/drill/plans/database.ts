import { setTimeout as sleep } from 'node:timers/promises';
import type { Plan } from '../plan';

/** PostgreSQL stops every few seconds, as in DBOS's own chaos tests. */
export const database: Plan = {
  name: 'database',
  breaks: 'a real PostgreSQL is stopped (immediate) every 5 to 10 s and stays down for 0 to 2 s',
  guards: 'the code is minted by Temporal alone, projections that catch up, the agenda’s key and constraints',
  classes: ['key', 'reference', 'none'],
  calls: { usual: 100, full: 1250 },
  house: { postgres: true },
  async breakThings({ house, over, random, count }) {
    while (!over.aborted) {
      await sleep(5_000 + random() * 5_000, undefined, { signal: over }).catch(() => undefined);
      if (over.aborted) return;
      await house.postgres?.stopAtOnce();
      count('stops of PostgreSQL');
      await sleep(random() * 2_000);
      await house.postgres?.start();
    }
  },
  verdict: (_result, _drill, counts) =>
    counts['stops of PostgreSQL'] ? [] : ['PostgreSQL was never stopped'],
};
