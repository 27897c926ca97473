import type { ChangeOnce } from './change-once';
import type { Desk } from './desk';
import type { DeskTicket } from './shapes';

/** Closing and opening again, each with its reason in the same request; an empty reason is none. */
export function openAndClosed(desk: Desk, change: ChangeOnce) {
  const isOpen = (ticket?: DeskTicket): boolean => ticket !== undefined && ticket.status !== 'closed';
  const wordsOf = (reason: string): string | undefined => reason.trim() || undefined;
  return {
    async close(id: string, reason: string, key: string): Promise<DeskTicket> {
      const comment = wordsOf(reason);
      return await change(id, key, (mark) => desk.change(id, { status: 'closed', comment, ...mark }));
    },

    /** What is not closed keeps its status, which may be `pending`. */
    async reopen(id: string, reason: string, key: string): Promise<DeskTicket> {
      const comment = wordsOf(reason);
      const reopen = (mark: object, now?: DeskTicket) =>
        desk.change(id, { ...(isOpen(now) ? {} : { status: 'open' }), comment, ...mark });
      return await change(id, key, reopen, (now) => isOpen(now) && comment === undefined);
    },
  };
}
