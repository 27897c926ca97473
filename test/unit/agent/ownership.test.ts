import { ownTicket } from '../../../src/agent/ownership';
import type { Wish } from '../../../src/agent/tools';
import type { Verbs } from '../../../src/connectors/connector';
import { mintCode } from '../../../src/domain/code';
import type { Ticket } from '../../../src/domain/ticket';
import { phrasesOf } from '../../../src/language/phrases-of';

const from = '+34600000001';
const at = '2026-11-21T10:00:00.000Z';

/** A system that has just these tickets. */
const systemOf = (connection: string, tickets: Record<string, string>): Verbs => ({
  readTicket: async (id): Promise<Ticket | undefined> =>
    tickets[id] === undefined
      ? undefined
      : {
          ...{ ref: { connection, id }, status: 'open', priority: 'normal', subject: connection },
          ...{ contact: { phone: tickets[id] }, comments: [], createdAt: at, updatedAt: at },
        },
});

const code = mintCode(() => 0.3);

/** A caller's wish at the desk, whose code became a record elsewhere. */
function wishFor(known: { tenant: string; connection: string; recordId: string }): Wish {
  const systems: Record<string, Verbs> = {
    desk: systemOf('desk', { '1001': from, '1002': '+34600000002' }),
    register: systemOf('register', { [code]: from, '1001': from }),
  };
  return {
    assistant: { tenant: 'valdeseda' },
    caller: { from },
    phrases: phrasesOf('es'),
    verbs: systems['desk'],
    dependencies: {
      recordOfCode: async (asked: string) => (asked === code ? known : undefined),
      connections: { verbsOf: (name: string) => systems[name] },
    },
  } as unknown as Wish;
}

test('what went to the register while its system was away is found there by its code', async () => {
  const wish = wishFor({ tenant: 'valdeseda', connection: 'register', recordId: code });
  expect(await ownTicket(wish, code)).toMatchObject({
    ticket: { ref: { connection: 'register', id: code } },
  });
});

test('a number is one of the assistant’s own system', async () => {
  const wish = wishFor({ tenant: 'valdeseda', connection: 'register', recordId: code });
  expect(await ownTicket(wish, '1001')).toMatchObject({ ticket: { ref: { connection: 'desk' } } });
  expect(await ownTicket(wish, '1002')).toEqual({ say: phrasesOf('es').notFound() });
});

test('the code of another tenant leads nowhere, not even for the same caller', async () => {
  const wish = wishFor({ tenant: 'another', connection: 'register', recordId: '1001' });
  expect(await ownTicket(wish, code)).toEqual({ say: phrasesOf('es').notFound() });
});
