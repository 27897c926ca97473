/**
 * Webhooks that were refused, written down for operators. Anybody may knock at the door, and looking for the reason costs
 * many times the check; so of a flood only some are looked into, and the others are counted.
 */
import type { Log } from '../log';
import type { RefusalRecord } from '../store/records';
import type { Store } from '../store/store';
import type { InWords } from '../webhook-schemes/refusal';

/** At once, and again each second, of one connection. */
const burst = 10;
const perSecond = 1;

/** What is written down of a refusal; `reason` is looked for only when it is. */
export interface Found {
  sizeBytes: number;
  reason: () => InWords & Pick<RefusalRecord, 'why'>;
}

/** The words for a webhook that is genuine and makes no sense. */
export const senselessInWords = (reason: string): InWords & Pick<RefusalRecord, 'why'> => ({
  why: 'senseless',
  reason,
  fix: 'Compare what the system sends with webhook.record and webhook.event in recado.yaml, or with the connector’s page in docs/connectors.',
});

interface Bucket {
  tokens: number;
  atMs: number;
  /** Refused since one was written down. */
  counted: number;
}

/** The notes of one door. */
export class Refusals {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly store: Pick<Store, 'noteRefusal'>,
    private readonly log: Log,
  ) {}

  /** Never throws and never keeps the sender waiting: a refusal is answered whether or not it could be written down. */
  note(connection: string, { sizeBytes, reason }: Found): void {
    const bucket = this.bucketOf(connection);
    bucket.counted += 1;
    if (bucket.tokens < 1) return;
    bucket.tokens -= 1;
    const times = bucket.counted;
    bucket.counted = 0;
    const receivedAt = new Date().toISOString();
    const { why, ...words } = reason();
    this.log.info({ connection, why }, 'what came in is refused');
    this.store
      .noteRefusal({ connection, receivedAt, sizeBytes, times, why, ...words })
      .catch((error: unknown) =>
        this.log.warn({ err: error }, 'a refused webhook could not be written down'),
      );
  }

  private bucketOf(connection: string): Bucket {
    const now = performance.now();
    const before = this.buckets.get(connection);
    if (!before) {
      const made = { tokens: burst, atMs: now, counted: 0 };
      this.buckets.set(connection, made);
      return made;
    }
    before.tokens = Math.min(burst, before.tokens + ((now - before.atMs) / 1000) * perSecond);
    before.atMs = now;
    return before;
  }
}
