import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aProblem, build, send, type House } from './house';

let house: House;
let consoleFolder: string;
beforeAll(async () => {
  consoleFolder = mkdtempSync(join(tmpdir(), 'recado-console-'));
  mkdirSync(join(consoleFolder, 'assets'));
  writeFileSync(join(consoleFolder, 'index.html'), '<!doctype html><title>Recado</title>');
  writeFileSync(join(consoleFolder, 'assets', 'main-1.js'), '1;');
  house = await build({ withoutWorker: true, consoleFolder });
});
afterAll(async () => {
  await house.stop();
  rmSync(consoleFolder, { recursive: true });
});

const post = async (path: string, body: unknown, headers: Record<string, string> = {}) =>
  await send(`${house.url}${path}`, 'POST', body, headers);

const good = { assistant: 'town-hall' };
test.each<[string, unknown, string]>([
  ['an unknown key', { ...good, admin: true }, 'admin'],
  ['a missing assistant', {}, 'assistant'],
  ['a number for an assistant', { assistant: 7 }, 'assistant'],
  ['an unknown channel', { ...good, channel: 'fax' }, 'channel'],
  ['a callId with a slash', { ...good, callId: 'a/b' }, 'callId'],
  ['a callId without end', { ...good, callId: 'a'.repeat(65) }, 'callId'],
  ['a local number', { ...good, from: '600 00 00 01' }, 'from'],
  ['a list', [good], 'body'],
  ['a word', '"hello"', 'body'],
  ['null', 'null', 'body'],
])('a call with %s is refused by name', async (_what, body, named) => {
  const answer = await post('/api/calls', body);
  expect(answer).toMatchObject({ status: 400, body: aProblem });
  expect(JSON.stringify(answer.body)).toContain(named);
});

test('a call to an assistant there is not is told which ones there are', async () => {
  expect(await post('/api/calls', { assistant: 'nobody' })).toMatchObject({
    status: 404,
    body: { error: expect.stringContaining('nobody'), fix: expect.stringContaining('town-hall') },
  });
});

test.each<[string, string, Record<string, string>, number]>([
  ['broken JSON', '{"assistant": ', {}, 400],
  ['nothing at all', '', {}, 400],
  ['a form', 'assistant=town-hall', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['XML', '<a/>', { 'content-type': 'application/xml' }, 415],
  ['a type that is none', '{}', { 'content-type': ';;' }, 415],
  ['more than 64 KiB', JSON.stringify({ assistant: 'a'.repeat(70_000) }), {}, 413],
  ['a poisoned prototype', '{"assistant": "town-hall", "__proto__": {"admin": true}}', {}, 400],
])('%s is refused', async (_what, body, headers, status) => {
  const answer = await post('/api/calls', body, headers);
  expect(answer).toMatchObject({ status, body: aProblem });
  expect(Object.keys(answer.body)).toEqual(['error', 'fix']);
});

test.each([
  ['/api/calls/c1/turns', { turnId: 't1' }],
  ['/api/calls/c1/turns', { turnId: 't1', text: '   ' }],
  ['/api/calls/c1/turns', { turnId: '', text: 'hola' }],
  ['/api/calls/c1/turns', { turnId: 't1', text: 'hola', host: 'evil' }],
  ['/api/calls/c1/turns', { turnId: 't1', text: 'a'.repeat(4001) }],
  ['/api/calls/a%20b/turns', { turnId: 't1', text: 'hola' }],
  ['/api/calls/c1/hang-up', { by: 'me' }],
  ['/api/cases/R-0000-0000/retry', { by: '' }],
  ['/api/cases/R-0000-0000/withdraw', {}],
  ['/api/cases/R-0000-0000/correct', { args: 'all' }],
  ['/api/systems/town-hall-desk/tickets/1/comment', {}],
  ['/api/systems/town-hall-desk/tickets/1/reopen', { please: true }],
])('%s refuses %j', async (path, body) => {
  expect(await post(path, body)).toMatchObject({ status: 400, body: aProblem });
});

test.each([
  '/api/calls?limit=0',
  '/api/calls?limit=many',
  '/api/calls?limit=501',
  '/api/calls?state=dead',
  '/api/calls?page=2',
  '/api/cases?open=maybe',
  '/api/cases?all=true',
  '/api/messages',
  '/api/messages?to=600',
  '/api/messages?to=%2B34600000001&to=%2B34600000002',
  '/api/webhooks?state=lost',
])('the query of %s is refused', async (path) => {
  expect(await send(`${house.url}${path}`)).toMatchObject({ status: 400, body: aProblem });
});

test('a number whose plus sign was not encoded is understood', async () => {
  await house.store.putMessage({
    id: 'm1',
    code: 'R-0000-0000',
    channel: 'sms',
    to: '+34600000001',
    text: 'Su aviso está resuelto.',
    sentAt: '2025-11-25T09:30:00.000Z',
  });
  for (const to of ['+34600000001', '%2B34600000001']) {
    const { body } = await send(`${house.url}/api/messages?to=${to}`);
    expect(body['items']).toEqual([
      { id: 'm1', code: 'R-0000-0000', text: 'Su aviso está resuelto.', sentAt: '2025-11-25T09:30:00.000Z' },
    ]);
  }
});

test.each([
  ['GET', '/api/nothing'],
  ['GET', '/../../etc/passwd'],
  ['GET', '/assets/..%2f..%2fpackage.json'],
  ['GET', '/%E0%A4%A'],
  ['PUT', '/'],
])('%s %s leads nowhere, and says so', async (method, path) => {
  const { status, body } = await send(`${house.url}${path}`, method);
  expect([400, 404]).toContain(status);
  expect(body).toEqual(aProblem);
});

test('what is no HTTP is refused in the same words', async () => {
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(Number(new URL(house.url).port), '127.0.0.1', () => socket.write('HELLO\r\n\r\n'));
    let text = '';
    socket.on('data', (chunk: Buffer) => void (text += chunk.toString()));
    socket.on('close', () => resolve(text));
  });
  expect(answer).toContain('HTTP/1.1 400');
  expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toEqual(aProblem);
});

test.each([
  ['TRACE', '/api/calls', 'GET, HEAD, POST'],
  ['DELETE', '/api/cases/R-7K3F-92QD', 'GET, HEAD'],
  ['GET', '/api/cases/R-7K3F-92QD/retry', 'POST'],
  ['PUT', '/webhooks/town-hall-desk', 'POST'],
  ['POST', '/healthz', 'GET, HEAD'],
  ['DELETE', '/api/calls/c1', 'GET, HEAD'],
])('%s of %s is answered with the methods it takes', async (method, path, allow) => {
  const { status, headers, body } = await asked(method, path);
  expect(status).toBe(405);
  expect(headers.allow).toBe(allow);
  expect(JSON.parse(body)).toEqual({
    error: 'This address does not take that method',
    fix: `It takes ${allow}.`,
  });
});

/** `fetch` refuses to send TRACE. */
async function asked(method: string, path: string) {
  const question = httpRequest(`${house.url}${path}`, { method }).end();
  const [answer] = (await once(question, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}

test('a fault of ours gives nothing away', async () => {
  const { listMessages } = house.doorStore;
  house.doorStore.listMessages = async () => [{ secret: 'postgres://user:password@db' }] as never;
  try {
    const answer = await send(`${house.url}/api/messages?to=%2B34600000001`);
    expect(answer).toMatchObject({ status: 500, body: aProblem });
    expect(JSON.stringify(answer.body)).not.toMatch(/password|at .*\.ts|node_modules/);
  } finally {
    house.doorStore.listMessages = listMessages;
  }
});

test('every route is described, with its refusals', async () => {
  const { status, body } = await send(`${house.url}/openapi.json`);
  expect(status).toBe(200);
  const paths = body['paths'] as Record<string, Record<string, { responses: Record<string, unknown> }>>;
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining([
      '/api/calls',
      '/api/calls/{callId}/turns',
      '/api/cases/{code}/correct',
      '/api/systems',
    ]),
  );
  expect(Object.keys(paths['/api/calls']?.['post']?.responses ?? {})).toEqual(['200', '4XX', '5XX']);
  const open = Object.values(paths).flatMap((methods) => Object.keys(methods));
  expect(open.filter((method) => ['trace', 'options'].includes(method))).toEqual([]);
  const page = await fetch(`${house.url}/docs`);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('swagger');
});

test('status, assistants and probes', async () => {
  expect((await send(`${house.url}/api/status`)).body).toEqual({
    version: '1.2.3',
    model: 'scripted',
    temporalUi: 'http://127.0.0.1:8233',
    namespace: 'default',
    store: 'pglite',
    temporal: 'up',
    database: 'up',
  });
  expect((await send(`${house.url}/api/assistants`)).body['items']).toEqual([
    { id: 'town-hall', name: 'Ayuntamiento', language: 'es', errands: ['avisar de una farola apagada'] },
  ]);
  expect((await send(`${house.url}/readyz`)).body).toEqual({ temporal: true, store: true });
  const { ping } = house.doorStore;
  house.doorStore.ping = () => Promise.reject(new Error('ECONNREFUSED'));
  expect(await send(`${house.url}/readyz`)).toMatchObject({
    status: 503,
    body: { temporal: true, store: false },
  });
  expect((await send(`${house.url}/healthz`)).body).toEqual({ up: true });
  house.doorStore.ping = ping;
});

test('the console is one page for every address of its own', async () => {
  for (const path of ['/', '/cases/R-0000-0000']) {
    const response = await fetch(`${house.url}${path}`, { headers: { accept: 'text/html' } });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<title>Recado</title>');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
  }
  const script = await fetch(`${house.url}/assets/main-1.js`);
  expect(script.headers.get('cache-control')).toContain('immutable');
  expect((await fetch(`${house.url}/api/none`, { headers: { accept: 'text/html' } })).status).toBe(404);
});
