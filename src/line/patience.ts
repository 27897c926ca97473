/** How long the line waits for the caller, and lets the caller wait. */
import type { Expectation } from '../domain/listening';

/** How often a line looks at its clocks. */
export const tickMs = 100;

/** All in milliseconds. */
export interface Patience {
  /** Silence of ours after which the caller is told that we are still there, and how often from then on. */
  fillerMs: number;
  fillerAgainMs: number;
  /** After so long without any sound, the caller's own words included, a soft tone tells the same. */
  toneMs: number;
  /** After a turn for which nobody has begun an answer, whoever attends alone is told; again as often. */
  untakenMs: number;
  /** Silence of theirs before they are asked whether they are there, then offered the keys, then given up. */
  askAgainMs: number;
  /** The same while something is expected that must be looked up or remembered. */
  askAgainSlowlyMs: number;
}

export const usualPatience: Patience = {
  fillerMs: 1500,
  fillerAgainMs: 6500,
  toneMs: 1600,
  untakenMs: 2000,
  askAgainMs: 6000,
  askAgainSlowlyMs: 10_000,
};

const slow: ReadonlySet<Expectation> = new Set(['number', 'email', 'address', 'date']);

/** Whose words are waited for: the line's, the caller's, or nobody's. */
export type Waiting = 'ours' | 'theirs' | 'nobody';
/** What is to be done about a silence, or about words that could not be made out. */
export type Due = 'filler' | 'tone' | 'sayAgain' | 'askAgain' | 'offerKeys' | 'giveUp';

/** The clock of one line's silences. Driven by `due`, some times a second; keeps no timer. */
export class SilenceClock {
  private waiting: Waiting = 'nobody';
  /** Since then these are waited for, or there were no words. */
  private since: number;
  /** Since then there was no sound at all. */
  private quietSince: number;
  private steps = 0;

  constructor(
    private readonly patience: Patience,
    now: number,
  ) {
    this.since = this.quietSince = now;
  }

  /** From now on these are waited for, from the beginning. `quietSince`: where it was silent before. */
  wait(waiting: Waiting, now: number, quietSince = now): void {
    this.waiting = waiting;
    this.since = now;
    this.quietSince = quietSince;
    this.steps = 0;
  }

  /** Somebody is speaking: silence begins anew. */
  sound(now: number): void {
    this.since = this.quietSince = now;
  }

  /** How often this silence has been broken by words of the line. */
  get step(): number {
    return this.steps;
  }

  /** What is due now, once. */
  due(now: number, expects: Expectation = 'open'): Due | undefined {
    if (now - this.since < this.limitMs(expects)) return this.tone(now);
    this.sound(now);
    this.steps += 1;
    if (this.waiting === 'ours') return 'filler';
    return this.steps === 1 ? 'askAgain' : this.steps === 2 ? 'offerKeys' : 'giveUp';
  }

  private tone(now: number): 'tone' | undefined {
    if (this.waiting !== 'ours' || now - this.quietSince < this.patience.toneMs) return undefined;
    this.quietSince = now;
    return 'tone';
  }

  private limitMs(expects: Expectation): number {
    const { fillerMs, fillerAgainMs, askAgainMs, askAgainSlowlyMs } = this.patience;
    if (this.waiting === 'nobody') return Infinity;
    if (this.waiting === 'ours') return this.steps === 0 ? fillerMs : fillerAgainMs;
    return slow.has(expects) ? askAgainSlowlyMs : askAgainMs;
  }
}

/** Counts the turns in a row of which no provider could make out the words. */
export class Misheard {
  private turns = 0;

  heard(): void {
    this.turns = 0;
  }

  due(): Due {
    this.turns += 1;
    if (this.turns === 1) return 'sayAgain';
    return this.turns === 2 ? 'offerKeys' : 'giveUp';
  }
}
