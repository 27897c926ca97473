import type { Ticket, TicketDraft } from '../../domain/ticket';
import type { DeskTicket } from './shapes';

/** A desk's ticket in our words. */
export const ticketOf = ({ keys: _, ...ticket }: DeskTicket, connection: string): Ticket => ({
  ...ticket,
  ref: { connection, id: ticket.id },
});

/** A draft as the desk takes it: deadlines are instants there. */
export function deskDraft({ origin, dueDay: _, ...draft }: TicketDraft) {
  const { channel, language, summary, entities } = origin;
  return { ...draft, channel, language, summary: summary || undefined, entities };
}
