/** The port to the store; `openStore` (over PostgreSQL or PGlite, the same SQL) is its only implementation. */
import type { OfficeChange } from '../domain/appointment-watch';
import type { CaseRegister } from '../connectors/case-register';
import type { Intake } from '../domain/intake';
import type { MailboxPlaces } from './mailbox-places';
import type { NotificationOutbox } from './notification-outbox';
import type { ReachBook } from './reach-book';
import type {
  Arrival,
  AuditEntry,
  CallRecord,
  CaseRecord,
  MessageRecord,
  RefusalRecord,
  TurnTimingRecord,
  WebhookPlace,
  WebhookRecord,
} from './records';

/** Whose idempotency key, which, and who works on it. */
export interface AnswerKey {
  holder: string;
  key: string;
  claim: string;
}
export type AnswerClaim =
  | { outcome: 'yours' }
  | { outcome: 'answered'; answer: unknown }
  | { outcome: 'in-flight' | 'other-body' };

/** What must be searchable and what Temporal must not hold. Every write may be repeated without harm. */
export interface Store {
  /** Inserts or replaces, unless what is stored has a higher `version`. */
  saveCall(call: CallRecord): Promise<void>;
  findCall(callId: string): Promise<CallRecord | undefined>;
  /** Newest first. */
  listCalls(query: { limit: number; state?: CallRecord['state'] }): Promise<CallRecord[]>;

  /**
   * Inserts or replaces the case, unless what is stored has a higher `version`; adds the entries not yet there. One
   * transaction. `change`: what the office did to its appointment, for those who are told of that.
   */
  saveCase(record: CaseRecord, entries: AuditEntry[], change?: OfficeChange): Promise<void>;
  findCase(code: string): Promise<CaseRecord | undefined>;
  findCaseByRecord(connection: string, recordId: string): Promise<CaseRecord | undefined>;
  /** Newest first. `open` leaves out refused, withdrawn and settled; `flagged` all but possible doubles. */
  listCases(query: {
    limit: number;
    open?: boolean;
    flagged?: boolean;
    callerKey?: string;
    /** Only cases of these. */
    connections?: readonly string[];
    tenants?: readonly string[];
  }): Promise<CaseRecord[]>;
  listAudit(subject: string): Promise<AuditEntry[]>;
  addAudit(entries: AuditEntry[]): Promise<void>;

  saveTiming(timing: TurnTimingRecord): Promise<void>;
  /** Of one call, oldest first; 2,000 at most. */
  timingsOf(callId: string): Promise<TurnTimingRecord[]>;

  putMessage(message: MessageRecord): Promise<void>;
  /** Newest last. */
  listMessages(query: { to: string; limit: number }): Promise<MessageRecord[]>;

  /** Writes down what came in and was verified; `doubled` when the event is already there, which is counted. */
  takeWebhook(arrival: Arrival): Promise<'new' | 'doubled'>;
  /** Oldest first, of state `waiting`. */
  waitingWebhooks(limit: number): Promise<WebhookRecord[]>;
  settleWebhook(
    connection: string,
    eventId: string,
    change: Pick<WebhookRecord, 'state' | 'tries' | 'note'>,
  ): Promise<void>;
  /** Newest first, from behind `before`. `text` is looked for in the ids of event and record, whatever its case. */
  listWebhooks(query: {
    limit: number;
    state?: WebhookRecord['state'] | undefined;
    connection?: string | undefined;
    kind?: WebhookRecord['kind'] | undefined;
    text?: string | undefined;
    before?: WebhookPlace | undefined;
  }): Promise<WebhookRecord[]>;
  /** Puts one that was parked or handed over back to waiting, and writes down who wished it. What it was: undefined where there is none. */
  replayWebhook(
    connection: string,
    eventId: string,
    wish: { by: string; at: string },
  ): Promise<WebhookRecord['state'] | undefined>;
  /** Keeps the newest 1,000 of each connection. */
  noteRefusal(refusal: Omit<RefusalRecord, 'id'>): Promise<void>;
  /** Newest first, those with a smaller id than `before`. */
  listRefusals(query: {
    limit: number;
    connection?: string | undefined;
    before?: number | undefined;
  }): Promise<RefusalRecord[]>;

  /** An answer that was given under this idempotency key, or the right to give it; a claim is lost after 30 s. */
  claimAnswer(asked: AnswerKey & { digest: string; now: string }): Promise<AnswerClaim>;
  /** Keeps the answer; nothing happens where the claim was lost. */
  keepAnswer(key: AnswerKey, answer: object): Promise<void>;
  /** Lets a claim go, so that the same may be asked anew. */
  dropAnswer(key: AnswerKey): Promise<void>;
  /** Forgets what was claimed before; how many. */
  forgetAnswers(before: string): Promise<number>;

  /** Webhooks of ours, and what is known of their endpoints. */
  readonly outbox: NotificationOutbox;

  /** Our own case register. */
  readonly register: CaseRegister;
  /** Reaching people: what was sent, how often, and what they want. */
  readonly reach: ReachBook;
  /** How far the mailbox of answers has been read. */
  readonly mailboxes: MailboxPlaces;

  /** The intakes of a call, oldest first. */
  intakesOf(channel: string, callId: string): Promise<Intake[]>;
  /**
   * Writes an intake with its new note, and what operators see of it, in one transaction. `notesBefore`: how many notes it
   * had, 0 for a new one. False, and nothing is written, where somebody else was quicker or the code is taken.
   */
  saveIntake(
    intake: Intake,
    notesBefore: number,
    seen?: { record: CaseRecord; entries: AuditEntry[] },
  ): Promise<boolean>;
  /** Oldest first, of state `noting` or `closed`. */
  waitingIntakes(limit: number): Promise<Intake[]>;
  /** From now on it takes no notes; the intake as it is, undefined where Temporal has it already or there is none. */
  closeIntake(code: string): Promise<Intake | undefined>;
  /** Temporal has it. Never goes back. */
  intakeStarted(code: string): Promise<void>;
  /** The conversation has heard it: what the caller said is forgotten here, and so are those heard before `forgetBefore` (ISO). */
  intakeHeard(code: string, forgetBefore: string): Promise<void>;

  /** Fails with the driver's error when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
