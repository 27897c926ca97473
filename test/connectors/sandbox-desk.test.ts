import type { Surroundings } from '../../src/connectors/connector';
import { openConnector } from '../../src/connectors/registry';
import { cuttingProxy, type CuttingProxy } from '../fakes/cutting-proxy';
import { signWebhook } from '../../src/webhook-schemes/standard';
import { sandboxSecret, sandboxToken, type SandboxUnderTest, startSandbox } from '../fakes/sandbox';
import { draftOf, faultOf, ticketingContract, webhookContract } from './contract';

const otherSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const timeoutMs = 1000;
const settings = {
  system: 'sandbox-desk',
  url: 'http://127.0.0.1:9',
  token: sandboxToken,
  webhookSecret: sandboxSecret as unknown,
  timeoutMs,
};
const connect = (more: object = {}, surroundings: Surroundings = {}) =>
  openConnector('under-test', { ...settings, ...more }, undefined, surroundings).verbs;

interface Listed {
  tickets: { id: string; subject: string; status: string }[];
}

ticketingContract({
  system: 'sandbox-desk',
  secret: sandboxToken,
  classes: ['key', 'reference', 'none'],
  timeoutMs,
  connect: (url, creation, indexLagMs = 0) => connect({ url: `${url}/desks/shop`, creation, indexLagMs }),
  index: { path: /tickets\?reference=/, shows: { status: 200, body: '{"tickets":[]}' } },

  async start() {
    const sandbox = await startSandbox({ slowMs: timeoutMs + 800 });
    const act = (id: string, what: string, body: object) =>
      sandbox.admin('POST', `desks/shop/tickets/${id}/${what}`, body).then(() => undefined);
    return {
      url: sandbox.url,
      turn: (mood) => sandbox.admin('PUT', 'desks/shop/mood', { mood }).then(() => undefined),
      async made(key) {
        const { tickets } = (await sandbox.admin('GET', 'desks/shop/tickets')) as Listed;
        return tickets
          .filter(({ subject }) => subject.endsWith(key))
          .map(({ id, status }) => ({ id, isOpen: status === 'open' }))
          .reverse();
      },
      comment: (id, text) => act(id, 'comment', { text }),
      close: (id) => act(id, 'close', {}),
      reopen: (id) => act(id, 'reopen', {}),
      stop: () => sandbox.remove(),
    };
  },
});

const at = '2026-11-21T10:00:00.000Z';
webhookContract({
  system: 'sandbox-desk',
  verbs: connect(),
  whileChanging: connect({ webhookSecret: [otherSecret, sandboxSecret] }),
  body: JSON.stringify({ type: 'ticket.updated', timestamp: at, data: { id: '1001', reference: 'R-1' } }),
  event: { record: { connection: 'under-test', id: '1001' }, at },
  sign: (rawBody, id, sentAt) => signWebhook(sandboxSecret, id, sentAt, rawBody),
  forge: (rawBody, id, sentAt) => signWebhook(otherSecret, id, sentAt, rawBody),
});

describe('sandbox-desk', () => {
  let sandbox: SandboxUnderTest;
  let proxy: CuttingProxy;
  beforeEach(async () => {
    sandbox = await startSandbox();
    proxy = await cuttingProxy(sandbox.url);
  });
  afterEach(async () => {
    await proxy.close();
    await sandbox.remove();
  });
  const open = (more: object = {}, surroundings: Surroundings = {}) =>
    connect({ url: `${proxy.url}/desks/shop`, ...more }, surroundings);
  const reserve = { flight: 'UA402', seats: ['12A', '12B'], bag: { kilos: 23 }, note: null };
  const actsOf = async (reference: string) => {
    const url = `${sandbox.url}/desks/shop/acts?reference=${reference}`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${sandboxToken}` } });
    return ((await answer.json()) as { acts: object[] }).acts;
  };

  test.each(['key', 'reference'] as const)(
    'a declared operation of class %s is carried out once, although its answer was lost',
    async (creation) => {
      const [verbs, others] = [open({ creation }), open({ creation })];
      proxy.next(['POST'], 'cut');
      const lost = verbs.perform?.('rebook', reserve, 'R-1', { fresh: true });
      expect(await faultOf(lost)).toMatchObject({ kind: 'timeout', outcome: 'unknown' });
      const done = await others.perform?.('rebook', reserve, 'R-1');
      expect(done).toEqual({ id: 'A1', answer: { status: 'success', ...reserve } });
      expect(await verbs.perform?.('rebook', reserve, 'R-1')).toEqual(done);
      expect(await actsOf('R-1')).toHaveLength(1);
    },
  );

  test('a declared operation of class reference is not sent before the look has answered', async () => {
    proxy.next(['GET'], { status: 503 });
    expect(await faultOf(open().perform?.('rebook', reserve, 'R-1'))).toMatchObject({ outcome: 'not-done' });
    expect(proxy.passed).toEqual([]);
  });

  test('a declared operation of class none carries nothing and is not looked up', async () => {
    const verbs = open({ creation: 'none' });
    proxy.next(['POST'], 'cut');
    await faultOf(verbs.perform?.('rebook', reserve, 'R-1', { fresh: true }));
    expect(await verbs.perform?.('rebook', reserve, 'R-1')).toMatchObject({ id: 'A2' });
    expect(proxy.passed).toEqual(['POST /desks/shop/acts', 'POST /desks/shop/acts']);
    expect(JSON.stringify(proxy.sent)).not.toContain('R-1');
  });

  test('class key sends the key in its header and on the record, and sends it again without a look', async () => {
    const verbs = open({ creation: 'key' });
    await verbs.createTicket?.(draftOf(), 'R-1', { fresh: true });
    await verbs.createTicket?.(draftOf(), 'R-1');
    expect(proxy.passed).toEqual(['POST /desks/shop/tickets', 'POST /desks/shop/tickets']);
    expect(proxy.sent.map(({ headers }) => headers['idempotency-key'])).toEqual(['R-1', 'R-1']);
    expect(JSON.parse(proxy.sent[0]?.body ?? '')).toMatchObject({ reference: 'R-1' });
  });

  test('class key looks the stamp up where the desk may have forgotten the key', async () => {
    const verbs = open({ creation: 'key', keyRememberedMs: 1000 });
    const made = await verbs.createTicket?.(draftOf(), 'R-1', { fresh: true });
    expect((await verbs.createTicket?.(draftOf(), 'R-1'))?.ref).toEqual(made?.ref);
    expect(proxy.passed.at(-1)).toMatch(/^GET .*reference=R-1/);
  });

  test.each(['reference', 'none'] as const)(
    'of class %s, what waits for somebody still waits when its caller has it opened again',
    async (creation) => {
      const verbs = open({ creation });
      const { ref } = (await verbs.createTicket?.(draftOf(), 'R-1')) ?? { ref: { id: '' } };
      await fetch(`${sandbox.url}/desks/shop/tickets/${ref.id}`, {
        method: 'PATCH',
        headers: { authorization: `Bearer ${sandboxToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ status: 'pending' }),
      });
      expect(await verbs.reopenTicket?.(ref.id, 'Sigue apagada.', 'R-2')).toMatchObject({
        status: 'pending',
        comments: [{ author: 'caller', text: 'Sigue apagada.' }],
      });
    },
  );

  test('something is looked up, and its answer is the system’s', async () => {
    expect(await open().inquire?.('findFlight', reserve)).toEqual({ status: 'success', ...reserve });
  });

  test('with sessions, the key itself goes to the token’s address only', async () => {
    const verbs = open({ session: true });
    const made = await verbs.createTicket?.(draftOf(), 'R-1');
    expect(made?.reference).toBe('R-1');
    const [first, ...others] = proxy.sent.map(({ headers }) => headers.authorization);
    expect(first).toBe(`Bearer ${sandboxToken}`);
    expect(others.every((sent) => sent?.startsWith('Bearer ') && !sent.includes(sandboxToken))).toBe(true);
    expect(proxy.passed[0]).toBe('POST /desks/shop/token');
  });

  test('every request waits for its place with the limiter', async () => {
    let places = 0;
    const pace: Surroundings['pace'] = {
      take: async () => void (places += 1),
      hold: async () => undefined,
    };
    const verbs = open({ session: true }, { pace });
    await verbs.createTicket?.(draftOf(), 'R-1');
    await verbs.ping?.();
    expect(places).toBe(proxy.passed.length);
    expect(places).toBeGreaterThan(3);
  });
});
