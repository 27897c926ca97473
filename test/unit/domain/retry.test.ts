import fc from 'fast-check';
import type { Fault } from '../../../src/domain/call';
import { nextStep } from '../../../src/domain/retry';

const at = '2026-11-21T10:00:00.000Z';
const fault = (kind: Fault['kind'], retryAfterMs?: number): Fault => ({
  kind,
  message: 'it said so',
  at,
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
});
const passing: Fault['kind'][] = ['unavailable', 'timeout', 'throttled', 'unknown'];

test('an outage is retried without end, fast at first, then at most every five minutes', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...passing),
      fc.integer({ min: 1, max: 5000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (kind, attempts, random) => {
        const step = nextStep(fault(kind), attempts, random);
        if (step.then !== 'retry') throw new Error('parked');
        expect(step.afterMs).toBeGreaterThanOrEqual(attempts < 10 ? 1000 : 48_000);
        expect(step.afterMs).toBeLessThanOrEqual(attempts < 10 ? 30_000 : 300_000);
        expect(step.alarm).toBe(attempts >= 6);
      },
    ),
  );
});

test('the first ten tries fall within the first two minutes', () => {
  let total = 0;
  for (let attempts = 1; attempts < 10; attempts += 1) {
    const step = nextStep(fault('unavailable'), attempts, 1);
    if (step.then === 'retry') total += step.afterMs;
  }
  expect(total).toBeLessThan(120_000);
});

test('a system that asks for time gets it, up to an hour', () => {
  expect(nextStep(fault('throttled', 90_000), 1, 0.5)).toMatchObject({ afterMs: 90_000 });
  expect(nextStep(fault('throttled', 10 * 3_600_000), 1, 0.5)).toMatchObject({ afterMs: 3_600_000 });
});

test.each(['rejected', 'malformed', 'missing'] as const)(
  'what is %s is parked for a person at once',
  (kind) => {
    expect(nextStep(fault(kind), 1, 0.5)).toEqual({ then: 'park', reason: 'it said so' });
  },
);

test('a refused key is tried again slowly, with an alarm from the first time', () => {
  expect(nextStep(fault('unauthorized'), 1, 1)).toEqual({ then: 'retry', afterMs: 300_000, alarm: true });
});
