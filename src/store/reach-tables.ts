/** The tables of reaching people as the code sees them. */
import type { ColumnType, Generated } from 'kysely';
import type { QuestionKind, ReachChannel } from '../domain/reach';
import type { SendState } from '../domain/send-states';
import type { ReachWish } from './reach-records';

type Instant = ColumnType<Date, string, string>;

interface SendsTable {
  id: string;
  outreach: string;
  code: string;
  tenant: string;
  channel: ReachChannel;
  personKey: string;
  addressKey: string;
  toMasked: string;
  state: SendState;
  at: Instant;
  /** As JSON. */
  reached: ColumnType<unknown, string, string>;
  providerId: string | null;
  error: string | null;
  estimateMicros: number | null;
  costMicros: number | null;
  currency: string | null;
  flagged: Generated<boolean>;
  createdAt: Instant;
  updatedAt: Instant;
}

interface SendCountsTable {
  day: string;
  scope: 'person' | 'tenant' | 'all';
  subject: string;
  used: number;
}

interface ReachWishesTable {
  addressKey: string;
  channel: ReachChannel | 'all';
  wish: ReachWish['wish'];
  word: string;
  at: Instant;
  messageId: string;
}

interface ReachHeardTable {
  addressKey: string;
  channel: ReachChannel;
  at: Instant;
}

interface ReachQuestionsTable {
  addressKey: string;
  channel: ReachChannel;
  code: string;
  kind: QuestionKind;
  askedAt: Instant;
}

export interface ReachTables {
  sends: SendsTable;
  sendCounts: SendCountsTable;
  reachWishes: ReachWishesTable;
  reachHeard: ReachHeardTable;
  reachQuestions: ReachQuestionsTable;
}
