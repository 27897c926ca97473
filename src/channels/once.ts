/**
 * A channel that knows what this process has sent. No provider of messages takes a key, so when the answer of a send
 * reaches the worker and the worker's reaches nobody, the next try would write to the person again.
 *
 * It helps the process that sent, and no other: what another one took over after a kill is looked for by `find`.
 */
import type { Channel, RefusedSend, Sent } from './channel';

/** How much is remembered. */
export interface OnceOptions {
  /** Default 10,000 messages; the oldest are forgotten first. */
  most?: number;
}

/** Sends each id once; an id that is on its way is waited for, one that failed or was refused is tried anew. */
export function sendOnce(channel: Channel, { most = 10_000 }: OnceOptions = {}): Channel {
  const taken = new Map<string, Promise<Sent | RefusedSend>>();
  return {
    ...channel,
    async send(message) {
      const before = taken.get(message.id);
      if (before) return await before;
      const now = channel.send(message);
      taken.set(message.id, now);
      const [oldest] = taken.keys();
      if (taken.size > most && oldest !== undefined) taken.delete(oldest);
      const sent = await now.catch((error: unknown) => {
        taken.delete(message.id);
        throw error;
      });
      if ('refused' in sent) taken.delete(message.id);
      return sent;
    },
  };
}
