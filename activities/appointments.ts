/** What following an appointment needs of the world: its record read back, and when its caller is to be reminded. */
import { appointmentRemindersOf } from '../src/agent/calendar/deadlines';
import { officeOf } from '../src/agent/calendar/office-calendar';
import type { Connector } from '../src/connectors/connector';
import type { Slot } from '../src/domain/appointment';
import type { AppointmentReading } from '../src/domain/appointment-watch';
import type { Assistant } from '../src/domain/assistant';
import type { RecordRef } from '../src/domain/ticket';

/** The activities of followed appointments. */
export interface AppointmentActivities {
  /** Reads a followed appointment back. `unreadable` where its connector has no `readAppointment`. */
  readAppointment(record: RecordRef): Promise<AppointmentReading>;
  /**
   * When the caller of an appointment is to be reminded, as the assistant that took it says: ISO instants, oldest first,
   * those that are past left out. None where there is no such assistant any more.
   */
  planReminders(of: { assistant: string; slot: Slot }): Promise<string[]>;
}

/** What they stand on. */
export interface AppointmentParts {
  assistants: { list(): readonly Assistant[] };
  connectors: { get(connection: string): Connector };
  now: () => Date;
}

/** Makes them. */
export function createAppointments({ assistants, connectors, now }: AppointmentParts): AppointmentActivities {
  return {
    async readAppointment({ connection, id }) {
      const { verbs } = connectors.get(connection);
      return verbs.readAppointment ? await verbs.readAppointment(id) : 'unreadable';
    },
    async planReminders({ assistant: id, slot: { startsAt, zone } }) {
      const assistant = assistants.list().find((one) => one.id === id);
      if (!assistant) return await Promise.resolve([]);
      const of = { startsAt, since: now().toISOString() };
      // Days before it are days where it is held.
      const office = { ...officeOf(assistant), zone };
      return appointmentRemindersOf(assistant.appointmentReminders, of, office);
    },
  };
}
