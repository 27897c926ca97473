import type { Plan } from '../plan';
import { firstTimes, makes } from './first-time';

/** Every write's first answer is lost after the system has done it. */
export const cut: Plan = {
  name: 'cut',
  breaks:
    'the first request of every write is carried out, and its connection is reset before a byte of the answer',
  guards: 'look before every further try (reference), the idempotency key (key), the flag (none)',
  classes: ['key', 'reference', 'none'],
  calls: { usual: 100, full: 1000 },
  faults: ({ count }) => {
    const isFirst = firstTimes();
    return (request) => {
      if (!makes(request) || !isFirst(request)) return undefined;
      count('answers cut');
      return { kind: 'cut' };
    };
  },
};
