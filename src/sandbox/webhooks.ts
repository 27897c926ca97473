/** A desk's webhooks: written down before the office is answered, sent until the gateway took them. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { signWebhook } from '../webhook-schemes/standard';
import { openJournal } from '../journal-file';
import type { DeskTicket } from './shapes';

/** Waits before each further try, in milliseconds; the last one repeats. */
export const retryScheduleMs = [1000, 5000, 30_000, 120_000, 600_000];

const queued = z.strictObject({ queued: z.string(), body: z.string() });
const taken = z.strictObject({ taken: z.string() });

/** Where a desk's webhooks go and how they are signed. */
export interface WebhookTarget {
  url: string;
  secret: string;
  scheduleMs?: readonly number[];
}

/** The outbox of one desk. */
export interface Outbox {
  /** Begins to send, with what a former process left. */
  start(): void;
  /** Is on disk when it returns. */
  tell(ticket: DeskTicket): void;
  waiting(): number;
  close(): void;
}

/** Opens a desk's outbox. */
export function openOutbox(path: string, target: WebhookTarget): Outbox {
  const journal = openJournal(path, z.union([queued, taken]));
  const waiting = new Map<string, string>();
  for (const line of journal.records) {
    if ('queued' in line) waiting.set(line.queued, line.body);
    else waiting.delete(line.taken);
  }
  const { scheduleMs = retryScheduleMs } = target;
  const timers = new Map<string, NodeJS.Timeout>();
  const closing = new AbortController();

  const send = async (id: string, body: string, tries: number): Promise<void> => {
    timers.delete(id);
    const wasTaken = await post(target, id, body, closing.signal);
    if (closing.signal.aborted) return;
    if (wasTaken) {
      journal.append({ taken: id });
      waiting.delete(id);
    } else {
      later(id, body, tries + 1, scheduleMs[Math.min(tries, scheduleMs.length - 1)] ?? 0);
    }
  };
  const later = (id: string, body: string, tries: number, waitMs: number): void => {
    timers.set(
      id,
      setTimeout(() => void send(id, body, tries).catch(() => later(id, body, tries, 60_000)), waitMs),
    );
  };

  return {
    start() {
      for (const [id, body] of waiting) later(id, body, 0, 0);
    },
    tell({ id, reference, updatedAt }) {
      const event = `msg_${randomUUID()}`;
      const body = JSON.stringify({ type: 'ticket.updated', timestamp: updatedAt, data: { id, reference } });
      journal.append({ queued: event, body });
      waiting.set(event, body);
      later(event, body, 0, 0);
    },
    waiting: () => waiting.size,
    close() {
      closing.abort();
      for (const timer of timers.values()) clearTimeout(timer);
      journal.close();
    },
  };
}

/** One try; whether it was answered 2xx. */
async function post(target: WebhookTarget, id: string, body: string, closing: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(target.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signWebhook(target.secret, id, new Date(), body) },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([closing, AbortSignal.timeout(10_000)]),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
