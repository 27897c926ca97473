/** Whether a caller who speaks while we do wants the floor. Falls silent first and judges then: a false alarm is taken back. */
import type { Listening } from '../domain/listening';
import type { OverlapJudge } from '../language/backchannels';
import type { Mouth } from './mouth';

/** A voice over ours that lasts so long stops us until it is known what it says. */
const stopsAfterMs = 280;
/** A backchannel that is known to be one does not; but nobody says "ajá" for so long. */
const longestBackchannelMs = 1000;
/** Who speaks in our last moments answers already; a yes to a question need not wait for its end. */
const answersWithinMs = 900;
const agreesWithinMs = 2500;
/** So long after their voice we wait to learn what it was before we go on. */
const undecidedMs = 1500;

export interface BargeInOptions {
  mouth: () => Mouth;
  judge: OverlapJudge;
  /** What waits for the caller's words. */
  asked: () => Listening | undefined;
  now: () => number;
}

/** Holds the mouth back while the caller speaks. */
export class BargeIn {
  private isHeld = false;
  private pausedAt: number | undefined;

  constructor(private readonly options: BargeInOptions) {}

  /** A voice: is it over ours, or where no answer of theirs is waited for? What we have not begun to say waits. */
  begins(): boolean {
    const mouth = this.options.mouth();
    this.pausedAt = undefined;
    this.isHeld = !mouth.busy;
    if (this.isHeld) mouth.pause();
    return overlaps(mouth, this.options.asked());
  }

  /** It goes on. */
  lasts(voiceMs: number, partial: string): void {
    this.pausedAt = undefined;
    if (this.isHeld || voiceMs < stopsAfterMs) return;
    if (voiceMs < longestBackchannelMs && partial !== '' && this.options.judge(partial) !== 'interruption')
      return;
    this.isHeld = true;
    this.options.mouth().pause();
  }

  /** It pauses. */
  pauses(partial: string): void {
    if (partial !== '' && this.options.judge(partial) !== 'interruption') this.release();
    else this.pausedAt = this.options.now();
  }

  /** It was nothing, or is not known yet after all this time. */
  release(): void {
    this.pausedAt = undefined;
    if (!this.isHeld) return;
    this.isHeld = false;
    this.options.mouth().resume();
  }

  /** It was a turn: whoever stops the mouth lets it speak again, too. */
  settled(): void {
    this.isHeld = false;
    this.pausedAt = undefined;
  }

  /** Whether these words are no turn of the caller's. `overlaps` as `begins` said. */
  isNothing(text: string, overlaps: boolean): boolean {
    const kind = this.options.judge(text);
    return kind === 'nothing' || (overlaps && kind === 'backchannel');
  }

  tick(): void {
    if (this.pausedAt !== undefined && this.options.now() - this.pausedAt > undecidedMs) this.release();
  }
}

/** Whether who begins to speak now does so over us, or where nobody waits for them: then "ajá" is no answer. */
export function overlaps(mouth: Mouth, asked: Listening | undefined): boolean {
  if (!mouth.busy) return asked === undefined;
  return mouth.leftMs > (asked?.expects === 'yes-no' ? agreesWithinMs : answersWithinMs);
}
