/**
 * What a watch knows of its ticket's last change, so that many tickets can be looked at by one request: while the system's
 * own stamp stays, the ticket need not be read.
 */
import type { FollowUp, Look } from './follow-up';

/** The system's stamp of the last change, and our instants (ISO) of the readings that showed it. */
export interface LastChange {
  stamp: string;
  /** The first reading that showed it had come back. */
  since: string;
  /** The last one was begun. */
  readAt: string;
}

/**
 * Systems stamp by the second, some by the minute: what changes right after a reading may bear the stamp that it showed. So a
 * stamp counts once a reading has found it still there after this long; another change would bear another one by then.
 */
const settledAfterMs = 2 * 60_000;
/** Some stamps overlook a thing or two (Redmine's that a private note is made public): so often each ticket is read in any case. */
const readEveryMs = 72 * 3_600_000;

/** The stamp that says by itself that nothing has changed; undefined where the ticket is to be read. */
export function knownStamp({ lastChange }: Pick<FollowUp, 'lastChange'>, now: number): string | undefined {
  if (!lastChange) return undefined;
  const { stamp, since, readAt } = lastChange;
  const isSettled = Date.parse(readAt) - Date.parse(since) >= settledAfterMs;
  return isSettled && now - Date.parse(readAt) < readEveryMs ? stamp : undefined;
}

/** The watch after a look that was begun at `begunAt` and came back at `at` (ISO). */
export function withLastChange(state: FollowUp, look: Look, begunAt: string, at: string): FollowUp {
  if (look === undefined || typeof look === 'string' || look.updatedAt === undefined) return state;
  const { lastChange: before } = state;
  const isSame = before?.stamp === look.updatedAt;
  return {
    ...state,
    lastChange: { stamp: look.updatedAt, since: isSame ? before.since : at, readAt: begunAt },
  };
}
