/** The port to where our own agenda keeps its bookings; `src/store/agenda-book.ts` is its implementation. */
import type { Slot } from '../domain/appointment';
import type { Contact, Origin } from '../domain/ticket';

/** A time that is to be somebody's. `heldUntil` is the end with the minutes kept free after it, as ISO instant. */
export interface Held {
  slot: Slot;
  heldUntil: string;
}

/** A booking that is to be made. */
export interface NewBooking extends Held {
  tenant: string;
  contact: Contact;
  note?: string | undefined;
  origin: Origin;
}

/** A booking as the book has it. `id` is short and sayable; `key` made it; `updatedAt` is an ISO instant. */
export interface Booked {
  id: string;
  tenant: string;
  key: string;
  status: 'booked' | 'cancelled';
  slot: Slot;
  contact: Contact;
  updatedAt: string;
}

/** A time at which a professional is not free, with the minutes kept free after it; ISO instants. */
export interface Busy {
  professional: string;
  from: string;
  until: string;
}

/** Keeps bookings so that no two of one tenant's professional overlap, whoever asks at once. Throws `ConnectorError` only. */
export interface AgendaBook {
  /** What is booked or held of a tenant's professionals between two ISO instants, but for what the call holds itself. */
  busy(
    tenant: string,
    professionals: string[],
    from: string,
    until: string,
    callId?: string,
  ): Promise<Busy[]>;
  /**
   * Keeps the time for a key, for milliseconds from now; a key holds one time, the last. `taken` when somebody else has
   * it, `too-many` when as much is held for this person already as anybody may hold.
   */
  hold(booking: NewBooking, key: string, holdMs: number): Promise<{ until: string } | 'taken' | 'too-many'>;
  /** Lets go what a key holds, where it holds anything. */
  release(tenants: string[], key: string): Promise<void>;
  /** Takes the time, once per key; what the key holds becomes the booking. Undefined when somebody else has it. */
  book(booking: NewBooking, key: string): Promise<Booked | undefined>;
  /**
   * Gives the old time back and takes the new one in the same moment, once per key.
   * `taken` when somebody else has the new one, `gone` when there is no such booking (any more).
   */
  move(tenant: string, id: string, to: Held, key: string): Promise<Booked | 'taken' | 'gone'>;
  /** Gives the time back. Undefined when there never was such a booking. */
  cancel(tenants: string[], id: string): Promise<Booked | undefined>;
  find(tenants: string[], id: string): Promise<Booked | undefined>;
  /** The booking that an order with this key made, or moved. */
  findByKey(tenants: string[], key: string): Promise<Booked | undefined>;
  /** A person's bookings that end after the ISO instant, soonest first, by phone or e-mail. */
  listOf(tenants: string[], contact: Contact, after: string, limit: number): Promise<Booked[]>;
}
