/** The port to outside systems: a connector offers verbs; a verb a system lacks is absent, never a stub. */
import type { z } from 'zod';
import type { Appointment, AppointmentDraft, Booking, Slot, SlotQuery } from '../domain/appointment';
import type { CreationClass } from '../domain/terms';
import type { Json } from '../domain/call';
import type { Pace } from '../pace';
import type { SignedRequest } from '../webhook-schemes/scheme';
import type { Contact, Priority, RecordRef, Ticket, TicketDraft } from '../domain/ticket';

/** What a connection declares about doubles; the delivery does the rest. */
export interface Creation {
  class: CreationClass;
  /** For `key`: milliseconds the vendor remembers one; after that the connector looks its stamp up. Absent: for ever. */
  keyRememberedMs?: number;
  /** Milliseconds until the look-up surely shows a record that was made (the vendor's index lags). */
  indexLagMs: number;
  /** Milliseconds for which a request we gave up on may still be carried out. */
  settleMs: number;
}

/** A webhook that proved genuine: which record changed. Only a hint; the record is read back before it counts. */
export interface WebhookEvent {
  eventId: string;
  record: RecordRef;
  /** ISO instant the system gave it. */
  at: string;
}

/** Arguments of a declared operation, by name. */
export type Arguments = { [key: string]: Json };
/** What a declared operation came to: the record's number there, and what the system answered. */
export interface Performed {
  id: string;
  answer: Json;
}
/** What holding a time came to: until when it is kept (ISO instant), or what is free instead. */
export type SlotHold = { outcome: 'held'; until: string } | { outcome: 'taken'; alternatives: Slot[] };

/**
 * The verbs. Every `key` is made by the workflow and stays the same over retries; a verb with a key called twice with
 * the same key changes its system once. All throw `ConnectorError` and nothing else.
 */
export interface Verbs {
  /** Checks what the connection needs inside its system; throws `rejected` with what to change there. */
  checkSetup?(): Promise<void>;
  /** A cheap look whether the system answers at all; the circuit's probe. Changes nothing. */
  ping?(): Promise<void>;

  /** `fresh` says that no create was sent with this key before, so that there is nothing to look up. */
  createTicket?(draft: TicketDraft, key: string, options?: { fresh?: boolean }): Promise<Ticket>;
  /** Undefined when there is no such ticket (any more). */
  readTicket?(id: string): Promise<Ticket | undefined>;
  /**
   * When each of at most 100 tickets changed last, by one request: what `readTicket` tells as `updatedAt`, which changes with
   * status and comments. Those that the system's list does not show are left out, which says nothing of them; others may come along. Follow-ups read
   * only what has changed where a system has it.
   */
  ticketsChangedAt?(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Newest first, at most 20; of the person with that phone or e-mail. */
  listTickets?(contact: Contact): Promise<Ticket[]>;
  commentTicket?(id: string, text: string, key: string): Promise<Ticket>;
  raisePriority?(id: string, priority: Priority, key: string): Promise<Ticket>;
  closeTicket?(id: string, reason: string, key: string): Promise<Ticket>;
  /** Opens a closed ticket again; one that is not closed stays as it is and only takes the reason. */
  reopenTicket?(id: string, reason: string, key: string): Promise<Ticket>;

  findSlots?(query: SlotQuery): Promise<Slot[]>;
  /** Keeps a free time for one caller while it is read back; it expires by itself. Held by `key`, the same `bookAppointment` gets. */
  holdSlot?(draft: AppointmentDraft, key: string, holdMs: number): Promise<SlotHold>;
  /** Lets a held time go; nothing happens where none is held. */
  releaseSlot?(key: string): Promise<void>;
  bookAppointment?(draft: AppointmentDraft, key: string): Promise<Booking>;
  moveAppointment?(id: string, slot: Slot, key: string): Promise<Booking>;
  cancelAppointment?(id: string, key: string): Promise<Appointment | undefined>;
  readAppointment?(id: string): Promise<Appointment | undefined>;
  listAppointments?(contact: Contact): Promise<Appointment[]>;

  /** Carries out an operation that an assistant declares (errand verb `perform`); `tool` is the errand's name. */
  perform?(tool: string, args: Arguments, key: string, options?: { fresh?: boolean }): Promise<Performed>;
  /** Looks something up that an assistant declares (errand verb `inquire`). */
  inquire?(tool: string, args: Arguments): Promise<Json>;

  /**
   * Verifies and reads a webhook, which may report several events; throws `ForgedWebhook` when it is not genuine,
   * `ConnectorError` `malformed` when it makes no sense.
   */
  readWebhook?(request: SignedRequest): WebhookEvent[];
}

/** What a connection is given besides its settings. */
export interface Surroundings {
  /** The limiter of the vendor's account; every request waits for its place. */
  pace?: Pace | undefined;
}

/** What a connector says of itself. */
export interface ConnectorDefinition<Settings> {
  system: string;
  /** What a connection with these settings declares about doubles. */
  creation(settings: Settings): Creation;
  /** Settings of one connection, as `recado.yaml` gives them under `connections.<name>`, without `system`. */
  settings: z.ZodType<Settings>;
  /** `connection` is the name under which `recado.yaml` lists it; it goes into every record's ref. */
  connect(settings: Settings, connection: string, surroundings?: Surroundings): Verbs;
}

/** A connection that is ready for use. */
export interface Connector {
  connection: string;
  system: string;
  creation: Creation;
  verbs: Verbs;
}

/** Types a definition by its settings. */
export function defineConnector<Settings>(
  definition: ConnectorDefinition<Settings>,
): ConnectorDefinition<Settings> {
  return definition;
}
