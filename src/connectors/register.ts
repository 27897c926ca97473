/** Our own case register: tickets kept in the store, for offices without a system, and while the system of others is away. */
import { z } from 'zod';
import { isMoreUrgent } from '../domain/priority';
import type { Ticket } from '../domain/ticket';
import { ConnectorError } from '../errors';
import type { CaseRegister, RegisterChange, RegisterTicket } from './case-register';
import { type ConnectorDefinition, defineConnector } from './connector';

/** The name of our own register among the systems. */
export const registerSystem = 'register';
const listedAtMost = 20;

/** The register as a connector without settings of its own. It honours our keys for as long as the ticket exists. */
export const registerConnector = (register: CaseRegister): ConnectorDefinition<Record<string, never>> =>
  defineConnector({
    system: registerSystem,
    // One statement files a ticket or finds it filed: a request that we gave up on cannot make a second one later.
    creation: () => ({ class: 'key', indexLagMs: 0, settleMs: 0 }),
    settings: z.strictObject({}),

    connect(_, connection) {
      const ours = toTicket(connection);
      const change = async (id: string, key: string, decide: (now: RegisterTicket) => RegisterChange) => {
        const changed = await register.change(connection, id, key, decide);
        if (changed) return ours(changed);
        throw new ConnectorError(registerSystem, 'missing', 'The register has no ticket of that number.');
      };
      return {
        ping: async () => void (await register.list(connection, { limit: 1 })),
        createTicket: async (draft, key) => ours(await register.file(connection, draft, key)),
        async readTicket(id) {
          const found = await register.find(connection, id);
          return found && ours(found);
        },
        listTickets: async (contact) =>
          contact.phone || contact.email
            ? (await register.list(connection, { contact, limit: listedAtMost })).map(ours)
            : [],
        commentTicket: (id, text, key) => change(id, key, () => ({ comment: { author: 'caller', text } })),
        raisePriority: (id, to, key) =>
          change(id, key, ({ priority }) => (isMoreUrgent(to, priority) ? { priority: to } : {})),
        closeTicket: (id, reason, key) => change(id, key, () => closing('caller', reason)),
        reopenTicket: (id, reason, key) => change(id, key, (now) => reopening(now, reason)),
      };
    },
  });

/** What closing does: the status, and the reason as a comment where there is one. */
export const closing = (author: 'office' | 'caller', reason: string): RegisterChange => ({
  status: 'closed',
  ...commented(author, reason),
});

/** What opening again does; a ticket that is not closed keeps its status, which may be `pending`. */
const reopening = ({ status }: RegisterTicket, reason: string): RegisterChange => ({
  ...(status === 'closed' ? { status: 'open' } : {}),
  ...commented('caller', reason),
});

const commented = (author: 'office' | 'caller', text: string): Pick<RegisterChange, 'comment'> =>
  text.trim() === '' ? {} : { comment: { author, text: text.trim() } };

const toTicket =
  (connection: string) =>
  ({ id, key, status, priority, draft, comments, createdAt, updatedAt }: RegisterTicket): Ticket => ({
    ref: { connection, id },
    reference: key,
    status,
    priority,
    subject: draft.subject,
    team: draft.team,
    contact: draft.contact,
    comments,
    createdAt,
    updatedAt,
  });
