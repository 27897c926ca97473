/**
 * Our own agenda: free times from the assistants' plans, bookings in the store.
 *
 * The verbs name no tenant. A service's id leads to its plan and so to its tenant, and a booking is found only among
 * the tenants of the plans given. So: one agenda over one assistant's plan for what is done in a call, which then sees
 * nothing of other tenants; and one over all plans of a connection for reading back a record by its number.
 */
import { z } from 'zod';
import type { Appointment, Booking } from '../domain/appointment';
import { UsageError } from '../errors';
import type { AgendaBook, Booked } from './agenda-book';
import { agendaSystem, rejected } from './agenda-errors';
import { book, hold, move } from './agenda-holding';
import { findSlots, type Office } from './agenda-search';
import { type AgendaOf, isZone, named } from './agenda-slots';
import { type ConnectorDefinition, defineConnector, type Verbs } from './connector';

export interface AgendaDependencies {
  book: AgendaBook;
  plans: readonly AgendaOf[];
  now?: () => Date;
}

/** The verbs of our own agenda. */
export type Agenda = Required<
  Pick<
    Verbs,
    | 'findSlots'
    | 'holdSlot'
    | 'releaseSlot'
    | 'bookAppointment'
    | 'moveAppointment'
    | 'cancelAppointment'
    | 'readAppointment'
    | 'listAppointments'
  >
>;

const listedAtMost = 20;

/** The agenda as a connector without settings of its own. It honours our keys for as long as the booking exists. */
export function agendaConnector(
  dependencies: AgendaDependencies,
): ConnectorDefinition<Record<string, never>> {
  return defineConnector({
    system: agendaSystem,
    creation: () => ({ class: 'key', indexLagMs: 0, settleMs: 0 }),
    settings: z.strictObject({}),
    connect: (_, connection) => createAgenda({ ...dependencies, connection }),
  });
}

/** The agenda's verbs. Throws `UsageError` where a plan's zone does not exist. */
export function createAgenda(dependencies: AgendaDependencies & { connection: string }): Agenda {
  const office = openOffice(dependencies);
  const { tenants } = office;
  const toAppointment = (booked: Booked): Appointment => ({
    ref: { connection: dependencies.connection, id: booked.id },
    reference: booked.key,
    status: booked.status,
    slot: named(office.plans, booked.slot),
    contact: booked.contact,
    updatedAt: booked.updatedAt,
  });
  const toBooking = (held: Booked | Extract<Booking, { outcome: 'taken' }>): Booking =>
    'outcome' in held ? held : { outcome: 'booked', appointment: toAppointment(held) };

  return {
    findSlots: (query) => findSlots(office, query),
    holdSlot: (draft, key, holdMs) => hold(office, draft, key, holdMs),
    releaseSlot: (key) => office.book.release(tenants, key),
    bookAppointment: async (draft, key) => toBooking(await book(office, draft, key)),
    moveAppointment: async (id, slot, key) => toBooking(await move(office, id, slot, key)),

    async cancelAppointment(id) {
      const cancelled = await office.book.cancel(tenants, id);
      return cancelled && toAppointment(cancelled);
    },

    async readAppointment(id) {
      const found = await office.book.find(tenants, id);
      return found && toAppointment(found);
    },

    async listAppointments(contact) {
      if (contact.phone === undefined && contact.email === undefined)
        throw rejected('Appointments are listed by a phone number or an e-mail address; neither was given.');
      const found = await office.book.listOf(tenants, contact, office.now().toISOString(), listedAtMost);
      return found.map(toAppointment);
    },
  };
}

function openOffice({ book: ledger, plans, now = () => new Date() }: AgendaDependencies): Office {
  for (const { zone } of plans)
    if (!isZone(zone))
      throw new UsageError(
        `There is no time zone "${zone}".`,
        'Write it like Europe/Madrid or America/Sao_Paulo.',
      );
  return { book: ledger, plans, tenants: [...new Set(plans.map(({ tenant }) => tenant))], now };
}
