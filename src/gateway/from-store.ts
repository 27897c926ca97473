import { inTime } from './in-time';
import { Refused } from './problem';

const giveUpMs = 5_000;

/** Reads from or writes to the store; a 503 problem where it does not answer within 5 s. */
export async function fromStore<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await inTime(giveUpMs, work());
  } catch (cause) {
    throw new Refused(503, 'The store does not answer', 'Send the same again in a few seconds.', { cause });
  }
}
