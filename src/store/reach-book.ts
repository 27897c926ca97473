/** The port to what is known of reaching people; the store is its only implementation. Every write may be repeated. */
import type { Caps, ReachChannel } from '../domain/reach';
import type { NewSend, ReachQuestion, ReachWish, SendChange, SendRecord } from './reach-records';

/** Why a message may not leave. */
export type NotAdmitted = 'opted-out' | 'person-cap' | 'tenant-cap' | 'day-cap';

/** `known`: the same id was admitted before, and this is what is known of it; it counts no second time. */
export type Admission =
  | { outcome: 'admitted'; send: SendRecord }
  | { outcome: 'known'; send: SendRecord }
  | { outcome: 'refused'; why: NotAdmitted };

/** Everything about reaching people that must be exact. */
export interface ReachBook {
  /**
   * Writes down a message before it leaves, in one transaction with the counts of its day (YYYY-MM-DD on the wall of its
   * case's zone): never more than the caps, however many ask at once. What is refused leaves no trace and counts nothing.
   */
  admit(send: NewSend, caps: Caps, day: string): Promise<Admission>;
  /** What is known after this: receipts by the order of their states, never back. Undefined where there is no such message. */
  note(id: string, change: SendChange): Promise<SendRecord | undefined>;
  findSend(id: string): Promise<SendRecord | undefined>;
  /** By the carrier's id of it; the newest. */
  findSendByProviderId(providerId: string): Promise<SendRecord | undefined>;
  /** Of one case, oldest first; 500 at most. */
  sendsOf(code: string): Promise<SendRecord[]>;

  /** Keeps a wish for ever. */
  wish(wish: ReachWish): Promise<void>;
  /** Channels by which this address wants nothing more: the latest wish about each counts, one about `all` for every one. */
  optedOut(addressKey: string): Promise<ReachChannel[]>;
  /** Every wish of an address, oldest first. */
  wishesOf(addressKey: string): Promise<ReachWish[]>;

  /** Somebody wrote or spoke by this channel (ISO instant). */
  heard(addressKey: string, channel: ReachChannel, at: string): Promise<void>;
  /** When they last did; the newest of all that was told to `heard`. */
  lastHeard(addressKey: string, channel: ReachChannel): Promise<string | undefined>;

  /** A notice with a question leaves. */
  asked(question: ReachQuestion): Promise<void>;
  /** The newest question of an address, or the one about a code. */
  awaiting(addressKey: string, channel: ReachChannel, code?: string): Promise<ReachQuestion | undefined>;
  /** It was answered: it is awaited no more, unless it was asked again since. */
  answered(question: ReachQuestion): Promise<void>;
}
