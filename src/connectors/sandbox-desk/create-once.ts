/** How a ticket or a declared operation is made once, by the creation class of the connection. */
import type { TicketDraft } from '../../domain/ticket';
import { nativeKey, stampAndListRecent, stampAndLookUp, unguarded } from '../create-once';
import type { Desk, Operation } from './desk';
import type { DeskSettings } from './settings';
import { type Act, type DeskTicket, system } from './shapes';
import { deskDraft } from './translation';

/** Makes what is wanted, once per key. `fresh`: nothing was sent with this key before. */
export type MakeOnce<Wanted, Made> = (wanted: Wanted, key: string, fresh?: boolean) => Promise<Made>;

const listedAtMost = 20;
const foundAtMost = 50;

/** Makes tickets. */
export function createTicketOnce(desk: Desk, settings: DeskSettings): MakeOnce<TicketDraft, DeskTicket> {
  const find = async (key: string) => (await desk.list({ reference: key, limit: foundAtMost })).reverse();

  switch (settings.creation) {
    case 'none': {
      const once = unguarded<DeskTicket>();
      return (draft, key) => once(key, { create: () => desk.create(deskDraft(draft)) });
    }
    case 'key': {
      const once = nativeKey<DeskTicket>({ system, ...settings });
      return (draft, key, fresh) =>
        once(key, {
          fresh,
          askedAt: draft.origin.at,
          find: () => find(key),
          create: () => desk.create({ ...deskDraft(draft), reference: key }, key),
        });
    }
    case 'reference': {
      const once =
        settings.indexLagMs === 0 ? stampAndLookUp<DeskTicket>() : stampAndListRecent<DeskTicket>();
      return (draft, key, fresh) =>
        once(key, {
          fresh,
          find: () => find(key),
          recent: () => newestOf(desk, draft),
          stampOf: ({ reference }) => reference,
          create: () => desk.create({ ...deskDraft(draft), reference: key }),
          doubles: {
            idOf: ({ id }) => id,
            async retire({ id, status }, kept) {
              const comment = `Duplicado / Duplicate: ${kept.id}`;
              if (status !== 'closed') await desk.change(id, { status: 'closed', comment });
            },
          },
        });
    }
  }
}

/** A person's newest tickets, from the desk's own list; nothing where the draft names no way to reach anybody. */
const newestOf = async (desk: Desk, { contact: { phone, email } }: TicketDraft): Promise<DeskTicket[]> =>
  phone || email ? desk.list({ phone, email, limit: listedAtMost }) : [];

/** Carries declared operations out. The desk lists them by reference only and takes none back. */
export function createActOnce(desk: Desk, settings: DeskSettings): MakeOnce<Operation, Act> {
  const find = async (key: string) => (await desk.acts(key)).reverse();

  switch (settings.creation) {
    case 'none': {
      const once = unguarded<Act>();
      return (operation, key) => once(key, { create: () => desk.act(operation) });
    }
    case 'key': {
      const once = nativeKey<Act>({ system, ...settings });
      return (operation, key, fresh) =>
        once(key, {
          fresh,
          find: () => find(key),
          create: () => desk.act({ ...operation, reference: key }, key),
        });
    }
    case 'reference': {
      const once = stampAndLookUp<Act>();
      return (operation, key, fresh) =>
        once(key, {
          fresh,
          find: () => find(key),
          create: () => desk.act({ ...operation, reference: key }),
        });
    }
  }
}
