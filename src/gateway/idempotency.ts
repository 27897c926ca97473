/**
 * `Idempotency-Key`: the same request again has the same answer and no second effect. Keys are of one holder each, and are
 * kept for 90 days, since follow-ups live for weeks. What was refused is not kept: put right, it may be sent again.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { Store } from '../store/store';
import { fromStore } from './from-store';
import { Refused } from './problem';

/** How long an answer is known again. */
export const keptMs = 90 * 24 * 3_600_000;

/** What is asked: whose key, and all that makes this request another than the next. */
export interface Asked {
  holder: string;
  key: string;
  request: readonly unknown[];
}

/** An answer, and whether it was given before. */
export interface Answered<T> {
  answer: T;
  replayed: boolean;
}

/** Does the work unless it was done under this key before. Throws `Refused` 409 while it is being done, 422 for another request. */
export async function once<T extends object>(
  store: Store,
  { holder, key, request }: Asked,
  read: (kept: unknown) => T,
  work: () => Promise<T>,
): Promise<Answered<T>> {
  const digest = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  const mine = { holder, key, claim: randomUUID() };
  const asked = { ...mine, digest, now: new Date().toISOString() };
  const claim = await fromStore(async () => await store.claimAnswer(asked));
  if (claim.outcome === 'answered') return { answer: read(claim.answer), replayed: true };
  if (claim.outcome !== 'yours') throw refusals[claim.outcome]();
  let answer: T;
  try {
    answer = await work();
  } catch (error) {
    // Where the store is away the claim ends by itself, and work that was done does no harm a second time.
    await store.dropAnswer(mine).catch(() => undefined);
    throw error;
  }
  await fromStore(async () => await store.keepAnswer(mine, answer));
  return { answer, replayed: false };
}

const refusals = {
  'in-flight': () =>
    new Refused(
      409,
      'A request with this idempotency key is being worked on',
      'Send the same again in a second; its answer will be there.',
    ),
  'other-body': () =>
    new Refused(
      422,
      'This idempotency key was used for another request',
      'Send a new request under a new key, and the same request under the same.',
    ),
};
