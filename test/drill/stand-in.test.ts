/** The stand-in systems, asked over real sockets by the sandbox desk's own connector and byte by byte. */
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Verbs } from '../../src/connectors/connector';
import { openConnector } from '../../src/connectors/registry';
import type { CreationClass } from '../../src/domain/terms';
import type { TicketDraft } from '../../src/domain/ticket';
import {
  createStandIn,
  type StandIn,
  type StandInEvent,
  type StandInFault,
  type StandInOptions,
} from '../../src/drill/stand-in';
import { randomOf } from '../../src/drill/seeded-random';
import { ConnectorError } from '../../src/errors';

const seed = randomInt(1_000_000);
beforeAll(() => void process.stderr.write(`stand-in tests: seed ${seed}\n`));

let standIn: StandIn | undefined;
afterEach(async () => {
  await standIn?.close();
  standIn = undefined;
});

const systems: Record<CreationClass, { class: CreationClass }> = {
  key: { class: 'key' },
  reference: { class: 'reference' },
  none: { class: 'none' },
};

async function open(options: Partial<StandInOptions> = {}): Promise<StandIn> {
  standIn = await createStandIn({ systems, indexLagMs: [0, 0], seed, ...options });
  return standIn;
}

/** The product's own connector; `system` is a class and the desk's name. */
function connect({ url, token }: StandIn, system: CreationClass, settings: object = {}): Required<Verbs> {
  const { verbs } = openConnector(system, {
    ...{ system: 'sandbox-desk', url: `${url}/desks/${system}`, token },
    ...{ webhookSecret: 'whsec_c2FuZGJveC1vbmx5LW5vdC1hLXNlY3JldA==', creation: system, timeoutMs: 800 },
    ...settings,
  });
  return verbs as Required<Verbs>;
}

function aDraft(change: Partial<TicketDraft> = {}): TicketDraft {
  return {
    subject: 'Farola apagada',
    description: 'La farola de la esquina no funciona.',
    category: 'street-light',
    priority: 'normal',
    team: 'street-lighting',
    contact: { phone: '+34600000001' },
    pending: [],
    origin: {
      callId: 'call-1',
      channel: 'dev',
      language: 'es',
      at: new Date().toISOString(),
      summary: '',
      entities: {},
    },
    ...change,
  } as TicketDraft;
}

const faultOf = async (request: Promise<unknown>): Promise<ConnectorError> => {
  const error: unknown = await request.then(
    () => undefined,
    (fault: unknown) => fault,
  );
  if (error instanceof ConnectorError) return error;
  throw new Error(`expected a ConnectorError, not ${String(error)}`);
};

/** Every POST of a ticket meets the fault. */
const onCreate = (stand: StandIn, fault: StandInFault): void =>
  stand.setFaults(({ method, path }) => (method === 'POST' && path === '/tickets' ? fault : undefined));

/** A request as bytes: status, text, and what broke. */
async function ask(
  stand: StandIn,
  path: string,
  init: { method?: string; body?: object; key?: string } = {},
) {
  const response = await fetch(`${stand.url}/desks/${path}`, {
    method: init.method ?? 'GET',
    headers: {
      authorization: `Bearer ${stand.token}`,
      ...(init.key !== undefined && { 'idempotency-key': init.key }),
    },
    ...(init.body && { body: JSON.stringify(init.body) }),
  });
  const text = await response.text();
  return { status: response.status, text, headers: response.headers };
}

const bare = {
  ...{ subject: 's', category: 'c', priority: 'normal', team: 't', pending: [] },
  contact: { phone: '+34600000001' },
};

describe('the work', () => {
  test.each(['key', 'reference', 'none'] as const)(
    'a %s system makes a ticket and reads it back',
    async (system) => {
      const stand = await open();
      const verbs = connect(stand, system);
      const made = await verbs.createTicket(aDraft(), 'R-1');
      expect(await verbs.readTicket(made.ref.id)).toMatchObject({
        subject: 'Farola apagada',
        status: 'open',
      });
      const [entry] = stand.entries();
      expect(entry).toMatchObject({ number: 1, system, tool: 'createTicket', recordId: made.ref.id });
      expect(entry?.key).toBe(system === 'none' ? undefined : 'R-1');
      expect(entry?.arguments).toMatchObject({
        subject: 'Farola apagada',
        contact: { phone: '+34600000001' },
      });
    },
  );

  test('changes are in the ledger, in order, over all systems', async () => {
    const stand = await open({ firstNumber: 5001 });
    const [one, other] = [connect(stand, 'key'), connect(stand, 'reference')];
    await one.createTicket(aDraft(), 'R-1');
    await other.createTicket(aDraft(), 'R-2');
    await one.commentTicket('5001', 'still dark', 'R-1/1');
    await other.raisePriority('5001', 'high', 'R-2/1');
    await one.closeTicket('5001', 'it is light again', 'R-1/2');
    const told = stand
      .entries()
      .map(({ number, system, tool, key, recordId }) => [number, system, tool, key, recordId]);
    expect(told).toEqual([
      [1, 'key', 'createTicket', 'R-1', '5001'],
      [2, 'reference', 'createTicket', 'R-2', '5001'],
      [3, 'key', 'commentTicket', 'R-1/1', '5001'],
      [4, 'reference', 'changeTicket', 'R-2/1', '5001'],
      [5, 'key', 'changeTicket', 'R-1/2', '5001'],
    ]);
    expect(stand.entries()[2]?.arguments).toEqual({ id: '5001', text: 'still dark' });
    expect(await one.readTicket('5001')).toMatchObject({ status: 'closed' });
  });

  test('a declared operation is carried out and answered as the drill wants', async () => {
    const stand = await open({ answer: (_system, tool) => (tool === 'refund' ? { amount: 12 } : undefined) });
    const verbs = connect(stand, 'reference');
    const { id, answer } = await verbs.perform('refund', { order: '77' }, 'R-1');
    expect(answer).toEqual({ amount: 12 });
    expect(stand.entries()).toMatchObject([
      { tool: 'refund', arguments: { order: '77' }, key: 'R-1', recordId: id },
    ]);
    expect(await verbs.perform('other', {}, 'R-2')).toMatchObject({ answer: null });
    expect(await verbs.inquire('refund', {})).toEqual({ amount: 12 });
    expect(stand.entries()).toHaveLength(2);
  });

  test('a number stands for one record, so that no ticket is taken for an operation', async () => {
    const stand = await open();
    const verbs = connect(stand, 'reference');
    await verbs.createTicket(aDraft(), 'R-1');
    await verbs.perform('refund', { order: '77' }, 'R-2');
    await verbs.createTicket(aDraft(), 'R-3');
    expect(stand.entries().map(({ recordId }) => recordId)).toEqual(['1001', '1002', '1003']);
  });

  test('tickets are found by phone and e-mail at once, the newest first', async () => {
    const stand = await open({ indexLagMs: [60_000, 60_000] });
    const verbs = connect(stand, 'key');
    const contact = { phone: '+34600000001', email: 'a@example.org' };
    await verbs.createTicket(aDraft({ contact }), 'R-1');
    await verbs.createTicket(aDraft({ contact: { phone: contact.phone } }), 'R-2');
    await verbs.createTicket(aDraft({ contact: { phone: '+34600000002' } }), 'R-3');
    const found = await verbs.listTickets(contact);
    expect(found.map(({ ref }) => ref.id)).toEqual(['1002', '1001']);
  });

  test('a request of another shape is refused, so that a drill cannot drift from the protocol', async () => {
    const stand = await open();
    for (const body of [{}, { ...bare, surprise: 1 }, { ...bare, priority: 'soon' }])
      expect((await ask(stand, 'key/tickets', { method: 'POST', body })).status).toBe(400);
    expect((await ask(stand, 'key/nothing')).status).toBe(404);
    expect((await ask(stand, 'nobody/tickets')).status).toBe(404);
    expect((await ask(stand, 'key/tickets/9', { method: 'PATCH', body: { status: 'closed' } })).status).toBe(
      404,
    );
    expect(stand.entries()).toEqual([]);
  });
});

describe('the classes', () => {
  test('key: the same key gives the first record, for tickets and operations', async () => {
    const stand = await open();
    for (const path of ['tickets', 'acts']) {
      const body = path === 'tickets' ? bare : { tool: 'refund', arguments: {} };
      const first = await ask(stand, `key/${path}`, { method: 'POST', body, key: 'K' });
      const second = await ask(stand, `key/${path}`, { method: 'POST', body, key: 'K' });
      expect([first.status, second.status]).toEqual([201, 200]);
      expect(second.text).toBe(first.text);
    }
    expect(stand.entries().map(({ key }) => key)).toEqual(['K', 'K']);
  });

  test('reference: a key is not honoured, so the same request twice is two records', async () => {
    const stand = await open();
    for (const _ of [1, 2]) await ask(stand, 'reference/tickets', { method: 'POST', body: bare, key: 'K' });
    expect(stand.entries().map(({ key }) => key)).toEqual([undefined, undefined]);
  });

  test.each(['key', 'reference'] as const)(
    '%s: a record is hidden from its reference for its lag, and then shows; by number it is there at once',
    async (system) => {
      const stand = await open({ indexLagMs: [250, 250] });
      const draft = { ...bare, reference: 'R-1' };
      await ask(stand, `${system}/tickets`, { method: 'POST', body: draft });
      await ask(stand, `${system}/acts`, {
        method: 'POST',
        body: { tool: 't', arguments: {}, reference: 'R-1' },
      });
      const looks = () =>
        Promise.all(['tickets', 'acts'].map((path) => ask(stand, `${system}/${path}?reference=R-1`)));
      expect((await looks()).map(({ text }) => text)).toEqual(['{"tickets":[]}', '{"acts":[]}']);
      expect((await ask(stand, `${system}/tickets/1001`)).status).toBe(200);
      await sleep(300);
      for (const { text } of await looks()) expect(text).toContain('"reference":"R-1"');
    },
  );

  test('the seed fixes which record is hidden for how long', async () => {
    const random = randomOf(seed + Object.keys(systems).indexOf('reference'));
    const lagsMs = Array.from({ length: 20 }, () => -100_000 + random() * 200_000);
    // A lag below zero shows at once, and the others do not within this test: no clock decides.
    const stand = await open({ indexLagMs: [-100_000, 100_000] });
    const shown: boolean[] = [];
    for (const [each] of lagsMs.entries()) {
      const reference = `R-${each}-`;
      await ask(stand, 'reference/tickets', { method: 'POST', body: { ...bare, reference } });
      const { text } = await ask(stand, `reference/tickets?reference=${reference}`);
      shown.push(text.includes(reference));
    }
    expect(shown).toEqual(lagsMs.map((lagMs) => lagMs < 0));
  });

  test('none: it neither knows references nor keeps keys', async () => {
    const stand = await open();
    const verbs = connect(stand, 'none');
    const { ref } = await verbs.createTicket(aDraft(), 'R-1');
    await verbs.commentTicket(ref.id, 'again', 'R-1/1');
    await ask(stand, 'none/tickets', { method: 'POST', body: { ...bare, reference: 'R-2' }, key: 'R-2' });
    await ask(stand, 'none/tickets', { method: 'POST', body: { ...bare, reference: 'R-2' }, key: 'R-2' });
    await ask(stand, 'none/tickets/1001', { method: 'PATCH', body: { team: 'u', key: 'R-1/2' } });
    expect((await ask(stand, 'none/tickets?reference=R-1')).status).toBe(400);
    expect((await ask(stand, 'none/acts?reference=R-1')).status).toBe(400);
    const { text } = await ask(stand, 'none/tickets/1001');
    expect(text).toContain('"keys":[]');
    expect((await ask(stand, 'none/tickets/1002')).text).not.toContain('R-2');
    expect(stand.entries().flatMap(({ key }) => key ?? [])).toEqual([]);
    expect(stand.entries()).toHaveLength(5);
  });
});

/** What the connector sees of a fault of the first try, whether the work was done, and what was answered. */
const faults: [string, StandInFault, object, number, number | undefined][] = [
  ['cut', { kind: 'cut' }, { kind: 'timeout', outcome: 'unknown' }, 1, undefined],
  ['a 500', { kind: 'status', status: 500 }, { kind: 'unavailable', outcome: 'unknown' }, 0, 500],
  ['a 500 after the work', { kind: 'status', status: 500, done: true }, { kind: 'unavailable' }, 1, 500],
  [
    'a 429',
    { kind: 'status', status: 429, retryAfterSeconds: 2 },
    { kind: 'throttled', outcome: 'not-done', retryAfterMs: 2000 },
    0,
    429,
  ],
  ['silence', { kind: 'silent', done: false }, { kind: 'timeout', outcome: 'unknown' }, 0, undefined],
  [
    'silence after the work',
    { kind: 'silent', done: true },
    { kind: 'timeout', outcome: 'unknown' },
    1,
    undefined,
  ],
  ['a byte a second', { kind: 'drip' }, { kind: 'timeout', outcome: 'unknown' }, 1, 201],
  ['JSON that breaks off', { kind: 'truncated' }, { kind: 'timeout', outcome: 'unknown' }, 1, 201],
  ['a page', { kind: 'html' }, { kind: 'malformed', outcome: 'unknown' }, 0, 200],
  ['an error with 200', { kind: 'errorBody' }, { kind: 'malformed', outcome: 'unknown' }, 0, 200],
  ['a renamed field', { kind: 'renamed' }, { kind: 'malformed', outcome: 'unknown' }, 1, 201],
  ['an expired session', { kind: 'expired' }, { kind: 'unauthorized', outcome: 'not-done' }, 0, 401],
  ['a system that is down', { kind: 'down' }, { kind: 'timeout', outcome: 'unknown' }, 0, undefined],
];

describe('the faults', () => {
  test.each(faults)('%s', async (_name, fault, seen, doneTimes, status) => {
    const stand = await open();
    onCreate(stand, fault);
    expect(await faultOf(connect(stand, 'none').createTicket(aDraft(), 'R-1'))).toMatchObject(seen);
    expect(stand.entries()).toHaveLength(doneTimes);
    expect(stand.requests()).toMatchObject([{ system: 'none', method: 'POST', path: '/tickets' }]);
    expect(stand.requests()[0]?.status).toBe(status);
    stand.setFaults(undefined);
    await connect(stand, 'none').createTicket(aDraft(), 'R-1');
    expect(stand.entries()).toHaveLength(doneTimes + 1);
  });

  test('what is done late is done after the client has given up', async () => {
    const stand = await open();
    onCreate(stand, { kind: 'late', afterMs: 1300 });
    expect((await faultOf(connect(stand, 'none').createTicket(aDraft(), 'R-1'))).kind).toBe('timeout');
    expect(stand.entries()).toEqual([]);
    await sleep(1000);
    expect(stand.entries()).toHaveLength(1);
  });

  test('a plan sees who asks for what, and with which key', async () => {
    const stand = await open();
    const seen: unknown[] = [];
    stand.setFaults((request) => void seen.push(request));
    const verbs = connect(stand, 'key');
    const { ref } = await verbs.createTicket(aDraft(), 'R-1', { fresh: true });
    await verbs.commentTicket(ref.id, 'hello', 'R-1/1');
    expect(seen).toMatchObject([
      {
        number: 1,
        system: 'key',
        method: 'POST',
        path: '/tickets',
        key: 'R-1',
        body: { subject: 'Farola apagada' },
      },
      { number: 2, method: 'GET', path: '/tickets/1001', key: undefined, body: undefined },
      { number: 3, method: 'POST', path: '/tickets/1001/comments', key: 'R-1/1', body: { text: 'hello' } },
    ]);
  });

  test('each point of the way waits for the plan, which knows then what was done', async () => {
    const told: [StandInEvent['at'], number][] = [];
    const stand: StandIn = await open({
      async onEvent({ at }) {
        await sleep(30);
        told.push([at, stand.entries().length]);
      },
    });
    await connect(stand, 'none').createTicket(aDraft(), 'R-1');
    expect(told).toEqual([
      ['received', 0],
      ['committed', 1],
      ['answering', 1],
    ]);
  });

  test('a repeated key commits nothing more', async () => {
    const told: string[] = [];
    const stand = await open({ onEvent: ({ at, key }) => void told.push(`${at} ${key}`) });
    for (const _ of [1, 2]) await ask(stand, 'key/tickets', { method: 'POST', body: bare, key: 'K' });
    expect(told).toEqual(['received K', 'committed K', 'answering K', 'received K', 'answering K']);
  });

  test('who hangs up in the middle of a request has asked for nothing', async () => {
    const stand = await open();
    const late = new AbortController();
    const body = new ReadableStream({
      start(stream) {
        stream.enqueue(Buffer.from('{"subject":'));
        setTimeout(() => late.abort(), 100);
      },
    });
    const init = { method: 'POST', body, duplex: 'half', signal: late.signal } as RequestInit;
    await expect(fetch(`${stand.url}/desks/none/tickets`, init)).rejects.toThrow();
    await sleep(100);
    expect(stand.entries()).toEqual([]);
    expect(stand.requests()).toHaveLength(1);
  });

  test('a plan that throws is told of at the end', async () => {
    const stand = await open();
    standIn = undefined;
    stand.setFaults(() => {
      throw new Error('a mistake in the plan');
    });
    await expect(ask(stand, 'none/tickets/1')).rejects.toThrow();
    await expect(stand.close()).rejects.toThrow('a mistake in the plan');
  });

  test('it ends although clients wait for an answer that never comes', async () => {
    const stand = await open();
    standIn = undefined;
    onCreate(stand, { kind: 'silent', done: false });
    const waiting = faultOf(connect(stand, 'none', { timeoutMs: 30_000 }).createTicket(aDraft(), 'R-1'));
    while (stand.requests().length === 0) await sleep(10);
    await stand.close();
    expect(await waiting).toMatchObject({ kind: 'timeout' });
  });
});

describe('sessions', () => {
  test('a session that expires is renewed by the connector, and the write is done once', async () => {
    const stand = await open({ sessionSeconds: 1 });
    const verbs = connect(stand, 'none', { session: true });
    await verbs.createTicket(aDraft(), 'R-1');
    await sleep(1100);
    await verbs.createTicket(aDraft(), 'R-2');
    expect(stand.entries()).toHaveLength(2);
    expect(stand.requests().map(({ path, status }) => `${path} ${status}`)).toEqual([
      '/token 200',
      '/tickets 201',
      '/tickets 401',
      '/token 200',
      '/tickets 201',
    ]);
  });

  test('a session that the plan ends is renewed once for many requests', async () => {
    const stand = await open();
    const verbs = connect(stand, 'none', { session: true, timeoutMs: 5000 });
    await verbs.createTicket(aDraft(), 'R-0');
    let first = true;
    stand.setFaults(({ path }) => {
      const fault = first && path === '/tickets' ? ({ kind: 'expired' } as const) : undefined;
      if (fault) first = false;
      return fault;
    });
    await Promise.all(Array.from({ length: 20 }, (_, each) => verbs.createTicket(aDraft(), `R-${each + 1}`)));
    expect(stand.entries()).toHaveLength(21);
    expect(stand.requests().filter(({ path }) => path === '/token')).toHaveLength(2);
  });

  test('a session that the plan ends is over for whoever uses it', async () => {
    const stand = await open();
    const { text } = await ask(stand, 'none/token', { method: 'POST' });
    const session = { ...stand, token: (JSON.parse(text) as { token: string }).token };
    const look = async () => (await ask(session, 'none/tickets?phone=%2B34600000001')).status;
    expect(await look()).toBe(200);
    stand.setFaults(() => ({ kind: 'expired' }));
    expect(await look()).toBe(401);
    stand.setFaults(undefined);
    expect(await look()).toBe(401);
  });

  test('without its key nobody comes in', async () => {
    const stand = await open({ sessionSeconds: 60 });
    const [wrong] = [connect({ ...stand, token: 'wrong' }, 'none', { session: true })];
    expect((await faultOf(wrong.createTicket(aDraft(), 'R-1'))).kind).toBe('unauthorized');
    expect((await faultOf(connect(stand, 'none').createTicket(aDraft(), 'R-1'))).kind).toBe('unauthorized');
    expect(stand.entries()).toEqual([]);
  });
});

test('two thousand tickets at once are two thousand records', async () => {
  const stand = await open();
  const verbs = connect(stand, 'key', { timeoutMs: 60_000 });
  const made = await Promise.all(
    Array.from({ length: 2000 }, (_, each) =>
      verbs.createTicket(aDraft({ contact: { phone: `+346${each + 10_000_000}` } }), `R-${each}`, {
        fresh: true,
      }),
    ),
  );
  expect(new Set(made.map(({ ref }) => ref.id)).size).toBe(2000);
  expect(stand.entries()).toHaveLength(2000);
});
