/** The shared limiter: its places by a clock of the test, and the paces over them by the real one. */
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomOf } from '../../src/drill/seeded-random';
import { ConnectorError } from '../../src/errors';
import { createPaces, whenThereIsRoom } from '../../src/pace';
import { createOwnPlaces, type Places } from '../../src/pace-places';

const seed = randomInt(1_000_000);
beforeAll(() => void process.stderr.write(`pace tests: seed ${seed}\n`));

const wish = { account: 'desk', intervalMs: 100, longestWaitMs: 1000, earliestMs: 0 };

describe('places', () => {
  test('are evenly spaced, and one that nobody asked for in time is gone', async () => {
    let now = 0;
    const places = createOwnPlaces(() => now);
    const waits = async () => [await places.take(wish), await places.take(wish), await places.take(wish)];
    expect(await waits()).toMatchObject([{ waitMs: 0 }, { waitMs: 100 }, { waitMs: 200 }]);
    now = 10_000;
    expect(await waits()).toMatchObject([{ waitMs: 0 }, { waitMs: 100 }, { waitMs: 200 }]);
  });

  test('of other accounts are others', async () => {
    const places = createOwnPlaces(() => 0);
    await places.take(wish);
    expect(await places.take({ ...wish, account: 'shop' })).toEqual({ taken: true, waitMs: 0 });
  });

  test('further away than the longest wait are not taken, and who asks is told another time each', async () => {
    const places = createOwnPlaces(() => 0);
    for (let each = 0; each <= 10; each += 1)
      expect(await places.take(wish)).toEqual({ taken: true, waitMs: each * 100 });
    // Half of the longest wait before their places.
    expect(await places.take(wish)).toEqual({ taken: false, askAgainMs: 600 });
    expect(await places.take(wish)).toEqual({ taken: false, askAgainMs: 700 });
    expect(await places.take({ ...wish, longestWaitMs: 2000 })).toEqual({ taken: true, waitMs: 1100 });
  });

  test('do not begin before what the account asked us to wait', async () => {
    const places = createOwnPlaces(() => 0);
    await places.hold('desk', 700);
    await places.hold('desk', 300);
    expect(await places.take(wish)).toEqual({ taken: true, waitMs: 700 });
    await places.hold('desk', 60_000);
    expect(await places.take(wish)).toEqual({ taken: false, askAgainMs: 59_500 });
  });

  test('that are left over are for who can wait: nobody is sent further back for them', async () => {
    const places = createOwnPlaces(() => 0);
    const spare = { ...wish, longestWaitMs: 50, isSpare: true };
    expect(await places.take(spare)).toEqual({ taken: true, waitMs: 0 });
    for (let each = 1; each <= 10; each += 1) await places.take(wish);
    for (let each = 0; each < 1000; each += 1)
      expect(await places.take(spare)).toMatchObject({ taken: false });
    expect(await places.take(wish)).toEqual({ taken: false, askAgainMs: 600 });
  });

  test('a backlog of thousands drains as a line: at the cap, and with few questions', async () => {
    const random = randomOf(seed);
    let now = 0;
    const places = createOwnPlaces(() => now);
    const count = 3000;
    const asking = Array.from({ length: count }, () => ({ atMs: random() * 50, tries: 0 }));
    const sentAt: number[] = [];
    let questions = 0;
    while (asking.length > 0) {
      asking.sort((one, other) => one.atMs - other.atMs);
      const [first] = asking;
      if (!first) break;
      now = first.atMs;
      questions += 1;
      const place = await places.take(wish);
      if (place.taken) sentAt.push(now + place.waitMs);
      if (place.taken) asking.shift();
      // Nobody comes back to the millisecond.
      else first.atMs = now + place.askAgainMs + random() * 300;
    }
    sentAt.sort((one, other) => one - other);
    for (const [index, at] of sentAt.entries())
      if (index > 0) expect(at - (sentAt[index - 1] ?? 0)).toBeGreaterThanOrEqual(wish.intervalMs - 1e-6);
    expect((count * wish.intervalMs) / (sentAt.at(-1) ?? 0)).toBeGreaterThan(0.95);
    expect(questions).toBeLessThan(count * 2.5);
  }, 20_000);
});

/** Shared places that can be away. */
function fragile() {
  const inner = createOwnPlaces(Date.now);
  let trouble: 'none' | 'refused' | 'silent' = 'none';
  let asked = 0;
  const through = async <T>(work: () => Promise<T>): Promise<T> => {
    asked += 1;
    if (trouble === 'refused') throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
    if (trouble === 'silent') return await new Promise<T>(() => undefined);
    return await work();
  };
  const shared: Places = {
    take: (one) => through(() => inner.take(one)),
    hold: (account, ms) => through(() => inner.hold(account, ms)),
  };
  return { shared, inner, asked: () => asked, become: (to: typeof trouble) => void (trouble = to) };
}

const faultOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (fault: unknown) => fault,
  );

/** Milliseconds after which each of so many takers had its place. */
async function takenAfter(take: () => Promise<void>, count: number): Promise<number[]> {
  const begun = Date.now();
  const each = Array.from({ length: count }, () => take().then(() => Date.now() - begun));
  return (await Promise.all(each)).sort((one, other) => one - other);
}

describe('a pace', () => {
  test('lets requests go one by one, whoever asks', async () => {
    const { shared } = fragile();
    const paceOf = createPaces({ shared });
    const [one, other] = [1, 2].map(() => paceOf({ account: 'desk', perMinute: 1200 }));
    let turn = 0;
    const after = await takenAfter(async () => (turn++ % 2 ? one : other)?.take(), 12);
    for (const [index, ms] of after.entries()) expect(ms).toBeGreaterThanOrEqual(index * 50 - 5);
    expect(after.at(-1)).toBeLessThan(3000);
  });

  test('keeps a little of the rate back, so that a late request brings no minute above the cap', async () => {
    const intervals: number[] = [];
    const shared: Places = {
      async take({ intervalMs }) {
        intervals.push(intervalMs);
        return { taken: true, waitMs: 0 };
      },
      hold: async () => undefined,
    };
    for (const perMinute of [1, 60, 3000]) {
      await createPaces({ shared })({ account: 'desk', perMinute }).take();
      const [interval = 0] = intervals.splice(0);
      expect(interval * perMinute).toBeGreaterThanOrEqual(61_000);
      expect(60_000 / (interval * perMinute)).toBeGreaterThan(0.95);
    }
  });

  test('what can wait goes only where nobody else waits', async () => {
    const { shared } = fragile();
    const pace = createPaces({ shared })({ account: 'desk', perMinute: 60 });
    const look = (): Promise<unknown> => whenThereIsRoom(() => pace.take());
    expect(await look()).toBeUndefined();
    const waiting = pace.take();
    expect(await look()).toBe('no-room');
    await waiting;
    expect(await faultOf(pace.take())).toBeUndefined();
    const fails = whenThereIsRoom(
      async () => await Promise.reject(new ConnectorError('desk', 'timeout', 'mute')),
    );
    await expect(fails).rejects.toMatchObject({ kind: 'timeout' });
  });

  test('does not wait long: the request is refused as not done, with the time to try again', async () => {
    const { shared } = fragile();
    const pace = createPaces({ shared })({ account: 'desk', perMinute: 6 });
    await pace.take();
    const begun = Date.now();
    const fault = await faultOf(pace.take());
    expect(Date.now() - begun).toBeLessThan(3000);
    expect(fault).toBeInstanceOf(ConnectorError);
    expect(fault).toMatchObject({ system: 'desk', kind: 'throttled', outcome: 'not-done' });
    const { retryAfterMs = 0 } = fault as ConnectorError;
    expect(retryAfterMs).toBeGreaterThan(7000);
    expect(retryAfterMs).toBeLessThan(10_000);
  });

  test('a process that stood still does not let go at once what has come due', async () => {
    const { shared } = fragile();
    const pace = createPaces({ shared })({ account: 'desk', perMinute: 1200 });
    const taking = takenAfter(() => pace.take(), 15);
    await sleep(200);
    const until = Date.now() + 2000;
    while (Date.now() < until);
    const after = (await taking).filter((ms) => ms > 300);
    expect(after.length).toBeGreaterThan(8);
    expect((after.at(-1) ?? 0) - (after[0] ?? 0)).toBeGreaterThanOrEqual((after.length - 2) * 50);
  });

  test('is held by what the account asked for, at most for an hour', async () => {
    const { shared } = fragile();
    const pace = createPaces({ shared })({ account: 'desk', perMinute: 60_000 });
    await pace.hold(300);
    const begun = Date.now();
    await pace.take();
    expect(Date.now() - begun).toBeGreaterThanOrEqual(285);
    await pace.hold(24 * 3_600_000);
    const { retryAfterMs = 0 } = (await faultOf(pace.take())) as ConnectorError;
    expect(retryAfterMs).toBeGreaterThan(3_500_000);
    expect(retryAfterMs).toBeLessThanOrEqual(3_600_000);
  });

  test.each(['refused', 'silent'] as const)(
    'goes on at the same rate by itself while the store is away (%s), and says so once',
    async (how) => {
      const told: string[] = [];
      const { shared, become } = fragile();
      const paceOf = createPaces({
        shared,
        onAway: () => void told.push('away'),
        onBack: () => void told.push('back'),
      });
      const pace = paceOf({ account: 'desk', perMinute: 1200 });
      await pace.take();
      become(how);
      const after = await takenAfter(() => pace.take(), 12);
      for (const [index, ms] of after.entries()) expect(ms).toBeGreaterThanOrEqual(index * 50 - 5);
      expect(after.at(-1)).toBeLessThan(5000);
      expect(told).toEqual(['away']);
      become('none');
      await sleep(1100);
      await pace.take();
      await pace.take();
      expect(told).toEqual(['away', 'back']);
    },
  );

  test('does not overtake the places of the store when that goes away', async () => {
    const { shared, become } = fragile();
    const pace = createPaces({ shared })({ account: 'desk', perMinute: 60 });
    await pace.take();
    become('refused');
    const begun = Date.now();
    await pace.take();
    expect(Date.now() - begun).toBeGreaterThan(800);
  });

  test('does not overtake itself when the store is back', async () => {
    const { shared, become } = fragile();
    const pace = createPaces({ shared })({ account: 'desk', perMinute: 60 });
    become('refused');
    // The fourth has its place in three seconds, when the store has been back for two.
    const waiting = [1, 2, 3, 4].map(() => pace.take());
    await sleep(1100);
    become('none');
    const begun = Date.now();
    await pace.take();
    expect(Date.now() - begun).toBeGreaterThan(2500);
    await Promise.all(waiting);
  });

  test('a hold is kept while the store is away, and never fails', async () => {
    const { shared, become } = fragile();
    const pace = createPaces({ shared })({ account: 'desk', perMinute: 60_000 });
    become('refused');
    await pace.hold(300);
    const begun = Date.now();
    await pace.take();
    expect(Date.now() - begun).toBeGreaterThanOrEqual(285);
  });
});
