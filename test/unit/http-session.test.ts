/** Session tokens and the pace, as the requests of one connection meet them. */
import { z } from 'zod';
import { ConnectorError } from '../../src/errors';
import { createHttp, type HttpOptions } from '../../src/http';
import type { Pace } from '../../src/pace';
import { type Answering, answering, type AnswerOf, type Asked } from '../fakes/answering-server';

const shape = z.object({ id: z.number() });
const key = 'Bearer the-key';

let server: Answering | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** A system with session tokens `T1`, `T2` …; `expire` makes the last one worth nothing. */
async function sessionDesk(more: Partial<HttpOptions> = {}, tokenAnswer?: (asked: Asked) => AnswerOf) {
  let issued = 0;
  let expired = -1;
  server = await answering((asked) => {
    if (asked.url === '/token') {
      if (tokenAnswer) return tokenAnswer(asked);
      issued += 1;
      return { status: 200, body: JSON.stringify({ token: `T${issued}`, expiresInSeconds: 60 }) };
    }
    const good = asked.headers.authorization === `Bearer T${issued}` && issued > expired;
    return good ? { status: 200, body: '{"id":7}' } : { status: 401, body: '{"error":"expired"}' };
  });
  const http = createHttp({
    system: 'desk',
    baseUrl: server.url,
    headers: { authorization: key },
    session: { path: 'token' },
    ...more,
  });
  const asked = (): string[] => server?.asked.map(({ method, url }) => `${method} ${url}`) ?? [];
  return { http, asked, expire: () => (expired = issued), forbid: () => (expired = Number.MAX_VALUE) };
}

const faultOf = (request: Promise<unknown>): Promise<unknown> =>
  request.then(
    () => undefined,
    (fault: unknown) => fault,
  );

test('the token is fetched with the key, and requests carry the token instead of it', async () => {
  const { http, asked } = await sessionDesk();
  await http.get('tickets', shape);
  await http.get('tickets', shape);
  expect(asked()).toEqual(['POST /token', 'GET /tickets', 'GET /tickets']);
  expect(server?.asked.map(({ headers }) => headers.authorization)).toEqual([key, 'Bearer T1', 'Bearer T1']);
});

test('many requests at once fetch one token', async () => {
  const { http, asked } = await sessionDesk();
  await Promise.all(Array.from({ length: 20 }, () => http.post('tickets', shape, { body: {} })));
  expect(asked().filter((line) => line === 'POST /token')).toHaveLength(1);
});

test('an expired token is renewed once for all, and each request is sent once more', async () => {
  const { http, asked, expire } = await sessionDesk();
  await http.get('tickets', shape);
  expire();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => http.post('tickets', shape, { body: {} })),
  );
  expect(answers).toHaveLength(20);
  expect(asked().filter((line) => line === 'POST /token')).toHaveLength(2);
  expect(asked().filter((line) => line === 'POST /tickets').length).toBeLessThanOrEqual(40);
});

test('a second 401 is unauthorized and not done, and there is no third try', async () => {
  const { http, asked, forbid } = await sessionDesk();
  forbid();
  const fault = await faultOf(http.post('tickets', shape, { body: {} }));
  expect(fault).toMatchObject({ kind: 'unauthorized', outcome: 'not-done' });
  expect(asked()).toEqual(['POST /token', 'POST /tickets', 'POST /token', 'POST /tickets']);
});

test.each<[string, string, AnswerOf]>([
  ['500', 'unavailable', { status: 500 }],
  ['401', 'unauthorized', { status: 401 }],
  ['404, which is no lost record', 'rejected', { status: 404 }],
  ['silence', 'timeout', 'silent'],
  ['a page', 'malformed', { status: 200, body: '<p>log in' }],
  ['a token that no header can carry', 'malformed', { status: 200, body: '{"token":"a\\nb"}' }],
])('without a token, for the answer is %s, nothing was sent', async (_what, kind, answer) => {
  const { http, asked } = await sessionDesk({ timeoutMs: 1000 }, () => answer);
  const fault = await faultOf(http.post('tickets', shape, { body: {} }));
  expect(fault).toMatchObject({ kind, outcome: 'not-done' });
  expect(asked()).toEqual(['POST /token']);
});

test('a token that could not be had is asked for again by the next request', async () => {
  let tries = 0;
  const { http } = await sessionDesk({}, () => {
    tries += 1;
    return tries === 1 ? { status: 503 } : { status: 200, body: '{"token":"T0"}' };
  });
  await faultOf(http.get('tickets', shape));
  await http.get('tickets', shape);
  expect(tries).toBe(2);
});

test('no fault quotes a session token', async () => {
  const { http, forbid } = await sessionDesk({}, () => ({ status: 200, body: '{"token":"secret-session"}' }));
  forbid();
  const fault = (await faultOf(http.post('tickets', shape, { body: {} }))) as ConnectorError;
  expect(`${fault.message} ${fault.stack} ${String(fault.cause)}`).not.toContain('secret-session');
});

/** A pace that counts. */
function countingPace(full = false) {
  const taken: number[] = [];
  const held: number[] = [];
  const pace: Pace = {
    async take() {
      if (full) throw new ConnectorError('account', 'throttled', 'used up', { retryAfterMs: 4000 });
      taken.push(Date.now());
    },
    async hold(ms) {
      held.push(ms);
    },
  };
  return { pace, taken, held };
}

test('every request takes a place, those for a token and those sent once more too', async () => {
  const { pace, taken } = countingPace();
  const { http, asked, expire } = await sessionDesk({ pace });
  await http.get('tickets', shape);
  expire();
  await http.get('tickets', shape);
  expect(taken).toHaveLength(asked().length);
});

test('who has waited for a place goes with the token of that moment: an expired one costs one refusal', async () => {
  let next = Promise.resolve();
  const pace: Pace = {
    take: () => (next = next.then(() => new Promise((resolve) => setTimeout(resolve, 40)))),
    hold: async () => undefined,
  };
  const { http, asked, expire } = await sessionDesk({ pace });
  await http.get('tickets', shape);
  expire();
  await Promise.all(Array.from({ length: 12 }, () => http.post('tickets', shape, { body: {} })));
  const posts = asked().filter((line) => line === 'POST /tickets');
  expect(posts).toHaveLength(12 + 1);
  expect(asked().filter((line) => line === 'POST /token')).toHaveLength(2);
});

test('without a place nothing is sent, and nothing was done', async () => {
  server = await answering({ status: 200, body: '{"id":7}' });
  const http = createHttp({ system: 'desk', baseUrl: server.url, pace: countingPace(true).pace });
  const fault = await faultOf(http.post('tickets', shape, { body: {} }));
  expect(fault).toMatchObject({ kind: 'throttled', outcome: 'not-done', retryAfterMs: 4000 });
  expect(server.asked).toEqual([]);
});

test('a Retry-After with 429 holds the pace of the account, in seconds and as a date', async () => {
  const { pace, held } = countingPace();
  server = await answering(({ url }) =>
    url === '/seconds'
      ? { status: 429, headers: { 'retry-after': '7' } }
      : { status: 429, headers: { 'retry-after': new Date(Date.now() + 60_000).toUTCString() } },
  );
  const http = createHttp({ system: 'desk', baseUrl: server.url, pace });
  expect(await faultOf(http.post('seconds', shape))).toMatchObject({ retryAfterMs: 7000 });
  await faultOf(http.post('date', shape));
  expect(held[0]).toBe(7000);
  expect(held[1]).toBeGreaterThan(50_000);
  expect(held[1]).toBeLessThanOrEqual(60_000);
});

test('a 429 without Retry-After and a 503 with it hold nobody else', async () => {
  const { pace, held } = countingPace();
  server = await answering(({ url }) =>
    url === '/many' ? { status: 429 } : { status: 503, headers: { 'retry-after': '7' } },
  );
  const http = createHttp({ system: 'desk', baseUrl: server.url, pace });
  await faultOf(http.post('many', shape));
  expect(await faultOf(http.post('down', shape))).toMatchObject({ retryAfterMs: 7000 });
  expect(held).toEqual([]);
});
