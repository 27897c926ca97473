import fc from 'fast-check';
import { isOverdue, nextLookMs } from '../../../src/domain/look-times';

const since = '2026-11-21T10:00:00.000Z';
const began = Date.parse(since);
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const watched = (connection: string) => ({ since, record: { connection, id: '1' } });

test('without webhooks a ticket is looked at every quarter of an hour at first, and four times a day after the first', () => {
  const looks: number[] = [];
  const watching = watched('town-hall-desk');
  // A look takes its time, and the next one is counted from its end.
  const tookMs = 2500;
  for (let now = began; now < began + 30 * 24 * hourMs; now += nextLookMs(watching, now) + tookMs)
    looks.push(now - began);
  const within = (fromHours: number, toHours: number) =>
    looks.filter((at) => at > fromHours * hourMs && at <= toHours * hourMs).length;
  expect(within(0, 1)).toBe(4);
  expect(within(1, 25)).toBeLessThanOrEqual(25);
  for (let day = 2; day < 30; day += 1) expect(within(24 * day, 24 * (day + 1))).toBe(4);
});

test('watches of one connection wake in the same second of a minute, whenever they began, and other connections in others', () => {
  const ages = fc.integer({ min: 0, max: 10 * 24 * hourMs });
  fc.assert(
    fc.property(ages, ages, fc.string(), (one, other, connection) => {
      const wakes = [one, other].map((age) => began + age + nextLookMs(watched(connection), began + age));
      const seconds = wakes.map((wake) => wake % minuteMs);
      expect(seconds[0]).toBe(seconds[1]);
      expect((seconds[0] ?? 1) % 1000).toBe(0);
    }),
  );
  const seconds = ['town-hall-desk', 'shop-desk', 'it-desk', 'support', 'crm'].map(
    (connection) => (began + nextLookMs(watched(connection), began)) % minuteMs,
  );
  expect(new Set(seconds).size).toBeGreaterThan(3);
});

test('nobody looks later than in time, nor a minute or more before it', () => {
  fc.assert(
    fc.property(fc.nat({ max: 10 * 24 * hourMs }), fc.string(), (age, connection) => {
      const longest = age < hourMs ? 15 * minuteMs : age < 24 * hourMs ? hourMs : 6 * hourMs;
      const wait = nextLookMs(watched(connection), began + age);
      expect(wait).toBeLessThanOrEqual(longest);
      expect(wait).toBeGreaterThan(longest - minuteMs);
    }),
  );
});

test('a ticket that nobody has looked at for a day is overdue', () => {
  expect(isOverdue({ since }, began + 24 * hourMs)).toBe(false);
  expect(isOverdue({ since }, began + 24 * hourMs + 1)).toBe(true);
  expect(isOverdue({ since, lookedAt: '2026-11-22T09:00:00.000Z' }, began + 47 * hourMs)).toBe(false);
});
