import { randomUUID } from 'node:crypto';
import type { NotifyEndpoint } from '../../src/notify-settings';
import type { LeasedNotification } from '../../src/store/notification-outbox';
import { openStore } from '../../src/store/open-store';
import type { CaseRecord } from '../../src/store/records';
import type { Store } from '../../src/store/store';
import { describeDatabases, type TestDatabase } from './databases';

const dayMs = 24 * 3_600_000;
const start = Date.UTC(2026, 10, 21, 9);
const at = (ms: number): string => new Date(start + ms).toISOString();

const endpoint = (change: Partial<NotifyEndpoint>): NotifyEndpoint => ({
  name: 'board',
  url: 'https://board.example/hook',
  secret: ['whsec_c2FuZGJveC1vbmx5LW5vdC1hLXNlY3JldA=='],
  events: ['case.delivered', 'case.parked', 'case.settled'],
  allowPrivate: false,
  ...change,
});

function aCase(change: Partial<CaseRecord> = {}): CaseRecord {
  const code = `R-${randomUUID().slice(0, 8)}`;
  return {
    ...{ code, tenant: 'town-hall', channel: 'dev', assistant: 'town-hall', language: 'es' },
    ...{ callId: 'call-1', workflowId: `delivery/${code}`, connection: 'desk', verb: 'createTicket' },
    ...{ title: 'avisar de una farola', state: 'delivering', attempts: 0, flagged: false },
    ...{ createdAt: at(0), updatedAt: at(0), version: 1, callerKey: 'secret-key-of-a-caller' },
    ...change,
  };
}

describeDatabases('The outbox of webhooks of ours', (open) => {
  let database: TestDatabase;
  let store: Store;
  const notify = [
    endpoint({}),
    endpoint({ name: 'agenda', events: ['appointment.changed'] }),
    endpoint({ name: 'other-town', tenants: ['elsewhere'] }),
  ];

  beforeAll(async () => {
    database = await open();
    store = await openStore({ ...database.place, notify });
  });
  afterAll(async () => {
    await store?.close();
    await database?.stop();
  });

  const of = async (code: string) => await store.outbox.list({ limit: 50, code });
  const claim = async (limit = 50, nowMs = 0, name = 'board'): Promise<LeasedNotification[]> =>
    await store.outbox.claim({ endpoint: name, limit, now: at(nowMs), until: at(nowMs + 60_000) });
  const never = { offIfFailingSince: at(-1000 * dayMs) };
  /** Nothing else is due. */
  const drain = async (): Promise<void> => {
    for (const leased of await claim(500, 900 * dayMs))
      await store.outbox.settle(leased, { state: 'delivered', status: 204 }, { now: at(0), ...never });
  };

  test('a change of a case is one message to whoever is to be told, though it is saved ten times', async () => {
    const record = aCase();
    await store.saveCase(record, []);
    expect(await of(record.code)).toEqual([]);
    const delivered = {
      ...record,
      state: 'delivered' as const,
      version: 2,
      recordId: '1042',
      dueAt: at(dayMs),
    };
    await Promise.all(Array.from({ length: 10 }, async () => await store.saveCase(delivered, [])));
    await store.saveCase(record, []);
    await store.saveCase(delivered, []);
    const [message, ...more] = await of(record.code);
    expect(more).toEqual([]);
    expect(message).toMatchObject({ endpoint: 'board', event: 'case.delivered', state: 'waiting', tries: 0 });
    expect(message?.id).toMatch(/^msg_[A-Za-z0-9_-]{43}$/);
    expect(JSON.parse(message?.body ?? '')).toEqual({
      type: 'case.delivered',
      timestamp: at(0),
      data: {
        ...{ code: record.code, tenant: 'town-hall', state: 'delivered', connection: 'desk' },
        ...{ verb: 'createTicket', recordId: '1042', dueAt: at(dayMs) },
      },
    });
    expect(message?.body).not.toContain('secret-key-of-a-caller');
  });

  test('only a change of its state is told, and a second parking is told again', async () => {
    const record = aCase();
    const states = [
      'delivering',
      'parked',
      'parked',
      'delivering',
      'parked',
      'delivered',
      'settled',
    ] as const;
    for (const [version, state] of states.entries())
      await store.saveCase({ ...record, state, version: version + 1, updatedAt: at(version) }, []);
    expect((await of(record.code)).map(({ event }) => event).toReversed()).toEqual([
      ...['case.parked', 'case.parked', 'case.delivered', 'case.settled'],
    ]);
  });

  test('what is saved too late to count is not told either', async () => {
    const record = aCase({ recordId: '1042' });
    await store.saveCase({ ...record, state: 'settled', version: 3 }, []);
    await store.saveCase({ ...record, state: 'delivered', version: 2 }, []);
    expect((await of(record.code)).map(({ event }) => event)).toEqual(['case.settled']);
  });

  test('an appointment that is booked is told to who asked for that; another tenant’s case to nobody else', async () => {
    const booked = aCase({ verb: 'moveAppointment', state: 'delivered', tenant: 'elsewhere' });
    await store.saveCase(booked, []);
    const told = await of(booked.code);
    expect(told.map(({ endpoint: name, event }) => `${name} ${event}`).toSorted()).toEqual([
      ...['agenda appointment.changed', 'board case.delivered', 'other-town case.delivered'],
    ]);
    expect(told.map(({ body }) => JSON.parse(body).data.change).filter(Boolean)).toEqual(['moved']);
    const ours = aCase({ state: 'delivered' });
    await store.saveCase(ours, []);
    expect((await of(ours.code)).map(({ endpoint: name }) => name)).toEqual(['board']);
  });

  test('two that ask at once share the work, and nothing is given twice before its lease is over', async () => {
    await drain();
    const cases = Array.from({ length: 40 }, () => aCase({ state: 'delivered' }));
    for (const record of cases) await store.saveCase(record, []);
    const rounds = await Promise.all(Array.from({ length: 8 }, async () => await claim(10)));
    const given = rounds.flat().map(({ record }) => record.id);
    expect(given.length).toBe(40);
    expect(new Set(given).size).toBe(40);
    expect(await claim(10, 59_000)).toEqual([]);
    expect((await claim(50, 61_000)).length).toBe(40);
  });

  test('who has lost the lease notes nothing', async () => {
    await drain();
    const record = aCase({ state: 'delivered' });
    await store.saveCase(record, []);
    const [slow] = await claim(1);
    const [quick] = await claim(1, 61_000);
    if (!slow || !quick) throw new Error('nothing was leased');
    const lost = { state: 'failed', note: 'too late' } as const;
    expect(await store.outbox.settle(slow, lost, { now: at(0), ...never })).toBe(false);
    const well = { state: 'delivered', status: 200 } as const;
    expect(await store.outbox.settle(quick, well, { now: at(0), ...never })).toBe(true);
    expect(await of(record.code)).toMatchObject([{ state: 'delivered', tries: 1, status: 200 }]);
  });

  test('a try that failed is not due before its time, and one given back is due at once', async () => {
    await drain();
    const record = aCase({ state: 'delivered' });
    await store.saveCase(record, []);
    const [first] = await claim(1);
    if (!first) throw new Error('nothing was leased');
    await store.outbox.release(first);
    const [again] = await claim(1);
    if (!again) throw new Error('it was not given back');
    const later = { state: 'waiting', nextAt: at(5_000), status: 500, note: 'it answered 500' } as const;
    await store.outbox.settle(again, later, { now: at(0), ...never });
    expect(await claim(1, 4_999)).toEqual([]);
    expect(await claim(1, 5_000)).toMatchObject([{ record: { tries: 1, note: 'it answered 500' } }]);
  });

  test('an endpoint that fails for five days is switched off, is told nothing, and goes on once it is on', async () => {
    await drain();
    const record = aCase({ state: 'delivered' });
    await store.saveCase(record, []);
    const fail = async (ms: number): Promise<void> => {
      const [leased] = await claim(1, ms);
      if (!leased) throw new Error(`nothing is due after ${ms} ms`);
      const outcome = { state: 'waiting', nextAt: at(ms + 1), note: 'it answered 500' } as const;
      await store.outbox.settle(leased, outcome, { now: at(ms), offIfFailingSince: at(ms - 5 * dayMs) });
    };
    const board = async () => (await store.outbox.endpoints()).find(({ name }) => name === 'board');
    await fail(0);
    await fail(5 * dayMs - 1);
    expect(await board()).toEqual({ name: 'board', failingSince: at(0) });
    await fail(5 * dayMs);
    expect(await board()).toMatchObject({ failingSince: at(0), offSince: at(5 * dayMs) });
    expect(await claim(10, 6 * dayMs)).toEqual([]);
    expect(await store.outbox.waiting()).toMatchObject({ board: 1 });
    await store.outbox.switchOn('board', 'switched on by ana');
    expect(await claim(10, 6 * dayMs)).toHaveLength(1);
  });

  test('a success in between begins the five days anew', async () => {
    await drain();
    for (const state of ['delivered', 'settled'] as const) await store.saveCase(aCase({ state }), []);
    const [one, two] = await claim(2);
    if (!one || !two) throw new Error('nothing was leased');
    const failed = { state: 'failed', note: 'it answered 500' } as const;
    await store.outbox.settle(one, failed, { now: at(0), offIfFailingSince: at(-5 * dayMs) });
    await store.outbox.settle(two, { state: 'delivered', status: 200 }, { now: at(1), ...never });
    expect((await store.outbox.endpoints()).find(({ name }) => name === 'board')).not.toHaveProperty(
      'failingSince',
    );
  });

  test('one is sent again from its first try on, and what is old is forgotten', async () => {
    await drain();
    const record = aCase({ state: 'delivered' });
    await store.saveCase(record, []);
    const [leased] = await claim(1);
    if (!leased) throw new Error('nothing was leased');
    await store.outbox.settle(leased, { state: 'failed', note: 'it answered 500' }, { now: at(0), ...never });
    expect(await claim(1, dayMs)).toEqual([]);
    const when = { now: at(7_000), note: 'sent again for ana' };
    expect(await store.outbox.replay(leased.record.id, when)).toBe('replayed');
    expect(await store.outbox.replay(leased.record.id, when)).toBe('hurried');
    expect(await store.outbox.replay('msg_nobody', when)).toBe('unknown');
    expect(await claim(1, 7_000)).toMatchObject([{ record: { id: leased.record.id, tries: 0 } }]);
    expect(await store.outbox.forget(at(-1))).toBe(0);
    expect(await store.outbox.forget(at(1))).toBeGreaterThan(0);
    expect(await of(record.code)).toEqual([]);
  });

  test('of twenty that ask under one key, one works; the others wait for its answer and then have it', async () => {
    const key = { holder: 'all', key: randomUUID() };
    const ask = async (ms = 0, digest = 'd', claim = randomUUID()) => ({
      claim,
      ...(await store.claimAnswer({ ...key, digest, claim, now: at(ms) })),
    });
    const asked = await Promise.all(Array.from({ length: 20 }, async () => await ask()));
    const worker = asked.filter(({ outcome }) => outcome === 'yours');
    expect(worker).toHaveLength(1);
    expect(asked.filter(({ outcome }) => outcome === 'in-flight')).toHaveLength(19);
    expect(await ask(0, 'another body')).toMatchObject({ outcome: 'other-body' });
    const mine = { ...key, claim: worker[0]?.claim ?? '' };
    await store.keepAnswer({ ...key, claim: 'a stranger' }, { lie: true });
    expect(await ask()).toMatchObject({ outcome: 'in-flight' });
    await store.keepAnswer(mine, { eventId: 'e1' });
    await store.dropAnswer(mine);
    expect(await ask(60 * dayMs)).toMatchObject({ outcome: 'answered', answer: { eventId: 'e1' } });
    expect(await ask(0, 'another body')).toMatchObject({ outcome: 'other-body' });
    const other = { ...key, holder: 'key:erp', digest: 'd', claim: 'c', now: at(0) };
    expect(await store.claimAnswer(other)).toEqual({ outcome: 'yours' });
  });

  test('a claim whose gateway died is free after half a minute, one let go of at once', async () => {
    const key = { holder: 'all', key: randomUUID() };
    const ask = async (claim: string, ms: number) =>
      (await store.claimAnswer({ ...key, digest: 'd', claim, now: at(ms) })).outcome;
    expect(await ask('dead', 0)).toBe('yours');
    expect(await ask('second', 29_000)).toBe('in-flight');
    expect(await ask('third', 31_000)).toBe('yours');
    await store.keepAnswer({ ...key, claim: 'dead' }, { late: true });
    expect(await ask('fourth', 32_000)).toBe('in-flight');
    await store.dropAnswer({ ...key, claim: 'third' });
    expect(await ask('fifth', 33_000)).toBe('yours');
    await store.keepAnswer({ ...key, claim: 'fifth' }, {});
    expect(await store.forgetAnswers(at(33_001))).toBeGreaterThan(0);
    expect(await ask('sixth', 34_000)).toBe('yours');
  });
});
