/** Reading: one ticket, and a person's tickets. */
import { faultOf, make, type Stand } from './subject';

/** What holds in every class. */
export function reading(now: () => Stand): void {
  describe('reading', () => {
    test('a ticket that is gone, or was never one, is undefined', async () => {
      expect(await now().verbs.readTicket('987654')).toBeUndefined();
      const before = now().proxy.passed.length;
      for (const id of ['', 'abc', '../../admin', '1?x=1', '1 OR 1', '٣', '9'.repeat(400)])
        expect(await now().verbs.readTicket(id)).toBeUndefined();
      expect(now().proxy.passed.length).toBe(before);
    });

    test('a person’s tickets are listed newest first, closed ones too, and nobody else’s', async () => {
      const mine = '+34600777001';
      const made = [];
      for (const _ of ['una', 'dos', 'tres']) made.push((await make(now(), { number: mine })).ticket);
      await make(now(), { number: '+34600777002' });
      await now().desk.close(made[0]?.ref.id ?? '');
      const listed = await now().verbs.listTickets({ phone: mine });
      expect(listed.map(({ ref, status }) => [ref.id, status])).toEqual([
        [made[2]?.ref.id, 'open'],
        [made[1]?.ref.id, 'open'],
        [made[0]?.ref.id, 'closed'],
      ]);
      expect(await now().verbs.listTickets({ phone: '+34600777003' })).toEqual([]);
      expect(await now().verbs.listTickets({})).toEqual([]);
    });

    test('at most 20 are listed', async () => {
      const mine = '+34600777004';
      for (let i = 0; i < 21; i += 1) await make(now(), { number: mine });
      expect(await now().verbs.listTickets({ phone: mine })).toHaveLength(20);
    });

    test('whether the system answers can be asked, and changes nothing', async () => {
      const { verbs, proxy } = now();
      const before = proxy.passed.length;
      await verbs.ping?.();
      expect(proxy.passed.slice(before).every((line) => line.startsWith('GET'))).toBe(true);
      proxy.next(['GET'], { status: 503 });
      expect(await faultOf(verbs.ping?.())).toMatchObject({ kind: 'unavailable', outcome: 'not-done' });
    });
  });
}
