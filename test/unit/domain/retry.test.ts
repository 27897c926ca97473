import fc from 'fast-check';
import type { Fault } from '../../../src/domain/call';
import { nextStep } from '../../../src/domain/retry';
import { faultPolicy, type FaultPolicy, type Terms } from '../../../src/domain/terms';

const at = '2026-11-21T10:00:00.000Z';
const fault = (kind: Fault['kind'], more: Partial<Fault> = {}): Fault => ({
  kind,
  message: 'it said so',
  outcome: 'not-done',
  at,
  ...more,
});
const terms = (policy: Partial<FaultPolicy> = {}, creation: Terms['creation'] = 'reference'): Terms => ({
  creation,
  indexLagMs: 60_000,
  settleMs: 5_000,
  atOnce: 4,
  policy: faultPolicy.parse(policy),
});
const after = (of: Fault, attempts: number, random = 0.5, of2: Terms = terms(), odd = 0) =>
  nextStep(of, { attempts, odd, terms: of2 }, random);
const passing: Fault['kind'][] = ['unavailable', 'timeout', 'throttled', 'unknown'];

test('an outage is waited out without end, with fast tries at first, then at most every five minutes', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...passing),
      fc.integer({ min: 1, max: 5000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (kind, attempts, random) => {
        const step = after(fault(kind), attempts, random);
        if (step.then !== 'line') throw new Error('not in line');
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
    const step = after(fault('unavailable'), attempts, 1);
    if (step.then === 'line') total += step.afterMs;
  }
  expect(total).toBeLessThan(120_000);
});

test('a system that asks for time gets it, up to an hour', () => {
  expect(after(fault('throttled', { retryAfterMs: 90_000 }), 1)).toMatchObject({ afterMs: 90_000 });
  expect(after(fault('throttled', { retryAfterMs: 10 * 3_600_000 }), 1)).toMatchObject({
    afterMs: 3_600_000,
  });
});

test('a try whose answer was lost is not repeated before the system’s look-up can show what it did', () => {
  const lost = fault('timeout', { outcome: 'unknown' });
  expect(after(lost, 1)).toMatchObject({ then: 'line', afterMs: 65_000 });
  const answered500 = fault('unavailable', { outcome: 'unknown' });
  expect(after(answered500, 1)).toMatchObject({ then: 'line', afterMs: 60_000 });
  expect(after(lost, 1, 0.5, terms({}, 'key'))).toMatchObject({ afterMs: 1000 });
  expect(after(lost, 1, 0.5, terms({}, 'none'))).toMatchObject({ afterMs: 1000 });
});

test.each(['rejected', 'missing'] as const)('what is %s is parked for people at once', (kind) => {
  expect(after(fault(kind), 1)).toEqual({ then: 'park', reason: 'it said so', owner: 'operators' });
});

test('an answer that makes no sense is looked at again; the third in a row is parked', () => {
  expect(after(fault('malformed'), 1, 0.5, terms(), 1)).toMatchObject({ then: 'line' });
  expect(after(fault('malformed'), 3, 0.5, terms(), 3)).toMatchObject({ then: 'park' });
});

test('a refused key is tried again slowly, with an alarm from the first time', () => {
  expect(after(fault('unauthorized'), 1, 1)).toEqual({ then: 'line', afterMs: 300_000, alarm: true });
});

test('the policy decides what follows: no fast tries, the register, or a team, each after its tries', () => {
  const down = fault('unavailable');
  const queue = after(down, 1, 1, terms({ then: 'queue' }));
  expect(queue).toMatchObject({ then: 'line', afterMs: 60_000 });
  const record = terms({ then: 'record', afterTries: 2 });
  expect(after(down, 1, 0.5, record)).toMatchObject({ then: 'line' });
  expect(after(down, 2, 0.5, record)).toEqual({ then: 'record' });
  const team = after(down, 3, 0.5, terms({ then: 'team', team: 'citas', afterTries: 3 }));
  expect(team).toMatchObject({ then: 'park', owner: 'citas' });
});
