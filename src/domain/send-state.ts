/**
 * Which of two receipts counts. They come doubled and in any order, so each is merged into what was known by the greater
 * in one total order: the outcome depends on the receipts alone, never on when they came.
 */
import type { Progress, SendReceipt } from './reach';
import { type SendState, sendStates } from './send-states';

const rank = (state: SendState): number => sendStates.indexOf(state);

/** What is known before the first receipt. */
export const began = (at: string): Progress => ({ state: 'leaving', at, reached: { leaving: at } });

/** What is known after one more receipt; the same object where it says nothing new. */
export function later(known: Progress, receipt: SendReceipt): Progress {
  const before = known.reached[receipt.state];
  const first = before === undefined || receipt.at < before ? receipt.at : before;
  const wins = isGreater(receipt, known);
  if (!wins && first === before) return known;
  const { state, at, error } = wins ? receipt : known;
  return {
    ...{ state, at },
    ...(error === undefined ? {} : { error }),
    reached: { ...known.reached, [receipt.state]: first },
  };
}

/** Further on; of the same state the earlier, and of the same instant the one that says more, then by its letters. */
function isGreater(one: SendReceipt, other: SendReceipt): boolean {
  if (one.state !== other.state) return rank(one.state) > rank(other.state);
  if (one.at !== other.at) return one.at < other.at;
  if (one.error === undefined || other.error === undefined) return one.error !== undefined && !other.error;
  return one.error > other.error;
}

/** It arrived: whoever is told this way needs no further rung. */
export const hasArrived = (state: SendState): boolean => state === 'delivered' || state === 'read';
/** It will not arrive this way: the next rung's turn. */
export const hasFailed = (state: SendState): boolean => state === 'failed' || state === 'undelivered';
