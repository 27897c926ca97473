/** The one `listen` that waits for the caller's turn. */
import type { Listened, Listening } from '../domain/listening';

/** The workflow listens itself: whoever listened instead has to go. */
export class TakenOver extends Error {
  constructor() {
    super('the line is listened to by somebody else now');
    this.name = 'TakenOver';
  }
}

interface Asked {
  ask: Listening;
  /** By this host, in the workflow's absence. */
  alone: boolean;
  resolve: (listened: Listened) => void;
  reject: (reason: unknown) => void;
}

/** Holds at most one; a newer one takes its place. */
export class Asking {
  private asked: Asked | undefined;
  /** Whether the workflow was ever among those who asked. */
  byWorkflow = false;

  get ask(): Listening | undefined {
    return this.asked?.ask;
  }

  get alone(): boolean {
    return this.asked?.alone ?? false;
  }

  /** Rejects with the signal's reason, or `TakenOver` when another one comes. `onAbort` is told that nobody listens now. */
  open(ask: Listening, signal: AbortSignal, alone: boolean, onAbort: () => void): Promise<Listened> {
    this.asked?.reject(new TakenOver());
    this.byWorkflow ||= !alone;
    return new Promise((resolve, reject) => {
      const asked: Asked = { ask, alone, resolve: done(resolve), reject: done(reject) };
      const abort = (): void => {
        if (this.asked === asked) {
          this.asked = undefined;
          onAbort();
        }
        asked.reject(signal.reason);
      };
      function done<T>(settle: (value: T) => void): (value: T) => void {
        return (value) => {
          signal.removeEventListener('abort', abort);
          settle(value);
        };
      }
      this.asked = asked;
      signal.addEventListener('abort', abort, { once: true });
    });
  }

  settle(listened: Listened): void {
    const { asked } = this;
    this.asked = undefined;
    asked?.resolve(listened);
  }
}
