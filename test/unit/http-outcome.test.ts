/** What is known of the work when no receipt comes: `not-done` may be tried again at once, `unknown` is looked up first. */
import { createServer } from 'node:net';
import { z } from 'zod';
import { ConnectorError } from '../../src/errors';
import { createHttp, type Http } from '../../src/http';
import { networkFault } from '../../src/http-faults';
import { type Answering, answering, type AnswerOf, nowhere } from '../fakes/answering-server';

const shape = z.object({ id: z.number() });
const json = { 'content-type': 'application/json' };

let server: Answering | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function clientOf(answer: AnswerOf, timeoutMs = 1000): Promise<Http> {
  server = await answering(answer);
  return createHttp({ system: 'desk', baseUrl: server.url, timeoutMs });
}

const faultOf = async (request: Promise<unknown>): Promise<ConnectorError> => {
  const error: unknown = await request.then(
    () => undefined,
    (fault: unknown) => fault,
  );
  if (error instanceof ConnectorError) return error;
  throw new Error(`expected a ConnectorError, not ${String(error)}`);
};

const write = (http: Http) => faultOf(http.post('tickets', shape, { body: {} }));
const look = (http: Http) => faultOf(http.get('tickets', shape));

const lost: [string, string, AnswerOf][] = [
  ['500', 'unavailable', { status: 500 }],
  ['502', 'unavailable', { status: 502 }],
  ['503', 'unavailable', { status: 503 }],
  ['504', 'timeout', { status: 504 }],
  ['408, which some say of work that took too long', 'timeout', { status: 408 }],
  ['302, as a form that was taken answers', 'rejected', { status: 302, headers: { location: '/done' } }],
  ['silence', 'timeout', 'silent'],
  ['a reset connection', 'timeout', 'reset'],
  ['a body cut off', 'timeout', { status: 200, headers: { 'content-length': '500' }, body: '{"id":7' }],
  ['JSON that breaks off', 'timeout', { status: 201, body: '{"id":7,"te' }],
  ['a page with 200', 'malformed', { status: 200, headers: { 'content-type': 'text/html' }, body: '<p>hi' }],
  ['a renamed field', 'malformed', { status: 201, headers: json, body: '{"number":7}' }],
  ['an error in a body with 200', 'malformed', { status: 200, body: '{"error":{"code":7,"message":"no"}}' }],
  ['nothing at all with 200', 'malformed', { status: 200 }],
  ['more than 2 MB', 'malformed', 'pour'],
];

test.each(lost)('a write answered by %s is %s, and may have been done', async (_what, kind, answer) => {
  const fault = await write(await clientOf(answer));
  expect(fault).toMatchObject({ kind, outcome: 'unknown' });
});

test.each(lost)('a look answered by %s has done nothing', async (_what, _kind, answer) => {
  expect((await look(await clientOf(answer))).outcome).toBe('not-done');
});

test.each([
  [307, 'rejected'],
  [400, 'rejected'],
  [401, 'unauthorized'],
  [403, 'unauthorized'],
  [404, 'missing'],
  [409, 'rejected'],
  [410, 'missing'],
  [422, 'rejected'],
  [429, 'throttled'],
])('a write refused with %i is %s, and was not done', async (status, kind) => {
  expect(await write(await clientOf({ status }))).toMatchObject({ kind, outcome: 'not-done' });
});

test('put and patch may have been done just as post', async () => {
  const http = await clientOf({ status: 500 });
  expect((await faultOf(http.put('tickets/1', shape, { body: {} }))).outcome).toBe('unknown');
  expect((await faultOf(http.patch('tickets/1', shape, { body: {} }))).outcome).toBe('unknown');
});

test('an answer of a byte at a time ends with the time of the request', async () => {
  const http = await clientOf('drip', 400);
  const begun = Date.now();
  expect(await write(http)).toMatchObject({ kind: 'timeout', outcome: 'unknown' });
  expect(Date.now() - begun).toBeLessThan(4_000);
});

test('a refusal stays one when its body breaks off', async () => {
  const http = await clientOf({ status: 401, headers: { 'content-length': '500' }, body: '{' }, 300);
  expect(await write(http)).toMatchObject({ kind: 'unauthorized', outcome: 'not-done' });
});

test('where nothing listens, nothing was done', async () => {
  const http = createHttp({ system: 'desk', baseUrl: await nowhere() });
  expect(await write(http)).toMatchObject({ kind: 'unavailable', outcome: 'not-done' });
});

test('a name that is not there was asked nothing', async () => {
  const http = createHttp({ system: 'desk', baseUrl: 'http://nobody.invalid' });
  expect(await write(http)).toMatchObject({ kind: 'unavailable', outcome: 'not-done' });
});

test('where no TLS is spoken, nothing was sent', async () => {
  server = await answering({ status: 200, body: '{"id":7}' });
  const http = createHttp({ system: 'desk', baseUrl: server.url.replace('http:', 'https:') });
  expect(await write(http)).toMatchObject({ kind: 'unavailable', outcome: 'not-done' });
  expect(server.asked).toEqual([]);
});

test.each([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'not-done'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'not-done'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'not-done'],
  ['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'unknown'],
])('a fault of TLS, %s, is unavailable and %s', (code, outcome) => {
  expect(networkFault({ cause: { code } }, 1000)).toMatchObject({ kind: 'unavailable', outcome });
});

test('a server that takes the request and hangs up without a word may have done it', async () => {
  const rude = createServer((socket) => {
    socket.on('error', () => undefined).once('data', () => socket.end());
  });
  await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
  const address = rude.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const fault = await write(createHttp({ system: 'desk', baseUrl: `http://127.0.0.1:${port}` }));
  await new Promise((resolve) => rude.close(resolve));
  expect(fault).toMatchObject({ kind: 'timeout', outcome: 'unknown' });
});
