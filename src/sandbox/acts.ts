/** The declared operations that one desk has carried out: in memory, and on disk before anybody is told of them. */
import { openJournal } from '../journal-file';
import { type DeskAct, deskAct, type NewAct, type Operation } from './shapes';

/** The acts of one desk. */
export interface Acts {
  /** Is on disk when it returns; with an idempotency key that was used already, the first act. */
  carryOut(wanted: NewAct, idempotencyKey?: string): { act: DeskAct; isNew: boolean };
  /** Newest first. */
  search(reference: string): DeskAct[];
  close(): void;
}

/** Opens a desk's file of acts; each of its lines is one. */
export function openActs(path: string, now = () => new Date()): Acts {
  const journal = openJournal(path, deskAct);
  const acts = [...journal.records];

  return {
    carryOut(wanted, idempotencyKey) {
      const before =
        idempotencyKey !== undefined && acts.find((act) => act.idempotencyKey === idempotencyKey);
      if (before) return { act: before, isNew: false };
      const act: DeskAct = {
        ...wanted,
        id: `A${acts.length + 1}`,
        ...(idempotencyKey !== undefined && { idempotencyKey }),
        answer: answerTo(wanted),
        createdAt: now().toISOString(),
      };
      journal.append(act);
      acts.push(act);
      return { act, isNew: true };
    },
    search: (reference) => acts.filter((act) => act.reference === reference).reverse(),
    close: () => journal.close(),
  };
}

/** A sandbox knows no operations: it says yes to each, and what it was asked. */
export const answerTo = ({ arguments: given }: Operation): DeskAct['answer'] => ({
  status: 'success',
  ...given,
});
