/** Hears on a line that carries sound: finds speech in it, has it recognised, and knows when the caller's turn has ended. */
import { decodeMulaw, encodeMulaw } from '../audio/mulaw';
import { createVoiceActivity, type VoiceEvent } from '../audio/voice-activity';
import type { Recognition } from '../speech/recognizer';
import type { Ear } from './ear';
import { handOverMs, type Pause, type Turn, turnEnd } from './end-of-turn';
import { Stretch } from './stretch';
import type { CallerWords } from './turn-book';

/** What the ear tells, and asks. */
export interface EarEvents {
  /** The caller has begun to speak; returns whether that is over us, or where nobody has asked for it. */
  onVoice(): boolean;
  /** They go on; called with every piece of sound. */
  onVoiceLasts(voiceMs: number, partial: string): void;
  /** They pause; what they said is not known yet. */
  onPause(partial: string): void;
  /** Whether these words are no turn of the caller's: "[cough]", or "ajá" said over us. */
  isNothing(text: string, overlaps: boolean): boolean;
  /** How long a pause must be after these words. */
  pauseAfter(text: string): Pause;
  /** The turn of a caller who is speaking, before any of its words. */
  begunTurn(): Turn;
  onLikely(text: string): void;
  onGoesOn(): void;
  onWords(words: CallerWords): void;
  onNothing(): void;
  onUnheard(fault: unknown): void;
  /** The caller has come to an end some time ago, and their words are still being made out. */
  onWordsWait(nth: number): void;
}

export interface EarOptions {
  /** `onPartial` is to be handed to the recognizer. */
  recognition: (onPartial: (text: string) => void) => Recognition;
  now: () => number;
  /** Whether the caller's sound is wanted. */
  keeps: boolean;
}

/** Speech without a pause for so long is recognised piecemeal; where nothing is recognised it was none. */
const longestPartMs = 20_000;
/** Carriers send silence as sound; where nothing comes for so long, the caller cannot be speaking. */
const missingMs = 1000;
/** Between two ticks no more than this passes, unless the process stood still. */
const stallMs = 500;
/** How long a caller's last words are waited for when they have gone. */
const lastWordsMs = 2500;
/** So long after their voice the caller is told that their words are being made out, and so often while that lasts. */
const waitsAfterMs = 1500;
const waitsAgainMs = 3000;
/** A minute or two of a turn's sound is kept. */
const mostSounds = 6000;

export class AudioEar implements Ear {
  private readonly activity = createVoiceActivity();
  private readonly recognition: Recognition;
  private stretch: Stretch | undefined;
  private partFromMs = 0;
  private lastSoundAt: number;
  private lastTickAt: number;

  constructor(
    private readonly options: EarOptions,
    private readonly events: EarEvents,
  ) {
    this.recognition = options.recognition((text) => this.stretch && this.understood(this.stretch, text));
    this.lastSoundAt = this.lastTickAt = options.now();
  }

  get open(): boolean {
    return this.stretch !== undefined;
  }

  /** The caller's sound, in pieces of any length. */
  hear(sound: Buffer): void {
    this.lastSoundAt = this.options.now();
    const samples = decodeMulaw(sound);
    const events = this.activity.feed(samples);
    if (this.stretch) this.follow(this.stretch, samples, sound);
    for (const event of events) this.turn(event);
    if (this.stretch) this.judge(this.stretch);
  }

  tick(): void {
    const now = this.options.now();
    const stalled = now - this.lastTickAt > stallMs;
    this.lastTickAt = now;
    const { stretch } = this;
    if (!stretch || stalled || now - this.lastSoundAt < missingMs) return;
    if (stretch.stoppedAtMs === undefined) this.pauses(stretch, this.activity.nowMs);
    this.judge(stretch);
  }

  async finish(): Promise<CallerWords | undefined> {
    const { stretch } = this;
    if (!stretch) return undefined;
    this.stretch = undefined;
    stretch.stoppedAtMs ??= this.activity.nowMs;
    if (stretch.isFed) void this.endPart(stretch, AbortSignal.timeout(lastWordsMs));
    await stretch.complete();
    const { text } = stretch;
    if (text === '' || this.events.isNothing(text, stretch.overlaps)) return undefined;
    return this.wordsOf(stretch, text);
  }

  close(): void {
    this.stretch = undefined;
    this.recognition.close();
  }

  private turn(event: VoiceEvent): void {
    const { stretch } = this;
    if (event.what === 'stopped') {
      if (stretch && stretch.stoppedAtMs === undefined) this.pauses(stretch, event.atMs);
      return;
    }
    if (stretch) return this.resumes(stretch, event.sound);
    const begun = new Stretch(event.atMs, this.events.onVoice(), this.events.begunTurn());
    this.stretch = begun;
    this.partFromMs = this.activity.nowMs;
    this.feed(begun, event.sound);
    if (this.options.keeps) begun.sounds.push(encodeMulaw(event.sound));
  }

  private follow(stretch: Stretch, samples: Int16Array, sound: Buffer): void {
    if (this.options.keeps && stretch.sounds.length < mostSounds) stretch.sounds.push(sound);
    // Short pauses belong to the words around them; after a part has ended, the next one begins with speech.
    if (stretch.isFed) this.recognition.feed(samples);
    if (stretch.stoppedAtMs !== undefined) return;
    this.events.onVoiceLasts(this.activity.nowMs - stretch.startedAtMs, stretch.partial);
    const { overAtMs = Infinity } = stretch.turn;
    if (this.activity.nowMs >= overAtMs) this.pauses(stretch, overAtMs);
    else if (this.activity.nowMs - this.partFromMs > longestPartMs) void this.endPart(stretch);
  }

  /** Words so far. A voice that goes on long after the last of them is a television, and the turn is over. */
  private understood(stretch: Stretch, text: string): void {
    stretch.guess(text);
    if (stretch.stoppedAtMs === undefined)
      stretch.turn = turnEnd(stretch.turn, { what: 'words', atMs: this.activity.nowMs, text });
  }

  private feed(stretch: Stretch, samples: Int16Array): void {
    stretch.isFed = true;
    this.recognition.feed(samples);
  }

  private resumes(stretch: Stretch, sound: Int16Array): void {
    stretch.stoppedAtMs = undefined;
    stretch.turn = this.events.begunTurn();
    this.partFromMs = this.activity.nowMs;
    if (!stretch.isFed) this.feed(stretch, sound);
    this.unlikely(stretch);
  }

  private pauses(stretch: Stretch, atMs: number): void {
    stretch.stoppedAtMs = atMs;
    this.events.onPause(stretch.partial);
    if (stretch.isFed) void this.endPart(stretch);
  }

  /** Has everything fed so far made into words. */
  private endPart(stretch: Stretch, signal?: AbortSignal): Promise<void> {
    this.partFromMs = this.activity.nowMs;
    const made = stretch.addPart(this.recognition.finish(signal), this.options.now);
    // While the voice goes on, what comes next belongs to the next part.
    if (stretch.stoppedAtMs === undefined) stretch.isFed = true;
    return made.then(() => this.judge(stretch));
  }

  /** Whether what is known by now ends the turn, or shows that it was none. */
  private judge(stretch: Stretch): void {
    if (this.stretch !== stretch) return;
    const isPaused = stretch.stoppedAtMs !== undefined;
    const { text } = stretch;
    if (!isPaused) return this.judgeNoise(stretch);
    if (!stretch.isComplete) return this.wordsWait(stretch);
    if (text === '') return this.end(() => this.lost(stretch));
    if (this.events.isNothing(text, stretch.overlaps)) return this.end(() => this.noTurn(stretch));
    this.likely(stretch, text);
    const leftMs = this.events.pauseAfter(text).overMs - this.pauseMs(stretch);
    if (leftMs > (this.activity.isStirring ? 0 : handOverMs)) return;
    this.end(() => this.events.onWords(this.wordsOf(stretch, text, Math.max(0, leftMs))));
  }

  /** Tells likely words once; what was told before of other words is of no use. */
  private likely(stretch: Stretch, text: string): void {
    if (stretch.likelyTold === text || this.pauseMs(stretch) < this.events.pauseAfter(text).likelyMs) return;
    stretch.likelyTold = text;
    this.events.onLikely(text);
  }

  private unlikely(stretch: Stretch): void {
    if (stretch.likelyTold !== undefined) this.events.onGoesOn();
    stretch.likelyTold = undefined;
  }

  private noTurn(stretch: Stretch): void {
    this.unlikely(stretch);
    this.events.onNothing();
  }

  /** While the words are made out, those known so far are most likely the ones. */
  private wordsWait(stretch: Stretch): void {
    const { likelyText } = stretch;
    if (likelyText !== undefined && !this.events.isNothing(likelyText, stretch.overlaps))
      this.likely(stretch, likelyText);
    if (this.pauseMs(stretch) < waitsAfterMs + stretch.waits * waitsAgainMs) return;
    stretch.waits += 1;
    this.events.onWordsWait(stretch.waits - 1);
  }

  /** Twenty seconds of voice without a word: a radio. */
  private judgeNoise(stretch: Stretch): void {
    const isLong = this.activity.nowMs - stretch.startedAtMs > longestPartMs;
    if (!isLong || stretch.transcriptAt === undefined || stretch.text !== '') return;
    this.recognition.discard();
    this.end(() => this.lost(stretch));
  }

  private lost(stretch: Stretch): void {
    if (stretch.fault === undefined) return this.noTurn(stretch);
    this.unlikely(stretch);
    this.events.onUnheard(stretch.fault);
  }

  private end(tell: () => void): void {
    this.stretch = undefined;
    tell();
  }

  private pauseMs(stretch: Stretch): number {
    const missing = this.options.now() - this.lastSoundAt;
    return this.activity.nowMs - (stretch.stoppedAtMs ?? 0) + (missing < missingMs ? 0 : missing);
  }

  /** `leftMs`: until the turn is over. */
  private wordsOf(stretch: Stretch, text: string, leftMs = 0): CallerWords {
    const now = this.options.now();
    const { transcriptAt = now } = stretch;
    return {
      ...{
        text,
        via: 'voice',
        endedAt: now + leftMs,
        transcriptAt,
        speechEndedAt: now - this.pauseMs(stretch),
      },
      ...(stretch.sounds.length > 0 && { sound: Buffer.concat(stretch.sounds) }),
    };
  }
}
