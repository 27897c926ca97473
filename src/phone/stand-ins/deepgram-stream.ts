/** One socket's sound at the stand-in for Deepgram, and the `Results` it makes of it. */
import { decodeMulaw } from '../../audio/mulaw';
import { TagFinder, tagLength } from '../spoken-tag';
import type { Words } from '../words';

const rate = 8000;
const frame = 160;
/** A pause of this length makes the words before it final. */
const pauseLength = 0.3 * rate;
/** Words are told anew after so much sound. */
const interimEvery = 0.5 * rate;
/** With less than this unflushed, `Finalize` gets no answer; nor does it from the vendor. */
const noticeable = 0.1 * rate;
const quiet = 400;

/** `isWords`: whether the results carry words that were not told before. */
export type Tell = (results: object, isWords: boolean) => void;

export class DeepgramStream {
  private readonly finder = new TagFinder();
  /** Samples heard, made final, and told of. */
  private heard = 0;
  private final = 0;
  private told = 0;
  private quietFor = 0;
  private sentences: string[] = [];

  constructor(
    private readonly words: Words,
    private readonly tell: Tell,
  ) {}

  get heardMs(): number {
    return (this.heard / rate) * 1000;
  }

  hear(sound: Buffer): void {
    const samples = decodeMulaw(sound);
    // A client that sends much at once gets the same words for it as one that sends frames.
    for (let at = 0; at < samples.length; at += frame) this.hearFrame(samples.subarray(at, at + frame));
  }

  finalize(): void {
    // Silence enough for a tag that ends here to be seen.
    this.find(new Int16Array(tagLength));
    if (this.heard - this.final >= noticeable) this.sendFinal(true);
  }

  private hearFrame(samples: Int16Array): void {
    this.heard += samples.length;
    this.quietFor = isQuiet(samples) ? this.quietFor + samples.length : 0;
    this.find(samples);
    if (this.sentences.length > 0 && this.quietFor >= pauseLength) return this.sendFinal(false);
    if (this.heard - this.told >= interimEvery) this.send({ is_final: false, speech_final: false });
  }

  private find(samples: Int16Array): void {
    for (const { id } of this.finder.push(samples)) {
      this.sentences.push(this.words.get(id) ?? '');
      this.send({ is_final: false, speech_final: false });
    }
  }

  private sendFinal(fromFinalize: boolean): void {
    this.send({ is_final: true, speech_final: !fromFinalize, from_finalize: fromFinalize });
    this.final = this.heard;
    this.sentences = [];
  }

  private send(flags: { is_final: boolean; speech_final: boolean; from_finalize?: boolean }): void {
    this.told = this.heard;
    const transcript = this.sentences.join(' ');
    const results = {
      ...{ type: 'Results', channel_index: [0, 1], ...flags },
      start: this.final / rate,
      duration: (this.heard - this.final) / rate,
      channel: { alternatives: [{ transcript, confidence: transcript === '' ? 0 : 0.97, words: [] }] },
    };
    this.tell(results, flags.is_final);
  }
}

function isQuiet(samples: Int16Array): boolean {
  let loudest = 0;
  for (const sample of samples) loudest = Math.max(loudest, Math.abs(sample));
  return loudest < quiet;
}
