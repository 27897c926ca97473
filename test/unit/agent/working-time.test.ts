import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { deadlineOf, remindersOf } from '../../../src/agent/calendar/deadlines';
import {
  minuteOf,
  workedDaysFrom,
  workedHoursAfter,
  workedHoursBefore,
  type Stretch,
  type WorkingTime,
} from '../../../src/agent/calendar/working-time';
import { when } from '../../../src/language/es/dates';
import { daysBetween, isWeekend, onTheWall, plusDays } from './walls';

const zones = ['Europe/Madrid', 'Atlantic/Canary', 'America/Sao_Paulo', 'Europe/London', 'America/Havana'];

/** An office whose days off are handed in; Havana's clocks change at midnight. */
const officeOf = (zone: string, off: ReadonlySet<string>, hours?: Stretch[]): WorkingTime => ({
  zone,
  hasHours: hours !== undefined,
  stretchesOn: (day) => (isWeekend(day) || off.has(day) ? [] : (hours ?? [{ from: 0, until: 1440 }])),
});

const mornings: Stretch[] = [{ from: 540, until: 840 }];
const split: Stretch[] = [
  { from: 540, until: 840 },
  { from: 990, until: 1140 },
];
const instant = fc
  .date({
    min: new Date('2026-01-01T00:00:00Z'),
    max: new Date('2029-12-31T00:00:00Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString());
const office = fc
  .record({
    zone: fc.constantFrom(...zones),
    off: fc.array(fc.nat({ max: 1500 }), { maxLength: 80 }),
    hours: fc.constantFrom(undefined, mornings, split),
  })
  .map(({ zone, off, hours }) =>
    officeOf(zone, new Set(off.map((days) => plusDays('2026-01-01', days))), hours),
  );
const workedOf = (working: WorkingTime) => (day: string) => working.stretchesOn(day).length > 0;
const dayOnTheWall = (at: string, zone: string): string => onTheWall(at, zone).slice(0, 10);

test('between a wish and its deadline lie exactly so many working days, the last of them whole', () => {
  fc.assert(
    fc.property(office, instant, fc.integer({ min: 1, max: 40 }), (working, now, workingDays) => {
      const { dueAt, dueDay = '' } = deadlineOf({ workingDays }, now, working);
      const [day, clock] = onTheWall(dueAt, working.zone).split(' ');
      expect(day).toBe(dueDay);
      expect(clock).toBe(
        working.hasHours ? (working.stretchesOn(dueDay).length > 1 ? '19:00:00' : '14:00:00') : '23:59:59',
      );
      const between = daysBetween(dayOnTheWall(now, working.zone), dueDay);
      expect(between.filter(workedOf(working))).toHaveLength(workingDays);
      expect(working.stretchesOn(dueDay)).not.toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('calendar days count whether they are worked or not', () => {
  fc.assert(
    fc.property(office, instant, fc.integer({ min: 1, max: 60 }), (working, now, calendarDays) => {
      const { dueAt, dueDay } = deadlineOf({ calendarDays }, now, working);
      const last = plusDays(dayOnTheWall(now, working.zone), calendarDays);
      expect(dueDay).toBe(last);
      expect(onTheWall(dueAt, working.zone)).toBe(`${last} 23:59:59`);
    }),
    { numRuns: 500 },
  );
});

const span = fc.oneof(
  fc.record({ workingDays: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ calendarDays: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ workingHours: fc.double({ min: 0.01, max: 100, noNaN: true }) }),
  fc.record({ hours: fc.double({ min: 0.01, max: 1000, noNaN: true }) }),
);

test('no deadline is before its wish, and a later wish has no earlier deadline', () => {
  fc.assert(
    fc.property(office, span, instant, fc.nat({ max: 10 * 86_400_000 }), (working, due, now, laterMs) => {
      const { dueAt } = deadlineOf(due, now, working);
      expect(Date.parse(dueAt)).toBeGreaterThan(Date.parse(now));
      const later = new Date(Date.parse(now) + laterMs).toISOString();
      expect(Date.parse(deadlineOf(due, later, working).dueAt)).toBeGreaterThanOrEqual(Date.parse(dueAt));
    }),
    { numRuns: 500 },
  );
});

test('working hours are as many as the minutes that somebody at the clock would count', () => {
  fc.assert(
    fc.property(office, instant, fc.integer({ min: 1, max: 1500 }), (working, now, minutes) => {
      const from = DateTime.fromISO(now.replace(/:\d\d\.\d+Z$/, ':00.000Z'), { zone: working.zone });
      const until = workedHoursAfter(working, from, minutes / 60);
      let counted = 0;
      for (let ms = from.toMillis(); ms < until.toMillis(); ms += 60_000)
        if (isOpenAt(working, new Date(ms).toISOString())) counted += 1;
      expect(counted).toBe(minutes);
      expect(workedHoursBefore(working, until, minutes / 60).toMillis()).toBeGreaterThanOrEqual(
        from.toMillis(),
      );
    }),
    { numRuns: 25 },
  );
});

test('hours that floating point cannot hold fit into themselves', () => {
  const working: WorkingTime = {
    ...{ zone: 'Europe/Madrid', hasHours: false },
    stretchesOn: (day) => (isWeekend(day) ? [] : [{ from: 0, until: 1440 }]),
  };
  const from = DateTime.fromISO('2028-02-25T23:01:00.000Z', { zone: working.zone });
  const until = workedHoursAfter(working, from, 483 / 60);
  expect(onTheWall(until.toUTC().toISO() ?? '', working.zone)).toBe('2028-02-28 08:03:00');
  expect(workedHoursBefore(working, until, 483 / 60).toMillis()).toBeGreaterThanOrEqual(from.toMillis());
});

const formats = new Map(
  zones.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat('en-CA', {
      ...{ timeZone, hourCycle: 'h23' as const, year: 'numeric' as const, month: '2-digit' as const },
      ...{ day: '2-digit' as const, hour: '2-digit' as const, minute: '2-digit' as const },
    }),
  ]),
);

function isOpenAt(working: WorkingTime, at: string): boolean {
  const text = formats.get(working.zone)?.format(new Date(at)) ?? '';
  const minute = Number(text.slice(12, 14)) * 60 + Number(text.slice(15, 17));
  return working.stretchesOn(text.slice(0, 10)).some(({ from, until }) => minute >= from && minute < until);
}

test('there and back again is the same working day', () => {
  fc.assert(
    fc.property(office, instant, fc.integer({ min: 1, max: 60 }), (working, now, count) => {
      const first = workedDaysFrom(working, dayOnTheWall(now, working.zone), 1);
      expect(workedDaysFrom(working, workedDaysFrom(working, first, count), -count)).toBe(first);
    }),
  );
});

test('500 appointments in each zone are told at the time that the wall shows', () => {
  let told = 0;
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  for (const zone of zones) {
    for (let count = 0; count < 500; count += 1) {
      const day = plusDays('2026-01-01', random(1460));
      const minute = 8 * 60 + 5 * random(144);
      const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      const at = new Date(minuteOf(day, minute, zone).toMillis()).toISOString();
      expect(onTheWall(at, zone)).toBe(`${day} ${clock}:00`);
      expect(when(at, zone)).toContain(` ${Number(day.slice(8))} de `);
      expect(when(at, zone)).toContain(` ${clock.replace(/^0/, '')}`);
      told += 1;
    }
  }
  expect(told).toBe(2500);
});

test('somebody is always told before the promise breaks, and nothing happens before the wish', () => {
  const policy = { office: [{ before: { workingDays: 2 } }], escalate: { before: { workingDays: 1 } } };
  fc.assert(
    fc.property(office, span, instant, (working, due, since) => {
      const { dueAt } = deadlineOf(due, since, working);
      const reminders = remindersOf(policy, { dueAt, since, team: 'roads' }, working);
      expect(reminders.filter(({ what }) => what === 'escalate')).toHaveLength(1);
      for (const { at } of reminders) {
        expect(Date.parse(at)).toBeGreaterThan(Date.parse(since));
        expect(Date.parse(at)).toBeLessThanOrEqual(Date.parse(dueAt));
      }
      expect(reminders.map(({ at }) => at)).toEqual(reminders.map(({ at }) => at).toSorted());
    }),
    { numRuns: 500 },
  );
});
