/** What each answer of the system becomes, over a server that always gives the same one. */
import type { CreationClass } from '../../../src/domain/terms';
import type { ErrorKind } from '../../../src/errors';
import { type Answering, answering, type AnswerOf, nowhere } from '../../fakes/answering-server';
import { allTicketVerbs, canary, type ContractSubject, draftOf, faultOf, newKey, phone } from './subject';

export function faults(subject: ContractSubject, creation: CreationClass): void {
  const connect = (url: string) => allTicketVerbs(subject.connect(url, creation));

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
      ['malformed', { status: 200, body: '{}' }],
      ['malformed', { status: 200, body: '[]' }],
      ['malformed', { status: 200, body: 'null' }],
      ['timeout', 'reset'],
      ['timeout', 'silent'],
    ];
    test.each(cases)('%s follows from %j', async (kind, answer) => {
      server = await answering(answer);
      const verbs = connect(server.url);
      // A record may be gone; a list or the door for new records may not, so its absence is somebody's mistake.
      const collection = kind === 'missing' ? 'rejected' : kind;
      const tries: [ErrorKind, () => Promise<unknown>][] = [
        [collection, () => verbs.createTicket(draftOf(), newKey())],
        [collection, () => verbs.listTickets({ phone })],
        [kind, () => verbs.commentTicket('1', canary, newKey())],
      ];
      const { ticketsChangedAt } = verbs;
      if (ticketsChangedAt) tries.push([collection, () => ticketsChangedAt(['1'])]);
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

    test('JSON that breaks off is retried where something may have been done, and not quoted', async () => {
      server = await answering({ status: 200, body: `{"${canary}":` });
      const verbs = connect(server.url);
      const read = await faultOf(verbs.readTicket('1'));
      expect(read).toMatchObject({ kind: 'malformed', outcome: 'not-done' });
      expect(read.message).not.toContain(canary);
    });

    test('Retry-After is handed on', async () => {
      server = await answering({ status: 429, headers: { 'retry-after': '17' } });
      const fault = await faultOf(connect(server.url).createTicket(draftOf(), newKey()));
      expect(fault).toMatchObject({ kind: 'throttled', retryAfterMs: 17_000, outcome: 'not-done' });
    });

    test('a port where nothing listens is unavailable, and nothing was done', async () => {
      const fault = await faultOf(
        connect(await nowhere()).createTicket(draftOf(), newKey(), { fresh: true }),
      );
      expect(fault).toMatchObject({ kind: 'unavailable', outcome: 'not-done' });
    });
  });
}
