import { randomUUID } from 'node:crypto';
import { openStore } from '../../src/store/open-store';
import type { NewSend } from '../../src/store/reach-records';
import type { Store } from '../../src/store/store';
import { createMemoryStore } from '../fakes/memory-store';
import { describeDatabases, type TestDatabase } from './databases';

const at = (minute: number): string =>
  new Date(Date.parse('2026-11-22T10:00:00.000Z') + minute * 60_000).toISOString();
const caps = { personPerDay: 6, tenantPerDay: 500, perDay: 2000 };
const key = (): string => randomUUID().replaceAll('-', '');

function aSend(change: Partial<NewSend> = {}): NewSend {
  const addressKey = key();
  return {
    ...{ id: `reach/${randomUUID()}/sms`, outreach: 'reach/R-1/1', code: 'R-7K3F-92QD', tenant: key() },
    ...{ channel: 'sms', personKey: addressKey, addressKey, toMasked: '+34 ••• •••• 01', at: at(0) },
    ...change,
  };
}
/** A day that no other test counts on. */
let days = 0;
const aDay = (): string => `2031-01-${String((days += 1)).padStart(2, '0')}`;

async function admitAll(
  store: Store,
  sends: NewSend[],
  most: Partial<typeof caps>,
  day: string,
): Promise<string[]> {
  // As many as workers ask side by side: more would wait for a connection longer than the pool lets them.
  const waiting = [...sends];
  const admitted: Awaited<ReturnType<Store['reach']['admit']>>[] = [];
  const asking = async (): Promise<void> => {
    for (let send = waiting.shift(); send; send = waiting.shift())
      admitted.push(await store.reach.admit(send, { ...caps, ...most }, day));
  };
  await Promise.all(Array.from({ length: 40 }, asking));
  return admitted.map((one) => (one.outcome === 'refused' ? one.why : one.outcome));
}
const times = (words: string[], word: string): number => words.filter((one) => one === word).length;

function book(
  kind: 'database' | 'memory',
  open: () => Promise<{ store: Store; stop(): Promise<void> }>,
): void {
  let store: Store;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    ({ store, stop } = await open());
  });
  afterAll(() => stop());

  test('of two hundred messages at once against a cap of fifty exactly fifty leave, whichever cap it is', async () => {
    const tenant = key();
    const ofTenant = Array.from({ length: 200 }, () => aSend({ tenant }));
    expect(times(await admitAll(store, ofTenant, { tenantPerDay: 50 }, aDay()), 'admitted')).toBe(50);

    const personKey = key();
    const ofPerson = Array.from({ length: 200 }, () => aSend({ personKey }));
    const told = await admitAll(store, ofPerson, { personPerDay: 50 }, aDay());
    expect([times(told, 'admitted'), times(told, 'person-cap')]).toEqual([50, 150]);

    const day = aDay();
    const all = Array.from({ length: 200 }, () => aSend());
    expect(times(await admitAll(store, all, { perDay: 50 }, day), 'admitted')).toBe(50);
    const written = await Promise.all(all.map(({ id }) => store.reach.findSend(id)));
    expect(written.filter(Boolean)).toHaveLength(50);
    expect(await admitAll(store, [aSend()], { perDay: 51 }, day)).toEqual(['admitted']);
  });

  test('what one cap refuses counts against no other: the tenant keeps its places', async () => {
    const [day, tenant, personKey] = [aDay(), key(), key()];
    const many = Array.from({ length: 20 }, () => aSend({ tenant, personKey }));
    expect(times(await admitAll(store, many, { personPerDay: 3, tenantPerDay: 4 }, day), 'admitted')).toBe(3);
    expect(await admitAll(store, [aSend({ tenant })], { tenantPerDay: 4 }, day)).toEqual(['admitted']);
    expect(await admitAll(store, [aSend({ tenant })], { tenantPerDay: 4 }, day)).toEqual(['tenant-cap']);
  });

  test('the same message admitted again, and twenty times at once, counts once and is known', async () => {
    const [day, send] = [aDay(), aSend()];
    const outcomes = await admitAll(
      store,
      Array.from({ length: 20 }, () => send),
      { personPerDay: 2 },
      day,
    );
    expect([times(outcomes, 'admitted'), times(outcomes, 'known')]).toEqual([1, 19]);
    await store.reach.note(send.id, { providerId: 'SM1', receipt: { state: 'accepted', at: at(1) } });
    expect(await store.reach.admit(send, { ...caps, personPerDay: 1 }, day)).toMatchObject({
      outcome: 'known',
      send: { state: 'accepted', providerId: 'SM1' },
    });
    const { personKey } = send;
    expect(await admitAll(store, [aSend({ personKey })], { personPerDay: 2 }, day)).toEqual(['admitted']);
    expect(await admitAll(store, [aSend({ personKey })], { personPerDay: 2 }, day)).toEqual(['person-cap']);
    expect(await admitAll(store, [aSend({ personKey })], { personPerDay: 2 }, aDay())).toEqual(['admitted']);
  });

  test('a cap of nothing lets nothing leave', async () => {
    for (const none of [{ personPerDay: 0 }, { tenantPerDay: 0 }, { perDay: 0 }])
      expect(await admitAll(store, [aSend()], none, aDay())).not.toContain('admitted');
  });

  test('a message is written down as leaving, with what it may cost and nobody’s address', async () => {
    const send = aSend({ code: `R-${key().slice(0, 8)}`, estimateMicros: 70_000, currency: 'EUR' });
    await store.reach.admit(send, caps, aDay());
    const { at: began, ...written } = send;
    expect(await store.reach.sendsOf(send.code)).toEqual([
      {
        ...written,
        ...{ state: 'leaving', at: began, reached: { leaving: began }, flagged: false, createdAt: began },
        updatedAt: expect.any(String) as string,
      },
    ]);
    expect(await store.reach.sendsOf('R-NONE')).toEqual([]);
  });

  test('receipts in any order, doubled and at once, end where the ordered ones do', async () => {
    const send = aSend();
    await store.reach.admit(send, caps, aDay());
    const receipts = [
      ...[{ state: 'read', at: at(9) } as const, { state: 'sent', at: at(2) } as const],
      ...[
        { state: 'undelivered', at: at(3), error: '30003' } as const,
        { state: 'delivered', at: at(5) } as const,
      ],
      { state: 'accepted', at: at(1) } as const,
    ];
    await Promise.all([...receipts, ...receipts].map((receipt) => store.reach.note(send.id, { receipt })));
    const found = await store.reach.findSend(send.id);
    expect(found).toMatchObject({ state: 'read', at: at(9) });
    expect(found?.error).toBeUndefined();
    expect(found?.reached).toEqual({
      ...{ leaving: at(0), accepted: at(1), sent: at(2), undelivered: at(3), delivered: at(5), read: at(9) },
    });
  });

  test('a message is found by its carrier’s id, which it keeps; a possible double stays flagged', async () => {
    const [send, providerId] = [aSend(), `SM${key()}`];
    await store.reach.admit(send, caps, aDay());
    await store.reach.note(send.id, { providerId, flagged: true });
    await store.reach.note(send.id, { providerId: 'SM-other', costMicros: 65_100, currency: 'USD' });
    expect(await store.reach.findSendByProviderId(providerId)).toMatchObject({
      ...{ id: send.id, flagged: true, costMicros: 65_100, currency: 'USD' },
    });
    expect(await store.reach.findSendByProviderId('SM-other')).toBeUndefined();
    expect(await store.reach.note('reach/nobody/sms', { flagged: true })).toBeUndefined();
  });

  test('who opted out is not written to by that channel, until they come back', async () => {
    const send = aSend();
    const { addressKey } = send;
    const wish = (wish: 'out' | 'in', minute: number, channel: 'sms' | 'all' = 'sms') =>
      store.reach.wish({ addressKey, channel, wish, word: 'BAJA', at: at(minute), messageId: `M${minute}` });
    await wish('out', 1);
    expect(await admitAll(store, [send, send], {}, aDay())).toEqual(['opted-out', 'opted-out']);
    expect(await store.reach.findSend(send.id)).toBeUndefined();
    const byMail = aSend({ addressKey, channel: 'email' });
    expect(await admitAll(store, [byMail], {}, aDay())).toEqual(['admitted']);

    await wish('in', 3);
    await wish('out', 2);
    expect(await store.reach.optedOut(addressKey)).toEqual([]);
    await wish('out', 4, 'all');
    expect(await store.reach.optedOut(addressKey)).toEqual(['whatsapp', 'sms', 'email', 'voice', 'inbox']);
    await wish('in', 5);
    expect(await store.reach.optedOut(addressKey)).not.toContain('sms');
    expect(await store.reach.optedOut(addressKey)).toContain('whatsapp');
    await store.reach.wish({
      ...{ addressKey, channel: 'whatsapp', wish: 'consent' },
      word: 'form',
      at: at(6),
      messageId: 'M6',
    });
    expect(await store.reach.optedOut(addressKey)).toContain('whatsapp');

    await wish('in', 5);
    expect((await store.reach.wishesOf(addressKey)).map(({ messageId }) => messageId)).toEqual([
      ...['M1', 'M2', 'M3', 'M4', 'M5', 'M6'],
    ]);
    expect(await store.reach.optedOut(key())).toEqual([]);
  });

  const real = kind === 'database' ? test : test.skip;
  real(
    'a key or a day that is none, or an address in clear, is refused before anything is counted',
    async () => {
      const [tenant, day] = [key(), aDay()];
      const wrong = [
        { addressKey: '+34600000001' },
        { personKey: '' },
        { to: '+34600000001' },
        { currency: 'euro' },
      ];
      for (const change of wrong)
        await expect(store.reach.admit({ ...aSend({ tenant }), ...change }, caps, day)).rejects.toMatchObject(
          { name: 'ZodError' },
        );
      for (const none of ['tomorrow', '2031-02-30', ''])
        await expect(store.reach.admit(aSend({ tenant }), caps, none)).rejects.toThrow();
      expect(await admitAll(store, [aSend({ tenant })], { tenantPerDay: 1 }, day)).toEqual(['admitted']);
    },
  );

  test('the last word of a person by a channel is the newest, however late the others come', async () => {
    const addressKey = key();
    expect(await store.reach.lastHeard(addressKey, 'whatsapp')).toBeUndefined();
    for (const minute of [3, 7, 5]) await store.reach.heard(addressKey, 'whatsapp', at(minute));
    expect(await store.reach.lastHeard(addressKey, 'whatsapp')).toBe(at(7));
    expect(await store.reach.lastHeard(addressKey, 'sms')).toBeUndefined();
  });

  test('an answer goes to the case that asked last, or to the one it names', async () => {
    const addressKey = key();
    const ask = { addressKey, channel: 'sms' as const, kind: 'ticket-closed' as const };
    const [old, recent] = [
      { ...ask, code: 'R-OLD', askedAt: at(1) },
      { ...ask, code: 'R-NEW', askedAt: at(2) },
    ];
    await store.reach.asked(recent);
    await store.reach.asked(old);
    await store.reach.asked({ ...recent, kind: 'plain', askedAt: at(1) });
    expect(await store.reach.awaiting(addressKey, 'sms')).toEqual(recent);
    expect(await store.reach.awaiting(addressKey, 'sms', 'R-OLD')).toEqual(old);
    expect(await store.reach.awaiting(addressKey, 'whatsapp')).toBeUndefined();
    expect(await store.reach.awaiting(key(), 'sms')).toBeUndefined();

    const again = { ...recent, askedAt: at(4) };
    await store.reach.asked(again);
    await store.reach.answered(recent);
    expect(await store.reach.awaiting(addressKey, 'sms')).toEqual(again);
    await store.reach.answered(again);
    expect(await store.reach.awaiting(addressKey, 'sms')).toEqual(old);
  });
}

describeDatabases('reaching people', (open: () => Promise<TestDatabase>) => {
  book('database', async () => {
    const database = await open();
    const store = await openStore(database.place);
    return {
      store,
      async stop() {
        await store.close();
        await database.stop();
      },
    };
  });
});

describe('reaching people, the fake in memory', () => {
  book('memory', async () => ({ store: createMemoryStore(), stop: async () => undefined }));
});
