/** A change of a ticket: once where it may carry a key, which stays on the ticket; blindly where it may not. */
import { beforeSending, stampAndLookUp, unguarded } from '../create-once';
import type { Desk } from './desk';
import type { DeskTicket } from './shapes';

/**
 * Makes a change, unless its key is on the ticket already or `isDone` says that there is nothing to do. `now` is the
 * ticket as it was read just before; it is always there for a change that brings `isDone`.
 */
export type ChangeOnce = (
  id: string,
  key: string,
  change: (mark: { key?: string }, now?: DeskTicket) => Promise<DeskTicket>,
  isDone?: (ticket: DeskTicket) => boolean,
) => Promise<DeskTicket>;

/** Changes that leave their key. */
export function changeOnce(desk: Desk): ChangeOnce {
  const once = stampAndLookUp<DeskTicket>();
  return (id, key, change, isDone = () => false) => {
    let now: DeskTicket | undefined;
    return once(`${id} ${key}`, {
      async find() {
        now = await desk.read(id);
        return now.keys.includes(key) || isDone(now) ? [now] : [];
      },
      create: () => change({ key }, now),
    });
  };
}

/** Changes that leave nothing; each try makes its own. */
export function changeUnguarded(desk: Desk): ChangeOnce {
  const once = unguarded<DeskTicket>();
  return (id, key, change, isDone) =>
    once(`${id} ${key}`, {
      async create() {
        const ticket = isDone && (await beforeSending(() => desk.read(id)));
        return ticket && isDone(ticket) ? ticket : await change({}, ticket);
      },
    });
}
