/** Ends what waits too long: for the first of something, and then for each next one. */
import type { ConnectorError } from '../errors';
import { late } from './speech-fault';

/** `signal` aborts when nothing came in time; `fault` then says so. Time stands still while `pause`d. */
export class Watchdog {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  /** Why the signal aborted, once it has. */
  fault: ConnectorError | undefined;

  constructor(private readonly system: string) {}

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Waits for something anew; `what` ends the sentence "did not …". */
  expect(what: string, withinMs: number): void {
    this.pause();
    this.timer = setTimeout(() => {
      this.fault = late(this.system, what, withinMs);
      this.controller.abort(this.fault);
    }, withinMs);
  }

  pause(): void {
    clearTimeout(this.timer);
  }
}
