/** Changing: comments, priority, closing and opening again, once per key. */
import { faultOf, make, newKey, type Stand } from './subject';

/** What holds where a change can leave its key on the ticket. */
export function changing(now: () => Stand): void {
  describe('changing', () => {
    test('a comment is made once, although its answer was lost', async () => {
      const { ticket } = await make(now());
      const key = newKey();
      now().proxy.next(['POST', 'PUT', 'PATCH'], 'cut');
      await faultOf(now().verbs.commentTicket(ticket.ref.id, 'Sigue apagada.', key));
      const commented = await now().verbs.commentTicket(ticket.ref.id, 'Sigue apagada.', key);
      expect(commented.comments).toMatchObject([{ author: 'caller', text: 'Sigue apagada.' }]);
      expect((await now().verbs.readTicket(ticket.ref.id))?.comments).toHaveLength(1);
    });

    test('a change whose look fails has done nothing, and nothing was sent', async () => {
      const { ticket } = await make(now());
      const before = now().proxy.passed.length;
      now().proxy.next(['GET'], { status: 503 });
      const change = now().verbs.commentTicket(ticket.ref.id, 'Sigue apagada.', newKey());
      expect(await faultOf(change)).toMatchObject({ kind: 'unavailable', outcome: 'not-done' });
      expect(now().proxy.passed.slice(before)).toEqual([]);
    });

    test('the same words under two keys are two comments, and the office’s are told apart', async () => {
      const { ticket } = await make(now());
      await now().verbs.commentTicket(ticket.ref.id, 'Gracias', newKey());
      await now().desk.comment(ticket.ref.id, 'Vamos mañana.');
      await now().verbs.commentTicket(ticket.ref.id, 'Gracias', newKey());
      const read = await now().verbs.readTicket(ticket.ref.id);
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
        const { ticket } = await make(now());
        const key = newKey();
        const change = () =>
          verb === 'raisePriority'
            ? now().verbs.raisePriority(ticket.ref.id, 'high', key)
            : now().verbs.closeTicket(ticket.ref.id, 'Ya funciona.', key);
        now().proxy.next(['POST', 'PUT', 'PATCH'], 'cut');
        expect((await faultOf(change())).kind).toBe('timeout');
        const before = now().proxy.passed.length;
        const changed = await change();
        expect(verb === 'raisePriority' ? changed.priority : changed.status).toBe(
          verb === 'raisePriority' ? 'high' : 'closed',
        );
        expect(
          now()
            .proxy.passed.slice(before)
            .every((line) => line.startsWith('GET')),
        ).toBe(true);
      },
    );

    test('priority is raised and never lowered', async () => {
      const { ticket } = await make(now());
      expect((await now().verbs.raisePriority(ticket.ref.id, 'urgent', newKey())).priority).toBe('urgent');
      expect((await now().verbs.raisePriority(ticket.ref.id, 'high', newKey())).priority).toBe('urgent');
      expect((await now().verbs.readTicket(ticket.ref.id))?.priority).toBe('urgent');
    });

    test('a ticket is closed with its reason, and stays reopened when the same key comes again', async () => {
      const { ticket } = await make(now());
      const key = newKey();
      const closed = await now().verbs.closeTicket(ticket.ref.id, 'Ya funciona.', key);
      expect(closed.status).toBe('closed');
      expect(closed.comments).toMatchObject([{ author: 'caller', text: 'Ya funciona.' }]);
      await now().desk.reopen(ticket.ref.id);
      const again = await now().verbs.closeTicket(ticket.ref.id, 'Ya funciona.', key);
      expect(again.status).toBe('open');
      expect(again.comments).toHaveLength(1);
    });

    test('a ticket the office closed takes the reason once, and none where there is none', async () => {
      const { ticket } = await make(now());
      await now().desk.close(ticket.ref.id);
      const key = newKey();
      await now().verbs.closeTicket(ticket.ref.id, 'Ya funciona.', key);
      expect((await now().verbs.closeTicket(ticket.ref.id, 'Ya funciona.', key)).comments).toHaveLength(1);
      expect((await now().verbs.closeTicket(ticket.ref.id, '', newKey())).comments).toHaveLength(1);
    });

    test('a closed ticket is opened again once, although its answer was lost, and stays closed when the office closes it anew', async () => {
      const { ticket } = await make(now());
      await now().desk.close(ticket.ref.id);
      const key = newKey();
      const reopen = () => now().verbs.reopenTicket(ticket.ref.id, ' Sigue apagada. ', key);
      now().proxy.next(['POST', 'PUT', 'PATCH'], 'cut');
      expect((await faultOf(reopen())).kind).toBe('timeout');
      const before = now().proxy.passed.length;
      expect(await reopen()).toMatchObject({
        status: 'open',
        comments: [{ author: 'caller', text: 'Sigue apagada.' }],
      });
      await now().desk.close(ticket.ref.id);
      const again = await reopen();
      expect(again).toMatchObject({ status: 'closed' });
      expect(again.comments).toHaveLength(1);
      expect(
        now()
          .proxy.passed.slice(before)
          .every((line) => line.startsWith('GET')),
      ).toBe(true);
    });

    test('under a new key it is opened again, without a reason too', async () => {
      const { ticket } = await make(now());
      for (const _ of [1, 2]) {
        await now().desk.close(ticket.ref.id);
        const reopened = await now().verbs.reopenTicket(ticket.ref.id, '', newKey());
        expect(reopened).toMatchObject({ status: 'open', comments: [] });
      }
    });

    test('a ticket that is open already takes the reason once, and its closing since then stands', async () => {
      const { ticket } = await make(now());
      const key = newKey();
      const reopen = () => now().verbs.reopenTicket(ticket.ref.id, 'Sigue apagada.', key);
      now().proxy.next(['POST', 'PUT', 'PATCH'], 'cut');
      await faultOf(reopen());
      expect(await reopen()).toMatchObject({ status: 'open', comments: [{ author: 'caller' }] });
      await now().desk.close(ticket.ref.id);
      const again = await reopen();
      expect(again.status).toBe('closed');
      expect(again.comments).toHaveLength(1);
    });

    test('where it is open and there is no reason, nothing is sent', async () => {
      const { ticket } = await make(now());
      const before = now().proxy.passed.length;
      expect((await now().verbs.reopenTicket(ticket.ref.id, ' ', newKey())).status).toBe('open');
      expect(
        now()
          .proxy.passed.slice(before)
          .every((line) => line.startsWith('GET')),
      ).toBe(true);
    });

    test('a ticket that is gone is missing for every change', async () => {
      const gone = '987654';
      const changes = [
        () => now().verbs.commentTicket(gone, 'x', newKey()),
        () => now().verbs.raisePriority(gone, 'high', newKey()),
        () => now().verbs.closeTicket(gone, 'x', newKey()),
        () => now().verbs.reopenTicket(gone, 'x', newKey()),
      ];
      for (const change of changes) expect((await faultOf(change())).kind).toBe('missing');
    });
  });
}

/** What holds where a change leaves nothing behind: a lost answer costs a second one. */
export function changingUnguarded(now: () => Stand): void {
  describe('changing without a guard', () => {
    test('a comment is made at once, without a look, and leaves no key', async () => {
      const { ticket } = await make(now());
      const key = newKey();
      const before = now().proxy.passed.length;
      const commented = await now().verbs.commentTicket(ticket.ref.id, 'Sigue apagada.', key);
      expect(commented.comments).toMatchObject([{ author: 'caller', text: 'Sigue apagada.' }]);
      expect(now().proxy.passed.slice(before)).toHaveLength(1);
      await now().verbs.commentTicket(ticket.ref.id, 'Sigue apagada.', key);
      expect((await now().verbs.readTicket(ticket.ref.id))?.comments).toHaveLength(2);
    });

    test('priority is raised and never lowered, and a ticket is closed with its reason', async () => {
      const { ticket } = await make(now());
      expect((await now().verbs.raisePriority(ticket.ref.id, 'urgent', newKey())).priority).toBe('urgent');
      expect((await now().verbs.raisePriority(ticket.ref.id, 'high', newKey())).priority).toBe('urgent');
      const closed = await now().verbs.closeTicket(ticket.ref.id, 'Ya funciona.', newKey());
      expect(closed).toMatchObject({ status: 'closed', comments: [{ text: 'Ya funciona.' }] });
    });

    test('a closed ticket is opened again with the reason, and an open one takes the reason only', async () => {
      const { ticket } = await make(now());
      await now().desk.close(ticket.ref.id);
      expect(await now().verbs.reopenTicket(ticket.ref.id, 'Sigue apagada.', newKey())).toMatchObject({
        status: 'open',
        comments: [{ text: 'Sigue apagada.' }],
      });
      expect((await now().verbs.reopenTicket(ticket.ref.id, 'De verdad.', newKey())).comments).toHaveLength(
        2,
      );
      expect((await now().verbs.reopenTicket(ticket.ref.id, '', newKey())).comments).toHaveLength(2);
    });

    test('where reading the priority fails, nothing was raised', async () => {
      const { ticket } = await make(now());
      now().proxy.next(['GET'], 'cut');
      expect(await faultOf(now().verbs.raisePriority(ticket.ref.id, 'high', newKey()))).toMatchObject({
        outcome: 'not-done',
      });
    });
  });
}
