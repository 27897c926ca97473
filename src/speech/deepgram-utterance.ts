/** One stretch of a caller's speech as Deepgram tells it: piece by piece, in places of the call. */
import type { Transcript } from './recognizer';

/** 8 kHz. */
const samplesPerMs = 8;

/** Words as they become known. Places count samples from the call's first. */
export class Utterance {
  private readonly words: string[] = [];
  private readonly confidences: number[] = [];
  private partial = '';
  private isAnswered = false;
  /** Everything before this place is final, or known to be without words. */
  heardUntil: number;
  /** Where it ends, once it has. */
  until: number | undefined;

  constructor(readonly from: number) {
    this.heardUntil = from;
  }

  /** The words so far, final or not. */
  get text(): string {
    return [...this.words, this.partial].filter(Boolean).join(' ');
  }

  /** Takes what was heard up to a place. */
  take(text: string, until: number, isFinal: boolean, confidence?: number): void {
    this.isAnswered = true;
    this.partial = isFinal ? '' : text;
    if (isFinal && text !== '') {
      this.words.push(text);
      if (confidence !== undefined) this.confidences.push(confidence);
    }
    if (isFinal || text === '') this.heardUntil = Math.max(this.heardUntil, until);
  }

  /** Its socket is lost: what was not final will be heard again. */
  forgetPartial(): void {
    this.partial = '';
  }

  /** Whether it was heard but for so much at its end. Where nothing was answered yet, it was not. */
  isHeardWithin(ms: number): boolean {
    if (this.until === undefined || !this.isAnswered || this.partial !== '') return false;
    return this.heardUntil >= this.until - ms * samplesPerMs;
  }

  /** Its words with the least certain piece's confidence. */
  transcript(by: string): Transcript {
    const confidence = this.confidences.length > 0 ? { confidence: Math.min(...this.confidences) } : {};
    return { text: this.text, ...confidence, by };
  }
}
