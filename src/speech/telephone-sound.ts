/** Turns 16-bit sound of any rate, in pieces of any length, into what a telephone plays. */
import { encodeMulaw } from '../audio/mulaw';
import { createResampler } from '../audio/resample';

/** Takes little-endian 16-bit samples as they come from a wire, where a piece may end in the middle of one. */
export class TelephoneSound {
  private readonly resampler;
  private half = Buffer.alloc(0);

  constructor(fromRate: number) {
    this.resampler = createResampler(fromRate, 8000);
  }

  /** The mu-law sound that can be told by now. */
  push(piece: Buffer): Buffer {
    const bytes = Buffer.concat([this.half, piece]);
    const whole = bytes.length - (bytes.length % 2);
    this.half = bytes.subarray(whole);
    const samples = new Int16Array(whole / 2);
    for (let at = 0; at < samples.length; at++) samples[at] = bytes.readInt16LE(2 * at);
    return encodeMulaw(this.resampler.push(samples));
  }

  /** The rest. */
  flush(): Buffer {
    return encodeMulaw(this.resampler.flush());
  }
}

/** The stream as mu-law of 8 kHz. Ends as the stream does, and throws what it throws. */
export async function* toTelephone(sound: AsyncIterable<Buffer>, fromRate: number): AsyncGenerator<Buffer> {
  const telephone = new TelephoneSound(fromRate);
  for await (const piece of sound) {
    const ready = telephone.push(piece);
    if (ready.length > 0) yield ready;
  }
  const rest = telephone.flush();
  if (rest.length > 0) yield rest;
}
