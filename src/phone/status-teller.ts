/** Tells a gateway how a call goes on: Twilio's status callbacks, in order, whatever became of the ones before. */
import type { Fields } from './webhook';

/** What may be asked to be told. */
export type StatusEvent = 'initiated' | 'ringing' | 'answered' | 'completed';

/** Posts events to one address. */
export class StatusTeller {
  private chain: Promise<void> = Promise.resolve();
  private sequence = 0;

  constructor(
    private readonly to: { url: string; method: 'GET' | 'POST'; events: readonly string[] } | undefined,
    private readonly post: (url: string, method: 'GET' | 'POST', fields: Fields) => Promise<unknown>,
  ) {}

  /** Only what was asked for is told; an end of any kind goes by `completed`. */
  tell(event: StatusEvent, fields: Fields): void {
    const { to } = this;
    if (!to?.events.includes(event)) return;
    const numbered = {
      ...fields,
      CallbackSource: 'call-progress-events',
      SequenceNumber: `${this.sequence}`,
      Timestamp: new Date().toUTCString(),
    };
    this.sequence += 1;
    this.chain = this.chain.then(async () => {
      // Twilio notes a callback that failed, and goes on.
      await this.post(to.url, to.method, numbered).catch(() => undefined);
    });
  }

  /** When all was told. */
  async told(): Promise<void> {
    await this.chain;
  }
}
