import fc from 'fast-check';
import type { FollowUp } from '../../../src/domain/follow-up';
import { knownStamp, withLastChange } from '../../../src/domain/last-change';

const began = Date.parse('2026-11-21T10:00:00.000Z');
const iso = (ms: number): string => new Date(ms).toISOString();
const nobody = {} as FollowUp;
const hourMs = 3_600_000;

/** A watch after readings, each begun at so many ms, one second long, that showed that stamp. */
const after = (readings: [number, string][]): FollowUp =>
  readings.reduce(
    (state, [atMs, updatedAt]) =>
      withLastChange(
        state,
        { status: 'open', comments: [], updatedAt },
        iso(began + atMs),
        iso(began + atMs + 1000),
      ),
    nobody,
  );

test('a stamp stands for the ticket once a later reading has found it still there', () => {
  expect(knownStamp(nobody, began)).toBeUndefined();
  expect(knownStamp(after([[0, 'a']]), began + hourMs)).toBeUndefined();
  expect(
    knownStamp(
      after([
        [0, 'a'],
        [hourMs, 'a'],
      ]),
      began + 2 * hourMs,
    ),
  ).toBe('a');
  expect(
    knownStamp(
      after([
        [0, 'a'],
        [hourMs, 'b'],
      ]),
      began + 2 * hourMs,
    ),
  ).toBeUndefined();
  expect(
    knownStamp(
      after([
        [0, 'a'],
        [hourMs, 'b'],
        [2 * hourMs, 'b'],
      ]),
      began + 3 * hourMs,
    ),
  ).toBe('b');
});

test('readings right after each other prove nothing: what changes between them may bear the same stamp', () => {
  expect(
    knownStamp(
      after([
        [0, 'a'],
        [1200, 'a'],
        [60_000, 'a'],
      ]),
      began + hourMs,
    ),
  ).toBeUndefined();
});

test('a reading counts from its beginning, however late its answer is taken', () => {
  const look = { status: 'open' as const, comments: [], updatedAt: 'a' };
  const first = withLastChange(nobody, look, iso(began), iso(began + 500));
  const late = withLastChange(first, look, iso(began + 1000), iso(began + hourMs));
  expect(knownStamp(late, began + hourMs)).toBeUndefined();
});

test('a ticket is read again in any case after three days', () => {
  const state = after([
    [0, 'a'],
    [hourMs, 'a'],
  ]);
  expect(knownStamp(state, began + 72 * hourMs)).toBe('a');
  expect(knownStamp(state, began + 73 * hourMs)).toBeUndefined();
});

test('what shows no stamp leaves what is known as it is', () => {
  const state = after([
    [0, 'a'],
    [hourMs, 'a'],
  ]);
  for (const look of [
    'unchanged',
    'no-room',
    'unreadable',
    undefined,
    { status: 'open', comments: [] },
  ] as const)
    expect(withLastChange(state, look as never, iso(began), iso(began))).toBe(state);
});

test('no change is ever missed for good with stamps of a whole minute, whenever somebody looks', () => {
  const gaps = fc.array(fc.tuple(fc.constantFrom('change', 'look'), fc.integer({ min: 1, max: 400_000 })), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(gaps, (steps) => {
      let state = nobody;
      let [nowMs, changes, seen] = [began, 0, 0];
      let stamp = iso(began);
      for (const [what, gapMs] of steps) {
        nowMs += gapMs;
        if (what === 'change') {
          changes += 1;
          stamp = iso(nowMs - (nowMs % 60_000));
        } else if (knownStamp(state, nowMs) === stamp) {
          // Not read: nothing may have happened that was not seen.
          expect(seen).toBe(changes);
        } else {
          seen = changes;
          const look = { status: 'open' as const, comments: [], updatedAt: stamp };
          state = withLastChange(state, look, iso(nowMs), iso(nowMs));
        }
      }
    }),
  );
});
