/** The port to the outbox of webhooks of ours; `outboxQueries` is its only implementation. Instants are ISO. */
import type { EndpointRecord, NotificationRecord } from './event-records';

/** A message that one gateway may send now, and nobody else until the lease is over. */
export interface LeasedNotification {
  record: NotificationRecord;
  lease: string;
}

/** What a try came to. `endpoint` is told of it in the same transaction. */
export type TryOutcome =
  | { state: 'delivered'; status: number }
  /** It is tried again at `nextAt`. */
  | { state: 'waiting'; nextAt: string; status?: number; note: string }
  | { state: 'failed' | 'ended'; status?: number; note: string };

/** What operators look for. */
export interface NotificationQuery {
  limit: number;
  state?: NotificationRecord['state'] | undefined;
  endpoint?: string | undefined;
  event?: NotificationRecord['event'] | undefined;
  code?: string | undefined;
  connections?: readonly string[];
  tenants?: readonly string[];
}

export interface NotificationOutbox {
  /** Leases what is due for an endpoint that is not switched off, oldest first. Two that ask at once get different ones. */
  claim(ask: { endpoint: string; limit: number; now: string; until: string }): Promise<LeasedNotification[]>;
  /**
   * Notes what a try came to; false where the lease was lost to another. A failing endpoint is switched off where it has
   * failed since `offIfFailingSince` or longer.
   */
  settle(
    leased: LeasedNotification,
    outcome: TryOutcome,
    when: { now: string; offIfFailingSince: string },
  ): Promise<boolean>;
  /** Gives back what was not tried. */
  release(leased: LeasedNotification): Promise<void>;
  /** Newest first. */
  list(query: NotificationQuery): Promise<NotificationRecord[]>;
  find(id: string): Promise<NotificationRecord | undefined>;
  /** Sends it again from the first try on, under the same id; one that waits for its next try has it now. */
  replay(id: string, when: { now: string; note: string }): Promise<'replayed' | 'hurried' | 'unknown'>;
  endpoints(): Promise<EndpointRecord[]>;
  /** How many wait, by endpoint. */
  waiting(): Promise<Record<string, number>>;
  switchOn(name: string, note: string): Promise<void>;
  /** Forgets what was written before, whatever became of it; how many. */
  forget(before: string): Promise<number>;
}
