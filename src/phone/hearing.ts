/** What one person hears in a call: stretches of sound, and the sentences known to be in them. Times are `performance.now()`. */
import { decodeMulaw, mulawSilence } from '../audio/mulaw';
import { TagFinder, tagLength } from './spoken-tag';

/** A sentence that was heard, as far as it was played. */
export interface HeardSentence {
  text: string;
  beganMs: number;
  playedMs: number;
  /** False where the rest of it was cleared away. */
  whole: boolean;
}

/** A stretch of sound with no pause of more than `pauseMs` in it. */
export interface SoundSpan {
  beganMs: number;
  endedMs: number;
}

/** Shorter pauses lie within speech. */
export const pauseMs = 250;
const perMs = 8;
/** What is loud enough to be heard on a telephone, by mu-law octet: above -38 dB of full scale. */
const audible = decodeMulaw(Uint8Array.from({ length: 256 }, (_, octet) => octet)).map((sample) =>
  Math.abs(sample) > 400 ? 1 : 0,
);
/** Tags are looked for in pieces of 100 ms. */
const pieceSamples = 800;
/** After this much silence a tag that has begun will not be finished. */
const flushMs = 200;

/** The ear's memory. `textOf` tells the words of a spoken tag. */
export class Hearing {
  readonly spans: SoundSpan[] = [];
  readonly sentences: HeardSentence[] = [];
  private finder = new TagFinder();
  private pieces: Int16Array[] = [];
  private waiting = 0;
  private fed = 0;
  /** Where in the fed sound which moment lies. */
  private places: { sample: number; ms: number }[] = [];
  private current: HeardSentence | undefined;
  private lastFedMs = 0;

  constructor(private readonly textOf: ((id: number) => string | undefined) | undefined) {}

  /** Sound that was played from `beganMs` on. */
  sound(sound: Uint8Array, beganMs: number): void {
    for (let at = 0; at < sound.length; at += 1) {
      if (audible[sound[at] ?? mulawSilence] === 1)
        this.loud(beganMs + at / perMs, beganMs + (at + 1) / perMs);
    }
    if (this.textOf) this.listen(sound, beganMs);
  }

  /** Sound of known words, played from `beganMs` to `endedMs`. */
  loud(beganMs: number, endedMs: number): void {
    const span = this.spans.at(-1);
    if (span && beganMs - span.endedMs <= pauseMs) span.endedMs = Math.max(span.endedMs, endedMs);
    else this.spans.push({ beganMs, endedMs });
    if (this.current) this.current.playedMs = Math.max(0, endedMs - this.current.beganMs);
  }

  /** A sentence begins whose words are known; what goes on growing is written into the object that comes back. */
  sentence(text: string, beganMs: number): HeardSentence {
    const sentence = { text, beganMs, playedMs: 0, whole: true };
    this.sentences.push(sentence);
    this.current = sentence;
    return sentence;
  }

  /** What was still to be played is gone. */
  cut(): void {
    if (this.current) this.current.whole = false;
    this.current = undefined;
    this.restart();
  }

  /** Every 20 ms: after a silence the last piece is looked through as well. */
  tick(nowMs: number): void {
    if (this.waiting > 0 && nowMs - this.lastFedMs > flushMs) this.flush();
  }

  /** When the last sound was heard; undefined where there was none. */
  get lastSoundMs(): number | undefined {
    return this.spans.at(-1)?.endedMs;
  }

  /** Whether somebody is speaking, pauses within speech included. */
  isSounding(nowMs: number): boolean {
    const last = this.lastSoundMs;
    return last !== undefined && nowMs - last < pauseMs;
  }

  /** Whether nothing at all was heard since then. */
  isSilentSince(ms: number): boolean {
    return (this.lastSoundMs ?? -Infinity) < ms;
  }

  /** The words that began since then. */
  wordsSince(ms: number): string {
    return this.sentences
      .filter((sentence) => sentence.beganMs >= ms && sentence.text !== '')
      .map(({ text }) => text)
      .join(' ');
  }

  private listen(sound: Uint8Array, beganMs: number): void {
    const last = this.places.at(-1);
    const expected = last ? last.ms + (this.fed - last.sample) / perMs : undefined;
    if (expected === undefined || Math.abs(beganMs - expected) > 1) {
      if (expected !== undefined && beganMs - expected > flushMs) this.flush();
      this.places.push({ sample: this.fed, ms: beganMs });
    }
    this.pieces.push(decodeMulaw(sound));
    this.fed += sound.length;
    this.waiting += sound.length;
    this.lastFedMs = beganMs + sound.length / perMs;
    if (this.pieces.reduce((sum, { length }) => sum + length, 0) >= pieceSamples) this.look();
  }

  /** What ended is followed by silence, so that a tag at its end is found too. */
  private flush(): void {
    const silence = new Int16Array(2 * tagLength);
    this.pieces.push(silence);
    this.fed += silence.length;
    this.look();
    this.restart();
  }

  private look(): void {
    const all = new Int16Array(this.pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of this.pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    this.pieces = [];
    for (const { id, atSample } of this.finder.push(all)) this.tag(id, this.momentOf(atSample));
  }

  private tag(id: number, beganMs: number): void {
    const text = this.textOf?.(id) ?? '';
    const endedMs = this.lastSoundMs ?? beganMs;
    const before = this.current;
    // The tag was found some 100 ms after it began, and that time was counted for the sentence before.
    if (before) before.playedMs = Math.min(before.playedMs, Math.max(0, beganMs - before.beganMs));
    this.sentence(text, beganMs).playedMs = Math.max(0, endedMs - beganMs);
  }

  private momentOf(sample: number): number {
    const place = this.places.findLast((known) => known.sample <= sample) ?? this.places[0];
    return place ? place.ms + (sample - place.sample) / perMs : this.lastFedMs;
  }

  private restart(): void {
    this.finder = new TagFinder();
    this.pieces = [];
    this.waiting = 0;
    this.fed = 0;
    this.places = [];
  }
}
