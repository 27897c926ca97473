/** Forgets what was kept long enough: answers by their idempotency keys, and webhooks of ours. */
import type { Log } from '../log';
import type { Store } from '../store/store';
import { keptMs } from './idempotency';
import { WakefulLoop } from './wakeful-loop';

const everyMs = 3_600_000;

/** The loop that sweeps, once an hour. Several gateways may sweep at once. */
export function createSweeper({ store, log }: { store: Store; log: Log }, now = Date.now): WakefulLoop {
  return new WakefulLoop({
    async look() {
      const before = new Date(now() - keptMs).toISOString();
      const answers = await store.forgetAnswers(before);
      const notifications = await store.outbox.forget(before);
      if (answers + notifications > 0)
        log.info({ answers, notifications }, 'swept what was kept long enough');
    },
    restMs: () => everyMs,
    onFailed: (error) => log.warn({ err: error }, 'nothing was swept: the store is away'),
  });
}
