/** What becomes of a message after a try: the schedule of Svix, with the receiver's own wishes. */
import type { TryOutcome } from '../../store/notification-outbox';
import type { Posted } from './post';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Waits before each try. */
export const scheduleMs = [
  0,
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  10 * hour,
] as const;
/** No receiver may put a message off for longer. */
const longestWishMs = 24 * hour;

/** The outcome of try number `tries` (from 1) at `now`, epoch milliseconds. Only 2xx is success. */
export function outcomeOf(posted: Posted, tries: number, now: number): TryOutcome {
  const status = 'status' in posted ? posted.status : undefined;
  if (status !== undefined && status >= 200 && status <= 299) return { state: 'delivered', status };
  const failed = {
    note: 'fault' in posted ? posted.fault : noteOf(posted.status),
    ...(status === undefined ? {} : { status }),
  };
  if ('abort' in posted && posted.abort)
    return { ...failed, state: 'ended', note: 'the receiver wants no further tries of it' };
  const waitMs = scheduleMs[tries];
  if (waitMs === undefined) return { ...failed, state: 'failed' };
  const wish = 'retryAfter' in posted ? wishedMs(posted.retryAfter, now) : 0;
  return { ...failed, state: 'waiting', nextAt: new Date(now + Math.max(waitMs, wish)).toISOString() };
}

const noteOf = (status: number): string =>
  status >= 300 && status <= 399
    ? `it redirects (${status}), which is not followed`
    : `it answered ${status}`;

/** `Retry-After`: seconds, or a date; 0 where it is neither. */
function wishedMs(text: string | undefined, now: number): number {
  if (text === undefined) return 0;
  const wish = /^\d{1,9}$/.test(text.trim()) ? Number(text) * second : Date.parse(text) - now;
  return Number.isNaN(wish) ? 0 : Math.min(Math.max(wish, 0), longestWishMs);
}
