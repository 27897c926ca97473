/** The port to outside systems: a connector offers verbs; a verb a system lacks is absent, never a stub. */
import type { z } from 'zod';
import type { Appointment, AppointmentDraft, Booking, Slot, SlotQuery } from '../domain/appointment';
import type { Contact, Priority, RecordRef, Ticket, TicketDraft } from '../domain/ticket';

/**
 * What a system offers against doubles (reference A2): `key`, it honours a key of ours; `reference`, our stamp can be
 * looked up; `none`, neither, so a possible double must be flagged.
 */
export type CreationClass = 'key' | 'reference' | 'none';

/** A webhook that proved genuine: which record changed. Only a hint; the record is read back before it counts. */
export interface WebhookEvent {
  eventId: string;
  record: RecordRef;
  /** ISO instant the system gave it. */
  at: string;
}

/** A request as it came in: header names in lower case, the body's bytes as text, untouched. */
export interface RawWebhook {
  headers: Record<string, string | undefined>;
  rawBody: string;
}

/**
 * The verbs. Every `key` is made by the workflow and stays the same over retries; a verb with a key called twice with
 * the same key changes its system once. All throw `ConnectorError` and nothing else.
 */
export interface Verbs {
  /** Checks what the connection needs inside its system; throws `rejected` with what to change there. */
  checkSetup?(): Promise<void>;

  /** `fresh` says that no create was sent with this key before, so that there is nothing to look up. */
  createTicket?(draft: TicketDraft, key: string, options?: { fresh?: boolean }): Promise<Ticket>;
  /** Undefined when there is no such ticket (any more). */
  readTicket?(id: string): Promise<Ticket | undefined>;
  /** Newest first, at most 20; of the person with that phone or e-mail. */
  listTickets?(contact: Contact): Promise<Ticket[]>;
  commentTicket?(id: string, text: string, key: string): Promise<Ticket>;
  raisePriority?(id: string, priority: Priority, key: string): Promise<Ticket>;
  closeTicket?(id: string, reason: string, key: string): Promise<Ticket>;

  findSlots?(query: SlotQuery): Promise<Slot[]>;
  bookAppointment?(draft: AppointmentDraft, key: string): Promise<Booking>;
  moveAppointment?(id: string, slot: Slot, key: string): Promise<Booking>;
  cancelAppointment?(id: string, key: string): Promise<Appointment | undefined>;
  readAppointment?(id: string): Promise<Appointment | undefined>;
  listAppointments?(contact: Contact): Promise<Appointment[]>;

  /** Verifies and reads a webhook; throws `ConnectorError` `unauthorized` when forged, `malformed` when it makes no sense. */
  readWebhook?(webhook: RawWebhook): WebhookEvent;
}

/** What a connector says of itself. */
export interface ConnectorDefinition<Settings> {
  system: string;
  creation: CreationClass;
  /** Settings of one connection, as `recado.yaml` gives them under `connections.<name>`, without `system`. */
  settings: z.ZodType<Settings>;
  /** `connection` is the name under which `recado.yaml` lists it; it goes into every record's ref. */
  connect(settings: Settings, connection: string): Verbs;
}

/** A connection that is ready for use. */
export interface Connector {
  connection: string;
  system: string;
  creation: CreationClass;
  verbs: Verbs;
}

/** Types a definition by its settings. */
export function defineConnector<Settings>(
  definition: ConnectorDefinition<Settings>,
): ConnectorDefinition<Settings> {
  return definition;
}
