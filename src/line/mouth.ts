/** What speaks on a line, whether by sound or by text that the carrier speaks. */
import type { SpokenClause } from './heard';

/** Speaks clauses one after the other, can be made to wait, and be cut short. Instants are epoch milliseconds. */
export interface Mouth {
  /** Something is being spoken, or waits to be. */
  readonly busy: boolean;
  /** The caller hears something now. */
  readonly audible: boolean;
  /** That all of it was heard is the carrier's own word, and no reckoning of ours. */
  readonly certain: boolean;
  /** Milliseconds of speech still to come, as far as known. */
  readonly leftMs: number;
  say(clause: SpokenClause): void;
  /** A soft tone, now: somebody is there. It holds up nothing that is said next. To be called while nothing is spoken. */
  tone(): void;
  /** The caller may be cutting in: falls silent and keeps its place. What is spoken whole goes on. */
  pause(): void;
  /** They did not: goes on where it was. */
  resume(): void;
  /** They did: drops all that may be dropped. */
  stop(): void;
  /** To be called every 20 to 200 ms. */
  tick(): void;
  /** Falls silent at once, for good. */
  close(): void;
}

/** What a mouth tells. */
export interface MouthEvents {
  /** All that was to be said has been played, or dropped. */
  onQuiet(): void;
  /** The first sound of a clause leaves for the carrier. */
  onSound(clause: SpokenClause, instants: SoundInstants): void;
}

/** When a clause's sound was asked for, began to come, and was sent. */
export interface SoundInstants {
  askedAt: number;
  firstByteAt: number;
  sentAt: number;
}
