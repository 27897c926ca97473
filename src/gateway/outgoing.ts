/** What the gateway does in the background for its API: it sends webhooks of ours, and sweeps what was kept long enough. */
import { Sender, type SenderPace } from './notify/sender';
import type { GatewayParts } from './parts';
import { createSweeper } from './sweeper';

/** Both loops as one. */
export interface Outgoing {
  start(): void;
  /** There is something to send. */
  wake(): void;
  stop(): Promise<void>;
}

/** Makes them. */
export function createOutgoing(parts: GatewayParts, pace: Partial<SenderPace>): Outgoing {
  const { config, store, log } = parts;
  const sender = new Sender({ outbox: store.outbox, notify: config.notify, log }, pace);
  const sweeper = createSweeper(parts);
  return {
    start() {
      sender.start();
      sweeper.start();
    },
    wake: () => sender.wake(),
    async stop() {
      await Promise.all([sender.stop(), sweeper.stop()]);
    },
  };
}
