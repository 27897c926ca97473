import { deadlineOf, remindersOf } from '../../../src/agent/calendar/deadlines';
import { officeOf } from '../../../src/agent/calendar/office-calendar';
import { publicHolidays } from '../../../src/agent/calendar/public-holidays';
import { calendar as calendarShape } from '../../../src/domain/calendar';
import { reminderPolicy } from '../../../src/domain/deadline';
import { onTheWall } from './walls';

const zones = { MD: 'Europe/Madrid', CN: 'Atlantic/Canary', SP: 'America/Sao_Paulo' };
const office = (region: keyof typeof zones, more: object = {}) =>
  officeOf({
    zone: zones[region],
    calendar: calendarShape.parse({ country: region === 'SP' ? 'BR' : 'ES', region, ...more }),
  });
const mornings = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, ['09:00-14:00']]));

/** When the wall of the office shows the end of a promise that was asked for at `now`. */
const due = (working: ReturnType<typeof office>, span: object, now: string): string =>
  onTheWall(deadlineOf(span, now, working).dueAt, working.zone);

test('a Spanish company has 15 working days: the day of the wish, weekends and holidays do not count', () => {
  // From Friday 27 November: two weekends, 7 December (moved from Sunday) and 8 December.
  expect(due(office('MD'), { workingDays: 15 }, '2026-11-27T10:00:00Z')).toBe('2026-12-22 23:59:59');
  // The Canary Islands did not move the day of the Constitution.
  expect(due(office('CN'), { workingDays: 15 }, '2026-11-27T10:00:00Z')).toBe('2026-12-21 23:59:59');
});

test('a Brazilian company has 7 calendar days', () => {
  expect(deadlineOf({ calendarDays: 7 }, '2026-11-23T14:00:00Z', office('SP'))).toEqual({
    dueAt: '2026-12-01T02:59:59.000Z',
    dueDay: '2026-11-30',
  });
});

test('which day a wish is of, the office’s own clock says', () => {
  const lateThursday = '2026-10-22T22:30:00Z';
  expect(due(office('CN'), { workingDays: 1 }, lateThursday)).toBe('2026-10-23 23:59:59');
  expect(due(office('MD'), { workingDays: 1 }, lateThursday)).toBe('2026-10-26 23:59:59');
  expect(due(office('SP'), { calendarDays: 1 }, '2026-11-24T02:30:00Z')).toBe('2026-11-24 23:59:59');
});

test.each([
  ['summer ends', '2026-10-23T10:00:00Z', '2026-10-26T22:59:59.000Z'],
  ['summer begins', '2027-03-24T10:00:00Z', '2027-03-29T21:59:59.000Z'],
])('the last day keeps its last second when %s', (_, now, dueAt) => {
  const days = _ === 'summer ends' ? { workingDays: 1 } : { calendarDays: 5 };
  expect(deadlineOf(days, now, office('MD')).dueAt).toBe(dueAt);
});

test('the day on which the clocks change has its own length', () => {
  // Sunday 25 October has 25 hours, Sunday 28 March 23.
  expect(due(office('MD'), { calendarDays: 1 }, '2026-10-24T10:00:00Z')).toBe('2026-10-25 23:59:59');
  expect(due(office('MD'), { calendarDays: 1 }, '2027-03-27T10:00:00Z')).toBe('2027-03-28 23:59:59');
  expect(due(office('MD'), { hours: 24 }, '2026-10-24T10:00:00Z')).toBe('2026-10-25 11:00:00');
});

test('29 February is a day like any other', () => {
  expect(due(office('MD'), { workingDays: 1 }, '2028-02-28T10:00:00Z')).toBe('2028-02-29 23:59:59');
  expect(due(office('MD'), { calendarDays: 2 }, '2028-02-28T10:00:00Z')).toBe('2028-03-01 23:59:59');
  expect(due(office('MD'), { calendarDays: 1 }, '2027-02-28T10:00:00Z')).toBe('2027-03-01 23:59:59');
});

test('a holiday that falls on a Sunday is moved where the region moves it', () => {
  // Sunday 30 May 2027 is the day of the Canary Islands.
  expect(due(office('CN'), { workingDays: 1 }, '2027-05-28T10:00:00Z')).toBe('2027-06-01 23:59:59');
  expect(due(office('MD'), { workingDays: 1 }, '2027-05-28T10:00:00Z')).toBe('2027-05-31 23:59:59');
});

test('days of the city are off by configuration, once or every year, and others are worked all the same', () => {
  const thursday = '2026-05-14T10:00:00Z';
  expect(due(office('MD'), { workingDays: 1 }, thursday)).toBe('2026-05-15 23:59:59');
  const saintIsidore = (on: string) => ({ holidays: [{ on, name: 'San Isidro' }] });
  expect(due(office('MD', saintIsidore('2026-05-15')), { workingDays: 1 }, thursday)).toBe(
    '2026-05-18 23:59:59',
  );
  expect(due(office('MD', saintIsidore('05-15')), { workingDays: 1 }, thursday)).toBe('2026-05-18 23:59:59');
  expect(due(office('MD', saintIsidore('2025-05-15')), { workingDays: 1 }, thursday)).toBe(
    '2026-05-15 23:59:59',
  );
  const saturday = { workingDays: ['2026-05-16'], ...saintIsidore('05-15') };
  expect(due(office('MD', saturday), { workingDays: 1 }, thursday)).toBe('2026-05-16 23:59:59');
  expect(due(office('MD', { workingDays: ['2026-12-08'] }), { workingDays: 1 }, '2026-12-04T10:00:00Z')).toBe(
    '2026-12-08 23:59:59',
  );
});

test('the city of São Paulo has days of its own in the package', () => {
  const eve = '2027-01-22T14:00:00Z';
  expect(due(office('SP'), { workingDays: 1 }, eve)).toBe('2027-01-25 23:59:59');
  expect(due(office('SP', { city: 'SP' }), { workingDays: 1 }, eve)).toBe('2027-01-26 23:59:59');
});

test('where opening hours are known, the last day ends when the office closes', () => {
  const working = office('MD', { hours: { ...mornings, fri: ['09:00-12:30'] } });
  expect(due(working, { workingDays: 1 }, '2026-11-26T10:00:00Z')).toBe('2026-11-27 12:30:00');
  expect(due(working, { workingDays: 2 }, '2026-11-26T10:00:00Z')).toBe('2026-11-30 14:00:00');
});

test('working hours run while the office is open', () => {
  const working = office('MD', { hours: mornings });
  // Friday 12:00: two hours that day, Monday 7 and Tuesday 8 December are off, five on Wednesday, one on Thursday.
  expect(due(working, { workingHours: 8 }, '2026-12-04T11:00:00Z')).toBe('2026-12-10 10:00:00');
  // At night nothing runs; and the hour that was gained in October is nobody's working hour.
  expect(due(working, { workingHours: 1 }, '2026-10-24T10:00:00Z')).toBe('2026-10-26 10:00:00');
});

test('an office that never closes works through the night of the change', () => {
  const always = Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['00:00-24:00']]),
  );
  const working = office('MD', { hours: always });
  expect(due(working, { workingHours: 24 }, '2026-10-24T10:00:00Z')).toBe('2026-10-25 11:00:00');
  expect(due(working, { workingHours: 24 }, '2027-03-27T11:00:00Z')).toBe('2027-03-28 13:00:00');
});

test('holidays that last several days are off on each of them', () => {
  const days = publicHolidays({ country: 'SA' })(2026);
  expect(['2026-03-19', '2026-03-20', '2026-03-21', '2026-03-22'].every((day) => days.has(day))).toBe(true);
  expect(days.has('2026-03-23')).toBe(false);
});

test('only public holidays count, not what is merely observed', () => {
  const days = publicHolidays({ country: 'ES', region: 'MD' })(2026);
  expect(days.has('2026-12-08')).toBe(true);
  // The eve of Almudena, the city's own day, is an observance in the package.
  expect(days.has('2026-11-09')).toBe(false);
});

const policy = reminderPolicy.parse({});

test('two working days before, the office is reminded; one before, people take over, as they come to work', () => {
  const working = office('MD', { hours: mornings });
  const since = '2026-11-27T10:00:00Z';
  const { dueAt } = deadlineOf({ workingDays: 5 }, since, working);
  // Due on Friday 4 December; counted back, the days before are Wednesday and Thursday.
  expect(remindersOf(policy, { dueAt, since, team: 'Vías públicas' }, working)).toEqual([
    { at: '2026-12-02T08:00:00.000Z', what: 'remind', to: 'Vías públicas' },
    { at: '2026-12-03T08:00:00.000Z', what: 'escalate', to: 'Vías públicas' },
  ]);
});

test('counting back, holidays do not count either', () => {
  const working = office('MD');
  const since = '2026-11-27T10:00:00Z';
  const { dueAt } = deadlineOf({ workingDays: 6 }, since, working);
  expect(dueAt).toBe('2026-12-09T22:59:59.000Z');
  const named = reminderPolicy.parse({ escalate: { to: 'Dirección' } });
  expect(remindersOf(named, { dueAt, since, team: 'Vías públicas' }, working)).toEqual([
    { at: '2026-12-03T08:00:00.000Z', what: 'remind', to: 'Vías públicas' },
    { at: '2026-12-04T08:00:00.000Z', what: 'escalate', to: 'Dirección' },
  ]);
});

test('where a promise is too short for that, people take over halfway', () => {
  const since = '2026-11-27T10:00:00Z';
  const { dueAt } = deadlineOf({ hours: 4 }, since, office('MD'));
  expect(remindersOf(policy, { dueAt, since, team: 'IT' }, office('MD'))).toEqual([
    { at: '2026-11-27T12:00:00.000Z', what: 'escalate', to: 'IT' },
  ]);
});
