import { setTimeout as sleep } from 'node:timers/promises';

/** Repeats connecting while the server is coming up, for at most `patienceMs`; then throws the last error. */
export async function connectPatiently<T>(connect: () => Promise<T>, patienceMs = 60_000): Promise<T> {
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      return await connect();
    } catch (error) {
      if (Date.now() > until) throw error;
      await sleep(250);
    }
  }
}
