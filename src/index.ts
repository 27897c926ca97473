/** What code of others builds on: connectors for systems we do not know, and the shapes they speak. */
export {
  type Connector,
  type ConnectorDefinition,
  type Creation,
  defineConnector,
  type Surroundings,
  type Verbs,
} from './connectors/connector';
export * from './connectors/create-once';
export { ConnectorError, type ErrorKind, UsageError } from './errors';
export { createHttp, type Http } from './http';
export { requireGenuine } from './webhook-schemes/forged-webhook';
export { signWebhook } from './webhook-schemes/standard';
export type { WebhookCheck } from './webhook-schemes/table';
export { verifyWebhook } from './webhook-schemes/verify';
export type { Appointment, AppointmentDraft, Booking, Slot, SlotQuery } from './domain/appointment';
export type { Contact, Priority, Ticket, TicketDraft } from './domain/ticket';
export { type Assistants, loadAssistants } from './agent/assistants';
export type { Model } from './agent/model';
