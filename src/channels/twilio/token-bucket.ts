/** Something that may be taken so often a second, and a number of times at once. */
export interface TokenBucket {
  /** False where none is left. */
  take(): boolean;
}

/** A full bucket. `now` counts milliseconds and never goes back. */
export function createTokenBucket(
  perSecond: number,
  most: number,
  now: () => number = () => performance.now(),
): TokenBucket {
  let left = most;
  let at = now();
  return {
    take() {
      const time = now();
      left = Math.min(most, left + ((time - at) / 1000) * perSecond);
      at = time;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
