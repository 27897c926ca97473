import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callIdOf, type DrillScript } from '../../src/drill/script';
import { playCall } from '../../src/drill/caller';

const wish = { tool: 'rebook', arguments: { days: 3 }, response: {} };
const script: DrillScript = {
  ...{ id: 'a-1', assistant: 'airline', system: 'airline', language: 'en', writes: [wish] },
  turns: [
    { say: 'rebook me', wishes: [wish] },
    { say: 'yes', wishes: [], agrees: 0 },
    { say: 'bye', wishes: [] },
  ],
};

type Asked = { path: string; body: { turnId?: string; text?: string; callId?: string; from?: string } };
type Reply = { status: number; body: unknown } | 'reset' | 'silent';

let server: ReturnType<typeof createServer>;
let asked: Asked[];
let reply: (asked: Asked, before: number) => Reply;

const good = ({ path, body }: Asked): Reply => {
  if (path === '/api/calls')
    return {
      status: 200,
      body: { callId: body.callId, workflowId: 'w', workflowUrl: 'u', language: 'en', greeting: 'Hi' },
    };
  if (path.endsWith('/hang-up')) return { status: 200, body: { callId: 'x', state: 'ending' } };
  const code = body.text === 'yes' ? { code: 'R-1', delivery: 'delivered', recordId: '7' } : {};
  return { status: 200, body: { turnId: body.turnId, say: [`to ${body.text}`], ended: false, ...code } };
};

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const now = {
    path: request.url ?? '',
    body: JSON.parse(Buffer.concat(chunks).toString()) as Asked['body'],
  };
  const before = asked.filter(
    ({ path, body }) => path === now.path && body.turnId === now.body.turnId,
  ).length;
  asked.push(now);
  const answer = reply(now, before);
  if (answer === 'reset') response.destroy();
  if (answer === 'reset' || answer === 'silent') return;
  response
    .writeHead(answer.status)
    .end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
}

beforeEach(async () => {
  asked = [];
  reply = good;
  server = createServer((request, response) => void receive(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Long, so that a busy machine is not taken for a silent gateway. */
const patience = { requestMs: 10_000, againMs: 5, againAtMostMs: 20, totalMs: 30_000 };

const play = async (change: Partial<Parameters<typeof playCall>[1]> = {}) =>
  await playCall(script, {
    ...{ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, run: 'd1-0' },
    patience,
    ...change,
  });

const turnsAsked = (): string[] =>
  asked.flatMap(({ body }) => (body.turnId ? [`${body.turnId} ${body.text}`] : []));

test('a call is begun under its own id, said turn by turn, and hung up', async () => {
  const call = await play({ from: '+34600000001' });
  expect(asked.map(({ path }) => path)).toEqual([
    '/api/calls',
    ...Array.from({ length: 3 }, () => `/api/calls/${callIdOf('d1-0', script)}/turns`),
    `/api/calls/${callIdOf('d1-0', script)}/hang-up`,
  ]);
  expect(asked[0]?.body).toMatchObject({ callId: 'd1-0_a-1', from: '+34600000001' });
  expect(call).toMatchObject({ callId: 'd1-0_a-1', scriptId: 'a-1', from: '+34600000001' });
  expect(call.gaveUp).toBeUndefined();
  expect(call.turns).toMatchObject([
    { turnId: '1', text: 'rebook me', say: ['to rebook me'], tries: 1 },
    { turnId: '2', text: 'yes', agrees: 0, code: 'R-1', delivery: 'delivered', recordId: '7' },
    { turnId: '3', text: 'bye' },
  ]);
  expect(call.turns.every(({ atMs, answeredMs }) => atMs <= answeredMs)).toBe(true);
});

test.each<[string, Reply]>([
  ['503', { status: 503, body: { error: 'away', fix: 'again' } }],
  ['a slow-down', { status: 429, body: {} }],
  ['a reset connection', 'reset'],
  ['silence', 'silent'],
  ['an answer that makes no sense', { status: 200, body: '<html>' }],
])('after %s the very same turn is said again, and goes on from there', async (_what, mishap) => {
  reply = (now, before) => (before < 2 ? mishap : good(now));
  const call = await play({ patience: { ...patience, requestMs: mishap === 'silent' ? 700 : 10_000 } });
  expect(call.gaveUp).toBeUndefined();
  expect(turnsAsked()).toEqual(['1 rebook me', '2 yes', '3 bye'].flatMap((turn) => [turn, turn, turn]));
  expect(call.turns.map(({ tries }) => tries)).toEqual([3, 3, 3]);
});

test('nobody waits for ever: a turn that is never answered ends the call', async () => {
  reply = (now) => (now.body.text === 'yes' ? { status: 503, body: {} } : good(now));
  const call = await play({ patience: { requestMs: 100, againMs: 5, againAtMostMs: 20, totalMs: 300 } });
  expect(call.gaveUp).toMatch(/turns had no answer in 300 ms: 503/);
  expect(call.turns.map(({ text }) => text)).toEqual(['rebook me']);
});

test('what is refused is not said again', async () => {
  reply = (now) => (now.body.text === 'yes' ? { status: 409, body: { error: 'over' } } : good(now));
  expect((await play()).gaveUp).toMatch(/refused with 409/);
  expect(turnsAsked()).toEqual(['1 rebook me', '2 yes']);
});

test('a yes without a code is said again as a turn of its own, but not for ever', async () => {
  let yeses = 0;
  const without = (now: Asked): Reply => ({
    status: 200,
    body: { turnId: now.body.turnId, say: ['Shall I?'], ended: false },
  });
  reply = (now) => (now.body.text === 'yes' && (yeses += 1) < 3 ? without(now) : good(now));
  const late = await play();
  expect(turnsAsked()).toEqual(['1 rebook me', '2 yes', '3 yes', '4 yes', '5 bye']);
  expect(late.turns.filter(({ code }) => code !== undefined).map(({ turnId }) => turnId)).toEqual(['4']);
  asked = [];
  reply = (now) => (now.body.text === 'yes' ? without(now) : good(now));
  const never = await play({ run: 'd1-1' });
  expect(never.turns.map(({ text }) => text)).toEqual(['rebook me', 'yes', 'yes', 'yes', 'yes', 'bye']);
});

test('whoever listens hears of each yes as it leaves', async () => {
  const heard: string[] = [];
  await play({ onAgreed: () => heard.push(turnsAsked().join()) });
  expect(heard).toHaveLength(1);
  expect(heard[0]).not.toContain('bye');
});

test('an assistant that ends the call early is noted; at the last words it may', async () => {
  const ending = (text: string) => (now: Asked) =>
    now.body.text === text
      ? { status: 200, body: { turnId: now.body.turnId, say: [], ended: true } }
      : good(now);
  reply = ending('bye');
  expect((await play()).gaveUp).toBeUndefined();
  reply = ending('rebook me');
  expect((await play({ run: 'd1-1' })).gaveUp).toMatch(/ended after turn 1/);
});
