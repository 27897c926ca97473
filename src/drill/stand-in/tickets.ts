/** The tickets of a stand-in system. */
import {
  type DeskTicket,
  newComment,
  newTicket,
  type TicketChange,
  ticketChange,
  ticketQuery,
} from '../../sandbox/shapes';
import {
  answered,
  type DeskAnswer,
  type DeskParts,
  type DeskRequest,
  done,
  jsonOf,
  marksOf,
  noReferences,
  refused,
  shaped,
} from './protocol';
import { createRecords } from './records';

/** What may be asked about tickets. */
export function ticketDoors(parts: DeskParts) {
  const records = createRecords<DeskTicket>(parts.nextNumber, parts.lagMs);
  const change = (id: string, tool: string, { key, ...wish }: TicketChange, args: object): DeskAnswer => {
    const before = records.read(id);
    if (!before) return noTicket();
    const mark = parts.class === 'none' ? undefined : key;
    const ticket = changed(before, wish, mark);
    records.replace(ticket);
    parts.write({ tool, arguments: jsonOf({ id, ...args }), key: mark, recordId: id });
    return done(200, { ticket });
  };

  return {
    create: ({ idempotencyKey, body }: DeskRequest) =>
      shaped(newTicket, body, ({ reference: given, ...draft }) => {
        const { key, ...marks } = marksOf(parts, idempotencyKey, given);
        const known = records.byKey(marks.honoured);
        if (known) return answered({ ticket: known });
        const ticket = opened(
          { ...draft, ...(marks.reference && { reference: marks.reference }) },
          records.nextId(),
        );
        records.add(ticket, { ...marks, words: [draft.contact.phone, draft.contact.email] });
        parts.write({ tool: 'createTicket', arguments: jsonOf(draft), key, recordId: ticket.id });
        return done(201, { ticket });
      }),

    list: ({ query }: DeskRequest) =>
      shaped(ticketQuery, query, ({ reference, phone, email, ids = [], limit }) => {
        if (reference !== undefined && parts.class === 'none') return noReferences();
        const words = [phone, email].flatMap((word) => word ?? []);
        const found = new Set([
          ...(reference === undefined ? [] : records.byReference(reference)),
          ...words.flatMap((word) => records.byWord(word)),
          ...ids.flatMap((id) => records.read(id) ?? []),
        ]);
        const newestFirst = [...found].sort((one, other) => Number(other.id) - Number(one.id));
        return answered({ tickets: newestFirst.slice(0, limit) });
      }),

    read(id: string) {
      const ticket = records.read(id);
      return ticket ? answered({ ticket }) : noTicket();
    },

    change: (id: string, { body }: DeskRequest) =>
      shaped(ticketChange, body, ({ key, ...wish }) => change(id, 'changeTicket', { key, ...wish }, wish)),

    comment: (id: string, { body }: DeskRequest) =>
      shaped(newComment, body, ({ text, key }) => {
        const answer = change(id, 'commentTicket', { comment: text, key }, { text });
        return answer.deed ? { ...answer, status: 201 } : answer;
      }),
  };
}

const noTicket = (): DeskAnswer => refused(404, 'There is no such ticket.');

function opened(draft: Omit<DeskTicket, keyof ReturnType<typeof emptyTicket>>, id: string): DeskTicket {
  return { ...draft, ...emptyTicket(id) };
}

function emptyTicket(id: string) {
  const at = new Date().toISOString();
  return { id, status: 'open' as const, comments: [], keys: [], createdAt: at, updatedAt: at };
}

function changed(before: DeskTicket, wish: Omit<TicketChange, 'key'>, mark: string | undefined): DeskTicket {
  const { comment: text, priority = before.priority, status = before.status, team = before.team } = wish;
  const at = new Date().toISOString();
  const id = `${before.id}-${before.comments.length + 1}`;
  const added = text === undefined ? [] : [{ id, author: 'caller' as const, text, at }];
  const keys = mark === undefined ? before.keys : [...before.keys, mark];
  return { ...before, priority, status, team, comments: [...before.comments, ...added], keys, updatedAt: at };
}
