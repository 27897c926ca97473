/** A change of a ticket: once where it may carry a key, which stays on the ticket; blindly where it may not. */
import { beforeSending, stampAndLookUp, unguarded } from '../create-once';
import type { Desk } from './desk';
import type { DeskTicket } from './shapes';

/** Makes a change, unless its key is on the ticket already or `isDone` says that there is nothing to do. */
export type ChangeOnce = (
  id: string,
  key: string,
  change: (mark: { key?: string }) => Promise<DeskTicket>,
  isDone?: (ticket: DeskTicket) => boolean,
) => Promise<DeskTicket>;

/** Changes that leave their key. */
export function changeOnce(desk: Desk): ChangeOnce {
  const once = stampAndLookUp<DeskTicket>();
  return (id, key, change, isDone = () => false) =>
    once(`${id} ${key}`, {
      async find() {
        const ticket = await desk.read(id);
        return ticket.keys.includes(key) || isDone(ticket) ? [ticket] : [];
      },
      create: () => change({ key }),
    });
}

/** Changes that leave nothing; each try makes its own. */
export function changeUnguarded(desk: Desk): ChangeOnce {
  const once = unguarded<DeskTicket>();
  return (id, key, change, isDone) =>
    once(`${id} ${key}`, {
      async create() {
        const ticket = isDone && (await beforeSending(() => desk.read(id)));
        return ticket && isDone(ticket) ? ticket : await change({});
      },
    });
}
