import { Webhook } from 'standardwebhooks';
import { request as rawRequest } from 'node:http';
import { mintCode } from '../../src/domain/code';
import { Forwarder } from '../../src/gateway/forwarder';
import { openTemporal } from '../../src/gateway/temporal';
import { createLog } from '../../src/log';
import type { Arrival, CaseRecord, WebhookRecord } from '../../src/store/records';
import { createMemoryStore } from '../fakes/memory-store';
import { eventually } from '../fakes/caller';
import { aProblem, build, send, webhookSecret, type House } from './house';

let house: House;
let door: string;
let count = 0;
beforeAll(async () => {
  house = await build();
  door = `${house.url}/webhooks/town-hall-desk`;
});
afterAll(() => house.stop());

const newRecord = (): string => `${Date.now()}${(count += 1)}`;

interface Hook {
  id: string;
  body: string;
  headers: Record<string, string>;
}
function sign(
  recordId: string,
  { id = `msg_${newRecord()}`, secret = webhookSecret, at = new Date() } = {},
): Hook {
  const body = JSON.stringify({
    type: 'ticket.updated',
    timestamp: at.toISOString(),
    data: { id: recordId },
  });
  const signature = new Webhook(secret).sign(id, at, body);
  const seconds = `${Math.floor(at.getTime() / 1000)}`;
  return {
    id,
    body,
    headers: { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signature },
  };
}
const post = async ({ body, headers }: Hook, more: Record<string, string> = {}) =>
  await send(door, 'POST', body, { ...headers, ...more });

async function watch(recordId: string): Promise<() => Promise<string[]>> {
  const workflowId = `follow-up/town-hall-desk/${recordId}`;
  const handle = await house.temporal.workflow.start('followUp', {
    workflowId,
    taskQueue: house.config.taskQueue,
  });
  return async () => await handle.query<string[]>('seen');
}
const stored = async (id: string): Promise<WebhookRecord | undefined> =>
  (await house.store.listWebhooks({ limit: 100 })).find(({ eventId }) => eventId === id);

test('a genuine webhook reaches the follow-up of its record, and twice is once', async () => {
  const recordId = newRecord();
  const seen = await watch(recordId);
  const hook = sign(recordId);
  expect(await post(hook)).toMatchObject({ status: 200, body: { result: 'new' } });
  await eventually('the follow-up', async () => (await seen()).length > 0);
  expect(await post(hook)).toMatchObject({ status: 200, body: { result: 'doubled' } });
  await eventually('the hand-over', async () => (await stored(hook.id))?.state === 'handed-over');
  expect(await seen()).toEqual([hook.id]);
  const { body } = await send(`${house.url}/api/webhooks?state=handed-over`);
  expect((body['items'] as { eventId: string }[]).map(({ eventId }) => eventId)).toContain(hook.id);
});

test('the bytes count, not what they claim to be', async () => {
  const recordId = newRecord();
  for (const contentType of ['text/plain', 'application/octet-stream', 'application/x-www-form-urlencoded']) {
    expect(await post(sign(recordId), { 'content-type': contentType })).toMatchObject({ status: 200 });
  }
  const hook = sign(recordId);
  const status = await new Promise<number>((resolve, reject) => {
    const asked = rawRequest(door, { method: 'POST', headers: hook.headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on('error', reject).end(hook.body);
  });
  expect(status).toBe(200);
});

test('a webhook through a tunnel of another name is taken, for its signature is its proof', async () => {
  expect(await post(sign(newRecord()), { origin: 'https://desk.example' })).toMatchObject({ status: 200 });
});

test.each<[string, (hook: Hook) => Hook]>([
  [
    'signed by another',
    ({ body }) => sign(JSON.parse(body).data.id, { secret: 'whsec_YW5vdGhlci1zZWNyZXQtYWx0b2dldGhlcg==' }),
  ],
  ['without a signature', ({ id, body }) => ({ id, body, headers: {} })],
  ['whose words were changed', (hook) => ({ ...hook, body: hook.body.replace('updated', 'created') })],
  ['under another id', (hook) => ({ ...hook, headers: { ...hook.headers, 'webhook-id': 'msg_other' } })],
  [
    'from an hour ago',
    ({ body }) => sign(JSON.parse(body).data.id, { at: new Date(Date.now() - 3_600_000) }),
  ],
  ['from tomorrow', ({ body }) => sign(JSON.parse(body).data.id, { at: new Date(Date.now() + 86_400_000) })],
])('a webhook %s is refused and not kept', async (_what, forge) => {
  const before = (await house.store.listWebhooks({ limit: 500 })).length;
  expect(await post(forge(sign(newRecord())))).toMatchObject({ status: 401, body: aProblem });
  expect((await house.store.listWebhooks({ limit: 500 })).length).toBe(before);
});

test.each([
  ['no JSON', 'hello'],
  ['nothing', ''],
  ['a list', '[]'],
  ['no record', '{"type": "ticket.updated", "timestamp": "2025-11-25T09:30:00.000Z", "data": {}}'],
  [
    'an endless id',
    JSON.stringify({ type: 'ticket.updated', timestamp: new Date(), data: { id: 'a'.repeat(300) } }),
  ],
])('a genuine webhook that says %s is refused as senseless', async (_what, body) => {
  const at = new Date();
  const id = `msg_${newRecord()}`;
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': `${Math.floor(at.getTime() / 1000)}`,
    'webhook-signature': new Webhook(webhookSecret).sign(id, at, body),
  };
  const answer = await post({ id, body, headers });
  expect([400, 401]).toContain(answer.status);
  expect(answer.body).toEqual(aProblem);
});

test('unknown connections, wrong methods and floods are refused', async () => {
  const hook = sign(newRecord());
  for (const name of ['nobody', '__proto__', 'town-hall-desk%2F..']) {
    expect(await send(`${house.url}/webhooks/${name}`, 'POST', hook.body, hook.headers)).toMatchObject({
      status: 404,
      body: aProblem,
    });
  }
  expect((await send(door)).status).toBe(405);
  expect(await post({ ...hook, body: 'a'.repeat(70_000) })).toMatchObject({ status: 413, body: aProblem });
});

test('while the store is away nothing is answered 2xx, so that it is sent again', async () => {
  const { takeWebhook } = house.doorStore;
  house.doorStore.takeWebhook = () => Promise.reject(new Error('ECONNREFUSED'));
  const hook = sign(newRecord());
  const answer = await post(hook);
  expect(answer).toMatchObject({ status: 503, body: aProblem });
  expect(answer.headers.get('retry-after')).toBe('5');
  house.doorStore.takeWebhook = takeWebhook;
  expect(await post(hook)).toMatchObject({ status: 200, body: { result: 'new' } });
});

test('webhooks that come before their follow-up wait for it, keep their order, and do not hold others up', async () => {
  const [early, other] = [newRecord(), newRecord()];
  const hooks = [sign(early), sign(early), sign(early)];
  for (const hook of hooks) await post(hook);
  await eventually('a first try', async () => ((await stored(hooks[0]?.id ?? ''))?.tries ?? 0) > 0);
  const seenOther = await watch(other);
  const otherHook = sign(other);
  await post(otherHook);
  await eventually('the other record', async () => (await seenOther()).includes(otherHook.id));

  const seen = await watch(early);
  await eventually('all three', async () => (await seen()).length === 3);
  expect(await seen()).toEqual(hooks.map(({ id }) => id));
});

test('an event waits for the delivery of its case, then goes to the follow-up of its record, in order', async () => {
  const code = mintCode(Math.random);
  const recordId = newRecord();
  const record: CaseRecord = {
    ...{ code, tenant: 'villanueva', channel: 'dev', assistant: 'town-hall', language: 'es' },
    ...{ callId: 'c', workflowId: `delivery/${code}`, connection: 'town-hall-desk', verb: 'createTicket' },
    ...{ title: 'farola', state: 'delivering', attempts: 1, flagged: false },
    ...{ createdAt: new Date().toISOString(), updatedAt: new Date().toISOString(), version: 1 },
  };
  await house.store.saveCase(record, []);
  const seen = await watch(recordId);
  const tell = async (body: object): Promise<string> => {
    const headers = { 'idempotency-key': newRecord() };
    const answer = await send(`${house.url}/api/cases/${code}/events`, 'POST', body, headers);
    expect(answer.status).toBe(202);
    return String(answer.body['eventId']);
  };
  const told = [await tell({ type: 'changed' }), await tell({ type: 'commented', text: 'x' })];
  const waiting = await eventually('a first try', async () => {
    const found = await stored(told[0] ?? '');
    return (found?.tries ?? 0) > 0 && found;
  });
  expect(waiting).toMatchObject({ state: 'waiting', note: expect.stringContaining('not delivered yet') });
  await house.store.saveCase({ ...record, state: 'delivered', recordId, version: 2 }, []);
  await eventually('both', async () => (await seen()).length === 2);
  expect(await seen()).toEqual(told);

  await house.store.saveCase({ ...record, state: 'withdrawn', recordId, version: 3 }, []);
  const late = await tell({ type: 'changed' });
  await eventually('its parking', async () => (await stored(late))?.state === 'parked');
  expect(await stored(late)).toMatchObject({ note: expect.stringContaining('withdrawn') });
});

describe('a forwarder of its own', () => {
  const pace = { pollMs: 50, firstMs: 20, longestMs: 50 };
  const webhook = (change: Partial<Arrival>): Arrival => ({
    connection: 'town-hall-desk',
    kind: 'record',
    eventId: `msg_${newRecord()}`,
    recordId: newRecord(),
    at: new Date().toISOString(),
    receivedAt: new Date().toISOString(),
    ...change,
  });
  const silent = createLog('test', 'silent');

  test('parks what belongs to a settled case, and what nobody watched for a day; a person can see both', async () => {
    const store = createMemoryStore();
    const settled = webhook({ receivedAt: new Date(Date.now() - 2 * 60_000).toISOString() });
    const old = webhook({ receivedAt: new Date(Date.now() - 25 * 3_600_000).toISOString() });
    const young = webhook({ receivedAt: new Date(Date.now() - 23 * 3_600_000).toISOString() });
    const record = {
      connection: settled.connection,
      recordId: settled.recordId,
      state: 'settled',
      code: 'x',
      version: 1,
    };
    await store.saveCase(record as CaseRecord, []);
    for (const each of [settled, old, young]) await store.takeWebhook(each);
    const forwarder = new Forwarder({ store, temporal: house.temporal, log: silent }, pace);
    forwarder.start();
    await eventually(
      'parking',
      async () => (await store.listWebhooks({ limit: 9, state: 'parked' })).length === 2,
    );
    await eventually('tries', async () => ((await store.waitingWebhooks(9))[0]?.tries ?? 0) > 2);
    await forwarder.stop();
    const notes = new Map(
      (await store.listWebhooks({ limit: 9 })).map(({ eventId, note }) => [eventId, note]),
    );
    expect(notes.get(settled.eventId)).toContain('settled');
    expect(notes.get(old.eventId)).toContain('in time');
    expect((await store.waitingWebhooks(9)).map(({ eventId }) => eventId)).toEqual([young.eventId]);
  });

  test('webhooks of records that nobody watches never hold up those that somebody does', async () => {
    const store = createMemoryStore();
    for (let i = 0; i < 450; i += 1) await store.takeWebhook(webhook({}));
    const recordId = newRecord();
    const seen = await watch(recordId);
    const wanted = webhook({ recordId });
    const forwarder = new Forwarder(
      { store, temporal: house.temporal, log: silent },
      { ...pace, firstMs: 60_000, longestMs: 60_000 },
    );
    forwarder.start();
    await store.takeWebhook(wanted);
    forwarder.wake();
    await eventually('the wanted one', async () => (await seen()).includes(wanted.eventId), 40_000);
    await forwarder.stop();
  });

  test.each([
    ['before the first one’s next try', 0],
    ['between the tries of the first and of the second', 1],
  ])('two webhooks of one record keep their order when its follow-up starts %s', async (_when, startAt) => {
    const store = createMemoryStore();
    const recordId = newRecord();
    const hooks = [webhook({ recordId }), webhook({ recordId })];
    let seen = async (): Promise<string[]> => [];
    const { settleWebhook } = store;
    let settled = 0;
    store.settleWebhook = async (...change) => {
      await settleWebhook(...change);
      settled += 1;
      if (settled === startAt) seen = await watch(recordId);
    };
    const waits = { ...pace, firstMs: 600, longestMs: 600 };
    const forwarder = new Forwarder({ store, temporal: house.temporal, log: silent }, waits);
    const [first, second] = hooks as [WebhookRecord, WebhookRecord];
    await store.takeWebhook(first);
    if (startAt === 1) await store.takeWebhook(second);
    forwarder.start();
    await eventually('a try', async () => settled > 0);
    if (startAt === 0) {
      seen = await watch(recordId);
      await store.takeWebhook(second);
      forwarder.wake();
    }
    await eventually('both', async () => (await seen()).length === 2);
    await forwarder.stop();
    expect(await seen()).toEqual([first.eventId, second.eventId]);
  });

  test('waits while Temporal or the store is away, and goes on by itself', async () => {
    const store = createMemoryStore();
    const recordId = newRecord();
    const seen = await watch(recordId);
    const hook = webhook({ recordId });
    await store.takeWebhook(hook);
    const nowhere = openTemporal({ temporal: { ...house.config.temporal, address: '127.0.0.1:1' } });
    const parts = { store, temporal: nowhere, log: silent };
    const forwarder = new Forwarder(parts, pace);
    forwarder.start();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await store.waitingWebhooks(9)).toMatchObject([hook]);

    const { waitingWebhooks } = store;
    store.waitingWebhooks = () => Promise.reject(new Error('ECONNREFUSED'));
    parts.temporal = house.temporal;
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    store.waitingWebhooks = waitingWebhooks;
    await eventually('the hand-over', async () => (await seen()).length === 1);
    await forwarder.stop();
    await nowhere.connection.close();
  });
});
