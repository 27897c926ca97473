import { setTimeout as sleep } from 'node:timers/promises';
import type { Plan } from '../plan';

/** Temporal cannot be reached for minutes, while people call. */
export const away: Plan = {
  name: 'away',
  breaks:
    'worker and gateway cannot reach Temporal for 5 minutes (40 s in a small drill) while calls go on and begin',
  guards: 'the journal',
  classes: ['key', 'reference', 'none'],
  calls: { usual: 100, full: 400 },
  async breakThings({ house, over, full, count, onProgress }) {
    await sleep(5_000, undefined, { signal: over }).catch(() => undefined);
    if (over.aborted) return;
    house.temporal.gate.shut();
    count('times Temporal was out of reach');
    onProgress('Temporal is out of reach.');
    // Not ended early: calls that are over meanwhile wait in the journal.
    await sleep(full ? 300_000 : 40_000);
    house.temporal.gate.open();
    onProgress('Temporal is back.');
  },
  verdict: (_result, _drill, counts) =>
    counts['times Temporal was out of reach'] ? [] : ['Temporal was never out of reach'],
};
