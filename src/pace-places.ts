/** The places of a vendor's account: what is asked of whoever keeps them, and a keeper in this process's memory. */

/** A place that was asked for: taken, to be waited for; or not taken, and when to ask again. */
export type Place = { taken: true; waitMs: number } | { taken: false; askAgainMs: number };

/** What is asked for. */
export interface PlaceWish {
  account: string;
  /** From one place to the next. */
  intervalMs: number;
  /** A place further away is not taken. */
  longestWaitMs: number;
  /** Nor one before this. */
  earliestMs: number;
  /** Only what is left over is wanted: who gets none is in no line either. */
  isSpare?: boolean;
}

/**
 * Keeps the places of accounts, evenly spaced. Each call is atomic over all that share it.
 *
 * Who gets none is told when to ask again. Each is told another time, one place after the other, so that ten thousand
 * waiting deliveries come back as a line and not as a herd; and half of the longest wait early, so that there is always
 * somebody for the next place.
 */
export interface Places {
  take(wish: PlaceWish): Promise<Place>;
  /** Moves the account's next place at least so far away. */
  hold(account: string, milliseconds: number): Promise<void>;
}

/** Nobody is told to come back later than this after the account's next place: that one may be gone by then. */
export const longestLineMs = 15 * 60_000;

/** Places that one process keeps for itself. */
export function createOwnPlaces(now: () => number): Places {
  const accounts = new Map<string, { nextAt: number; toldUntil: number }>();
  const of = (account: string) => accounts.get(account) ?? { nextAt: 0, toldUntil: 0 };
  return {
    async take({ account, intervalMs, longestWaitMs, earliestMs, isSpare = false }) {
      const at = now();
      const { nextAt, toldUntil } = of(account);
      const start = Math.max(nextAt, at + earliestMs);
      if (start - at <= longestWaitMs) {
        accounts.set(account, { nextAt: start + intervalMs, toldUntil });
        return { taken: true, waitMs: start - at };
      }
      const told = Math.max(toldUntil, start);
      if (isSpare) return { taken: false, askAgainMs: told - at };
      accounts.set(account, { nextAt, toldUntil: Math.min(told + intervalMs, start + longestLineMs) });
      return { taken: false, askAgainMs: told - at - longestWaitMs / 2 };
    },
    async hold(account, milliseconds) {
      const { nextAt, toldUntil } = of(account);
      accounts.set(account, { nextAt: Math.max(nextAt, now() + milliseconds), toldUntil });
    },
  };
}
