/**
 * Sends webhooks of ours from the outbox. Several gateways share the work by leases; a message whose gateway dies is sent
 * again when its lease is over, under the same id, so that its receiver knows the second one.
 */
import type { Log } from '../../log';
import type { NotifyEndpoint } from '../../notify-settings';
import { signWebhook } from '../../webhook-schemes/standard';
import type { LeasedNotification, NotificationOutbox } from '../../store/notification-outbox';
import { WakefulLoop } from '../wakeful-loop';
import { outcomeOf } from './outcome';
import { post } from './post';

/** The sender's clock and pace. */
export interface SenderPace {
  now: () => number;
  pollMs: number;
  timeoutMs: number;
  /** Requests to one endpoint at the same time. */
  atOnce: number;
  /** Longer than a try may take. */
  leaseMs: number;
  /** An endpoint that fails for so long is switched off. */
  offAfterMs: number;
}

const usual: SenderPace = {
  now: () => Date.now(),
  pollMs: 2_000,
  timeoutMs: 15_000,
  atOnce: 4,
  leaseMs: 60_000,
  offAfterMs: 5 * 24 * 3_600_000,
};

/** The loop that sends. It does nothing where nobody is to be told. */
export class Sender {
  private readonly pace: SenderPace;
  private readonly loop: WakefulLoop;
  private readonly closing = new AbortController();
  private readonly underWay = new Map<string, Set<Promise<void>>>();

  constructor(
    private readonly parts: { outbox: NotificationOutbox; notify: readonly NotifyEndpoint[]; log: Log },
    pace: Partial<SenderPace> = {},
  ) {
    this.pace = { ...usual, ...pace };
    this.loop = new WakefulLoop({
      look: async () => await this.look(),
      restMs: () => this.pace.pollMs,
      onFailed: (error) => parts.log.warn({ err: error }, 'webhooks of ours wait: the store is away'),
    });
  }

  start(): void {
    if (this.parts.notify.length > 0) this.loop.start();
  }

  wake(): void {
    this.loop.wake();
  }

  /** Breaks off what is under way; whoever comes next sends it. */
  async stop(): Promise<void> {
    const stopped = this.loop.stop();
    this.closing.abort();
    await stopped;
    await Promise.all([...this.underWay.values()].flatMap((posts) => [...posts]));
  }

  private async look(): Promise<void> {
    for (const endpoint of this.parts.notify) {
      if (this.loop.isStopped) return;
      const posts = this.underWay.get(endpoint.name) ?? new Set();
      this.underWay.set(endpoint.name, posts);
      const free = this.pace.atOnce - posts.size;
      if (free <= 0) continue;
      const leased = await this.parts.outbox.claim({
        endpoint: endpoint.name,
        limit: free,
        now: this.instant(),
        until: this.instant(this.pace.leaseMs),
      });
      for (const one of leased) {
        const sending = this.send(endpoint, one).finally(() => {
          posts.delete(sending);
          this.loop.wake();
        });
        posts.add(sending);
      }
    }
  }

  private async send(endpoint: NotifyEndpoint, leased: LeasedNotification): Promise<void> {
    const { outbox, log } = this.parts;
    const { id, body, tries } = leased.record;
    try {
      const posted = await post({
        ...{ url: endpoint.url, allowPrivate: endpoint.allowPrivate, body },
        headers: signedHeaders(endpoint.secret, id, new Date(this.pace.now()), body),
        timeoutMs: this.pace.timeoutMs,
        signal: this.closing.signal,
      });
      if (this.closing.signal.aborted && 'fault' in posted) return await outbox.release(leased);
      const outcome = outcomeOf(posted, tries + 1, this.pace.now());
      const offIfFailingSince = this.instant(-this.pace.offAfterMs);
      await outbox.settle(leased, outcome, { now: this.instant(), offIfFailingSince });
      if (outcome.state === 'failed')
        log.warn({ id, endpoint: endpoint.name, note: outcome.note }, 'a webhook of ours was never taken');
    } catch (error) {
      // Its lease ends by itself.
      log.warn({ err: error, id }, 'what became of a webhook of ours was not noted');
    }
  }

  private instant(fromNowMs = 0): string {
    return new Date(this.pace.now() + fromNowMs).toISOString();
  }
}

/** Signed with every secret, so that a receiver may change over at any moment. */
function signedHeaders(
  secrets: readonly string[],
  id: string,
  at: Date,
  body: string,
): Record<string, string> {
  const signed = secrets.map((secret) => signWebhook(secret, id, at, body));
  return {
    'content-type': 'application/json',
    'user-agent': 'recado',
    ...signed[0],
    'webhook-signature': signed.map((headers) => headers['webhook-signature']).join(' '),
  };
}
