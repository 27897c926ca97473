/** The live calls of this host. */
import type { OpenLine } from './open-line';

/** At most one line a call: the newest epoch speaks. */
export interface LiveLines {
  readonly size: number;
  /** Takes a line in and silences an older one of its call. Returns false, and closes it, where a newer one is here already. */
  open(line: OpenLine): boolean;
  get(callId: string): OpenLine | undefined;
  /** The line is gone; another one of the same call stays. */
  drop(line: OpenLine): void;
  /** Silences all; their calls move on to other hosts. */
  closeAll(): void;
}

/** Lines in this process's memory. */
export function createLiveLines(): LiveLines {
  const lines = new Map<string, OpenLine>();
  return {
    get size() {
      return lines.size;
    },
    open(line) {
      const before = lines.get(line.callId);
      if (before === line) return true;
      // A carrier has been seen to open a second socket for one call, and the later socket to be let in first.
      if (before && before.epoch > line.epoch) {
        line.close();
        return false;
      }
      lines.set(line.callId, line);
      before?.close();
      return true;
    },
    get: (callId) => lines.get(callId),
    drop(line) {
      if (lines.get(line.callId) === line) lines.delete(line.callId);
    },
    closeAll() {
      const all = [...lines.values()];
      lines.clear();
      for (const line of all) line.close();
    },
  };
}
