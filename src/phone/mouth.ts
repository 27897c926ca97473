/** What one person says: utterances in frames of 20 ms, silence between them, noise behind both. */
import { mulawSilence } from '../audio/mulaw';
import type { Rumble } from './rumble';

/** What the caller does with their voice. */
export type VoiceKind = 'say' | 'bargeIn' | 'mumble' | 'cough';

/** A sound to be made, and what it says. */
export interface Utterance {
  kind: VoiceKind;
  text: string;
  /** Mu-law. */
  sound: Buffer;
  /** Where the voice ends in it, in octets; a recording may go on in silence. */
  voiceEnds: number;
  rumble?: Rumble | undefined;
}

/** When it was said. */
export interface Spoken {
  kind: VoiceKind;
  text: string;
  beganMs: number;
  endedMs: number;
}

/** What hears a mouth as words: a carrier that recognises speech itself. */
export interface MouthListener {
  onVoice?(utterance: Utterance, nowMs: number): void;
  onVoiceEnd?(utterance: Utterance, nowMs: number): void;
}

const frameLength = 160;
const silentFrame = Buffer.alloc(frameLength, mulawSilence);

/** A mouth. */
export class Mouth {
  readonly spoken: Spoken[] = [];
  listener: MouthListener | undefined;
  private current: { utterance: Utterance; at: number; spoken: Spoken; done: () => void } | undefined;

  constructor(private readonly rumble: Rumble | undefined) {}

  /** Whether words are coming out. */
  get isSpeaking(): boolean {
    return this.current !== undefined;
  }

  /** Says it; resolves when the voice has ended. One at a time: what was being said is broken off. */
  async say(utterance: Utterance): Promise<Spoken> {
    this.stop();
    return await new Promise<Spoken>((resolve) => {
      const now = performance.now();
      const spoken: Spoken = { kind: utterance.kind, text: utterance.text, beganMs: now, endedMs: now };
      this.spoken.push(spoken);
      this.current = { utterance, at: 0, spoken, done: () => resolve(spoken) };
    });
  }

  /** Falls silent. */
  stop(): void {
    const { current } = this;
    this.current = undefined;
    current?.done();
  }

  /** The sound of the 20 ms that end now. */
  frame(nowMs: number): Buffer {
    const { current } = this;
    if (!current) return this.rumble ? this.rumble.under(silentFrame) : silentFrame;
    if (current.at === 0) {
      current.spoken.beganMs = nowMs - 20;
      this.listener?.onVoice?.(current.utterance, nowMs);
    }
    const { utterance } = current;
    const piece = utterance.sound.subarray(current.at, current.at + frameLength);
    const frame =
      piece.length === frameLength
        ? piece
        : Buffer.concat([piece, silentFrame.subarray(0, frameLength - piece.length)]);
    current.at += frameLength;
    if (current.at >= utterance.voiceEnds) this.end(nowMs);
    const rumble = utterance.rumble ?? this.rumble;
    return rumble ? rumble.under(frame) : frame;
  }

  private end(nowMs: number): void {
    const { current } = this;
    if (!current) return;
    this.current = undefined;
    current.spoken.endedMs = nowMs - (current.at - current.utterance.voiceEnds) / 8;
    this.listener?.onVoiceEnd?.(current.utterance, nowMs);
    current.done();
  }
}
