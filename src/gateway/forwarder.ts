/**
 * Hands over what came in and was written down, oldest first.
 *
 * A webhook may come before its follow-up has started, or while Temporal is away: it waits. Those of one lane keep their
 * order. Handing the same one over twice is harmless, whoever takes it knows its event ids.
 */
import type { Client } from '@temporalio/client';
import type { Log } from '../log';
import type { WebhookRecord } from '../store/records';
import type { Store } from '../store/store';
import { type Errand, errandOf } from './errands';
import { WakefulLoop } from './wakeful-loop';

/** The forwarder's own clock and pace, in milliseconds. */
export interface Pace {
  pollMs: number;
  /** First wait after a webhook found no follow-up; doubles up to `longestMs`. */
  firstMs: number;
  longestMs: number;
  /** A webhook that found none for so long is parked. */
  parkAfterMs: number;
}

const usual: Pace = { pollMs: 5_000, firstMs: 500, longestMs: 5 * 60_000, parkAfterMs: 24 * 3_600_000 };
const atOnce = 200;

/** The loop that hands webhooks over. */
export class Forwarder {
  private readonly pace: Pace;
  /** When each webhook that found no follow-up is tried again, in epoch milliseconds. */
  private readonly notBefore = new Map<string, number>();
  private readonly loop: WakefulLoop;

  constructor(
    private readonly parts: { store: Store; temporal: Client; log: Log },
    pace: Partial<Pace> = {},
  ) {
    this.pace = { ...usual, ...pace };
    this.loop = new WakefulLoop({
      look: async () => await this.look(),
      restMs: () => this.restMs(),
      onFailed: (error) => parts.log.warn({ err: error }, 'webhooks wait: store or Temporal is away'),
    });
  }

  start(): void {
    this.loop.start();
  }

  /** Looks now, or again as soon as the look under way has ended. */
  wake(): void {
    this.loop.wake();
  }

  /** Ends after the look under way. */
  async stop(): Promise<void> {
    await this.loop.stop();
  }

  private async look(): Promise<void> {
    const { store } = this.parts;
    // Those that wait for their turn come first in the list; asking for as many more lets the new ones be seen.
    const waiting = await store.waitingWebhooks(atOnce + this.notBefore.size);
    const held = new Set<string>();
    for (const webhook of waiting) {
      if (this.loop.isStopped) return;
      const errand = await errandOf({ ...this.parts, parkAfterMs: this.pace.parkAfterMs }, webhook);
      const due = this.notBefore.get(keyOf(webhook)) ?? 0;
      if (held.has(errand.lane) || due > Date.now()) held.add(errand.lane);
      else if (!(await this.isDone(webhook, errand))) held.add(errand.lane);
    }
    this.forgetAllBut(waiting);
  }

  /** Whether the arrival needs no more of us. */
  private async isDone(webhook: WebhookRecord, errand: Errand): Promise<boolean> {
    const tries = webhook.tries + 1;
    const handed = await errand.run();
    if (handed.state === 'waiting') this.postpone(webhook, tries);
    await this.parts.store.settleWebhook(webhook.connection, webhook.eventId, { ...handed, tries });
    return handed.state !== 'waiting';
  }

  private postpone(webhook: WebhookRecord, tries: number): void {
    const { firstMs, longestMs } = this.pace;
    this.notBefore.set(
      keyOf(webhook),
      Date.now() + Math.min(longestMs, firstMs * 2 ** Math.min(tries - 1, 20)),
    );
  }

  private forgetAllBut(waiting: WebhookRecord[]): void {
    const keys = new Set(waiting.map(keyOf));
    for (const key of this.notBefore.keys()) if (!keys.has(key)) this.notBefore.delete(key);
  }

  private restMs(): number {
    const soonest = Math.min(...this.notBefore.values()) - Date.now();
    return Math.min(this.pace.pollMs, Math.max(50, soonest));
  }
}

const keyOf = ({ connection, eventId }: WebhookRecord): string => `${connection}/${eventId}`;
