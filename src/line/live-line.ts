/** A live call on this host, spoken or relayed as text: what activities do with it, and what it stands on. */
import type { Listened, Listening } from '../domain/listening';

/** A call whose socket this process holds. */
export interface LiveLine {
  readonly callId: string;
  /** Grows with each socket of the call; the newest line speaks, an older one falls silent. */
  readonly epoch: number;
  /** Says, then listens until the caller's turn has ended. Rejects with the signal's reason when it aborts. */
  listen(ask: Listening, signal: AbortSignal): Promise<Listened>;
  /**
   * What the next answer most likely begins with, as a line cuts it: its sound may be made, and is not played before that is
   * spoken. Undefined: nothing is known any more. Absent where the carrier makes the sound.
   */
  foresay?(clause: string | undefined): void;
  /** A piece of a model's answer to this turn; spoken as soon as a clause is whole. */
  speak(turnId: string, piece: string): void;
  /** The model's answer to this turn is whole. */
  spoken(turnId: string): void;
  /** The workflow's `reply` to this turn has begun on this host; tells its hop from the model's time, and that somebody is there. */
  answering(turnId: string): void;
  /** Falls silent and lets go of its socket; a pending `listen` comes back with `moved`. */
  close(): void;
}

/** The carrier's side of a line that carries sound: G.711 mu-law, 8 kHz mono. */
export interface MediaTransport {
  /** Sound to be played after what was sent before; any length. */
  play(sound: Buffer): void;
  /** Comes back through `LineEvents.onMark` when everything sent before has been played, or was cleared. */
  mark(name: string): void;
  /** Drops what was sent and not played yet. */
  clear(): void;
  /** Ends the socket; the carrier goes on with what its instructions say next. */
  close(): void;
}

/** What a carrier's socket tells a line that carries sound. */
export interface MediaEvents {
  /** 20 ms or so of the caller's sound, mu-law; `atMs` is its place in the stream where the carrier tells. */
  onSound(sound: Buffer, atMs?: number): void;
  onMark(name: string): void;
  /** 0-9, * or #. */
  onKey(key: string): void;
  /** The socket is gone. `hungUp`: the carrier says that the call is over. */
  onGone(hungUp: boolean): void;
}

/** The carrier's side of a line that carries text: it hears and speaks itself. */
export interface RelayTransport {
  /**
   * Text to be spoken after what was sent before. `last`: the utterance is whole. `uninterruptible`: where the carrier can,
   * it speaks this to its end whoever speaks meanwhile.
   */
  say(text: string, last: boolean, uninterruptible?: true): void;
  /** A soft tone; what is said next ends it. */
  tone(): void;
  close(): void;
}

/** What a carrier's socket tells a line that carries text. */
export interface RelayEvents {
  onWords(text: string): void;
  /** The caller cut in; `heard` is what they heard of the utterance. */
  onInterrupted(heard: string): void;
  /** These words were played, the next ones of what was said; a carrier need not tell. */
  onPlayed(text: string): void;
  onKey(key: string): void;
  onGone(hungUp: boolean): void;
}
