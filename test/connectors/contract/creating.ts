/** Creating: one ticket for one key, whatever becomes of the answers. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ErrorKind, FaultOutcome } from '../../../src/errors';
import type { ProxyFault } from '../../fakes/cutting-proxy';
import {
  allTicketVerbs,
  type ContractSubject,
  draftOf,
  faultOf,
  make,
  type Mood,
  newKey,
  phone,
  type Stand,
  subjectOf,
  until,
} from './subject';

const since = ({ proxy }: Stand, before: number): string[] =>
  proxy.passed.slice(before).map((line) => line.split(' ')[0] ?? '');

/** What holds in every class. */
export function creating(now: () => Stand): void {
  describe('creating', () => {
    test('a ticket is made, carries our key, and is read back as it was made', async () => {
      const { verbs, creation } = now();
      const { key, ticket } = await make(now());
      expect(ticket).toMatchObject({
        ref: { connection: 'under-test' },
        status: 'open',
        priority: 'normal',
        subject: subjectOf(key),
        team: 'lighting',
        contact: { phone },
        comments: [],
      });
      expect(ticket.reference).toBe(creation === 'none' ? undefined : key);
      expect(await verbs.readTicket(ticket.ref.id)).toEqual(ticket);
    });

    test('a first try asks nothing before it creates', async () => {
      const before = now().proxy.passed.length;
      await make(now(), { fresh: true });
      expect(since(now(), before).filter((method) => method !== 'GET')).toEqual(['POST']);
      expect(since(now(), before)[0]).toBe('POST');
    });

    test.each<[number, ErrorKind, FaultOutcome]>([
      [302, 'rejected', 'unknown'],
      [307, 'rejected', 'not-done'],
      [400, 'rejected', 'not-done'],
      [401, 'unauthorized', 'not-done'],
      [403, 'unauthorized', 'not-done'],
      [404, 'rejected', 'not-done'],
      [408, 'timeout', 'unknown'],
      [409, 'rejected', 'not-done'],
      [422, 'rejected', 'not-done'],
      [429, 'throttled', 'not-done'],
      [500, 'unavailable', 'unknown'],
      [502, 'unavailable', 'unknown'],
      [503, 'unavailable', 'unknown'],
      [504, 'timeout', 'unknown'],
    ])('a create answered %i is %s, its outcome %s', async (status, kind, outcome) => {
      now().proxy.next(['POST'], { status, headers: { 'retry-after': '3' } });
      expect(await faultOf(make(now(), { fresh: true }))).toMatchObject({
        kind,
        outcome,
        retryAfterMs: 3000,
      });
    });

    test.each<[string, ProxyFault, ErrorKind]>([
      ['is lost', 'cut', 'timeout'],
      ['breaks off', 'midway', 'timeout'],
      ['is half its JSON', 'truncate', 'timeout'],
      ['is a page', { status: 200, body: '<p>Log in</p>' }, 'malformed'],
      ['is an error after all', { status: 200, body: '{"error":{"code":"E1007"}}' }, 'malformed'],
      ['is nothing', { status: 200, body: '' }, 'malformed'],
    ])('a create whose answer %s may have been done', async (_what, fault, kind) => {
      now().proxy.next(['POST'], fault);
      expect(await faultOf(make(now(), { fresh: true }))).toMatchObject({ kind, outcome: 'unknown' });
    });

    test('two tries of one process at the same moment make one ticket', async () => {
      const key = newKey();
      const before = now().proxy.passed.length;
      const [one, other] = await Promise.all([make(now(), { key }), make(now(), { key })]);
      expect(one.ticket.ref).toEqual(other.ticket.ref);
      expect(await now().desk.made(key)).toHaveLength(1);
      expect(since(now(), before).filter((method) => method === 'POST')).toHaveLength(1);
    });
  });
}

/** What holds where the system offers something against doubles: never a blind second create. */
export function creatingGuarded(now: () => Stand, subject: ContractSubject): void {
  /** The one ticket that was ever made for a key. */
  const only = (id: string) => [{ id, isOpen: true }];

  describe('creating once', () => {
    test('the same key makes one ticket, another key another', async () => {
      const { key, ticket } = await make(now());
      expect((await make(now(), { key })).ticket.ref).toEqual(ticket.ref);
      expect((await make(now())).ticket.ref).not.toEqual(ticket.ref);
      expect(await now().desk.made(key)).toEqual(only(ticket.ref.id));
    });

    test.each(['cut', 'midway', 'truncate'] as const)(
      'an answer lost on its way (%s) is retried and leaves one ticket',
      async (fault) => {
        const key = newKey();
        now().proxy.next(['POST'], fault);
        expect((await faultOf(make(now(), { key, fresh: true }))).kind).toBe('timeout');
        expect(await now().desk.made(key)).toHaveLength(1);
        const { ticket } = await make(now(), { key });
        expect(await now().desk.made(key)).toEqual(only(ticket.ref.id));
      },
    );

    test.each<[Mood, ErrorKind]>([
      ['down', 'unavailable'],
      ['mute', 'timeout'],
      ['slow', 'timeout'],
    ])('a system that is %s is retried and ends in one ticket', async (mood, kind) => {
      const key = newKey();
      const { desk } = now();
      await desk.turn(mood);
      expect((await faultOf(make(now(), { key, fresh: true }))).kind).toBe(kind);
      expect((await faultOf(make(now(), { key }))).kind).toBe(kind);
      await desk.turn('well');
      const { ticket } = await make(now(), { key });
      expect((await make(now(), { key })).ticket.ref).toEqual(ticket.ref);
      expect(await desk.made(key)).toEqual(only(ticket.ref.id));
    });

    test('a create that the system carries out after we gave up on it is found once it has settled', async () => {
      const key = newKey();
      const { proxy, desk } = now();
      const before = proxy.passed.length;
      proxy.next(['POST'], { passAfterMs: subject.timeoutMs + 300 });
      expect(await faultOf(make(now(), { key, fresh: true }))).toMatchObject({ outcome: 'unknown' });
      expect(await desk.made(key)).toEqual([]);
      await until(() => proxy.passed.length > before);
      await sleep(200);
      const { ticket } = await make(now(), { key });
      expect(await desk.made(key)).toEqual(only(ticket.ref.id));
    });

    test('two processes that try at the same moment end in one open ticket', async () => {
      const key = newKey();
      const { proxy, desk, creation } = now();
      const others = { verbs: allTicketVerbs(subject.connect(proxy.url, creation)) };
      proxy.next(['POST'], 'hold');
      const given = faultOf(make(now(), { key }));
      await until(() => proxy.held() === 1);
      proxy.next(['POST'], 'after-held');
      const second = (await make(others, { key })).ticket;
      expect((await given).kind).toBe('timeout');
      // The held one reached the system first, so it is the older and the one that stays.
      const open = (await desk.made(key)).filter(({ isOpen }) => isOpen);
      expect(open.map(({ id }) => id)).toEqual([second.ref.id]);
      expect((await make(now(), { key })).ticket.ref).toEqual(second.ref);
    });

    const { index } = subject;
    if (index)
      test('while the index does not show it yet, a ticket is not made again', async () => {
        const key = newKey();
        const { proxy, desk, creation } = now();
        const lagging = { verbs: allTicketVerbs(subject.connect(proxy.url, creation, 60_000)) };
        proxy.next(['POST'], 'cut');
        await faultOf(make(lagging, { key, fresh: true, number: '+34600555001' }));
        proxy.next(['GET'], index.shows, index.path);
        const { ticket } = await make(lagging, { key, number: '+34600555001' });
        proxy.forget();
        expect(await desk.made(key)).toEqual(only(ticket.ref.id));
      });

    if (subject.classes.includes('reference'))
      test('nothing is created before the look-up has answered, and that try has done nothing', async () => {
        const { proxy, creation } = now();
        // A key that is remembered is its own look-up.
        if (creation !== 'reference') return;
        const before = proxy.passed.length;
        proxy.next(['GET'], 'cut');
        expect(await faultOf(make(now()))).toMatchObject({ kind: 'timeout', outcome: 'not-done' });
        expect(since(now(), before)).not.toContain('POST');
      });
  });
}

/** What holds where nothing keeps doubles out: nothing is lost, and nothing is looked up. */
export function creatingUnguarded(now: () => Stand): void {
  describe('creating without a guard', () => {
    test('a lost answer costs a second ticket, never the ticket', async () => {
      const key = newKey();
      const { proxy, desk } = now();
      proxy.next(['POST'], 'cut');
      expect(await faultOf(make(now(), { key, fresh: true }))).toMatchObject({ outcome: 'unknown' });
      await make(now(), { key });
      expect(await desk.made(key)).toHaveLength(2);
    });

    test('a try that was not done costs no second ticket', async () => {
      const key = newKey();
      const { proxy, desk } = now();
      proxy.next(['POST'], { status: 429 });
      expect(await faultOf(make(now(), { key, fresh: true }))).toMatchObject({ outcome: 'not-done' });
      await make(now(), { key });
      expect(await desk.made(key)).toHaveLength(1);
    });

    test('neither key nor reference is sent, and nothing is looked up', async () => {
      const { proxy, verbs } = now();
      const before = proxy.passed.length;
      const key = newKey();
      const ticket = await verbs.createTicket(draftOf(), key);
      expect(since(now(), before)).toEqual(['POST']);
      expect(JSON.stringify(ticket)).not.toContain(key);
      expect(JSON.stringify(proxy.sent.slice(before))).not.toContain(key);
    });
  });
}
