import type { Plan } from '../plan';
import { makes } from './first-time';

/** A model that always claims success, in front of systems that often fail. */
export const lie: Plan = {
  name: 'lie',
  breaks:
    'the model claims success with invented numbers and dates in every answer, while half the writes fail at first',
  guards: 'the truth guard, sentences that promise from code',
  classes: ['key', 'reference', 'none'],
  calls: { usual: 100, full: 1000 },
  house: { model: 'lying' },
  faults: ({ random, count }) => {
    return (request) => {
      if (!makes(request) || random() < 0.5) return undefined;
      count('writes that failed at first');
      return random() < 0.5 ? { kind: 'status', status: 503 } : { kind: 'silent', done: random() < 0.5 };
    };
  },
};
