/** Time that passes only when a test says so. */
import type { LineClock } from '../../src/line/line-options';

interface Timer {
  at: number;
  run: () => void;
  everyMs?: number;
}

/** What is due runs in its order; what it causes without waiting runs before time goes on. */
export class VirtualClock implements LineClock {
  private time = 1_800_000_000_000;
  private timers: Timer[] = [];

  now(): number {
    return this.time;
  }

  every(ms: number, run: () => void): () => void {
    const timer = { at: this.time + ms, run, everyMs: ms };
    this.timers.push(timer);
    return () => (this.timers = this.timers.filter((other) => other !== timer));
  }

  /** Resolves after so many milliseconds; at once when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.timers.push({ at: this.time + ms, run: resolve });
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  async advance(ms: number): Promise<void> {
    const until = this.time + ms;
    await settled();
    for (;;) {
      const next = this.timers.reduce<Timer | undefined>(
        (first, timer) => (first && first.at <= timer.at ? first : timer),
        undefined,
      );
      if (!next || next.at > until) break;
      this.time = Math.max(this.time, next.at);
      if (next.everyMs === undefined) this.timers = this.timers.filter((other) => other !== next);
      else next.at += next.everyMs;
      next.run();
      await settled();
    }
    this.time = until;
  }
}

/** All that needs no time has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
