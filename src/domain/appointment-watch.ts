/** Shapes of following an appointment: what is known of it, and what its caller did about it. */
import type { Appointment, Slot } from './appointment';
import type { News, Watched } from './follow-up';
import type { ReachChannel } from './reach';

/** An appointment that is watched until its time is over, or it is cancelled; plain data, so that it continues as new. */
export interface AppointmentWatch extends Watched {
  /** `gone`: the system has no such record any more. `replaced`: the system moved it to a record of another number. */
  status: 'booked' | 'cancelled' | 'gone' | 'replaced' | 'over';
  /** The time as the caller knows it, or was just told. */
  slot: Slot;
  /** When the system last changed it, as it says; what is older than that says nothing. */
  updatedAt: string;
  /** ISO instants of the reminders of this time that are still ahead, oldest first; undefined until they are worked out. */
  remindAt?: string[];
  /** Reminders of this time that were sent. */
  reminded: number;
  /** Changes of the caller's own that are under way. */
  asked: AskedChange[];
  /** The caller confirmed this time. */
  confirmed?: Confirmation;
  /** A notice of this time that may not have left yet, by its number. */
  onItsWay?: { number: number; slot: Slot };
  /** What the caller was told last, oldest first, bounded. `at` is an ISO instant, `how` as on the trail. */
  told: { what: News['what']; at: string; how: string }[];
}

/** What the caller asked for by a delivery; without a `slot`, that it be cancelled. */
export interface AskedChange {
  /** Of the delivery. */
  code: string;
  slot?: Slot;
}

/** How such a delivery ended; without an `appointment` nothing was changed. */
export interface EndedChange {
  code: string;
  appointment?: Appointment;
}

/** By what they confirmed it, and when (ISO instant). */
export interface Confirmation {
  by: ReachChannel;
  at: string;
}

/** What a look found: undefined when there is no such record; `unreadable` where the system cannot read one back. */
export type AppointmentReading = Appointment | undefined | 'unreadable';

/** A change that the office made. */
export type OfficeChange = 'moved' | 'cancelled';
