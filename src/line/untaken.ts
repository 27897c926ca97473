/** Knows for how long nobody has begun to answer. */

/** Told as often as this while nobody does. */
const againMs = 5000;

/** A turn of the caller that nobody takes further. `answered`: something was said to it, but nobody listens since. */
export interface UntakenTurn {
  turnId: string;
  text: string;
  answered: boolean;
}

export class Untaken {
  private turn: UntakenTurn | undefined;
  private dueAt = Infinity;

  constructor(
    private readonly afterMs: number,
    private readonly tell: (turn: UntakenTurn | undefined) => void,
  ) {}

  /** A turn (none yet: the call's beginning) waits for an answer from now on. */
  waits(turn: UntakenTurn | undefined, now: number): void {
    this.turn = turn;
    this.dueAt = now + this.afterMs;
  }

  taken(): void {
    this.dueAt = Infinity;
  }

  tick(now: number): void {
    if (now < this.dueAt) return;
    this.dueAt = now + againMs;
    this.tell(this.turn);
  }
}
