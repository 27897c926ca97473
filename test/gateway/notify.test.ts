import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { type ApiKey, digestOf } from '../../src/api-keys';
import { mintCode } from '../../src/domain/code';
import { Sender, type SenderPace } from '../../src/gateway/notify/sender';
import { createLog } from '../../src/log';
import type { NotifyEndpoint } from '../../src/notify-settings';
import { openStore } from '../../src/store/open-store';
import type { CaseRecord } from '../../src/store/records';
import type { Store } from '../../src/store/store';
import { eventually } from '../fakes/caller';
import { describeDatabases, type TestDatabase } from '../store/databases';
import { aProblem, build, send } from './house';

const oldSecret = 'whsec_b2xkLXNlY3JldC1vbGQtc2VjcmV0LW9sZA==';
const newSecret = 'whsec_bmV3LXNlY3JldC1uZXctc2VjcmV0LW5ldw==';

const strangersKey = 's'.repeat(40);
const apiKeys: ApiKey[] = [
  {
    ...{ name: 'stranger', sha256: digestOf(strangersKey), tenants: ['elsewhere'] },
    scopes: ['notifications:read', 'operate'],
  },
];

/** A receiver over a socket; `answer` is its mood. */
interface Receiver {
  url: string;
  got: { id: string; headers: IncomingHttpHeaders; body: string }[];
  atOnce: { now: number; most: number };
  answer: (response: ServerResponse, number: number) => void;
  close(): Promise<void>;
}

async function receive(): Promise<Receiver> {
  const receiver: Omit<Receiver, 'url'> = {
    got: [],
    atOnce: { now: 0, most: 0 },
    answer: (response) => void response.writeHead(204).end(),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  const server = createServer((request, response) => {
    let body = '';
    receiver.atOnce.now += 1;
    receiver.atOnce.most = Math.max(receiver.atOnce.most, receiver.atOnce.now);
    response.on('close', () => (receiver.atOnce.now -= 1));
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      receiver.got.push({ id: String(request.headers['webhook-id']), headers: request.headers, body });
      receiver.answer(response, receiver.got.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  return Object.assign(receiver, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` });
}

const silent = createLog('test', 'silent');
const minuteMs = 60_000;
/** Messages are owed since then; the sender's clock starts there. */
const start = Date.UTC(2026, 10, 21, 9);

describeDatabases('The sender', (open) => {
  let database: TestDatabase;
  let receiver: Receiver;
  let store: Store;
  let nowMs: number;
  let senders: Sender[];
  let endpoint: NotifyEndpoint;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(async () => {
    await database?.stop();
  });
  beforeEach(async () => {
    receiver = await receive();
    nowMs = start;
    senders = [];
    await use({});
  });
  afterEach(async () => {
    await Promise.all(senders.map(async (sender) => await sender.stop()));
    await receiver.close();
    await store.close();
  });

  async function use(change: Partial<NotifyEndpoint>): Promise<void> {
    endpoint = {
      name: `board-${randomUUID().slice(0, 8)}`,
      ...{
        url: receiver.url,
        secret: [newSecret, oldSecret],
        events: ['case.delivered'],
        allowPrivate: false,
      },
      ...change,
    };
    await store?.close();
    store = await openStore({ ...database.place, notify: [endpoint] });
  }
  function send1(pace: Partial<SenderPace> = {}): Sender {
    const parts = { outbox: store.outbox, notify: [endpoint], log: silent };
    const sender = new Sender(parts, { pollMs: 20, now: () => nowMs, ...pace });
    senders.push(sender);
    sender.start();
    return sender;
  }
  async function owe(count = 1): Promise<string[]> {
    const at = new Date(start).toISOString();
    const codes = Array.from({ length: count }, () => mintCode(Math.random));
    for (const code of codes) {
      const record: CaseRecord = {
        ...{ code, tenant: 'villanueva', channel: 'dev', assistant: 'town-hall', language: 'es' },
        ...{ callId: 'c', workflowId: `delivery/${code}`, connection: 'desk', verb: 'createTicket' },
        ...{ title: 'farola', state: 'delivered', attempts: 1, flagged: false, recordId: '1042' },
        ...{ createdAt: at, updatedAt: at, version: 1 },
      };
      await store.saveCase(record, []);
    }
    return codes;
  }
  const all = async () => await store.outbox.list({ limit: 500, endpoint: endpoint.name });
  const settled = async (state: string, count = 1) =>
    await eventually(`${count} ${state}`, async () => {
      const found = (await all()).filter((one) => one.state === state);
      return found.length === count && found;
    });
  const tried = async (tries: number) =>
    await eventually(`try ${tries}`, async () => {
      const [found] = await all();
      return found?.tries === tries && found;
    });

  test('a message is signed with the new secret and the old one, and says what became of which case', async () => {
    const [code] = await owe();
    nowMs = Date.now();
    send1();
    await settled('delivered');
    const [{ id, headers, body } = { id: '', headers: {}, body: '' }] = receiver.got;
    for (const secret of [newSecret, oldSecret])
      expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
        type: 'case.delivered',
        timestamp: new Date(start).toISOString(),
        data: { code, tenant: 'villanueva', state: 'delivered', connection: 'desk', recordId: '1042' },
      });
    const forged = { ...(headers as Record<string, string>), 'webhook-id': 'msg_other' };
    expect(() => new Webhook(newSecret).verify(body, forged)).toThrow();
    expect(headers['content-type']).toBe('application/json');
    expect(id).toMatch(/^msg_/);
  });

  test('500, then 500, then 200: three posts under one id, on Svix’s schedule', async () => {
    receiver.answer = (response, number) => void response.writeHead(number < 3 ? 500 : 200).end('x');
    await owe();
    send1();
    expect(await tried(1)).toMatchObject({ state: 'waiting', status: 500, note: 'it answered 500' });
    nowMs = start + 4_999;
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(receiver.got).toHaveLength(1);
    nowMs = start + 5_000;
    expect(await tried(2)).toMatchObject({ nextAt: new Date(nowMs + 5 * minuteMs).toISOString() });
    nowMs += 5 * minuteMs;
    expect(await tried(3)).toMatchObject({ state: 'delivered', status: 200 });
    expect(new Set(receiver.got.map(({ id }) => id)).size).toBe(1);
    const stamps = receiver.got.map(({ headers }) => Number(headers['webhook-timestamp']) - start / 1000);
    expect(stamps).toEqual([0, 5, 305]);
  });

  test('who never takes it is asked eight times; then it has failed, is listed, and can be sent again', async () => {
    receiver.answer = (response) => void response.writeHead(503).end();
    await owe();
    const sender = send1();
    for (let number = 1; number <= 8; number += 1) {
      const record = await tried(number);
      nowMs = Date.parse(record.nextAt);
    }
    const [failed] = await settled('failed');
    expect(receiver.got).toHaveLength(8);
    receiver.answer = (response) => void response.writeHead(200).end();
    const when = { now: new Date(nowMs).toISOString(), note: 'sent again for ana' };
    await store.outbox.replay(failed?.id ?? '', when);
    sender.wake();
    await settled('delivered');
    expect(new Set(receiver.got.map(({ id }) => id)).size).toBe(1);
  });

  test('a redirect is not followed', async () => {
    const elsewhere = await receive();
    receiver.answer = (response) => void response.writeHead(307, { location: elsewhere.url }).end();
    await owe();
    send1();
    expect(await tried(1)).toMatchObject({
      state: 'waiting',
      status: 307,
      note: expect.stringContaining('redirects'),
    });
    expect(elsewhere.got).toEqual([]);
    await elsewhere.close();
  });

  test('who wants no more gets no more; who asks for patience gets it', async () => {
    await owe(2);
    receiver.answer = (response, number) =>
      void (number === 1
        ? response.writeHead(400, { 'webhook-delivery': 'abort-message' }).end()
        : response.writeHead(429, { 'retry-after': '3600' }).end());
    send1({ atOnce: 1 });
    expect(await settled('ended')).toMatchObject([{ status: 400 }]);
    const [patient] = await eventually('the other', async () => {
      const found = (await all()).filter(({ tries, state }) => tries === 1 && state === 'waiting');
      return found.length === 1 && found;
    });
    expect(patient?.nextAt).toBe(new Date(start + 60 * minuteMs).toISOString());
  });

  test('a receiver that says nothing is let go of, one that is down is noted, and neither without words', async () => {
    receiver.answer = () => undefined;
    await owe();
    send1({ timeoutMs: 200 });
    expect(await tried(1)).toMatchObject({ note: 'no answer within 0.2 s' });
    receiver.answer = (response) => void response.socket?.destroy();
    nowMs += 5_000;
    expect(await tried(2)).toMatchObject({ note: 'it cannot be reached (ECONNRESET)' });
    await receiver.close();
    nowMs += 5 * minuteMs;
    expect(await tried(3)).toMatchObject({ note: 'it cannot be reached (ECONNREFUSED)' });
  });

  test('an answer without end is not read', async () => {
    receiver.answer = (response) => {
      response.writeHead(200);
      const pour = (): void =>
        void (response.destroyed || response.write('x'.repeat(1e6), () => setImmediate(pour)));
      pour();
    };
    await owe();
    send1({ timeoutMs: 2_000 });
    await settled('delivered');
    await eventually('the end of the connection', async () => receiver.atOnce.now === 0);
  });

  test('two senders share the work, and nothing is posted twice', async () => {
    // Nobody is answered before both are at work with all they may do at once.
    const held: ServerResponse[] = [];
    receiver.answer = (response) => {
      held.push(response);
      if (receiver.atOnce.most >= 8) for (const one of held.splice(0)) one.writeHead(200).end();
    };
    await owe(60);
    send1({ atOnce: 4 });
    send1({ atOnce: 4 });
    await settled('delivered', 60);
    expect(receiver.got).toHaveLength(60);
    expect(new Set(receiver.got.map(({ id }) => id)).size).toBe(60);
    expect(receiver.atOnce.most).toBe(8);
  });

  test('a sender that ends gives back what it was about, and the next one sends it at once', async () => {
    receiver.answer = (response, number) => void (number === 1 || response.writeHead(200).end());
    await owe();
    const first = send1();
    await eventually('a post', async () => receiver.got.length === 1);
    await first.stop();
    expect(await all()).toMatchObject([{ state: 'waiting', tries: 0 }]);
    send1();
    await settled('delivered');
    expect(new Set(receiver.got.map(({ id }) => id)).size).toBe(1);
  });

  // Both are this machine, and neither is written as such.
  test.each(['0.0.0.0', hostname()])(
    'what leads into our own network (%s) gets nothing, unless that was asked for',
    async (name) => {
      const url = receiver.url.replace('127.0.0.1', name);
      await use({ url });
      await owe();
      send1();
      expect(await tried(1)).toMatchObject({ note: expect.stringContaining('private network') });
      expect(receiver.got).toEqual([]);
      await Promise.all(senders.map(async (sender) => await sender.stop()));
      await use({ url, allowPrivate: true });
      await owe();
      send1();
      await settled('delivered');
    },
  );

  test('an endpoint that was switched off is told to operators, and what waited is sent once it is on', async () => {
    await owe(2);
    const now = new Date(start).toISOString();
    const until = new Date(start + minuteMs).toISOString();
    const [leased] = await store.outbox.claim({ endpoint: endpoint.name, limit: 1, now, until });
    if (!leased) throw new Error('nothing was leased');
    const failed = { state: 'failed', status: 500, note: 'it answered 500' } as const;
    await store.outbox.settle(leased, failed, { now, offIfFailingSince: now });
    const house = await build({
      ...{ withoutWorker: true, temporalAddress: '127.0.0.1:1', store, config: { notify: [endpoint] } },
    });
    const off = async () => (await send(`${house.url}/api/status`)).body['endpointsOff'];
    expect(await off()).toEqual([endpoint.name]);
    const api = `${house.url}/api/notifications/endpoints`;
    expect((await send(api)).body['items']).toMatchObject([{ offSince: now, failingSince: now, waiting: 1 }]);
    expect(receiver.got).toEqual([]);
    await send(`${api}/${endpoint.name}/switch-on`, 'POST', { by: 'ana' });
    await settled('delivered');
    expect(await off()).toBeUndefined();
    await house.stop();
  });

  test('operators see what was sent, send it again, and switch an endpoint on', async () => {
    receiver.answer = (response, number) => void response.writeHead(number === 1 ? 410 : 200).end();
    const house = await build({
      ...{
        withoutWorker: true,
        temporalAddress: '127.0.0.1:1',
        store,
        config: { notify: [endpoint], apiKeys },
      },
    });
    const api = `${house.url}/api/notifications`;
    const [code] = await owe();
    const listed = async (query = '') =>
      (await send(`${api}${query}`)).body['items'] as { id: string; state: string }[];
    const [first] = await eventually('a first try', async () => {
      const found = await listed(`?endpoint=${endpoint.name}`);
      return (found[0] as { tries?: number } | undefined)?.tries === 1 && found;
    });
    expect(first).toMatchObject({ code, event: 'case.delivered', status: 410, state: 'waiting' });
    expect(first).not.toHaveProperty('body');
    expect(await listed(`?code=${code?.toLowerCase()}&state=waiting&event=case.delivered`)).toHaveLength(1);
    expect(await listed(`?code=${code}&state=failed`)).toEqual([]);
    expect(await listed('?code=nonsense')).toEqual([]);
    expect((await send(`${api}?colour=red`)).status).toBe(400);
    expect(await send(`${api}/${first?.id}/replay`, 'POST', { by: 'ana' })).toMatchObject({ status: 200 });
    await settled('delivered');
    const stranger = { authorization: `Bearer ${strangersKey}` };
    expect((await send(api, 'GET', undefined, stranger)).body).toEqual({ items: [] });
    expect(await send(`${api}/${first?.id}/replay`, 'POST', {}, stranger)).toMatchObject({ status: 404 });
    expect(await send(`${api}/msg_nobody/replay`, 'POST', {})).toMatchObject({ status: 404, body: aProblem });
    expect(await send(`${api}/x/replay`, 'POST', {})).toMatchObject({ status: 400, body: aProblem });

    const { items } = (await send(`${api}/endpoints`)).body as { items: object[] };
    expect(items).toEqual([
      { name: endpoint.name, url: receiver.url, events: ['case.delivered'], waiting: 0 },
    ]);
    expect(JSON.stringify(items)).not.toContain('whsec_');
    expect(await send(`${api}/endpoints/${endpoint.name}/switch-on`, 'POST', { by: 'ana' })).toMatchObject({
      status: 200,
    });
    expect(await send(`${api}/endpoints/nobody/switch-on`, 'POST', {})).toMatchObject({ status: 404 });
    expect((await send(`${house.url}/api/status`)).body).not.toHaveProperty('endpointsOff');
    await house.stop();
  });
});
