/** The tables as the code sees them, and the way to them; columns are snake_case in SQL and camelCase here. */
import { CamelCasePlugin, type ColumnType, type Generated, Kysely, PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';
import type { ReachTables } from './reach-tables';
import { zeroRemover } from './zero-remover';
import type { NotificationRecord } from './event-records';
import type { CaseState, RefusalRecord, TurnTimingRecord, WebhookRecord } from './records';
import type { Intake } from '../domain/intake';
import type { Language } from '../domain/language';

/** An instant: written as ISO text, read as `Date`; `plain` makes it ISO text again. */
type Instant = ColumnType<Date, string, string>;
type MaybeInstant = ColumnType<Date | null, string | null | undefined, string | null>;

interface CallsTable {
  callId: string;
  workflowId: string;
  channel: string;
  tenant: string;
  assistant: string;
  language: Language;
  state: 'live' | 'ended';
  fromMasked: string | null;
  turns: number;
  codes: string[];
  startedAt: Instant;
  endedAt: MaybeInstant;
  endedBy: string | null;
  /** As JSON. */
  phone: ColumnType<unknown, string | null | undefined, string | null>;
  version: number;
}

interface CasesTable {
  code: string;
  tenant: string;
  channel: string;
  assistant: string;
  language: Language;
  callId: string;
  workflowId: string;
  connection: string;
  verb: string;
  title: string;
  state: CaseState;
  callerKey: string | null;
  nameKey: string | null;
  recordId: string | null;
  recordUrl: string | null;
  attempts: number;
  waitingFor: string | null;
  nextStep: string | null;
  nextStepAt: MaybeInstant;
  lastError: string | null;
  owner: string | null;
  parkedFor: string | null;
  deadline: MaybeInstant;
  flagged: boolean;
  became: string[] | null;
  dueAt: MaybeInstant;
  dueDay: string | null;
  createdAt: Instant;
  updatedAt: Instant;
  version: number;
}

interface TurnTimingsTable {
  callId: string;
  turnId: string;
  at: Instant;
  spans: ColumnType<TurnTimingRecord['spans'], string, string>;
}

interface AuditTable {
  subject: string;
  number: number;
  at: Instant;
  who: string;
  what: string;
  detail: string;
}

interface MessagesTable {
  id: string;
  code: string;
  channel: string;
  to: string;
  text: string;
  sentAt: Instant;
}

interface WebhooksTable {
  connection: string;
  eventId: string;
  recordId: string;
  at: Instant;
  receivedAt: Instant;
  state: 'waiting' | 'handed-over' | 'parked';
  tries: number;
  note: string | null;
  kind: WebhookRecord['kind'];
  /** As JSON. */
  payload: ColumnType<unknown, string | null | undefined, never>;
  /** How often it came. */
  times: Generated<number>;
}

interface WebhookRefusalsTable {
  id: Generated<number>;
  connection: string;
  receivedAt: Instant;
  why: RefusalRecord['why'];
  reason: string;
  fix: string;
  sizeBytes: number;
  times: number;
}

interface BookingsTable {
  /** Short and sayable; counts up. */
  id: Generated<number>;
  tenant: string;
  /** The key of the order that made it. */
  key: string;
  /** The keys of the orders that moved it. */
  moveKeys: Generated<string[]>;
  status: Generated<'held' | 'booked' | 'cancelled'>;
  /** Until when it is held; null unless it is. */
  holdExpiresAt: MaybeInstant;
  service: string;
  professional: string;
  place: string;
  startsAt: Instant;
  endsAt: Instant;
  /** End of the time kept free after it. */
  heldUntil: Instant;
  zone: string;
  contactName: string | null;
  contactPhone: string | null;
  contactEmail: string | null;
  note: string | null;
  /** Where the wish came from, as JSON. */
  origin: ColumnType<unknown, string, string>;
  updatedAt: ColumnType<Date, never, Date>;
}

interface IntakesTable {
  code: string;
  channel: string;
  callId: string;
  state: Intake['state'];
  /** How its call began, as JSON. */
  start: ColumnType<unknown, string, string>;
  connection: string | null;
  /** As JSON. */
  notes: ColumnType<unknown, string, string>;
  heard: string | null;
  after: string | null;
  createdAt: Instant;
}

interface RegisterTicketsTable {
  /** The connection of recado.yaml it belongs to. */
  register: string;
  id: string;
  /** The key of the order that filed it. */
  key: string;
  status: Generated<'open' | 'pending' | 'closed'>;
  priority: string;
  contactPhone: string | null;
  contactEmail: string | null;
  /** What was filed, as JSON. */
  draft: ColumnType<unknown, string, never>;
  /** Keys and comments of what was done to it since, as JSON. */
  changes: ColumnType<unknown, never, string>;
  createdAt: ColumnType<Date, never, never>;
  updatedAt: ColumnType<Date, never, Date>;
}

interface ApiAnswersTable {
  holder: string;
  key: string;
  digest: string;
  claim: string | null;
  claimedAt: Instant;
  /** As JSON. */
  answer: ColumnType<unknown, string | undefined, string>;
}

interface NotificationsTable {
  id: string;
  endpoint: string;
  event: string;
  code: string;
  tenant: string;
  connection: string;
  body: string;
  state: Generated<NotificationRecord['state']>;
  tries: Generated<number>;
  nextAt: Instant;
  lease: string | null;
  leasedUntil: MaybeInstant;
  status: number | null;
  note: string | null;
  createdAt: Instant;
  settledAt: MaybeInstant;
}

interface NotificationEndpointsTable {
  name: string;
  failingSince: MaybeInstant;
  offSince: MaybeInstant;
  note: string | null;
}

interface MailboxesTable {
  mailbox: string;
  holder: string;
  heldUntil: Instant;
  era: string | null;
  uid: Generated<number>;
}

export interface Tables extends ReachTables {
  calls: CallsTable;
  cases: CasesTable;
  audit: AuditTable;
  turnTimings: TurnTimingsTable;
  messages: MessagesTable;
  webhooks: WebhooksTable;
  webhookRefusals: WebhookRefusalsTable;
  bookings: BookingsTable;
  registerTickets: RegisterTicketsTable;
  intakes: IntakesTable;
  apiAnswers: ApiAnswersTable;
  notifications: NotificationsTable;
  notificationEndpoints: NotificationEndpointsTable;
  mailboxes: MailboxesTable;
}

export type Database = Kysely<Tables>;

/** PostgreSQL by its address, or the embedded database by the folder of its socket. */
export type DatabaseAddress =
  | { url: string; socketFolder?: undefined }
  | { url?: undefined; socketFolder: string };

/** A pool to the database; connects when first used. A lost connection fails its query and is replaced, nothing more. */
export function openDatabase(address: DatabaseAddress): Database {
  const pool = new Pool({
    ...(address.url === undefined
      ? { host: address.socketFolder, port: 5432, user: 'postgres', database: 'postgres', ssl: false }
      : { connectionString: address.url }),
    application_name: 'recado',
    max: 10,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    types: { getTypeParser },
  });
  // Without listeners a connection that breaks would end the process: the pool's hears of idle ones, the client's of one
  // that breaks between two statements. Whoever needs it next is told by a failed query.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin(), zeroRemover],
  });
}

/** Numbers of 64 bits are counters here, far below 2^53, and read as numbers; everything else as `pg` reads it. */
const getTypeParser: typeof types.getTypeParser = (id: number, format?: 'text' | 'binary') =>
  id === types.builtins.INT8 ? Number : types.getTypeParser(id, format);
