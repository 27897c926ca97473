/** Telling when many tickets changed last, where a system can: it stands for reading each of them. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ticket } from '../../../src/domain/ticket';
import { faultOf, make, newKey, type Stand } from './subject';

/** Systems stamp by the second. */
const anotherSecondMs = 1100;

export function changedAt(now: () => Stand): void {
  describe('when tickets changed last', () => {
    const told = async (tickets: Pick<Ticket, 'ref'>[]) =>
      await now().verbs.ticketsChangedAt?.(tickets.map(({ ref }) => ref.id));
    const makeThree = async (): Promise<[Ticket, Ticket, Ticket]> => [
      (await make(now())).ticket,
      (await make(now())).ticket,
      (await make(now())).ticket,
    ];

    test('is told of all of them by one request, of closed ones too, as reading each tells it', async () => {
      if (!now().verbs.ticketsChangedAt) return;
      const tickets = await makeThree();
      await now().desk.comment(tickets[1].ref.id, 'Vamos mañana.');
      await now().desk.close(tickets[2].ref.id);
      const before = now().proxy.passed.length;
      const changed = await told(tickets);
      expect(now().proxy.passed.slice(before)).toEqual([expect.stringMatching(/^GET /)]);
      for (const { ref } of tickets)
        expect(changed?.get(ref.id)).toBe((await now().verbs.readTicket(ref.id))?.updatedAt);
      expect(changed?.size).toBe(3);
    });

    test('changes with each remark, closing and reopening, and stays while nothing happens', async () => {
      if (!now().verbs.ticketsChangedAt) return;
      const tickets = await makeThree();
      const [remarked, closed, reopened] = tickets;
      const quiet = (await make(now())).ticket;
      await now().desk.close(reopened.ref.id);
      const before = await told([...tickets, quiet]);
      await sleep(anotherSecondMs);
      await now().desk.comment(remarked.ref.id, 'Vamos mañana.');
      await now().desk.close(closed.ref.id);
      await now().desk.reopen(reopened.ref.id);
      const after = await told([...tickets, quiet]);
      for (const { ref } of tickets) expect(after?.get(ref.id)).not.toBe(before?.get(ref.id));
      expect(after?.get(quiet.ref.id)).toBe(before?.get(quiet.ref.id));
    });

    test('changes with what we do for the caller', async () => {
      if (!now().verbs.ticketsChangedAt) return;
      const { ticket } = await make(now());
      const before = await told([ticket]);
      await sleep(anotherSecondMs);
      await now().verbs.commentTicket(ticket.ref.id, 'Sigue apagada.', newKey());
      expect((await told([ticket]))?.get(ticket.ref.id)).not.toBe(before?.get(ticket.ref.id));
    });

    test('a ticket that is not there is left out, and what is no number leads nowhere', async () => {
      const { verbs, proxy } = now();
      if (!verbs.ticketsChangedAt) return;
      const { ticket } = await make(now());
      const odd = ['', 'abc', '../../admin', '1?x=1', '1,2', '1 OR 1', '٣', '9'.repeat(400)];
      const changed = await verbs.ticketsChangedAt(['987654', ...odd, ticket.ref.id]);
      expect([...changed.keys()]).toEqual([ticket.ref.id]);
      const before = proxy.passed.length;
      expect((await verbs.ticketsChangedAt(odd)).size).toBe(0);
      expect((await verbs.ticketsChangedAt([])).size).toBe(0);
      expect(proxy.passed.length).toBe(before);
    });

    test('of a hundred at once', async () => {
      const { verbs, proxy } = now();
      if (!verbs.ticketsChangedAt) return;
      const tickets = [];
      for (let i = 0; i < 30; i += 1) tickets.push((await make(now(), { fresh: true })).ticket.ref.id);
      const nobodys = Array.from({ length: 70 }, (_, i) => `${900_000 + i}`);
      const before = proxy.passed.length;
      const changed = await verbs.ticketsChangedAt([...nobodys, ...tickets]);
      expect(new Set(changed.keys())).toEqual(new Set(tickets));
      expect(proxy.passed.length).toBe(before + 1);
    });

    test('where the system is away nothing is told of any of them', async () => {
      const { verbs, proxy } = now();
      if (!verbs.ticketsChangedAt) return;
      const { ticket } = await make(now());
      proxy.next(['GET'], { status: 503 });
      expect(await faultOf(verbs.ticketsChangedAt([ticket.ref.id]))).toMatchObject({ kind: 'unavailable' });
    });
  });
}
