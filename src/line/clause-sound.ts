/** The sound of one clause: made by a synthesizer while it is already being played. */
import type { SpeakOptions, Synthesizer } from '../speech/synthesizer';
import { attentionTone } from './tones';
import type { SpokenClause } from './heard';

/** Mu-law of 8 kHz: bytes a millisecond. */
export const bytesPerMs = 8;
/** How long a text takes to be spoken, until its sound says so. In milliseconds a character. */
const msPerCharacter = 65;

/** What the sound of a clause is made with. */
export interface SoundMaker {
  synthesizer: Synthesizer;
  options: Omit<SpeakOptions, 'signal'>;
  now: () => number;
  /** No provider speaks a clause, or none to its end. */
  onMute: () => void;
  onFault: (fault: unknown) => void;
  /** There is more to play, or nothing more will come. */
  onMore: () => void;
}

/** Collects the sound, and knows which part of it has been given out. */
export class ClauseSound {
  askedAt = 0;
  firstByteAt = 0;
  /** All of it is here. */
  made = false;
  /** Bytes given out for playing. */
  sent = 0;
  /** Place of its first byte in the carrier's stream, in milliseconds. */
  startMs = 0;
  /** The filling of the carrier's buffer in which the mark behind it was sent. */
  markedIn = -1;
  private readonly chunks: Buffer[] = [];
  private bytes = 0;
  /** From here, in milliseconds, a tone stands in for the words; it does not count as heard. */
  private wordsEndMs: number | undefined;
  private readonly ended = new AbortController();

  constructor(
    readonly clause: SpokenClause,
    private readonly maker: SoundMaker,
  ) {}

  get asked(): boolean {
    return this.askedAt > 0;
  }

  /** Bytes that are here and not given out. */
  get ready(): number {
    return this.bytes - this.sent;
  }

  get isSent(): boolean {
    return this.made && this.ready === 0;
  }

  /** How long it plays, as far as is known. */
  get lengthMs(): number {
    const known = this.bytes / bytesPerMs;
    return this.made ? known : Math.max(known, this.clause.text.length * msPerCharacter);
  }

  /** Begins to make it. */
  ask(): void {
    this.askedAt = this.maker.now();
    void this.make();
  }

  /** The next bytes, at most so many. */
  take(most: number): Buffer {
    let from = this.sent;
    for (const chunk of this.chunks) {
      if (from < chunk.length) {
        const piece = chunk.subarray(from, from + most);
        this.sent += piece.length;
        return piece;
      }
      from -= chunk.length;
    }
    return Buffer.alloc(0);
  }

  /** So many milliseconds of it have been played. */
  played(ms: number): void {
    const ofWords = Math.min(ms, this.wordsEndMs ?? ms);
    const lengthMs =
      this.wordsEndMs === undefined
        ? this.lengthMs
        : this.wordsEndMs + msPerCharacter * this.clause.text.length;
    this.clause.heard = lengthMs === 0 ? 1 : Math.min(1, Math.max(0, ofWords / lengthMs));
  }

  /** Will be played again from here, in milliseconds of its own. */
  rewind(toMs: number): void {
    this.sent = Math.min(this.bytes, Math.max(0, Math.floor(toMs)) * bytesPerMs);
  }

  drop(): void {
    this.made = true;
    this.ended.abort();
  }

  private async make(): Promise<void> {
    const { synthesizer, options } = this.maker;
    try {
      const { signal } = this.ended;
      for await (const chunk of synthesizer.speak(this.clause.text, { ...options, signal })) {
        if (signal.aborted) return;
        this.add(chunk);
      }
    } catch (fault) {
      this.maker.onFault(fault);
      this.failed();
    }
    if (this.ended.signal.aborted) return;
    if (this.bytes === 0) this.failed();
    this.made = true;
    this.maker.onMore();
  }

  private add(chunk: Buffer): void {
    if (chunk.length === 0) return;
    if (this.firstByteAt === 0) this.firstByteAt = this.maker.now();
    this.chunks.push(chunk);
    this.bytes += chunk.length;
    this.maker.onMore();
  }

  /** Every provider is away: a tone, so that the caller hears that somebody is there. */
  private failed(): void {
    if (this.ended.signal.aborted) return;
    this.maker.onMute();
    this.wordsEndMs = this.bytes / bytesPerMs;
    this.add(attentionTone());
  }
}
