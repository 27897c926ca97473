/** What follows a failed try of a delivery: fast tries first, then slow ones without end, or a person. */
import type { Fault } from './call';

/** What to do after a fault. `alarm` asks for a person's eye while the tries go on. */
export type NextStep = { then: 'retry'; afterMs: number; alarm: boolean } | { then: 'park'; reason: string };

const fastTries = 10;
const fastCapMs = 30_000;
const slowFromMs = 60_000;
const slowCapMs = 300_000;
const longestRetryAfterMs = 3_600_000;

/**
 * Decides what follows the `attempts`-th try. `random` in [0, 1) spreads the tries of many deliveries so that a system
 * that is back is not run over.
 */
export function nextStep(fault: Fault, attempts: number, random: number): NextStep {
  switch (fault.kind) {
    case 'rejected':
    case 'malformed':
    case 'missing':
      return { then: 'park', reason: fault.message };
    case 'unauthorized':
      return { then: 'retry', afterMs: spread(slowCapMs, random), alarm: true };
    case 'unavailable':
    case 'timeout':
    case 'throttled':
    case 'unknown': {
      const asked = Math.min(fault.retryAfterMs ?? 0, longestRetryAfterMs);
      return { then: 'retry', afterMs: Math.max(asked, backOff(attempts, random)), alarm: attempts >= 6 };
    }
  }
}

function backOff(attempts: number, random: number): number {
  if (attempts < fastTries) return Math.min(1000 * 1.5 ** (attempts - 1), fastCapMs);
  return spread(Math.min(slowFromMs * 1.25 ** (attempts - fastTries), slowCapMs), random);
}

const spread = (milliseconds: number, random: number): number =>
  Math.round(milliseconds * (0.8 + 0.2 * random));
