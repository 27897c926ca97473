/** Telling one person one thing: what was tried by which channel, and how far each message got. Pure. */
import type { MissingRung, Progress, QuietHours, ReachChannel, Rung, SendReceipt } from './reach';
import { began, hasArrived, hasFailed, later } from './send-state';

/** How a person is to be told one notice, as looked up when its telling began. */
export interface ReachPlan {
  /** In the order in which they are tried. */
  rungs: Rung[];
  /** Channels that are not there for this person, and why. */
  missing: MissingRung[];
  quietHours: QuietHours;
  /** How long a receipt is waited for before the next rung is tried. */
  waitMs: Record<ReachChannel, number>;
}

/** One message by one channel. */
export interface Tried {
  channel: ReachChannel;
  progress: Progress;
  /** It may have been sent twice; or, a call, have rung without our knowing. */
  flagged?: true;
  /** No receipt came in time. */
  overdue?: true;
  /** In a person's own words why it did not go: a refusal, or the last fault. */
  why?: string;
}

/** An outreach as its workflow keeps it. */
export interface Outreach {
  tried: Tried[];
  missing: MissingRung[];
  /** ISO instant before which nothing leaves, since it is night there. */
  leavesAt?: string;
}

/** How telling somebody ended, in words for the trail. */
export type Told = `told by ${ReachChannel}` | `sent by ${ReachChannel}` | 'unreachable';

/** What became of one try to send. */
export type Sending =
  | { receipt: SendReceipt; flagged?: true }
  /** This way they will not be told, however often it is tried. */
  | { refused: string };

/** A message that is about to leave. */
export const openTry = ({ channel }: Rung, at: string): Tried => ({ channel, progress: began(at) });

/** The message after one more receipt. */
export const withReceipt = (tried: Tried, receipt: SendReceipt): Tried => ({
  ...tried,
  progress: later(tried.progress, receipt),
});

/** The message after a try to send it. */
export function afterSending(tried: Tried, sending: Sending, at: string): Tried {
  if ('refused' in sending) return { ...withReceipt(tried, { state: 'failed', at }), why: sending.refused };
  const flagged = sending.flagged ? { flagged: true as const } : {};
  return { ...withReceipt(tried, sending.receipt), ...flagged };
}

/** Whether nothing more is to be expected of it. */
export const isSettled = ({ progress: { state } }: Tried): boolean => hasArrived(state) || hasFailed(state);

/** As `nextRung` wants them. */
export const triedSoFar = ({ tried }: Outreach) =>
  tried.map(({ channel, progress: { state }, overdue }) => ({
    ...{ channel, state },
    ...(overdue ? { overdue } : {}),
  }));

/** How it ended: by the channel that arrived, else by the last one that at least left. */
export function toldBy({ tried }: Outreach): Told {
  const arrived = tried.find(({ progress }) => hasArrived(progress.state));
  if (arrived) return `told by ${arrived.channel}`;
  const left = tried.findLast(({ progress: { state } }) => state === 'accepted' || state === 'sent');
  return left ? `sent by ${left.channel}` : 'unreachable';
}

const firstWaitMs = 5_000;
const longestWaitMs = 5 * 60_000;

/** How long after so many failed tries the next one is made. */
export const sendAgainAfterMs = (tries: number, retryAfterMs = 0): number =>
  Math.max(retryAfterMs, Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(tries - 1, 10)));

/** A channel that is away is waited for so long while another one is left. */
export const patienceMs = 15 * 60_000;
