/** The tickets of one desk: in memory, and on disk before anybody is told of them. */
import { openJournal } from '../journal-file';
import { type DeskTicket, deskTicket, type NewTicket, type TicketChange, type TicketQuery } from './shapes';

/** How a ledger counts. */
export interface Counting {
  /** Number of its first ticket. */
  firstNumber?: number | undefined;
  now?: () => Date;
}

/** Who writes a comment: the office, or the caller by way of a client. */
export type Author = DeskTicket['comments'][number]['author'];

/** The tickets of one desk. Every change is on disk when it returns; undefined means there is no such ticket. */
export interface Ledger {
  /** The ticket; with an idempotency key that made one already, that one, whatever the draft says now. */
  create(draft: NewTicket, idempotencyKey?: string): { ticket: DeskTicket; isNew: boolean };
  change(id: string, change: TicketChange, author: Author): DeskTicket | undefined;
  find(id: string): DeskTicket | undefined;
  /** Newest first. */
  search(query: TicketQuery): DeskTicket[];
  /** Newest first. */
  list(limit: number): DeskTicket[];
  size(): number;
  close(): void;
}

/** Opens a desk's ledger file; each of its lines is a ticket as it stood after a change. */
export function openLedger(
  path: string,
  { firstNumber = 1001, now = () => new Date() }: Counting = {},
): Ledger {
  const journal = openJournal(path, deskTicket);
  const tickets = new Map(journal.records.map((ticket) => [ticket.id, ticket]));

  const byKey = new Map<string, string>();
  for (const ticket of tickets.values()) remember(byKey, ticket);

  const keep = (ticket: DeskTicket): DeskTicket => {
    journal.append(ticket);
    tickets.set(ticket.id, ticket);
    remember(byKey, ticket);
    return ticket;
  };
  const newestFirst = (): DeskTicket[] => [...tickets.values()].reverse();

  return {
    create(draft, idempotencyKey) {
      const before = tickets.get(byKey.get(idempotencyKey ?? '') ?? '');
      if (before) return { ticket: before, isNew: false };
      const id = `${firstNumber + tickets.size}`;
      const made = opened({ ...draft, id }, now().toISOString());
      return { ticket: keep(idempotencyKey === undefined ? made : { ...made, idempotencyKey }), isNew: true };
    },

    change(id, change, author) {
      const before = tickets.get(id);
      return before && keep(changed(before, change, author, now().toISOString()));
    },

    find: (id) => tickets.get(id),
    search: ({ reference, phone, email, ids, limit }) =>
      newestFirst()
        .filter(
          (ticket) =>
            (reference !== undefined && ticket.reference === reference) ||
            (phone !== undefined && ticket.contact.phone === phone) ||
            (email !== undefined && ticket.contact.email === email) ||
            ids?.includes(ticket.id),
        )
        .slice(0, limit),
    list: (limit) => newestFirst().slice(0, limit),
    size: () => tickets.size,
    close: () => journal.close(),
  };
}

const opened = (draft: NewTicket & { id: string }, at: string): DeskTicket => ({
  ...draft,
  status: 'open',
  comments: [],
  keys: [],
  createdAt: at,
  updatedAt: at,
});

/** Keeps a ticket's number by the idempotency key that made it. */
function remember(byKey: Map<string, string>, { idempotencyKey, id }: DeskTicket): void {
  if (idempotencyKey !== undefined) byKey.set(idempotencyKey, id);
}

function changed(before: DeskTicket, change: TicketChange, author: Author, at: string): DeskTicket {
  const { comment, key, priority = before.priority, status = before.status, team = before.team } = change;
  const comments = [...before.comments];
  if (comment !== undefined)
    comments.push({ id: `${before.id}-${comments.length + 1}`, author, text: comment, at });
  const keys = key === undefined ? before.keys : [...before.keys, key];
  return { ...before, priority, status, team, comments, keys, updatedAt: at };
}
