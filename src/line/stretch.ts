/** One stretch of the caller's speech: from the first word to where they have come to an end, pauses and all. */
import type { Transcript } from '../speech/recognizer';
import type { Turn } from './end-of-turn';

/** Parts of it are recognised as the caller pauses; a part that comes late keeps its place. */
export class Stretch {
  /** On the clock of the sound. */
  stoppedAtMs: number | undefined;
  /** The caller was taken to have come to an end, and the host was told these words. */
  likelyTold: string | undefined;
  /** Sound was fed that no part covers yet. */
  isFed = false;
  /** Words as far as known while they are spoken. */
  partial = '';
  transcriptAt: number | undefined;
  /** How often the caller was told to wait, since their words were still being made out. */
  waits = 0;
  fault: unknown;
  readonly sounds: Buffer[] = [];
  private readonly parts: string[] = [];
  /** Words of a part as far as they were known when it ended. */
  private readonly guesses: (string | undefined)[] = [];
  private ofThisPart = '';
  private readonly making = new Set<Promise<void>>();

  constructor(
    /** On the clock of the sound. */
    readonly startedAtMs: number,
    /** It began while we were speaking, or before an answer to what was said before. */
    readonly overlaps: boolean,
    /** As far as its words are known while it is spoken. */
    public turn: Turn,
  ) {}

  get text(): string {
    return this.parts.filter((part) => part !== '').join(' ');
  }

  /** Words as far as known while they are spoken; each replaces those before. */
  guess(text: string): void {
    this.partial = this.ofThisPart = text;
  }

  /** The words, with those of parts that are still being made out as they were last known; undefined where none were. */
  get likelyText(): string | undefined {
    const words = this.parts
      .map((part, place) => this.guesses[place] ?? part)
      .filter((part, place) => part !== '' || this.guesses[place] !== undefined);
    return this.isFed || words.length === 0 || words.includes('') ? undefined : words.join(' ');
  }

  get isComplete(): boolean {
    return !this.isFed && this.making.size === 0;
  }

  /** A part ends here; its words will come. `now` tells the instant. */
  addPart(words: Promise<Transcript>, now: () => number): Promise<void> {
    const place = this.parts.push('') - 1;
    this.guesses[place] = this.ofThisPart.trim();
    this.ofThisPart = '';
    this.isFed = false;
    const made = words
      .then(
        ({ text }) => {
          this.parts[place] = text.trim();
        },
        (fault: unknown) => {
          this.fault = fault;
        },
      )
      .finally(() => {
        this.transcriptAt = now();
        this.guesses[place] = undefined;
        this.making.delete(made);
      });
    this.making.add(made);
    return made;
  }

  /** When all parts are here. */
  async complete(): Promise<void> {
    await Promise.all(this.making);
  }
}
