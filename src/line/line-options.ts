/** What a live line is made with, whatever its carrier. */
import type { Language } from '../domain/language';
import type { Listened } from '../domain/listening';
import type { Patience } from './patience';
import type { TurnTiming } from './timing';
import type { UntakenTurn } from './untaken';

/** What a line tells its host. None of it may throw; nothing is awaited. */
export interface LineHooks {
  /** The caller's turn has likely ended; `listened` is what `listen` will come back with if it has. An answer may be prepared. */
  onLikelyWords?(text: string, listened: Listened): void;
  /** It had not: the caller goes on, or what they said was no turn. What was prepared is of no use. */
  onWordsGoOn?(): void;
  /** The turn has ended with these words, and `listen` comes back with them. */
  onTurn?(turnId: string, text: string): void;
  /** The caller cut into the answer to this turn: what is still being written for it nobody hears. */
  onCut?(turnId: string): void;
  onTiming?(timing: TurnTiming): void;
  /** Nobody has begun to answer this turn (none yet: the call's beginning) for a while; told again while that lasts. */
  onUntaken?(turn: UntakenTurn | undefined): void;
  /** No provider speaks a clause, or none to its end: the caller hears two tones instead. */
  onMute?(): void;
  /** Keeps the caller's sound of a turn, mu-law of 8 kHz; returns what it can be found by, undefined where it is not kept. */
  keepSound?(turnId: string, mulaw: Buffer): string | undefined;
  /** A provider failed; the line goes on. For the log. */
  onFault?(error: unknown): void;
}

/** Time, so that tests need not wait. */
export interface LineClock {
  /** Epoch milliseconds that never run backwards. */
  now(): number;
  /** Calls until the function returned is called. */
  every(ms: number, tick: () => void): () => void;
}

/**
 * What fills the silence until the workflow listens for the first time: a sentence that is then never skipped (the
 * greeting, which says that it is an AI; `atOnce` where a call comes back, whose caller has waited already), a filler, or
 * nothing (an outbound call that waits until a person is there). A sentence is not said again when the workflow's first
 * one is the same.
 */
export type Opening = { say: string; atOnce?: true } | 'filler' | 'nothing';

export interface LineOptions {
  callId: string;
  epoch: number;
  language: Language;
  hooks?: LineHooks;
  patience?: Partial<Patience>;
  /** By default `nothing`. */
  opening?: Opening;
  clock?: LineClock;
  /** Whether a sentence is kept as sound; then it is spoken in one piece, not by clauses. The line's own always are. */
  isKept?: (sentence: string) => boolean;
}

/** The process's own clock. */
export const processClock: LineClock = {
  now: () => performance.timeOrigin + performance.now(),
  every(ms, tick) {
    const timer = setInterval(tick, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
};
