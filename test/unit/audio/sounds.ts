/** Sound made for tests: tones, something like a voice, pauses. All at 8 kHz where no rate is given. */
import { seededRandom } from '../../../src/audio/noise';

/** A sine; `amplitude` of 32768. */
export const tone = (hertz: number, ms: number, rate = 8000, amplitude = 10_000): Int16Array =>
  Int16Array.from({ length: Math.round((ms * rate) / 1000) }, (_, at) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * hertz * at) / rate)),
  );

export const silence = (ms: number): Int16Array => new Int16Array(ms * 8);

export function joined(...sounds: Int16Array[]): Int16Array {
  const whole = new Int16Array(sounds.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const sound of sounds) {
    whole.set(sound, at);
    at += sound.length;
  }
  return whole;
}

/** Something like a voice: syllables of 180 ms, harmonics of a pitch that glides, formants, and a hiss before some of them. */
export function voice(ms: number, { seed = 1, pitch = 120, level = 8000 } = {}): Int16Array {
  const random = seededRandom(seed);
  const samples = new Int16Array(ms * 8);
  let phase = 0;
  for (let at = 0; at < samples.length; at += 1) {
    const second = at / 8000;
    const inSyllable = (second % 0.18) / 0.18;
    const hertz = pitch * (1 + 0.15 * Math.sin(2 * Math.PI * 1.3 * second));
    phase += (2 * Math.PI * hertz) / 8000;
    let sum = 0;
    for (let harmonic = 1; harmonic * hertz < 3400; harmonic += 1) {
      const away = (harmonic * hertz - 500) / 400;
      const formant = 1 / (1 + away ** 2) + 0.3 / (1 + ((harmonic * hertz - 1700) / 300) ** 2);
      sum += formant * Math.sin(harmonic * phase);
    }
    const swell = Math.min(1, 0.15 + Math.sin(Math.PI * Math.min(1, inSyllable * 1.1)));
    const hiss = inSyllable < 0.15 ? (random() - 0.5) * 0.4 : 0;
    // Speech begins and ends within 10 ms.
    const edge = Math.min(1, at / 80, (samples.length - at) / 80);
    samples[at] = Math.round(level * edge * (swell * sum * 0.5 + hiss));
  }
  return samples;
}

/** A cough: a burst of noise without a pitch, gone within a quarter of a second. */
export function cough(seed: number, ms = 220): Int16Array {
  const random = seededRandom(seed);
  return Int16Array.from({ length: ms * 8 }, (_, at) =>
    Math.round(20_000 * (random() - 0.5) * Math.exp(-at / 500) * Math.min(1, at / 40)),
  );
}

/** The level of a frequency in a sound, in dB of full scale. */
export function levelAt(samples: Int16Array, hertz: number, rate: number): number {
  let real = 0;
  let imaginary = 0;
  samples.forEach((sample, at) => {
    // Under a Hann window, so that the edges do not leak.
    const weight = 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / samples.length);
    real += weight * sample * Math.cos((2 * Math.PI * hertz * at) / rate);
    imaginary += weight * sample * Math.sin((2 * Math.PI * hertz * at) / rate);
  });
  return 20 * Math.log10((4 * Math.hypot(real, imaginary)) / samples.length / 32_768 + 1e-9);
}

export const rms = (samples: Int16Array): number =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / (samples.length || 1));

/** Cuts a sound into pieces of random lengths. */
export function cut(samples: Int16Array, seed: number, longest = 700): Int16Array[] {
  const random = seededRandom(seed);
  const pieces: Int16Array[] = [];
  for (let at = 0; at < samples.length;) {
    const length = Math.floor(random() * longest);
    pieces.push(samples.subarray(at, at + length));
    at += length;
  }
  return pieces;
}
