/** The port to the store; `openStore` (over PostgreSQL or PGlite, the same SQL) is its only implementation. */
import type { AuditEntry, CallRecord, CaseRecord, MessageRecord, WebhookRecord } from './records';

/** What must be searchable and what Temporal must not hold. Every write may be repeated without harm. */
export interface Store {
  /** Inserts or replaces, unless what is stored has a higher `version`. */
  saveCall(call: CallRecord): Promise<void>;
  findCall(callId: string): Promise<CallRecord | undefined>;
  /** Newest first. */
  listCalls(query: { limit: number; state?: CallRecord['state'] }): Promise<CallRecord[]>;

  /** Inserts or replaces the case, unless what is stored has a higher `version`; adds the entries not yet there. One transaction. */
  saveCase(record: CaseRecord, entries: AuditEntry[]): Promise<void>;
  findCase(code: string): Promise<CaseRecord | undefined>;
  findCaseByRecord(connection: string, recordId: string): Promise<CaseRecord | undefined>;
  /** Newest first. `open` leaves out refused, withdrawn and settled. */
  listCases(query: { limit: number; open?: boolean; callerKey?: string }): Promise<CaseRecord[]>;
  listAudit(subject: string): Promise<AuditEntry[]>;
  addAudit(entries: AuditEntry[]): Promise<void>;

  putMessage(message: MessageRecord): Promise<void>;
  /** Newest last. */
  listMessages(query: { to: string; limit: number }): Promise<MessageRecord[]>;

  /** Writes a verified webhook down; `doubled` when the event is already there. */
  takeWebhook(webhook: WebhookRecord): Promise<'new' | 'doubled'>;
  /** Oldest first, of state `waiting`. */
  waitingWebhooks(limit: number): Promise<WebhookRecord[]>;
  settleWebhook(
    connection: string,
    eventId: string,
    change: Pick<WebhookRecord, 'state' | 'tries' | 'note'>,
  ): Promise<void>;
  listWebhooks(query: { limit: number; state?: WebhookRecord['state'] }): Promise<WebhookRecord[]>;

  /** Fails with the driver's error when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
