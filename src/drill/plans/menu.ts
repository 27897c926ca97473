import type { Plan } from '../plan';
import type { StandInFault } from '../stand-in';
import { firstTimes, makes, pick } from './first-time';

/** What may come instead of an answer (reference A7, T5). */
export const dishes: readonly StandInFault[] = [
  { kind: 'status', status: 500 },
  { kind: 'status', status: 500, done: true },
  { kind: 'status', status: 502 },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 429, retryAfterSeconds: 2 },
  { kind: 'silent', done: true },
  { kind: 'silent', done: false },
  { kind: 'late', afterMs: 3500 },
  { kind: 'drip' },
  { kind: 'truncated' },
  { kind: 'html' },
  { kind: 'errorBody' },
  { kind: 'renamed' },
  { kind: 'expired' },
];

/** One dish for the first request of every write. */
export const menu: Plan = {
  name: 'menu',
  breaks:
    'the first request of every write meets one of: 500 (done or not), 502, 503, 429 with Retry-After, silence (done or not), a late deed, one byte a second, broken JSON, HTML with 200, an error with 200, a renamed field, an expired token',
  guards:
    'outcome of a fault (unknown or not done), waiting out the lag and late deeds, look before every further try',
  classes: ['key', 'reference', 'none'],
  calls: { usual: 112, full: 1000 },
  faults: ({ count }, _creation, seed) => {
    const isFirst = firstTimes();
    return (request) => {
      if (!makes(request) || !isFirst(request)) return undefined;
      const dish = pick(dishes, request, seed);
      if (dish) count(dish.kind === 'status' ? `${dish.status}${dish.done ? ', done' : ''}` : dish.kind);
      return dish;
    };
  },
};
