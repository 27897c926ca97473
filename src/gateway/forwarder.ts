/**
 * Hands webhooks that were written down over to the follow-ups of their records, oldest first.
 *
 * A webhook may come before its follow-up has started, or while Temporal is away: it waits. Those of one record keep
 * their order. Handing the same one over twice is harmless, the follow-up knows its event ids.
 */
import type { Client } from '@temporalio/client';
import { followUpWorkflowId } from '../../workflows/ids';
import { recordSeen } from '../../workflows/messages';
import type { Log } from '../log';
import type { WebhookRecord } from '../store/records';
import type { Store } from '../store/store';
import { type EventTarget, targetOf } from './event-target';
import { isGone } from './temporal';
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
      const target = await this.targetOf(webhook);
      const record = 'workflowId' in target ? target.workflowId : `case/${webhook.recordId}`;
      const due = this.notBefore.get(keyOf(webhook)) ?? 0;
      if (held.has(record) || due > Date.now()) held.add(record);
      else if (!(await this.handOver(webhook, target))) held.add(record);
    }
    this.forgetAllBut(waiting);
  }

  /** An event names a case; everything else names its record. */
  private async targetOf(webhook: WebhookRecord): Promise<EventTarget> {
    if (webhook.kind === 'event') return await targetOf(this.parts.store, webhook);
    const { connection, eventId, recordId, at } = webhook;
    const seen = { eventId, record: { connection, id: recordId }, at };
    return { workflowId: followUpWorkflowId(connection, recordId), seen };
  }

  /** Whether the webhook needs no more of us. */
  private async handOver(webhook: WebhookRecord, target: EventTarget): Promise<boolean> {
    const { store, temporal } = this.parts;
    const { connection, eventId } = webhook;
    const tries = webhook.tries + 1;
    if (!('workflowId' in target)) {
      const parked = 'park' in target;
      if (!parked) this.postpone(webhook, tries);
      await store.settleWebhook(connection, eventId, {
        ...{ state: parked ? 'parked' : 'waiting', tries, note: parked ? target.park : target.wait },
      });
      return parked;
    }
    const { workflowId, seen } = target;
    try {
      await temporal.withDeadline(
        Date.now() + 2_000,
        async () => await temporal.workflow.getHandle(workflowId).signal(recordSeen, seen),
      );
    } catch (error) {
      if (!isGone(error)) throw error;
      const note = await this.parkingNote({ ...webhook, recordId: seen.record.id });
      if (note === undefined) this.postpone(webhook, tries);
      await store.settleWebhook(connection, eventId, {
        state: note === undefined ? 'waiting' : 'parked',
        tries,
        note: note ?? 'no follow-up watches this record yet',
      });
      return note !== undefined;
    }
    await store.settleWebhook(connection, eventId, { state: 'handed-over', tries });
    return true;
  }

  /** Why a webhook without a follow-up need not wait any longer; undefined while one may still start. */
  private async parkingNote({
    connection,
    recordId,
    receivedAt,
  }: WebhookRecord): Promise<string | undefined> {
    const found = await this.parts.store.findCaseByRecord(connection, recordId);
    if (found && closedStates.has(found.state))
      return `the case is ${found.state}; nobody watches the record any more`;
    const waitedMs = Date.now() - Date.parse(receivedAt);
    return waitedMs >= this.pace.parkAfterMs ? 'no follow-up watched this record in time' : undefined;
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

const closedStates = new Set(['refused', 'withdrawn', 'settled']);
const keyOf = ({ connection, eventId }: WebhookRecord): string => `${connection}/${eventId}`;
