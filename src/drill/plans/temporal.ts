import { setTimeout as sleep } from 'node:timers/promises';
import type { Plan } from '../plan';

/** kill -9 of the Temporal server, every 20 to 40 seconds. */
export const temporal: Plan = {
  name: 'temporal',
  breaks: 'the Temporal server is killed (SIGKILL) every 20 to 40 s and started again on its file',
  guards: 'turn ids and call ids, deadlines at the gateway, the journal',
  classes: ['key', 'reference', 'none'],
  calls: { usual: 100, full: 1000 },
  async breakThings({ house, over, random, count }) {
    while (!over.aborted) {
      // Short of the first one, a small drill would be over before anything broke.
      await sleep(3_000 + random() * 2_000, undefined, { signal: over }).catch(() => undefined);
      if (over.aborted) return;
      await house.temporal.kill();
      count('kills of the Temporal server');
      await house.temporal.restart();
      await sleep(17_000 + random() * 20_000, undefined, { signal: over }).catch(() => undefined);
    }
  },
  verdict: (_result, _drill, counts) =>
    counts['kills of the Temporal server'] ? [] : ['the Temporal server was never killed'],
};
