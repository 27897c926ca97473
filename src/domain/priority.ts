/** How urgent a caller may make a ticket. */
import type { Priority, Ticket } from './ticket';

const ladder: Priority[] = ['low', 'normal', 'high', 'urgent'];

/** Whether `a` is more urgent than `b`. */
export const isMoreUrgent = (a: Priority, b: Priority): boolean => ladder.indexOf(a) > ladder.indexOf(b);

/**
 * The priority one step up, or why it may not be raised. Callers raise up to `high`; `urgent` is the office's own word
 * (or that of an errand's `raiseWhen`).
 */
export function raised(
  ticket: Pick<Ticket, 'status' | 'priority'>,
): { priority: Priority } | { refused: 'already-closed' | 'already-that-urgent' } {
  if (ticket.status === 'closed') return { refused: 'already-closed' };
  if (!isMoreUrgent('high', ticket.priority)) return { refused: 'already-that-urgent' };
  return { priority: ladder[ladder.indexOf(ticket.priority) + 1] ?? 'high' };
}
