/** The beat of all calls of a process: one timer, however many calls. */

/** Something that moves on every 20 ms. `nowMs` is `performance.now()`. */
export interface Rider {
  tick(nowMs: number): void;
}

/** What a frame of a call lasts. */
export const frameMs = 20;
/** Calls are spread over the 20 ms, so that they do not all speak in the same instant. */
const slots = 8;
const slotMs = frameMs / slots;
/** Behind by more than this the process was stopped; real time that far back cannot be made up. */
const givenUpMs = 2000;

/** Ticks each rider every 20 ms without drift: a late tick is made up for, and how late it came is remembered. */
export class TimerWheel {
  private readonly riders = Array.from({ length: slots }, () => new Set<Rider>());
  private timer: NodeJS.Timeout | undefined;
  private dueMs = 0;
  private slot = 0;
  private worstMs = 0;

  /** How late the latest tick came; where this is more than some 20 ms, this process and not the gateway was slow. */
  get worstLagMs(): number {
    return Math.round(this.worstMs);
  }

  /** Begins to tick it; answers how to stop. */
  add(rider: Rider): () => void {
    const [emptiest] = this.riders.toSorted((one, two) => one.size - two.size);
    emptiest?.add(rider);
    if (!this.timer) {
      this.dueMs = performance.now() + slotMs;
      this.wait();
    }
    return () => {
      emptiest?.delete(rider);
      if (this.riders.every(({ size }) => size === 0)) this.stop();
    };
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private wait(): void {
    this.timer = setTimeout(() => this.turn(), Math.max(0, this.dueMs - performance.now()));
  }

  private turn(): void {
    const now = performance.now();
    this.worstMs = Math.max(this.worstMs, now - this.dueMs);
    if (now - this.dueMs > givenUpMs) this.dueMs = now;
    while (this.dueMs <= now) {
      for (const rider of this.riders[this.slot] ?? []) rider.tick(now);
      this.slot = (this.slot + 1) % slots;
      this.dueMs += slotMs;
    }
    if (this.timer) this.wait();
  }
}
