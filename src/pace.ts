/**
 * The pace at which a vendor's account is asked: one limiter for all connections, processes and hosts that share it.
 *
 * Its places are evenly spaced and handed out one by one, so there is no burst for a vendor to punish. They are kept
 * where every process reaches them (the store). While the store is away each process keeps places of its own at the same
 * rate: work goes on, and N processes together may then go at N times the rate until it is back.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectorError } from './errors';
import { createOwnPlaces, type Places } from './pace-places';

/** What a connection is limited to. Connections of the same `account` share its places. */
export interface PaceLimit {
  account: string;
  /** Requests in any minute. */
  perMinute: number;
}

/** The limiter as requests see it. */
export interface Pace {
  /**
   * Waits for the account's next place. Where that is further away than a request should wait, throws `ConnectorError`
   * `throttled`, `not-done`, with the time after which to try again.
   */
  take(): Promise<void>;
  /** The account asked us to wait: nobody gets a place before. At most an hour. Never rejects. */
  hold(milliseconds: number): Promise<void>;
}

/** What paces stand on. */
export interface PacesOptions {
  /** Kept by the store, for all processes. */
  shared: Places;
  /** The store is away, and this process keeps its own pace; said once. */
  onAway?: ((error: unknown) => void) | undefined;
  /** It is back. */
  onBack?: (() => void) | undefined;
  /** The furthest place that is waited for. */
  longestWaitMs?: number;
}

/**
 * Kept back of the rate. Places exactly as far apart as the cap allows would put one too many into a minute whenever one
 * request leaves a little late and a later one does not; so they may differ by 1.2 s.
 */
const keptBack = 0.02;
/**
 * A place that is come to later than this is missed, and another one is taken: a process that stood still must not let
 * go at once all that has come due meanwhile. Less than what is kept back of a minute.
 */
const latestMs = 1_000;
/** So many misses in a row are a process that is too busy to keep any pace. */
const mostMisses = 3;
const longestHoldMs = 60 * 60_000;

/** What can wait takes a place that is as near as this. */
const spareWaitMs = 500;

const canWait = new AsyncLocalStorage<true>();

/**
 * Does work that can wait, as a look at a ticket that nobody has reported anything of: its requests take only places that
 * nobody else waits for, so that ten thousand looks never hold up a delivery. `no-room` where there is none.
 */
export async function whenThereIsRoom<T>(work: () => Promise<T>): Promise<T | 'no-room'> {
  try {
    return await canWait.run(true, work);
  } catch (error) {
    if (error instanceof ConnectorError && error.unasked) return 'no-room';
    throw error;
  }
}

/** Makes paces. Those of one account share what the process keeps by itself. */
export function createPaces({ shared, onAway, onBack, longestWaitMs = 5_000 }: PacesOptions) {
  const own = createOwnPlaces(Date.now);
  const store = whileItAnswers(shared, { onAway, onBack });
  /** By account, the end of the last place taken without the store: those of the store must not lie before it. */
  const ownUntil = new Map<string, number>();

  const take = async (account: string, intervalMs: number) => {
    const isSpare = canWait.getStore() ?? false;
    const wish = { account, intervalMs, longestWaitMs: isSpare ? spareWaitMs : longestWaitMs, isSpare };
    const earliestMs = Math.max(0, (ownUntil.get(account) ?? 0) - Date.now());
    const given = await store((places) => places.take({ ...wish, earliestMs }));
    if (given?.taken) await own.hold(account, given.waitMs + intervalMs);
    if (given) return given;
    const mine = await own.take({ ...wish, earliestMs: 0 });
    if (mine.taken) ownUntil.set(account, Date.now() + mine.waitMs + intervalMs);
    return mine;
  };

  return ({ account, perMinute }: PaceLimit): Pace => ({
    async take() {
      for (let misses = 0; misses < mostMisses; misses += 1) {
        const askedAt = performance.now();
        const place = await take(account, (60_000 / perMinute) * (1 + keptBack));
        if (!place.taken) throw usedUp(account, place.askAgainMs);
        if (place.waitMs > 0) await sleep(Math.ceil(place.waitMs));
        if (performance.now() - askedAt - place.waitMs <= latestMs) return;
      }
      throw usedUp(account, latestMs);
    },
    async hold(milliseconds) {
      const holdMs = Math.min(milliseconds, longestHoldMs);
      await own.hold(account, holdMs);
      await store((places) => places.hold(account, holdMs));
    },
  });
}

const usedUp = (account: string, askAgainMs: number): ConnectorError =>
  new ConnectorError(account, 'throttled', `${account} was not asked: its pace is used up for now`, {
    retryAfterMs: Math.ceil(askAgainMs),
    unasked: true,
  });

/** How long the store may take to answer, less than makes a place missed; and how long it is not asked after it did not. */
const patienceMs = 750;
const awayMs = 1_000;

/** Asks the store; undefined while it is away, which costs a request its patience at most once a second. */
function whileItAnswers(shared: Places, { onAway, onBack }: Pick<PacesOptions, 'onAway' | 'onBack'>) {
  let away = false;
  let askAgainAt = 0;
  return async <T>(ask: (places: Places) => Promise<T>): Promise<T | undefined> => {
    if (Date.now() < askAgainAt) return undefined;
    try {
      const answer = await within(patienceMs, ask(shared));
      if (away) onBack?.();
      away = false;
      return answer;
    } catch (error) {
      askAgainAt = Date.now() + awayMs;
      if (!away) onAway?.(error);
      away = true;
      return undefined;
    }
  };
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const late = new AbortController();
  const silence = sleep(milliseconds, undefined, { signal: late.signal, ref: false }).then(() => {
    throw new Error(`The store did not answer within ${milliseconds} ms.`);
  });
  silence.catch(() => undefined);
  try {
    return await Promise.race([work, silence]);
  } finally {
    late.abort();
  }
}
