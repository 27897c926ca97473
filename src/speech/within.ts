/** Waits for a promise no longer than a budget allows. */
import { late } from './speech-fault';

/**
 * The promise's outcome, or a `ConnectorError` `timeout` after the budget; `what` ends the sentence "did not …". The
 * promise goes on by itself: whoever made it stops it.
 */
export async function within<T>(
  promise: Promise<T>,
  budgetMs: number,
  system: string,
  what: string,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late(system, what, budgetMs)), budgetMs);
  });
  try {
    return await Promise.race([promise, end]);
  } finally {
    clearTimeout(timer);
  }
}
