import { Refused } from './problem';

const giveUpMs = 5_000;

/** Reads from or writes to the store; a 503 problem where it does not answer within 5 s. */
export async function fromStore<T>(work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the store took too long')), giveUpMs);
  });
  try {
    return await Promise.race([work(), late]);
  } catch (cause) {
    throw new Refused(503, 'The store does not answer', 'Send the same again in a few seconds.', { cause });
  } finally {
    clearTimeout(timer);
  }
}
