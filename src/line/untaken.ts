/** Knows for how long nobody has begun to answer. */

/** Told as often as this while nobody does. */
const againMs = 5000;
/** Of what the workflow has withdrawn, so soon: before the line says a word by itself. */
const withdrawnMs = 500;

/**
 * A turn of the caller that nobody takes further. `answered`: something was said to it, but nobody listens since.
 * `withdrawn`: the workflow does not want what it had asked for, as where a newer line holds the call.
 */
export interface UntakenTurn {
  turnId: string;
  text: string;
  answered: boolean;
  withdrawn?: boolean;
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
    this.dueAt = now + (turn?.withdrawn ? withdrawnMs : this.afterMs);
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
