/** The places of a vendor's account in the database, asked by two processes' worth of store. */
import { randomUUID } from 'node:crypto';
import { createPaces } from '../../src/pace';
import type { Place, Places } from '../../src/pace-places';
import { openStoreAndAgenda } from '../../src/store/open-store';
import { describeDatabases, type TestDatabase } from './databases';

type Opened = Awaited<ReturnType<typeof openStoreAndAgenda>>;

describeDatabases('The places of an account', (open) => {
  let database: TestDatabase;
  let opened: Opened[];

  beforeAll(async () => {
    database = await open();
    opened = [await openStoreAndAgenda(database.place), await openStoreAndAgenda(database.place)];
  });
  afterAll(async () => {
    for (const { store } of opened ?? []) await store.close();
    await database?.stop();
  });

  const places = (index: number): Places => (opened[index % 2] as Opened).places;
  const wish = (change: object = {}) => ({
    ...{ account: randomUUID(), intervalMs: 100, longestWaitMs: 1000, earliestMs: 0 },
    ...change,
  });

  test('are handed out once each and without a gap, however many ask at once', async () => {
    const mine = wish({ intervalMs: 60_000, longestWaitMs: 100_000_000 });
    const given = await Promise.all(Array.from({ length: 60 }, (_, index) => places(index).take(mine)));
    const waits = given.map((place) => (place.taken ? place.waitMs : NaN)).sort((one, other) => one - other);
    expect(waits[0]).toBe(0);
    // Each waits for its own minute, but for the moment at which it asked.
    expect(waits.map((waitMs) => Math.round(waitMs / 60_000))).toEqual(waits.map((_, index) => index));
  });

  test('that nobody asked for in time are gone', async () => {
    const mine = wish({ intervalMs: 1 });
    await places(0).take(mine);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await places(1).take(mine)).toEqual({ taken: true, waitMs: 0 });
  });

  test('further away than the longest wait are not taken, and who asks is told another time each', async () => {
    const mine = wish({ intervalMs: 40_000, longestWaitMs: 50_000 });
    const given: Place[] = [];
    for (let each = 0; each < 5; each += 1) given.push(await places(each).take(mine));
    expect(given.map(({ taken }) => taken)).toEqual([true, true, false, false, false]);
    const told = given.map((place) => (place.taken ? place.waitMs : place.askAgainMs));
    // Half of the longest wait before their places, which are at 80, 120 and 160 seconds.
    for (const [index, ms] of [0, 40_000, 55_000, 95_000, 135_000].entries()) {
      expect(told[index]).toBeLessThanOrEqual(ms);
      expect(told[index]).toBeGreaterThan(ms - 10_000);
    }
    const patient = await places(0).take({ ...mine, longestWaitMs: 100_000 });
    expect(patient.taken && patient.waitMs).toBeGreaterThan(70_000);
  });

  test('that are left over are for who can wait: nobody is sent further back for them', async () => {
    const mine = wish({ intervalMs: 40_000, longestWaitMs: 50_000 });
    const spare = { ...mine, longestWaitMs: 500, isSpare: true };
    expect(await places(0).take(spare)).toMatchObject({ taken: true });
    expect(await places(1).take(mine)).toMatchObject({ taken: true });
    for (let each = 0; each < 10; each += 1)
      expect(await places(each).take(spare)).toMatchObject({ taken: false });
    const next = await places(0).take(mine);
    // 80 s from the first place, and half of the longest wait before that.
    expect(next.taken ? next.waitMs : next.askAgainMs).toBeLessThanOrEqual(55_000);
  });

  test('nobody is told to come back later than a quarter of an hour after the next place', async () => {
    const mine = wish({ intervalMs: 300_000, longestWaitMs: 1000 });
    await places(0).take(mine);
    const told: number[] = [];
    for (let each = 0; each < 6; each += 1) {
      const place = await places(each).take(mine);
      if (!place.taken) told.push(Math.round(place.askAgainMs / 60_000));
    }
    expect(told).toEqual([5, 10, 15, 20, 20, 20]);
  });

  test('do not begin before what the account asked us to wait, nor before what the asker wants', async () => {
    const mine = wish({ longestWaitMs: 100_000 });
    await places(0).hold(mine.account, 30_000);
    await places(1).hold(mine.account, 10_000);
    const held = await places(1).take(mine);
    expect(held.taken && held.waitMs).toBeGreaterThan(20_000);
    const later = await places(0).take({ ...mine, earliestMs: 60_000 });
    expect(later.taken && later.waitMs).toBeGreaterThan(50_000);
    const first = wish({ longestWaitMs: 100_000, earliestMs: 20_000 });
    expect(await places(0).take(first)).toEqual({ taken: true, waitMs: 20_000 });
    const second = await places(1).take({ ...first, earliestMs: 0 });
    expect(second.taken && second.waitMs).toBeGreaterThan(10_000);
  });

  test('two stores with many takers keep the cap, and use it', async () => {
    const limit = { account: randomUUID(), perMinute: 1200 };
    const paces = opened.map(({ places: shared }) => createPaces({ shared })(limit));
    const at: number[] = [];
    const until = Date.now() + 6000;
    const taker = async (index: number): Promise<void> => {
      while (Date.now() < until) {
        await paces[index % 2]?.take();
        at.push(Date.now());
      }
    };
    await Promise.all(Array.from({ length: 16 }, (_, index) => taker(index)));
    at.sort((one, other) => one - other);
    const perSecond = limit.perMinute / 60;
    const tookMs = (at.at(-1) ?? 0) - (at[0] ?? 0);
    // The first place is no interval.
    const used = (at.length - 1) / ((tookMs / 1000) * perSecond);
    process.stderr.write(`${(used * 100).toFixed(1)} % of the cap used\n`);
    expect(used).toBeGreaterThanOrEqual(0.95);
    expect(used).toBeLessThanOrEqual(1.02);
    // In any three seconds; the tenth more is for the timers of a busy machine, the places themselves lie further apart.
    for (const [index, from] of at.entries()) {
      const within = at.slice(index).filter((one) => one < from + 3000).length;
      expect(within).toBeLessThanOrEqual(3 * perSecond * 1.1);
    }
  });
});
