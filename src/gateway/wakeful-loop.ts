/** A loop that looks when it is woken and at times by itself, one look at a time. */

/** What a loop does. */
export interface Looking {
  look(): Promise<void>;
  /** Milliseconds until it looks by itself. */
  restMs(): number;
  onFailed(error: unknown): void;
}

/** The loop; it rests until it is started. */
export class WakefulLoop {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private woken = false;
  private stopped = true;

  constructor(private readonly looking: Looking) {}

  get isStopped(): boolean {
    return this.stopped;
  }

  start(): void {
    this.stopped = false;
    this.wake();
  }

  /** Looks now, or again as soon as the look under way has ended. */
  wake(): void {
    if (this.stopped) return;
    this.woken = true;
    this.running ??= this.run();
  }

  /** Ends after the look under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async run(): Promise<void> {
    clearTimeout(this.timer);
    while (this.woken && !this.stopped) {
      this.woken = false;
      try {
        await this.looking.look();
      } catch (error) {
        this.looking.onFailed(error);
      }
    }
    this.running = undefined;
    if (!this.stopped) this.timer = setTimeout(() => this.wake(), this.looking.restMs());
  }
}
