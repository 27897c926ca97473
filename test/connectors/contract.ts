/** The one suite that every connector to a ticket system passes, over a real server with moods. */
import type { Verbs } from '../../src/connectors/connector';
import type { TicketDraft } from '../../src/domain/ticket';
import { ConnectorError, type ErrorKind } from '../../src/errors';
import { type Answering, answering, type AnswerOf, nowhere } from '../fakes/answering-server';
import { type CuttingProxy, cuttingProxy } from '../fakes/cutting-proxy';

/** How the system behaves; `slow` answers later than `timeoutMs` of the connection, with its work done. */
export type Mood = 'well' | 'down' | 'slow' | 'mute';

/** A ticket system under test, with what its office sees and does. */
export interface DeskUnderTest {
  url: string;
  turn(mood: Mood): Promise<void>;
  /** Ids of the open tickets that carry a key. */
  open(key: string): Promise<string[]>;
  comment(id: string, text: string): Promise<void>;
  close(id: string): Promise<void>;
  reopen(id: string): Promise<void>;
  stop(): Promise<void>;
}

/** One system and how its connector is opened; `secret` is part of every request and must show in no message. */
export interface ContractSubject {
  system: string;
  secret: string;
  start(): Promise<DeskUnderTest>;
  connect(url: string): Verbs;
}

const canary = 'Calle de la Amargura 99';
const phone = '+34600000001';

/** A ticket of a caller with that number. */
export function draftOf(number = phone, subject = 'Farola apagada'): TicketDraft {
  return {
    category: 'alumbrado',
    subcategory: 'farola',
    priority: 'normal',
    team: 'lighting',
    subject,
    description: 'La farola no luce desde el lunes.',
    contact: { name: 'Ana Ñúñez', phone: number },
    place: canary,
    pending: ['correo electrónico'],
    dueAt: '2026-11-24T10:00:00.000Z',
    origin: {
      channel: 'dev',
      callId: 'call-1',
      at: '2026-11-21T10:00:00.000Z',
      callingNumber: number,
      language: 'es',
      intent: 'report_street_light',
      entities: { place: canary },
      summary: 'Una farola apagada.',
    },
  };
}

let lastKey = 0;
const newKey = (): string => `R-TEST-${String((lastKey += 1)).padStart(4, '0')}`;

/** The fault of a request that must fail. */
export async function faultOf(request: Promise<unknown> | undefined): Promise<ConnectorError> {
  const error: unknown = await Promise.resolve(request).then(
    () => 'no fault at all',
    (fault: unknown) => fault,
  );
  if (error instanceof ConnectorError) return error;
  throw new Error(`expected a ConnectorError, not ${String(error)}`);
}

/** Declares the suite for one system. */
export function ticketingContract(subject: ContractSubject): void {
  describe(`${subject.system} keeps the contract of ticket connectors`, () => {
    let desk: DeskUnderTest;
    let proxy: CuttingProxy;
    let verbs: TicketVerbs;

    beforeAll(async () => {
      desk = await subject.start();
      proxy = await cuttingProxy(desk.url);
      verbs = allTicketVerbs(subject.connect(proxy.url));
    });
    afterAll(async () => {
      await proxy.close();
      await desk.stop();
    });
    afterEach(() => desk.turn('well'));

    const make = async (key = newKey(), draft = draftOf()) => ({
      key,
      ticket: await verbs.createTicket(draft, key),
    });

    describe('creating', () => {
      test('a ticket is made, carries our key, and is read back as it was made', async () => {
        const { key, ticket } = await make();
        expect(ticket).toMatchObject({
          ref: { connection: 'under-test' },
          reference: key,
          status: 'open',
          priority: 'normal',
          subject: 'Farola apagada',
          team: 'lighting',
          contact: { phone },
          comments: [],
        });
        expect(await verbs.readTicket(ticket.ref.id)).toEqual(ticket);
      });

      test('the same key makes one ticket, another key another', async () => {
        const { key, ticket } = await make();
        expect((await make(key)).ticket.ref).toEqual(ticket.ref);
        expect((await make()).ticket.ref).not.toEqual(ticket.ref);
        expect(await desk.open(key)).toEqual([ticket.ref.id]);
      });

      test.each(['cut', 'midway', 'truncate'] as const)(
        'an answer lost on its way (%s) is retried and leaves one ticket',
        async (fault) => {
          const key = newKey();
          proxy.next(['POST'], fault);
          expect((await faultOf(make(key))).kind).toBe('timeout');
          expect(await desk.open(key)).toHaveLength(1);
          const { ticket } = await make(key);
          expect(await desk.open(key)).toEqual([ticket.ref.id]);
        },
      );

      test.each<[Mood, ErrorKind]>([
        ['down', 'unavailable'],
        ['mute', 'timeout'],
        ['slow', 'timeout'],
      ])('a system that is %s is retried and ends in one ticket', async (mood, kind) => {
        const key = newKey();
        await desk.turn(mood);
        expect((await faultOf(make(key))).kind).toBe(kind);
        expect((await faultOf(make(key))).kind).toBe(kind);
        await desk.turn('well');
        const { ticket } = await make(key);
        expect((await make(key)).ticket.ref).toEqual(ticket.ref);
        expect(await desk.open(key)).toEqual([ticket.ref.id]);
      });

      test.each<[number, ErrorKind]>([
        [400, 'rejected'],
        [401, 'unauthorized'],
        [403, 'unauthorized'],
        [404, 'rejected'],
        [409, 'rejected'],
        [422, 'rejected'],
        [429, 'throttled'],
        [500, 'unavailable'],
        [503, 'unavailable'],
        [504, 'timeout'],
      ])('a create answered %i is %s', async (status, kind) => {
        proxy.next(['POST'], { status, headers: { 'retry-after': '3' } });
        expect(await faultOf(make())).toMatchObject({ kind, retryAfterMs: 3000 });
      });

      test('nothing is created before the look-up has answered', async () => {
        const before = proxy.passed.length;
        proxy.next(['GET'], 'cut');
        expect((await faultOf(make())).kind).toBe('timeout');
        expect(proxy.passed.slice(before).filter((line) => line.startsWith('POST'))).toEqual([]);
      });

      test('two tries at the same moment make one ticket', async () => {
        const key = newKey();
        const before = proxy.passed.length;
        const [one, other] = await Promise.all([make(key), make(key)]);
        expect(one.ticket.ref).toEqual(other.ticket.ref);
        expect(await desk.open(key)).toHaveLength(1);
        expect(proxy.passed.slice(before).filter((line) => line.startsWith('POST'))).toHaveLength(1);
      });

      test('two processes that try at the same moment end in one open ticket', async () => {
        const key = newKey();
        const others = allTicketVerbs(subject.connect(proxy.url));
        proxy.next(['POST'], 'hold');
        const given = faultOf(make(key));
        await until(() => proxy.held() === 1);
        proxy.next(['POST'], 'after-held');
        const second = await others.createTicket(draftOf(), key);
        expect((await given).kind).toBe('timeout');
        // The held one reached the system first, so it is the older and the one that stays.
        expect(await desk.open(key)).toEqual([second.ref.id]);
        expect((await make(key)).ticket.ref).toEqual(second.ref);
      });
    });

    describe('changing', () => {
      test('a comment is made once, although its answer was lost', async () => {
        const { ticket } = await make();
        const key = newKey();
        proxy.next(['POST', 'PUT', 'PATCH'], 'cut');
        await faultOf(verbs.commentTicket(ticket.ref.id, 'Sigue apagada.', key));
        const commented = await verbs.commentTicket(ticket.ref.id, 'Sigue apagada.', key);
        expect(commented.comments).toMatchObject([{ author: 'caller', text: 'Sigue apagada.' }]);
        expect((await verbs.readTicket(ticket.ref.id))?.comments).toHaveLength(1);
      });

      test('the same words under two keys are two comments, and the office’s are told apart', async () => {
        const { ticket } = await make();
        await verbs.commentTicket(ticket.ref.id, 'Gracias', newKey());
        await desk.comment(ticket.ref.id, 'Vamos mañana.');
        await verbs.commentTicket(ticket.ref.id, 'Gracias', newKey());
        const read = await verbs.readTicket(ticket.ref.id);
        expect(read?.comments.map(({ author, text }) => [author, text])).toEqual([
          ['caller', 'Gracias'],
          ['office', 'Vamos mañana.'],
          ['caller', 'Gracias'],
        ]);
        expect(new Set(read?.comments.map(({ id }) => id)).size).toBe(3);
      });

      test.each(['raisePriority', 'closeTicket'] as const)(
        '%s is done once, although its answer was lost',
        async (verb) => {
          const { ticket } = await make();
          const key = newKey();
          const change = () =>
            verb === 'raisePriority'
              ? verbs.raisePriority(ticket.ref.id, 'high', key)
              : verbs.closeTicket(ticket.ref.id, 'Ya funciona.', key);
          proxy.next(['POST', 'PUT', 'PATCH'], 'cut');
          expect((await faultOf(change())).kind).toBe('timeout');
          const before = proxy.passed.length;
          const changed = await change();
          expect(verb === 'raisePriority' ? changed.priority : changed.status).toBe(
            verb === 'raisePriority' ? 'high' : 'closed',
          );
          expect(proxy.passed.slice(before).every((line) => line.startsWith('GET'))).toBe(true);
        },
      );

      test('priority is raised and never lowered', async () => {
        const { ticket } = await make();
        expect((await verbs.raisePriority(ticket.ref.id, 'urgent', newKey())).priority).toBe('urgent');
        expect((await verbs.raisePriority(ticket.ref.id, 'high', newKey())).priority).toBe('urgent');
        expect((await verbs.readTicket(ticket.ref.id))?.priority).toBe('urgent');
      });

      test('a ticket is closed with its reason, and stays reopened when the same key comes again', async () => {
        const { ticket } = await make();
        const key = newKey();
        const closed = await verbs.closeTicket(ticket.ref.id, 'Ya funciona.', key);
        expect(closed.status).toBe('closed');
        expect(closed.comments).toMatchObject([{ author: 'caller', text: 'Ya funciona.' }]);
        await desk.reopen(ticket.ref.id);
        const again = await verbs.closeTicket(ticket.ref.id, 'Ya funciona.', key);
        expect(again.status).toBe('open');
        expect(again.comments).toHaveLength(1);
      });

      test('a ticket the office closed takes the reason once, and none where there is none', async () => {
        const { ticket } = await make();
        await desk.close(ticket.ref.id);
        const key = newKey();
        await verbs.closeTicket(ticket.ref.id, 'Ya funciona.', key);
        expect((await verbs.closeTicket(ticket.ref.id, 'Ya funciona.', key)).comments).toHaveLength(1);
        expect((await verbs.closeTicket(ticket.ref.id, '', newKey())).comments).toHaveLength(1);
      });

      test('a ticket that is gone is missing for every change', async () => {
        const gone = '987654';
        const changes = [
          () => verbs.commentTicket(gone, 'x', newKey()),
          () => verbs.raisePriority(gone, 'high', newKey()),
          () => verbs.closeTicket(gone, 'x', newKey()),
        ];
        for (const change of changes) expect((await faultOf(change())).kind).toBe('missing');
      });
    });

    describe('reading', () => {
      test('a ticket that is gone, or was never one, is undefined', async () => {
        expect(await verbs.readTicket('987654')).toBeUndefined();
        const before = proxy.passed.length;
        for (const id of ['', 'abc', '../../admin', '1?x=1', '1 OR 1', '٣', '9'.repeat(400)])
          expect(await verbs.readTicket(id)).toBeUndefined();
        expect(proxy.passed.length).toBe(before);
      });

      test('a person’s tickets are listed newest first, closed ones too, and nobody else’s', async () => {
        const mine = '+34600777001';
        const made = [];
        for (const subjectLine of ['una', 'dos', 'tres'])
          made.push((await make(newKey(), draftOf(mine, subjectLine))).ticket);
        await make(newKey(), draftOf('+34600777002'));
        await desk.close(made[0]?.ref.id ?? '');
        const listed = await verbs.listTickets({ phone: mine });
        expect(listed.map(({ subject: line, status }) => [line, status])).toEqual([
          ['tres', 'open'],
          ['dos', 'open'],
          ['una', 'closed'],
        ]);
        expect(await verbs.listTickets({ phone: '+34600777003' })).toEqual([]);
        expect(await verbs.listTickets({})).toEqual([]);
      });

      test('at most 20 are listed', async () => {
        const mine = '+34600777004';
        for (let i = 0; i < 21; i += 1) await make(newKey(), draftOf(mine));
        expect(await verbs.listTickets({ phone: mine })).toHaveLength(20);
      });
    });

    faults(subject);
  });
}

/** What each answer of the system becomes, over a server that always gives the same one. */
function faults(subject: ContractSubject): void {
  describe('faults', () => {
    let server: Answering | undefined;
    afterEach(async () => {
      await server?.close();
      server = undefined;
    });

    const cases: [ErrorKind, AnswerOf][] = [
      ['rejected', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }],
      ['rejected', { status: 400 }],
      ['unauthorized', { status: 401 }],
      ['unauthorized', { status: 403 }],
      ['missing', { status: 404 }],
      ['timeout', { status: 408 }],
      ['missing', { status: 410 }],
      ['rejected', { status: 422 }],
      ['throttled', { status: 429 }],
      ['unavailable', { status: 500 }],
      ['unavailable', { status: 502 }],
      ['unavailable', { status: 503 }],
      ['timeout', { status: 504 }],
      ['malformed', { status: 200, body: `<html>${canary}</html>` }],
      ['malformed', { status: 200, body: `{"${canary}":` }],
      ['malformed', { status: 200, body: '{}' }],
      ['malformed', { status: 200, body: '[]' }],
      ['malformed', { status: 200, body: 'null' }],
      ['timeout', 'reset'],
      ['timeout', 'silent'],
    ];
    test.each(cases)('%s follows from %j', async (kind, answer) => {
      server = await answering(answer);
      const verbs = allTicketVerbs(subject.connect(server.url));
      // A record may be gone; a list or the door for new records may not, so its absence is somebody's mistake.
      const collection = kind === 'missing' ? 'rejected' : kind;
      const tries: [ErrorKind, () => Promise<unknown>][] = [
        [collection, () => verbs.createTicket(draftOf(), newKey())],
        [collection, () => verbs.listTickets({ phone })],
        [kind, () => verbs.commentTicket('1', canary, newKey())],
      ];
      if (kind !== 'missing') tries.push([kind, () => verbs.readTicket('1')]);
      for (const [expected, attempt] of tries) {
        const fault = await faultOf(attempt());
        expect(fault).toMatchObject({ kind: expected, system: subject.system });
        const told = `${fault.message} ${fault.stack} ${String(fault.cause)}`;
        for (const hidden of [subject.secret, canary, phone, encodeURIComponent(phone)])
          expect(told).not.toContain(hidden);
      }
      if (kind === 'missing') expect(await verbs.readTicket('1')).toBeUndefined();
    });

    test('Retry-After is handed on', async () => {
      server = await answering({ status: 429, headers: { 'retry-after': '17' } });
      const fault = await faultOf(subject.connect(server.url).createTicket?.(draftOf(), newKey()));
      expect(fault).toMatchObject({ kind: 'throttled', retryAfterMs: 17_000 });
    });

    test('a port where nothing listens is unavailable', async () => {
      const fault = await faultOf(subject.connect(await nowhere()).createTicket?.(draftOf(), newKey()));
      expect(fault.kind).toBe('unavailable');
    });
  });
}

/** How a system's genuine webhook is made. */
export interface WebhookSubject {
  system: string;
  verbs: Verbs;
  /** Verbs of a connection that takes a new secret and, still, the one `sign` uses. */
  whileChanging: Verbs;
  body: string;
  /** What reading it must give, besides the event's id. */
  event: { record: { connection: string; id: string }; at: string };
  sign: (rawBody: string, eventId: string, sentAt: Date) => Record<string, string>;
  forge: (rawBody: string, eventId: string, sentAt: Date) => Record<string, string>;
}

/** Declares the suite for a system that sends webhooks. */
export function webhookContract({
  system,
  verbs,
  whileChanging,
  body,
  event,
  sign,
  forge,
}: WebhookSubject): void {
  const read = (headers: Record<string, string>, rawBody = body, by = verbs) =>
    by.readWebhook?.({ headers, rawBody });
  const kindOf = async (reading: () => unknown) => (await faultOf((async () => reading())())).kind;
  const now = new Date();

  describe(`${system} keeps the contract of webhooks`, () => {
    test('a genuine webhook tells which record changed and when', () => {
      expect(read(sign(body, 'msg_1', now))).toEqual({ eventId: 'msg_1', ...event });
    });

    test('a webhook sent again, signed anew, is known by its id', () => {
      const later = new Date(now.getTime() + 60_000);
      expect(read(sign(body, 'msg_1', later))?.eventId).toBe('msg_1');
    });

    test('while the secret is being changed the old one still holds', () => {
      expect(read(sign(body, 'msg_1', now), body, whileChanging)?.eventId).toBe('msg_1');
    });

    test('a forged, altered, unsigned or late webhook is refused', async () => {
      const late = new Date(now.getTime() - 6 * 60_000);
      expect(await kindOf(() => read(forge(body, 'msg_1', now)))).toBe('unauthorized');
      expect(await kindOf(() => read(sign(body, 'msg_1', now), body.replace('1', '2')))).toBe('unauthorized');
      expect(await kindOf(() => read({}))).toBe('unauthorized');
      expect(await kindOf(() => read(sign(body, 'msg_1', late)))).toBe('unauthorized');
    });

    test('a genuine webhook that makes no sense is malformed, and is not quoted', async () => {
      for (const senseless of ['', '{', 'null', '[]', '{}', `{"type":"${canary}"}`]) {
        const fault = await faultOf((async () => read(sign(senseless, 'msg_1', now), senseless))());
        expect(fault.kind).toBe('malformed');
        expect(fault.message).not.toContain(canary);
      }
    });

    test('what is forged is refused before it is parsed', async () => {
      expect(await kindOf(() => read(forge('{', 'msg_1', now), '{'))).toBe('unauthorized');
    });
  });
}

const ticketVerbs = [
  'createTicket',
  'readTicket',
  'listTickets',
  'commentTicket',
  'raisePriority',
  'closeTicket',
] as const;
type TicketVerbs = Required<Pick<Verbs, (typeof ticketVerbs)[number]>>;

function allTicketVerbs(verbs: Verbs): TicketVerbs {
  for (const verb of ticketVerbs) if (!verbs[verb]) throw new Error(`a ticket connector has ${verb}`);
  return verbs as TicketVerbs;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
