import { z } from 'zod';
import { ConnectorError, UsageError } from '../../src/errors';
import { createHttp, unlessMissing } from '../../src/http';
import { retryAfterMs } from '../../src/http-faults';
import { type Answering, answering, type AnswerOf, nowhere } from '../fakes/answering-server';

const shape = z.object({ id: z.number() });
const secret = 'the-secret-token';
const said = '+34600999888';
const canary = 'what the body said';

let server: Answering | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function clientOf(answer: AnswerOf, timeoutMs = 5000) {
  server = await answering(answer);
  return createHttp({
    system: 'desk',
    baseUrl: `${server.url}/api/`,
    headers: { authorization: secret },
    timeoutMs,
  });
}

const faultOf = async (request: Promise<unknown>): Promise<ConnectorError> => {
  const error: unknown = await request.then(
    () => undefined,
    (fault: unknown) => fault,
  );
  if (error instanceof ConnectorError) return error;
  throw new Error(`expected a ConnectorError, not ${String(error)}`);
};

const post = { query: { phone: said }, body: { text: canary } };

test('an answer is parsed, and the request carries headers, query and body', async () => {
  const http = await clientOf({ status: 201, body: '{"id":7,"more":true}' });
  const answer = await http.post('tickets', shape, {
    query: { phone: said, tags: ['a', 'b'], left: undefined },
    body: { text: 'ñ' },
    headers: { 'idempotency-key': 'R-1' },
  });
  expect(answer).toEqual({ id: 7 });
  const asked = server?.asked[0];
  expect(asked).toMatchObject({
    method: 'POST',
    url: '/api/tickets?phone=%2B34600999888&tags=a%2Cb',
    body: '{"text":"ñ"}',
  });
  expect(asked?.headers).toMatchObject({
    authorization: secret,
    'idempotency-key': 'R-1',
    'content-type': 'application/json',
    accept: 'application/json',
  });
});

test('get, put and patch send their own method', async () => {
  const http = await clientOf({ status: 200, body: '{"id":7}' });
  await http.get('a', shape);
  await http.put('a', shape, { body: {} });
  await http.patch('a', shape, { body: {} });
  expect(server?.asked.map(({ method }) => method)).toEqual(['GET', 'PUT', 'PATCH']);
});

test('an empty answer is undefined', async () => {
  const http = await clientOf({ status: 204 });
  await expect(http.put('tickets/1', z.undefined(), { body: {} })).resolves.toBeUndefined();
});

test.each([
  [301, 'rejected'],
  [400, 'rejected'],
  [401, 'unauthorized'],
  [403, 'unauthorized'],
  [404, 'missing'],
  [408, 'timeout'],
  [409, 'rejected'],
  [410, 'missing'],
  [418, 'rejected'],
  [422, 'rejected'],
  [429, 'throttled'],
  [500, 'unavailable'],
  [502, 'unavailable'],
  [503, 'unavailable'],
  [504, 'timeout'],
  [599, 'unavailable'],
])('status %i is %s', async (status, kind) => {
  const http = await clientOf({ status, body: `{"error":"${canary}"}` });
  const fault = await faultOf(http.post('tickets', shape, post));
  expect(fault.kind).toBe(kind);
  expect(fault.message).toContain(String(status));
});

test('a redirect is not followed, so the key reaches no other host', async () => {
  const other = await answering({ status: 200, body: '{"id":1}' });
  const http = await clientOf({ status: 307, headers: { location: `${other.url}/steal` } });
  const outcome = await http.get('tickets', shape).catch((fault: unknown) => fault);
  await other.close();
  expect(outcome).toMatchObject({ kind: 'rejected' });
  expect(other.asked).toHaveLength(0);
});

test.each<[string, string, AnswerOf]>([
  [
    'a page with 200',
    'malformed',
    { status: 200, headers: { 'content-type': 'text/html' }, body: `<html>${canary}</html>` },
  ],
  ['plain words with 200', 'malformed', { status: 200, body: canary }],
  ['another shape', 'malformed', { status: 200, body: `{"id":"${canary}"}` }],
  ['no body where one is due', 'malformed', { status: 200 }],
  ['more than 2 MB', 'malformed', 'pour'],
  ['a reset connection', 'timeout', 'reset'],
  ['a body cut off', 'timeout', { status: 200, headers: { 'content-length': '500' }, body: '{"id":7' }],
])('%s is %s', async (_what, kind, answer) => {
  const http = await clientOf(answer, 1000);
  expect((await faultOf(http.get('tickets', shape))).kind).toBe(kind);
});

test('JSON that breaks off is an unknown outcome after a write, and malformed after a read', async () => {
  const http = await clientOf({ status: 201, body: `{"id":7,"text":"${canary}` });
  expect((await faultOf(http.post('tickets', shape, post))).kind).toBe('timeout');
  expect((await faultOf(http.put('tickets', shape, post))).kind).toBe('timeout');
  expect((await faultOf(http.get('tickets', shape))).kind).toBe('malformed');
});

test('a silent system is given up after timeoutMs', async () => {
  const http = await clientOf('silent', 150);
  const begun = Date.now();
  expect((await faultOf(http.get('tickets', shape))).kind).toBe('timeout');
  expect(Date.now() - begun).toBeLessThan(4_000);
});

test('a system that begins to answer and stops is given up too', async () => {
  const http = await clientOf({ status: 200, headers: { 'content-length': '500' }, body: '{' }, 300);
  expect((await faultOf(http.get('tickets', shape))).kind).toBe('timeout');
});

test('a port where nothing listens, and a name that is not there, are unavailable', async () => {
  const http = createHttp({ system: 'desk', baseUrl: await nowhere() });
  const fault = await faultOf(http.get('tickets', shape));
  expect(fault).toMatchObject({ kind: 'unavailable', system: 'desk' });
  expect(fault.message).toContain('ECONNREFUSED');
  const unknown = createHttp({ system: 'desk', baseUrl: 'http://nobody.invalid' });
  expect((await faultOf(unknown.get('tickets', shape))).kind).toBe('unavailable');
});

test('no fault quotes a token, a body or what was asked for', async () => {
  const answers: AnswerOf[] = [
    { status: 422, body: canary },
    { status: 500, body: canary },
    { status: 200, body: canary },
    { status: 200, body: `{"id":"${canary}"}` },
    { status: 200, body: `<p>${canary}</p>` },
    { status: 201, body: `{"${canary}` },
    'reset',
  ];
  for (const answer of answers) {
    const http = await clientOf(answer, 1000);
    const fault = await faultOf(http.post('tickets', shape, post));
    const told = `${fault.message} ${fault.stack} ${String(fault.cause)}`;
    for (const hidden of [secret, said, encodeURIComponent(said), canary, canary.slice(0, 8)])
      expect(told).not.toContain(hidden);
    await server?.close();
  }
});

test('Retry-After is honoured in seconds and as a date', async () => {
  const seconds = await clientOf({ status: 429, headers: { 'retry-after': '7' } });
  expect((await faultOf(seconds.get('tickets', shape))).retryAfterMs).toBe(7000);
  await server?.close();
  const date = new Date(Date.now() + 60_000).toUTCString();
  const dated = await clientOf({ status: 503, headers: { 'retry-after': date } });
  const { retryAfterMs: waitMs } = await faultOf(dated.get('tickets', shape));
  expect(waitMs).toBeGreaterThan(50_000);
  expect(waitMs).toBeLessThanOrEqual(60_000);
});

test.each([
  [null, undefined],
  ['', undefined],
  ['soon', undefined],
  ['0', 0],
  ['1.5', 1500],
  ['-4', 0],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ['999999999', 86_400_000],
])('Retry-After %p is %p ms', (header, ms) => {
  expect(retryAfterMs(header)).toBe(ms);
});

test.each([
  '../admin',
  '/admin',
  '//127.0.0.1:1/x',
  'http://127.0.0.1:1/x',
  'a/../../admin',
  'a/%2e%2e/%2e%2e/admin',
])('the path %s does not lead out of the address', async (path) => {
  const http = await clientOf({ status: 200, body: '{"id":7}' });
  expect((await faultOf(http.get(path, shape))).kind).toBe('rejected');
  expect(server?.asked).toHaveLength(0);
});

test('a bad address or key is refused at once, without quoting it', () => {
  const baseUrl = 'http://127.0.0.1';
  for (const bad of ['nonsense', 'ftp://a.example', 'http://user:pw@a.example', 'http://a.example/?k=1']) {
    expect(() => createHttp({ system: 'desk', baseUrl: bad })).toThrow(UsageError);
  }
  const headers = { authorization: `${secret}\nx` };
  expect(() => createHttp({ system: 'desk', baseUrl, headers })).toThrow(/cannot be sent/);
  expect(() => createHttp({ system: 'desk', baseUrl, headers })).not.toThrow(secret);
});

test('absence becomes undefined, other faults go on', async () => {
  const gone = await clientOf({ status: 410 });
  await expect(unlessMissing(gone.get('tickets/1', shape))).resolves.toBeUndefined();
  await server?.close();
  const down = await clientOf({ status: 500 });
  await expect(unlessMissing(down.get('tickets/1', shape))).rejects.toThrow(ConnectorError);
});
