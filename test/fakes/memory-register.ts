/** Our case register in this process's memory; the register's own tests use real databases. */
import type { CaseRegister, RegisterTicket } from '../../src/connectors/case-register';

/** Makes an empty one. */
export function createMemoryRegister(): CaseRegister {
  const tickets = new Map<string, RegisterTicket>();
  const done = new Set<string>();
  const now = () => new Date().toISOString();
  return {
    async file(register, draft, key) {
      const at = `${register} ${key}`;
      const filed = tickets.get(at) ?? {
        ...{ id: key, key, status: 'open' as const, priority: draft.priority, draft, comments: [] },
        ...{ createdAt: now(), updatedAt: now() },
      };
      tickets.set(at, filed);
      return filed;
    },
    find: async (register, id) => tickets.get(`${register} ${id}`),
    list: async (register, { limit, contact, open }) =>
      [...tickets]
        .filter(([at]) => at.startsWith(`${register} `))
        .map(([, ticket]) => ticket)
        .filter(({ status }) => !open || status !== 'closed')
        .filter(({ draft }) => contact === undefined || draft.contact.phone === contact.phone)
        .toReversed()
        .slice(0, limit),
    async change(register, id, key, change) {
      const at = `${register} ${id}`;
      const ticket = tickets.get(at);
      if (!ticket || done.has(`${at} ${key}`)) return ticket;
      done.add(`${at} ${key}`);
      const { comment, ...next } = change(ticket);
      const comments = [...ticket.comments, ...(comment ? [{ id: key, at: now(), ...comment }] : [])];
      const changed = { ...ticket, ...next, comments, updatedAt: now() };
      tickets.set(at, changed);
      return changed;
    },
  };
}
