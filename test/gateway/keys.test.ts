import { randomUUID } from 'node:crypto';
import { digestOf, scope, type Scope } from '../../src/api-keys';
import { mintCode } from '../../src/domain/code';
import { addGuard } from '../../src/gateway/guard';
import { answerError } from '../../src/gateway/problem';
import type { Routes } from '../../src/gateway/routes';
import { scopeOf } from '../../src/gateway/scopes';
import type { CaseRecord } from '../../src/store/records';
import fastify from 'fastify';
import { WebSocket } from 'ws';
import { aProblem, build, send, type House } from './house';

const full = 'k'.repeat(40);
const keyOf = (name: string): string => `${name}-`.padEnd(40, 'x');
const apiKeys = [
  ...scope.options.map((one) => ({ name: one.replace(':', '-'), scopes: [one] })),
  { name: 'town', scopes: [...scope.options], tenants: ['villanueva'] },
  { name: 'erp', scopes: ['cases:read', 'cases:events'] as Scope[], connections: ['erp-desk'] },
].map((key) => ({ ...key, sha256: digestOf(keyOf(key.name)) }));
const bearer = (name: string) => ({ authorization: `Bearer ${keyOf(name)}` });

let house: House;
beforeAll(async () => {
  house = await build({
    ...{ withoutWorker: true, temporalAddress: '127.0.0.1:1' },
    config: { host: '0.0.0.0', apiKey: full, apiKeys },
  });
});
afterAll(() => house.stop());

const now = (): string => new Date().toISOString();
async function aCase(change: Partial<CaseRecord> = {}): Promise<string> {
  const code = mintCode(Math.random);
  await house.store.saveCase(
    {
      ...{ code, tenant: 'villanueva', channel: 'dev', assistant: 'town-hall', language: 'es' },
      ...{ callId: 'c', workflowId: `delivery/${code}`, connection: 'town-hall-desk', verb: 'createTicket' },
      ...{ title: 'farola', state: 'delivered', attempts: 1, flagged: false },
      ...{ createdAt: now(), updatedAt: now(), version: 1, recordId: '1042' },
      ...change,
    },
    [],
  );
  return code;
}

/** Every route of the API, as the OpenAPI page tells them, and the socket, which it cannot tell. */
async function routes(): Promise<{ method: string; url: string }[]> {
  const { body } = await send(`${house.url}/openapi.json`);
  const told = Object.entries(body['paths'] as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({
      method: method.toUpperCase(),
      url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
    })),
  );
  return [...told, { method: 'GET', url: '/api/calls/:callId/socket' }].filter(({ url }) =>
    url.startsWith('/api/'),
  );
}

test('the description of the API says which scope opens each route, and what needs no key', async () => {
  const { body } = await send(`${house.url}/openapi.json`);
  const paths = body['paths'] as Record<string, Record<string, { security: object[] }>>;
  expect(body).toMatchObject({ components: { securitySchemes: { bearer: { scheme: 'bearer' } } } });
  expect(paths['/api/cases/{code}/events']?.['post']?.security).toEqual([{ bearer: ['cases:events'] }]);
  expect(paths['/healthz']?.['get']?.security).toEqual([]);
});

test('every route of the API asks for a scope, and a key without that scope does not open it', async () => {
  const all = await routes();
  expect(all.length).toBeGreaterThan(25);
  for (const { method, url } of all) {
    const asked = scopeOf(method, url);
    expect({ method, url, asked }).toMatchObject({ asked: { scope: expect.any(String) } });
    const address = `${house.url}${url.replaceAll(/:\w+/g, 'x')}`;
    const strangers = scope.options.filter((one) => one !== asked?.scope);
    const stranger = strangers[url.length % strangers.length] ?? 'status';
    const { status, body } = await send(address, method, undefined, bearer(stranger.replace(':', '-')));
    expect({ method, url, stranger, status, body }).toMatchObject({ status: 403, body: aProblem });
  }
});

test('a route that nobody gave a scope is closed to every key of recado.yaml, whatever its scopes', () => {
  expect(scopeOf('DELETE', '/api/cases')).toBeUndefined();
  expect(scopeOf('GET', '/api/cases/:code/secrets')).toBeUndefined();
  expect(scopeOf('GET', 'constructor')).toBeUndefined();
  expect(scopeOf('HEAD', '/api/cases')).toEqual(scopeOf('GET', '/api/cases'));
});

test('the guard itself refuses such a key a route that nobody thought about', async () => {
  const app = fastify();
  app.setErrorHandler(answerError);
  addGuard(app as unknown as Routes, { host: '0.0.0.0', apiKey: full, apiKeys });
  app.get('/api/forgotten', async () => ({ secret: true }));
  const ask = async (key: string) =>
    (await app.inject({ url: '/api/forgotten', headers: { authorization: `Bearer ${key}` } })).statusCode;
  expect(await ask(full)).toBe(200);
  expect(await ask(keyOf('town'))).toBe(403);
  await app.close();
});

test('a key opens what its scope says, and the full key opens everything', async () => {
  const code = await aCase();
  const list = `${house.url}/api/cases`;
  expect((await send(list, 'GET', undefined, bearer('cases-read'))).status).toBe(200);
  expect((await send(list, 'HEAD', undefined, bearer('cases-events'))).status).toBe(403);
  expect((await send(list, 'GET', undefined, { authorization: `Bearer ${full}` })).status).toBe(200);
  const event = { ...bearer('cases-events'), 'idempotency-key': randomUUID() };
  expect((await send(`${list}/${code}/events`, 'POST', { type: 'changed' }, event)).status).toBe(202);
  const [taken] = await house.store.listWebhooks({ limit: 1 });
  expect(taken?.payload).toMatchObject({ by: 'api:key:cases-events' });
});

test('a wrong key, a hash in the place of its key, and no key at all are nobody’s', async () => {
  const sha256 = apiKeys[0]?.sha256 ?? '';
  for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: `Bearer ${sha256}` }])
    expect(
      await send(`${house.url}/api/status`, 'GET', undefined, headers as Record<string, string>),
    ).toMatchObject({ status: 401, body: aProblem });
});

test('a socket is opened by a key of its scope only', async () => {
  const url = `${house.url.replace('http', 'ws')}/api/calls/c1/socket`;
  const connect = async (name: string): Promise<string> =>
    await new Promise((resolve) => {
      const socket = new WebSocket(url, ['recado', `bearer.${keyOf(name)}`]);
      socket.on('open', () => {
        resolve('open');
        socket.close();
      });
      socket.on('error', (error) => resolve(error.message));
    });
  expect(await connect('cases-read')).toContain('403');
  expect(await connect('calls')).toBe('open');
});

test('cases of another tenant or connection are not there', async () => {
  const ours = await aCase();
  const theirs = await aCase({ tenant: 'elsewhere' });
  const erps = await aCase({ tenant: 'elsewhere', connection: 'erp-desk' });
  const noted = await aCase({ verb: 'takeIn', state: 'settled', became: [theirs] });
  const codes = async (name: string): Promise<string[]> => {
    const { body } = await send(`${house.url}/api/cases?limit=500`, 'GET', undefined, bearer(name));
    return (body['items'] as { code: string }[]).map(({ code }) => code);
  };
  expect(await codes('town')).toContain(ours);
  expect(await codes('town')).not.toContain(theirs);
  expect(await codes('erp')).toEqual([erps]);
  const ask = async (name: string, code: string) =>
    await send(`${house.url}/api/cases/${code}`, 'GET', undefined, bearer(name));
  expect((await ask('town', ours)).status).toBe(200);
  expect((await ask('erp', erps.toLowerCase())).status).toBe(200);
  const nobodys = mintCode(Math.random);
  const unknown = await ask('town', nobodys);
  for (const code of [theirs, erps, noted]) {
    const answer = await ask('town', code);
    expect(answer.status).toBe(404);
    // Word for word what is answered where there is nothing.
    expect(JSON.stringify(answer.body)).toBe(JSON.stringify(unknown.body).replace(nobodys, code));
  }
  const before = (await house.store.listWebhooks({ limit: 500 })).length;
  for (const [name, code] of [
    ['town', theirs],
    ['erp', ours],
  ] as const) {
    const headers = { ...bearer(name), 'idempotency-key': randomUUID() };
    const at = `${house.url}/api/cases/${code}`;
    expect((await send(`${at}/events`, 'POST', { type: 'changed' }, headers)).status).toBe(404);
    if (name === 'town')
      expect((await send(`${at}/withdraw`, 'POST', { reason: 'x' }, headers)).status).toBe(404);
  }
  expect((await house.store.listWebhooks({ limit: 500 })).length).toBe(before);
});

test('what shows those of all is closed to a key that is kept to its own', async () => {
  for (const path of [
    'calls',
    'webhooks',
    'systems',
    'notifications/endpoints',
    'messages?to=%2B34600000001',
  ])
    expect(await send(`${house.url}/api/${path}`, 'GET', undefined, bearer('town'))).toMatchObject({
      status: 403,
      body: aProblem,
    });
  expect((await send(`${house.url}/api/notifications`, 'GET', undefined, bearer('town'))).status).toBe(200);
});

test('idempotency keys are of one holder: nobody reads an answer of another', async () => {
  const code = await aCase();
  const key = { 'idempotency-key': randomUUID() };
  const at = `${house.url}/api/cases/${code}/events`;
  const tell = async (headers: Record<string, string>, body: object) =>
    await send(at, 'POST', body, { ...key, ...headers });
  expect((await tell(bearer('cases-events'), { type: 'changed' })).status).toBe(202);
  const other = await tell(bearer('town'), { type: 'commented', text: 'x' });
  expect(other.status).toBe(202);
  expect(other.headers.get('idempotency-replayed')).toBeNull();
});

test('on a loopback without the full key this machine may all, but a key that is shown must be right', async () => {
  const home = await build({
    ...{ withoutWorker: true, temporalAddress: '127.0.0.1:1', config: { apiKeys } },
  });
  const ask = async (headers: Record<string, string>) =>
    (await send(`${home.url}/api/cases`, 'GET', undefined, headers)).status;
  expect(await ask({})).toBe(200);
  expect(await ask(bearer('cases-read'))).toBe(200);
  expect(await ask(bearer('calls'))).toBe(403);
  expect(await ask(bearer('nobody'))).toBe(401);
  await home.stop();
});
