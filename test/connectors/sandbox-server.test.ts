/** The sandbox help desk itself: what it keeps, how it fails on purpose, whom it tells. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../src/errors';
import { isSession, issueSession } from '../../src/sandbox/session';
import { verifyWebhook } from '../../src/webhook-schemes/verify';
import {
  addressOf,
  answering,
  type Answering,
  type Asked,
  closed,
  listening,
} from '../fakes/answering-server';
import { sandboxSecret, sandboxToken, type SandboxUnderTest, startSandbox } from '../fakes/sandbox';

const draft = {
  subject: 'Farola apagada',
  category: 'alumbrado',
  priority: 'normal',
  team: 'lighting',
  contact: { phone: '+34600000001' },
  pending: [],
};

let sandbox: SandboxUnderTest | undefined;
let gateway: Answering | undefined;
afterEach(async () => {
  await sandbox?.remove();
  await gateway?.close();
  sandbox = gateway = undefined;
});

interface Reply {
  status: number;
  body: {
    ticket?: { id: string };
    tickets?: { id: string }[];
    act?: { id: string };
    acts?: { id: string }[];
    answer?: unknown;
    token?: string;
    expiresInSeconds?: number;
    error?: string;
    fix?: string;
  };
}

async function ask(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  token = sandboxToken,
  key?: string,
): Promise<Reply> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Reply['body'] };
}
const make = (url: string, more: object = {}, desk = 'town-hall') =>
  ask(url, 'POST', `/desks/${desk}/tickets`, { ...draft, ...more });

async function until(isSo: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('it did not become so');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('tickets', () => {
  test('each desk numbers its own, from 1001', async () => {
    sandbox = await startSandbox();
    const { url } = sandbox;
    expect((await make(url)).body.ticket?.id).toBe('1001');
    expect((await make(url)).body.ticket?.id).toBe('1002');
    expect((await make(url, {}, 'it')).body.ticket?.id).toBe('1001');
    expect((await ask(url, 'GET', '/desks/shop/tickets/1001')).status).toBe(404);
  });

  test('a second ticket with the same reference is not kept out', async () => {
    sandbox = await startSandbox();
    const { url } = sandbox;
    await make(url, { reference: 'R-1' });
    await make(url, { reference: 'R-1' });
    const { tickets } = (await ask(url, 'GET', '/desks/town-hall/tickets?reference=R-1')).body;
    expect(tickets?.map(({ id }) => id)).toEqual(['1002', '1001']);
    const some = (await ask(url, 'GET', '/desks/town-hall/tickets?ids=1001,4711')).body.tickets;
    expect(some?.map(({ id }) => id)).toEqual(['1001']);
  });

  test.each([
    ['POST', '/desks/town-hall/tickets', {}],
    ['POST', '/desks/town-hall/tickets', { ...draft, color: 'red' }],
    ['POST', '/desks/town-hall/tickets', { ...draft, subject: ' ' }],
    ['POST', '/desks/town-hall/tickets', { ...draft, priority: 'now' }],
    ['POST', '/desks/town-hall/tickets', { ...draft, contact: { phone: '600' } }],
    ['POST', '/desks/town-hall/tickets', '{"subject":'],
    ['POST', '/desks/town-hall/tickets', '[]'],
    ['POST', '/desks/town-hall/tickets', 'null'],
    ['GET', '/desks/town-hall/tickets', undefined],
    ['GET', '/desks/town-hall/tickets?reference=R-1&reference=R-2', undefined],
    ['GET', '/desks/town-hall/tickets?reference=R-1&limit=1000', undefined],
    ['GET', '/desks/town-hall/tickets?ids=', undefined],
    ['GET', '/desks/town-hall/tickets?ids=1001,x', undefined],
    ['GET', `/desks/town-hall/tickets?ids=${Array(101).fill('1001').join(',')}`, undefined],
    ['PATCH', '/desks/town-hall/tickets/1001', { id: '7' }],
    ['POST', '/desks/town-hall/tickets/1001/comments', { text: '' }],
    ['POST', '/desks/town-hall/acts', {}],
    ['POST', '/desks/town-hall/acts', { tool: 'x', arguments: [] }],
    ['POST', '/desks/town-hall/acts', { tool: 'x', arguments: {}, key: 'R-1' }],
    ['GET', '/desks/town-hall/acts', undefined],
    ['POST', '/desks/town-hall/lookups', { tool: 'x' }],
    ['PUT', '/admin/desks/shop/mood', { mood: 'angry' }],
    ['PUT', '/admin/desks/shop/mood', undefined],
    ['POST', '/admin/desks/town-hall/tickets/1001/comment', {}],
    ['POST', '/admin/desks/town-hall/tickets/1001/close', { why: 'x' }],
    ['POST', '/admin/desks/town-hall/tickets/1001/reopen', { why: 'x' }],
  ])('%s %s with %j is refused, saying why', async (method, path, body) => {
    sandbox = await startSandbox();
    await make(sandbox.url);
    const before = readFileSync(join(sandbox.home, 'sandbox/town-hall.tickets.jsonl'), 'utf8');
    const reply = await ask(sandbox.url, method, path, body);
    expect(reply.status).toBe(400);
    expect(reply.body).toEqual({ error: expect.any(String) as string, fix: expect.any(String) as string });
    expect(readFileSync(join(sandbox.home, 'sandbox/town-hall.tickets.jsonl'), 'utf8')).toBe(before);
  });

  test('bodies of another kind or size are refused', async () => {
    sandbox = await startSandbox();
    expect((await make(sandbox.url, { description: 'x'.repeat(70_000) })).status).toBe(413);
    const response = await fetch(`${sandbox.url}/desks/shop/tickets`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandboxToken}`, 'content-type': 'text/plain' },
      body: JSON.stringify(draft),
    });
    expect(response.status).toBe(415);
  });

  test.each(['/desks/town-hall/tickets?reference=R-1', '/admin/desks'])(
    '%s needs the token',
    async (path) => {
      sandbox = await startSandbox();
      expect((await ask(sandbox.url, 'GET', path, undefined, 'wrong')).status).toBe(401);
      expect((await fetch(`${sandbox.url}${path}`)).status).toBe(401);
    },
  );

  test.each([
    '/desks/nowhere/tickets/1',
    '/desks/shop/tickets/1',
    '/admin/desks/nowhere/tickets',
    '/',
    '/desks',
  ])('%s is not there', async (path) => {
    sandbox = await startSandbox();
    const reply = await ask(sandbox.url, 'GET', path);
    expect(reply.status).toBe(404);
    expect(reply.body.fix).toEqual(expect.any(String));
  });
});

describe('an Idempotency-Key', () => {
  const act = { tool: 'rebook', arguments: { flight: 'UA402' } };
  const perform = (url: string, key?: string, more: object = {}) =>
    ask(url, 'POST', '/desks/town-hall/acts', { ...act, ...more }, sandboxToken, key);
  const create = (url: string, key?: string, more: object = {}) =>
    ask(url, 'POST', '/desks/town-hall/tickets', { ...draft, ...more }, sandboxToken, key);

  test('makes one ticket of any number of requests, also after a restart and a change', async () => {
    sandbox = await startSandbox();
    const { home } = sandbox;
    expect(await create(sandbox.url, 'R-1')).toMatchObject({ status: 201, body: { ticket: { id: '1001' } } });
    expect(await create(sandbox.url, 'R-1', { subject: 'otra' })).toMatchObject({
      status: 200,
      body: { ticket: { id: '1001', subject: 'Farola apagada' } },
    });
    await sandbox.admin('POST', 'desks/town-hall/tickets/1001/close', {});
    await sandbox.close();
    sandbox = await startSandbox({ home });
    expect(await create(sandbox.url, 'R-1')).toMatchObject({
      status: 200,
      body: { ticket: { id: '1001', status: 'closed' } },
    });
    expect((await create(sandbox.url, 'R-2')).body.ticket?.id).toBe('1002');
    expect((await create(sandbox.url)).body.ticket?.id).toBe('1003');
  });

  test('carries an operation out once, also after a restart', async () => {
    sandbox = await startSandbox();
    const { home } = sandbox;
    const first = await perform(sandbox.url, 'R-1', { reference: 'R-1' });
    expect(first).toMatchObject({
      status: 201,
      body: { act: { id: 'A1', ...act, reference: 'R-1', answer: { status: 'success', flight: 'UA402' } } },
    });
    await sandbox.close();
    sandbox = await startSandbox({ home });
    expect(await perform(sandbox.url, 'R-1')).toEqual({ status: 200, body: first.body });
    expect((await perform(sandbox.url, undefined, { reference: 'R-1' })).body.act?.id).toBe('A2');
    const { acts } = (await ask(sandbox.url, 'GET', '/desks/town-hall/acts?reference=R-1')).body;
    expect(acts?.map(({ id }) => id)).toEqual(['A2', 'A1']);
  });

  test('with spaces is refused', async () => {
    sandbox = await startSandbox();
    expect((await perform(sandbox.url, 'R 1')).status).toBe(400);
  });
});

test('a look-up says what it was asked and changes nothing', async () => {
  sandbox = await startSandbox();
  const body = { tool: 'findFlight', arguments: { from: 'MAD' } };
  expect(await ask(sandbox.url, 'POST', '/desks/shop/lookups', body)).toEqual({
    status: 200,
    body: { answer: { status: 'success', from: 'MAD' } },
  });
});

describe('a session', () => {
  test('opens its desk, after a restart too, and neither the office nor another session', async () => {
    sandbox = await startSandbox();
    const { home } = sandbox;
    const opened = await ask(sandbox.url, 'POST', '/desks/shop/token');
    expect(opened).toMatchObject({ status: 200, body: { expiresInSeconds: 600 } });
    const { token = '' } = opened.body;
    await sandbox.close();
    sandbox = await startSandbox({ home });
    const { url } = sandbox;
    expect((await ask(url, 'GET', '/desks/shop/tickets?reference=R-1', undefined, token)).status).toBe(200);
    expect((await ask(url, 'POST', '/desks/shop/token', undefined, token)).status).toBe(401);
    expect((await ask(url, 'GET', '/admin/desks', undefined, token)).status).toBe(401);
    expect((await ask(url, 'POST', '/desks/shop/token', undefined, 'wrong')).status).toBe(401);
  });

  test('that has ended, was altered, or belongs to another token opens nothing', () => {
    const now = Date.now();
    const session = issueSession(sandboxToken, now);
    expect(isSession(session, sandboxToken, now + 599_000)).toBe(true);
    expect(isSession(session, sandboxToken, now + 601_000)).toBe(false);
    expect(isSession(session, 'another', now)).toBe(false);
    expect(isSession(session.replace(/^\d/, '9'), sandboxToken, now)).toBe(false);
    for (const senseless of ['', '.', 'x', '9999999999.', sandboxToken])
      expect(isSession(senseless, sandboxToken, now)).toBe(false);
  });
});

describe('what was answered', () => {
  test('is there again after a restart: tickets, comments, moods', async () => {
    sandbox = await startSandbox();
    const { home } = sandbox;
    await make(sandbox.url, { reference: 'R-1' });
    await ask(sandbox.url, 'POST', '/desks/town-hall/tickets/1001/comments', {
      text: 'Sigue apagada.',
      key: 'R-2',
    });
    await sandbox.admin('PUT', 'desks/shop/mood', { mood: 'down' });
    const before = await sandbox.admin('GET', 'desks/town-hall/tickets');
    await sandbox.close();
    sandbox = await startSandbox({ home });
    expect(await sandbox.admin('GET', 'desks/town-hall/tickets')).toEqual(before);
    expect((await make(sandbox.url, {}, 'shop')).status).toBe(503);
    expect((await make(sandbox.url)).body.ticket?.id).toBe('1002');
  });

  test('is not hurt by a torn last line, which is overwritten', async () => {
    sandbox = await startSandbox();
    const { home } = sandbox;
    await make(sandbox.url);
    await sandbox.close();
    const file = join(home, 'sandbox/town-hall.tickets.jsonl');
    // Longer than the line that will take its place.
    appendFileSync(file, `{"id":"1002","subject":"half a lin${'e'.repeat(5000)}`);
    sandbox = await startSandbox({ home });
    expect((await make(sandbox.url, { subject: 'é' })).body.ticket?.id).toBe('1002');
    expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(2);
    await sandbox.close();
    sandbox = await startSandbox({ home });
    expect((await ask(sandbox.url, 'GET', '/desks/town-hall/tickets/1002')).body.ticket).toMatchObject({
      subject: 'é',
    });
  });

  test('a line that cannot be read stops the start, naming file and line', async () => {
    const home = mkdtempSync(join(tmpdir(), 'recado-sandbox-'));
    sandbox = await startSandbox({ home });
    await make(sandbox.url);
    await sandbox.close();
    appendFileSync(join(home, 'sandbox/town-hall.tickets.jsonl'), '{"id":7}\n');
    await expect(startSandbox({ home })).rejects.toThrow(/town-hall.tickets.jsonl, line 2/);
    await expect(startSandbox({ home })).rejects.toThrow(UsageError);
    writeFileSync(join(home, 'sandbox/town-hall.tickets.jsonl'), '');
    writeFileSync(join(home, 'sandbox/it.mood'), 'angry');
    await expect(startSandbox({ home })).rejects.toThrow(/well, down, slow or mute/);
  });

  test('a taken port is told with what to do', async () => {
    sandbox = await startSandbox();
    const { port } = sandbox;
    await expect(startSandbox({ port })).rejects.toMatchObject({
      name: 'UsageError',
      fix: expect.stringContaining('RECADO_SANDBOX_PORT') as string,
    });
  });
});

describe('moods', () => {
  test('a desk that is down does nothing; the others and the office go on', async () => {
    sandbox = await startSandbox();
    await make(sandbox.url);
    await sandbox.admin('PUT', 'desks/town-hall/mood', { mood: 'down' });
    expect((await make(sandbox.url)).status).toBe(503);
    expect((await make(sandbox.url, {}, 'it')).status).toBe(201);
    await sandbox.admin('POST', 'desks/town-hall/tickets/1001/comment', { text: 'Vamos.' });
    expect(await sandbox.admin('GET', 'desks')).toMatchObject({
      desks: [
        { name: 'town-hall', connection: 'town-hall-desk', mood: 'down', tickets: 1 },
        { name: 'shop', connection: 'shop-desk', mood: 'well', tickets: 0 },
        { name: 'it', connection: 'it-desk', mood: 'well', tickets: 1 },
      ],
    });
  });

  test('a mute desk does the work and cuts the connection, for reading too', async () => {
    sandbox = await startSandbox();
    const { url } = sandbox;
    await sandbox.admin('PUT', 'desks/town-hall/mood', { mood: 'mute' });
    await expect(make(url)).rejects.toThrow('fetch failed');
    await expect(ask(url, 'GET', '/desks/town-hall/tickets/1001')).rejects.toThrow('fetch failed');
    await sandbox.admin('PUT', 'desks/town-hall/mood', { mood: 'well' });
    expect((await ask(url, 'GET', '/desks/town-hall/tickets/1001')).status).toBe(200);
  });

  test('a slow desk does the work at once and answers late; closing does not wait for it', async () => {
    sandbox = await startSandbox({ slowMs: 60_000 });
    const { url, home } = sandbox;
    await sandbox.admin('PUT', 'desks/town-hall/mood', { mood: 'slow' });
    const answer = make(url).catch(() => undefined);
    await until(async () =>
      JSON.stringify(await sandbox?.admin('GET', 'desks/town-hall/tickets')).includes('1001'),
    );
    const begun = Date.now();
    await sandbox.close();
    expect(Date.now() - begun).toBeLessThan(5000);
    await answer;
    rmSync(home, { recursive: true });
  });
});

describe('webhooks', () => {
  const signedBy = (asked: Asked | undefined): string => {
    const check = { scheme: 'standard-webhooks', secrets: [sandboxSecret] } as const;
    const headers = asked?.headers as Record<string, string>;
    const body = Buffer.from(asked?.body ?? '');
    const verdict = verifyWebhook(check, {
      ...{ method: 'POST', target: '/', headers, body, receivedAt: new Date() },
    });
    return verdict.genuine ? (verdict.id ?? '') : `refused: ${verdict.why}`;
  };

  test('what the office does is told, signed, to the desk’s own address', async () => {
    gateway = await answering({ status: 200 });
    sandbox = await startSandbox({ gatewayUrl: gateway.url });
    await make(sandbox.url, { reference: 'R-1' });
    await ask(sandbox.url, 'POST', '/desks/town-hall/tickets/1001/comments', { text: 'del vecino' });
    await sandbox.admin('POST', 'desks/town-hall/tickets/1001/comment', { text: 'Vamos mañana.' });
    await sandbox.admin('POST', 'desks/town-hall/tickets/1001/close', { reason: 'Hecho.' });
    await sandbox.admin('POST', 'desks/town-hall/tickets/1001/reopen', {});
    await until(() => gateway?.asked.length === 3);
    const ids = gateway.asked.map(signedBy);
    expect(new Set(ids).size).toBe(3);
    const [first] = gateway.asked;
    expect(first).toMatchObject({ method: 'POST', url: '/webhooks/town-hall-desk' });
    expect(JSON.parse(first?.body ?? '')).toEqual({
      type: 'ticket.updated',
      timestamp: expect.any(String) as string,
      data: { id: '1001', reference: 'R-1' },
    });
  });

  test('it is sent again until it is taken, under one id', async () => {
    const answers = [500, 404, 302, 204];
    gateway = await answering(() => ({ status: answers.shift() ?? 204 }));
    sandbox = await startSandbox({ gatewayUrl: gateway.url, webhookScheduleMs: [20] });
    await make(sandbox.url);
    await sandbox.admin('POST', 'desks/town-hall/tickets/1001/close', {});
    await until(async () =>
      JSON.stringify(await sandbox?.admin('GET', 'desks')).includes('"webhooksWaiting":0'),
    );
    await until(() => gateway?.asked.length === 4);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(gateway.asked).toHaveLength(4);
    expect(new Set(gateway.asked.map(signedBy)).size).toBe(1);
  });

  test('it waits out a gateway that is away, and a restart of the desk', async () => {
    const holder = createServer();
    await listening(holder);
    const gatewayUrl = addressOf(holder);
    await closed(holder);
    sandbox = await startSandbox({ gatewayUrl });
    const { home } = sandbox;
    await make(sandbox.url);
    await sandbox.admin('POST', 'desks/town-hall/tickets/1001/close', {});
    await sandbox.close();

    gateway = await answering({ status: 200 });
    sandbox = await startSandbox({ home, gatewayUrl: gateway.url });
    await until(() => gateway?.asked.length === 1);
    await until(async () =>
      JSON.stringify(await sandbox?.admin('GET', 'desks')).includes('"webhooksWaiting":0'),
    );
    await sandbox.close();
    sandbox = await startSandbox({ home, gatewayUrl: gateway.url });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(gateway.asked).toHaveLength(1);
  });
});
