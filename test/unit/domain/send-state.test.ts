import fc from 'fast-check';
import { sendState, type Progress, type SendReceipt } from '../../../src/domain/reach';
import { began, hasArrived, hasFailed, later } from '../../../src/domain/send-state';

const at = (minute: number): string =>
  new Date(Date.parse('2026-11-22T10:00:00.000Z') + minute * 60_000).toISOString();
const receipts = fc.array(
  fc.record(
    {
      state: fc.constantFrom(...sendState.options),
      at: fc.integer({ min: 0, max: 5 }).map(at),
      error: fc.constantFrom('30003', '30005', '21610'),
    },
    { requiredKeys: ['state', 'at'] },
  ),
  { maxLength: 12 },
);
const all = (told: SendReceipt[]): Progress => told.reduce(later, began(at(0)));

test('shuffled and doubled receipts end where the ordered ones do', () => {
  fc.assert(
    fc.property(
      receipts.chain((ordered) =>
        fc.tuple(
          fc.constant(ordered),
          fc.shuffledSubarray([...ordered, ...ordered], {
            minLength: ordered.length * 2,
            maxLength: ordered.length * 2,
          }),
        ),
      ),
      ([ordered, shuffled]) => {
        expect(all(shuffled)).toEqual(all(ordered));
      },
    ),
    { numRuns: 2000 },
  );
});

test('nothing that arrived is ever undone, whatever is told of it later', () => {
  fc.assert(
    fc.property(receipts, receipts, (before, after) => {
      const known = all(before);
      const end = after.reduce(later, known);
      if (known.state === 'read') expect(end.state).toBe('read');
      if (hasArrived(known.state)) expect(hasArrived(end.state)).toBe(true);
      if (hasFailed(known.state)) expect(hasFailed(end.state) || hasArrived(end.state)).toBe(true);
      expect(Object.keys(end.reached)).toEqual(expect.arrayContaining(Object.keys(known.reached)));
    }),
  );
});

test.each<[SendReceipt['state'][], SendReceipt['state']]>([
  [['accepted', 'sent', 'delivered', 'read'], 'read'],
  [['read', 'delivered', 'sent', 'accepted'], 'read'],
  [['delivered', 'failed'], 'delivered'],
  [['failed', 'delivered'], 'delivered'],
  [['undelivered', 'sent'], 'undelivered'],
  [['sent', 'failed', 'accepted'], 'failed'],
  [['leaving'], 'leaving'],
  [[], 'leaving'],
])('after %j it is %s', (states, end) => {
  expect(all(states.map((state, index) => ({ state, at: at(index) }))).state).toBe(end);
});

test('the reason of a failure is kept while it has failed, and forgotten when it arrived after all', () => {
  const failed = all([
    { state: 'undelivered', at: at(2), error: '30003' },
    { state: 'sent', at: at(3) },
  ]);
  expect(failed).toMatchObject({ state: 'undelivered', error: '30003' });
  expect(later(failed, { state: 'delivered', at: at(4) })).not.toHaveProperty('error');
});

test('a receipt that says nothing new changes nothing', () => {
  const known = all([{ state: 'sent', at: at(1) }]);
  expect(later(known, { state: 'sent', at: at(3) })).toBe(known);
});
