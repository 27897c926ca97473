import fc from 'fast-check';
import { isQuiet, leavesAt, quietMinutes } from '../../../src/domain/quiet-hours';
import { wallTime } from '../../../src/language/civil-time';

const night = { from: '21:30', until: '09:00' };
const zones = [
  ...['Europe/Madrid', 'Atlantic/Canary', 'Europe/Lisbon', 'America/Sao_Paulo', 'America/Noronha'],
  ...['America/Manaus', 'America/Rio_Branco', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns'],
];

test.each([
  // An ordinary night and day.
  ['Europe/Madrid', '2026-11-23T21:00:00.000Z', '2026-11-24T08:00:00.000Z'],
  ['Europe/Madrid', '2026-11-23T20:29:59.999Z', '2026-11-23T20:29:59.999Z'],
  ['Europe/Madrid', '2026-11-23T20:30:00.000Z', '2026-11-24T08:00:00.000Z'],
  ['Europe/Madrid', '2026-11-24T07:59:59.999Z', '2026-11-24T08:00:00.000Z'],
  ['Europe/Madrid', '2026-11-24T08:00:00.000Z', '2026-11-24T08:00:00.000Z'],
  // The night of 25 October 2026 is an hour longer, that of 28 March 2027 an hour shorter.
  ['Europe/Madrid', '2026-10-24T20:00:00.000Z', '2026-10-25T08:00:00.000Z'],
  ['Europe/Madrid', '2026-10-25T00:30:00.000Z', '2026-10-25T08:00:00.000Z'],
  ['Europe/Madrid', '2026-10-25T01:30:00.000Z', '2026-10-25T08:00:00.000Z'],
  ['Europe/Madrid', '2027-03-27T21:00:00.000Z', '2027-03-28T07:00:00.000Z'],
  ['Europe/Madrid', '2027-03-28T00:59:00.000Z', '2027-03-28T07:00:00.000Z'],
  // The Canary Islands an hour later by the same sun.
  ['Atlantic/Canary', '2026-10-24T21:00:00.000Z', '2026-10-25T09:00:00.000Z'],
  ['Atlantic/Canary', '2027-03-27T22:00:00.000Z', '2027-03-28T08:00:00.000Z'],
  ['Atlantic/Canary', '2026-11-24T08:30:00.000Z', '2026-11-24T09:00:00.000Z'],
  // Brazil has had no summer time since 2019; its last one ended at midnight on 17 February 2019.
  ['America/Sao_Paulo', '2026-11-23T23:00:00.000Z', '2026-11-23T23:00:00.000Z'],
  ['America/Sao_Paulo', '2026-11-24T00:30:00.000Z', '2026-11-24T12:00:00.000Z'],
  ['America/Sao_Paulo', '2027-01-10T02:00:00.000Z', '2027-01-10T12:00:00.000Z'],
  ['America/Sao_Paulo', '2019-02-17T00:00:00.000Z', '2019-02-17T12:00:00.000Z'],
  ['America/Sao_Paulo', '2018-11-04T01:00:00.000Z', '2018-11-04T11:00:00.000Z'],
  ['America/Manaus', '2026-11-24T01:30:00.000Z', '2026-11-24T13:00:00.000Z'],
])('in %s what is ready at %s leaves at %s', (zone, ready, leaves) => {
  expect(leavesAt(ready, zone, night)).toBe(leaves);
});

test('a night that ends in the hour which the clock jumps over ends with the jump', () => {
  const early = { from: '23:00', until: '02:30' };
  expect(leavesAt('2027-03-28T00:10:00.000Z', 'Europe/Madrid', early)).toBe('2027-03-28T01:00:00.000Z');
});

test('what leaves leaves by day, as soon as it is day, at whatever hour of ten years and in whichever zone', () => {
  const minute = (hour: number, of: number) =>
    `${String(hour).padStart(2, '0')}:${String(of).padStart(2, '0')}`;
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((at) => minute(...at));
  const quietHours = fc.record({ from: time, until: time }).filter((hours) => quietMinutes(hours) <= 22 * 60);
  const instant = fc
    .integer({ min: Date.parse('2020-01-01T00:00:00Z'), max: Date.parse('2030-01-01T00:00:00Z') })
    .map((ms) => new Date(ms).toISOString());
  fc.assert(
    fc.property(instant, fc.constantFrom(...zones), quietHours, (at, zone, quiet) => {
      const leaves = leavesAt(at, zone, quiet);
      expect(isQuiet(leaves, zone, quiet)).toBe(false);
      expect(Date.parse(leaves) - Date.parse(at)).toBeLessThan(24 * 3_600_000);
      if (!isQuiet(at, zone, quiet)) expect(leaves).toBe(at);
      else {
        const minuteBefore = new Date(Date.parse(leaves) - 60_000).toISOString();
        expect(isQuiet(minuteBefore, zone, quiet)).toBe(true);
        expect(wallTime(leaves, zone).hour).toBeGreaterThanOrEqual(Number(quiet.until.slice(0, 2)));
      }
    }),
    { numRuns: 3000 },
  );
});

test('the same time twice is no night at all', () => {
  const never = { from: '09:00', until: '09:00' };
  for (const at of ['2026-11-23T03:00:00.000Z', '2026-11-23T08:00:00.000Z'])
    expect(leavesAt(at, 'Europe/Madrid', never)).toBe(at);
});

test('a zone or an instant that is none is refused', () => {
  expect(() => leavesAt('2026-11-23T03:00:00.000Z', 'Europe/Villanueva', night)).toThrow(RangeError);
  expect(() => leavesAt('tomorrow', 'Europe/Madrid', night)).toThrow(RangeError);
});
