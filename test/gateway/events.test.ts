import { randomUUID } from 'node:crypto';
import { mintCode } from '../../src/domain/code';
import { openStore } from '../../src/store/open-store';
import type { CaseRecord } from '../../src/store/records';
import type { Store } from '../../src/store/store';
import { describeDatabases, type TestDatabase } from '../store/databases';
import { aProblem, build, send, type House } from './house';

const now = (): string => new Date().toISOString();

function aCase(change: Partial<CaseRecord> = {}): CaseRecord {
  const code = mintCode(Math.random);
  return {
    ...{ code, tenant: 'villanueva', channel: 'dev', assistant: 'town-hall', language: 'es' },
    ...{
      callId: 'call-1',
      workflowId: `delivery/${code}`,
      connection: 'town-hall-desk',
      verb: 'createTicket',
    },
    ...{ title: 'avisar de una farola', state: 'delivered', attempts: 1, flagged: false },
    ...{ createdAt: now(), updatedAt: now(), version: 1, recordId: `${Date.now()}` },
    ...change,
  };
}

// Nothing listens there: all of this works while Temporal is away.
const temporalAddress = '127.0.0.1:1';

describeDatabases('Events of other systems', (open) => {
  let database: TestDatabase;
  let store: Store;
  let house: House;
  let code: string;
  beforeAll(async () => {
    database = await open();
    store = await openStore(database.place);
    house = await build({ withoutWorker: true, temporalAddress, store });
  });
  afterAll(async () => {
    await house?.stop();
    await store?.close();
    await database?.stop();
  });
  beforeEach(async () => {
    const record = aCase();
    code = record.code;
    await store.saveCase(record, []);
  });

  const tell = async (body: unknown, key: string | undefined = randomUUID(), at = code) =>
    await send(
      `${house.url}/api/cases/${at}/events`,
      'POST',
      body,
      key === undefined ? {} : { 'idempotency-key': key },
    );
  const kept = async () => (await store.listWebhooks({ limit: 500 })).filter((one) => one.recordId === code);

  test('what a system tells is written down before it is answered, with Temporal away', async () => {
    const at = '2026-11-21T10:00:00+02:00';
    const body = { type: 'status', status: 'closed', text: 'Reparada', at, id: 'erp-77' };
    const answer = await tell(body);
    expect(answer).toMatchObject({ status: 202, body: { code, result: 'taken' } });
    expect(answer.headers.get('idempotency-replayed')).toBeNull();
    const [event, ...more] = await kept();
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      ...{ connection: 'town-hall-desk', kind: 'event', recordId: code, state: 'waiting', times: 1 },
      ...{ eventId: answer.body['eventId'], at: '2026-11-21T08:00:00.000Z' },
      payload: { by: 'api:all', event: { type: 'status', status: 'closed', text: 'Reparada' } },
    });
    const { body: listed } = await send(`${house.url}/api/webhooks?limit=500`);
    expect(JSON.stringify(listed)).not.toContain('Reparada');
  });

  test('twenty at once under one key are one event with one answer', async () => {
    const key = randomUUID();
    const body = { type: 'commented', text: 'mañana a las 9' };
    const answers = await Promise.all(Array.from({ length: 20 }, async () => await tell(body, key)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(
      new Set(answers.some(({ status }) => status === 409) ? [202, 409] : [202]),
    );
    expect(
      answers.filter(({ status, headers }) => status === 202 && !headers.get('idempotency-replayed')),
    ).toHaveLength(1);
    for (const refused of answers.filter(({ status }) => status === 409))
      expect(refused.body).toEqual(aProblem);
    const again = await tell(body, key);
    expect(again.status).toBe(202);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body).toEqual(answers.find(({ status }) => status === 202)?.body);
    expect(await kept()).toMatchObject([{ times: 1 }]);
  });

  test('a key that was used for something else is refused, and another key with the same id is the same event', async () => {
    const key = randomUUID();
    const body = { type: 'commented', text: 'uno', id: 'erp-1' };
    expect(await tell(body, key)).toMatchObject({ status: 202, body: { result: 'taken' } });
    expect(await tell({ ...body, text: 'dos' }, key)).toMatchObject({ status: 422, body: aProblem });
    const other = aCase();
    await store.saveCase(other, []);
    expect(await tell(body, key, other.code)).toMatchObject({ status: 422, body: aProblem });
    expect(await tell(body)).toMatchObject({ status: 202, body: { result: 'doubled' } });
    expect(await tell(body, key, code.toLowerCase().replaceAll('-', ''))).toMatchObject({ status: 202 });
    expect(await kept()).toMatchObject([{ times: 2 }]);
  });

  test('while the first is being worked on, the second is asked to wait', async () => {
    const { findCase } = house.doorStore;
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    house.doorStore.findCase = async (asked) => {
      await held;
      return await findCase(asked);
    };
    // So that a second one that was let in ends the test, and does not hang.
    const late = setTimeout(release, 3_000);
    const key = randomUUID();
    const first = tell({ type: 'changed' }, key);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const second = await tell({ type: 'changed' }, key);
    clearTimeout(late);
    expect(second).toMatchObject({ status: 409, body: aProblem });
    house.doorStore.findCase = findCase;
    release();
    expect((await first).status).toBe(202);
    expect((await tell({ type: 'changed' }, key)).headers.get('idempotency-replayed')).toBe('true');
  });

  test('what was refused is not held against its key', async () => {
    const record = aCase();
    const key = randomUUID();
    expect(await tell({ type: 'changed' }, key, record.code)).toMatchObject({ status: 404, body: aProblem });
    await store.saveCase(record, []);
    expect(await tell({ type: 'changed' }, key, record.code)).toMatchObject({ status: 202 });
    const { takeWebhook } = house.doorStore;
    house.doorStore.takeWebhook = () => Promise.reject(new Error('ECONNREFUSED'));
    const later = randomUUID();
    expect(await tell({ type: 'changed' }, later)).toMatchObject({ status: 503, body: aProblem });
    house.doorStore.takeWebhook = takeWebhook;
    expect(await tell({ type: 'changed' }, later)).toMatchObject({ status: 202, body: { result: 'taken' } });
  });

  test('an answer that could not be kept does no harm when it is asked for again', async () => {
    const { keepAnswer, dropAnswer } = house.doorStore;
    house.doorStore.keepAnswer = () => Promise.reject(new Error('ECONNREFUSED'));
    const key = randomUUID();
    expect(await tell({ type: 'changed' }, key)).toMatchObject({ status: 503 });
    Object.assign(house.doorStore, { keepAnswer, dropAnswer });
    expect(await tell({ type: 'changed' }, key)).toMatchObject({ status: 409 });
    expect(await kept()).toHaveLength(1);
  });

  test('words that no database takes are taken all the same', async () => {
    for (const text of ['a\0b', '\ud800 half', '💡'.repeat(1000)])
      expect(await tell({ type: 'commented', text })).toMatchObject({ status: 202 });
    const texts = (await kept()).map(({ payload }) => (payload as { event: { text: string } }).event.text);
    expect(texts.toSorted()).toEqual(['a\ufffdb', '\ufffd half', '💡'.repeat(1000)].toSorted());
  });

  test.each<[string, unknown]>([
    ['of no kind', { text: 'x' }],
    ['of an unknown kind', { type: 'deleted' }],
    ['with a key too many', { type: 'changed', text: 'x' }],
    ['without words', { type: 'commented' }],
    ['with empty words', { type: 'commented', text: '   ' }],
    ['with endless words', { type: 'commented', text: 'x'.repeat(4001) }],
    ['with words that are a number', { type: 'commented', text: 7 }],
    ['of a status that is none', { type: 'status', status: 'done' }],
    ['from the year 0', { type: 'changed', at: '0000-01-01T00:00:00Z' }],
    ['of no time', { type: 'changed', at: 'yesterday' }],
    ['with an id in words', { type: 'changed', id: 'two words' }],
    ['with an endless id', { type: 'changed', id: 'x'.repeat(201) }],
    ['that is a list', [{ type: 'changed' }]],
    ['that is no JSON', '{"type": '],
    ['that is nothing', ''],
  ])('an event %s is refused and not kept', async (_what, body) => {
    expect(await tell(body)).toMatchObject({ status: 400, body: aProblem });
    expect(await kept()).toEqual([]);
  });

  test('a key that is missing, empty, endless or not visible is refused; so is a flood', async () => {
    const body = { type: 'changed' };
    const url = `${house.url}/api/cases/${code}/events`;
    expect(await send(url, 'POST', body)).toMatchObject({ status: 400, body: aProblem });
    for (const key of ['', 'x'.repeat(256), 'two words', 'cliché'])
      expect(await tell(body, key)).toMatchObject({ status: 400, body: aProblem });
    expect(await tell(body, 'x'.repeat(255))).toMatchObject({ status: 202 });
    expect(await tell({ type: 'commented', text: 'x'.repeat(70_000) })).toMatchObject({ status: 413 });
    const form = { 'idempotency-key': randomUUID(), 'content-type': 'application/xml' };
    expect(await send(url, 'POST', '<changed/>', form)).toMatchObject({ status: 415, body: aProblem });
    expect(await tell(body, randomUUID(), 'R-0000-0001')).toMatchObject({ status: 404, body: aProblem });
  });

  test('five minutes ahead are a clock that goes wrong, and forgiven; more is refused with our own', async () => {
    const at = new Date(Date.now() + 4 * 60_000).toISOString();
    expect(await tell({ type: 'changed', at })).toMatchObject({ status: 202 });
    const later = new Date(Date.now() + 600_000).toISOString();
    const before = await kept();
    expect(await tell({ type: 'changed', at: later })).toMatchObject({
      status: 409,
      body: { error: expect.stringContaining('future'), fix: expect.stringContaining('clock') },
    });
    expect(await kept()).toEqual(before);
  });
});
