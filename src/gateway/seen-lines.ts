/** What a look at a call's workflow showed of its lines: who asks for it a moment later need not ask Temporal again. */
import { z } from 'zod';

const lineMemo = z.object({ lineEpoch: z.number() });
const keptMs = 800;
const most = 1_000;

/** Epoch of the newest line that the memo of a call's workflow tells of; 0 where it had none. */
export const epochIn = (memo: unknown): number => lineMemo.safeParse(memo).data?.lineEpoch ?? 0;

/** The looks of this moment. */
export class SeenLines {
  private readonly seen = new Map<string, { atMs: number; epoch: number }>();

  note(callId: string, memo: unknown): void {
    if (this.seen.size >= most) this.seen.clear();
    this.seen.set(callId, { atMs: performance.now(), epoch: epochIn(memo) });
  }

  /** The epoch, once; undefined where nobody has looked just now. */
  take(callId: string): number | undefined {
    const seen = this.seen.get(callId);
    this.seen.delete(callId);
    return seen && performance.now() - seen.atMs < keptMs ? seen.epoch : undefined;
  }
}
