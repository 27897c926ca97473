/** What follows a failed try of a delivery: another one when its turn comes, or people. */
import type { Fault } from './call';
import type { Terms } from './terms';

/**
 * What to do after a fault: get in line, not to be tried earlier than `afterMs`; hand it to the register or to people.
 * `alarm` asks for a person's eye while the tries go on.
 */
export type NextStep =
  | { then: 'line'; afterMs: number; alarm: boolean }
  | { then: 'record' }
  | { then: 'park'; reason: string; owner: string };

const fastTries = 10;
const fastCapMs = 30_000;
const slowFromMs = 60_000;
const slowCapMs = 300_000;
const longestRetryAfterMs = 3_600_000;
/** An answer that makes no sense may be a proxy's page; so many in a row are a system that changed. */
const oddAnswers = 3;

/**
 * Decides what follows the `attempts`-th try; `odd` counts the senseless answers in a row. `random` in [0, 1) spreads
 * the tries of many deliveries.
 */
export function nextStep(
  fault: Fault,
  { attempts, odd, terms }: { attempts: number; odd: number; terms: Terms },
  random: number,
): NextStep {
  const { policy } = terms;
  switch (fault.kind) {
    case 'rejected':
    case 'missing':
      return { then: 'park', reason: fault.message, owner: policy.team ?? 'operators' };
    case 'malformed':
      if (odd >= oddAnswers)
        return { then: 'park', reason: fault.message, owner: policy.team ?? 'operators' };
      break;
    case 'unauthorized':
      return { then: 'line', afterMs: spread(slowCapMs, random), alarm: true };
    default:
  }
  if (attempts >= policy.afterTries && policy.then === 'record') return { then: 'record' };
  if (attempts >= policy.afterTries && policy.then === 'team') {
    const reason = `handed to ${policy.team} after ${attempts} tries: ${fault.message}`;
    return { then: 'park', reason, owner: policy.team ?? 'operators' };
  }
  const asked = Math.min(fault.retryAfterMs ?? 0, longestRetryAfterMs);
  const patient = policy.then === 'queue' ? fastTries : attempts;
  const afterMs = Math.max(asked, waitOutMs(fault, terms), backOff(patient, random));
  return { then: 'line', afterMs, alarm: attempts >= 6 };
}

/** How long a look-up may not show yet what a try of unknown outcome did. A key needs no look-up, and nothing else has one. */
function waitOutMs(fault: Fault, { creation, indexLagMs, settleMs }: Terms): number {
  if (creation !== 'reference' || fault.outcome !== 'unknown') return 0;
  // A system that answered is done with the request, whatever it said; one that did not may still be at it.
  return fault.kind === 'timeout' || fault.kind === 'unknown' ? indexLagMs + settleMs : indexLagMs;
}

function backOff(attempts: number, random: number): number {
  if (attempts < fastTries) return Math.min(1000 * 1.5 ** (attempts - 1), fastCapMs);
  return spread(Math.min(slowFromMs * 1.25 ** (attempts - fastTries), slowCapMs), random);
}

const spread = (milliseconds: number, random: number): number =>
  Math.round(milliseconds * (0.8 + 0.2 * random));
