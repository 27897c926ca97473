import { isAttended, outcomeOf, ringOutcomeOf } from '../../../src/domain/transfer-rules';
import type { Transfer } from '../../../src/domain/telephone';

const madrid = 'Europe/Madrid';
/** 2026-11-23 is a Monday; Madrid is an hour ahead of UTC then. */
const at = (utc: string, day = 23): string => `2026-11-${day}T${utc}:00Z`;

test('the desk is attended within its hours, by the clocks of the assistant’s zone', () => {
  const hours = [{ days: [1, 2], from: '09:00', until: '18:00' }];
  expect(isAttended({ hours }, at('07:59'), madrid)).toBe(false);
  expect(isAttended({ hours }, at('08:00'), madrid)).toBe(true);
  expect(isAttended({ hours }, at('16:59'), madrid)).toBe(true);
  expect(isAttended({ hours }, at('17:00'), madrid)).toBe(false);
  expect(isAttended({ hours }, at('10:00', 25), madrid)).toBe(false);
  expect(isAttended({ hours }, at('08:30'), 'America/Sao_Paulo')).toBe(false);
  expect(isAttended({}, at('03:00'), madrid)).toBe(true);
});

test('a night belongs to the day on which it began', () => {
  const hours = [{ days: [1], from: '22:00', until: '06:00' }];
  expect(isAttended({ hours }, at('21:30'), madrid)).toBe(true);
  expect(isAttended({ hours }, at('04:30', 24), madrid)).toBe(true);
  expect(isAttended({ hours }, at('04:30'), madrid)).toBe(false);
  expect(isAttended({ hours }, at('05:00', 24), madrid)).toBe(false);
});

const transfer = (change: Partial<Transfer>): Transfer => ({
  ...{ number: 1, kind: 'warm', code: 'R-0000-0000', summary: '', leads: true, parked: true },
  ...change,
});

test.each([
  [{}, undefined],
  [{ progress: 'ringing' }, undefined],
  [{ progress: 'answered' }, undefined],
  [{ progress: 'busy' }, 'busy'],
  [{ progress: 'no-answer' }, 'no-answer'],
  [{ progress: 'cancelled' }, 'failed'],
  [{ progress: 'completed' }, 'declined'],
  [{ progress: 'answered', accepted: false }, 'declined'],
  [{ progress: 'answered', accepted: true }, 'answered'],
  [{ progress: 'completed', accepted: true }, 'answered'],
  [{ dialled: 'busy' }, 'busy'],
] as [Partial<Transfer>, string | undefined][])('a transfer with %j is %s', (change, outcome) => {
  expect(outcomeOf(transfer(change))).toBe(outcome);
});

const detecting = { detectsMachines: true, isHeld: true };
test.each([
  [{}, detecting, undefined],
  [{ progress: 'answered' }, detecting, undefined],
  [{ progress: 'answered', answeredBy: 'person' }, detecting, 'person'],
  [{ answeredBy: 'unknown' }, detecting, 'person'],
  [{ answeredBy: 'person' }, { detectsMachines: true, isHeld: false }, undefined],
  [{ answeredBy: 'machine' }, detecting, 'machine'],
  [{ progress: 'completed' }, detecting, 'cancelled'],
  [{ progress: 'no-answer' }, detecting, 'no-answer'],
  [{ progress: 'answered' }, { detectsMachines: false, isHeld: true }, 'person'],
  [{ progress: 'answered' }, { detectsMachines: false, isHeld: false }, undefined],
] as [Parameters<typeof ringOutcomeOf>[0], typeof detecting, string | undefined][])(
  'a call of ours with %j and %j is %s',
  (ringing, how, outcome) => {
    expect(ringOutcomeOf(ringing, how)).toBe(outcome);
  },
);
