/** Lays noise under a voice at a given ratio, for tests and simulated calls. */
import { createNoise, type NoiseKind, type NoiseSource } from './noise';

/** Which noise, and how far the voice stands out of it, in dB. 20 is a good line, 5 a street. */
export interface NoiseSettings {
  kind?: NoiseKind;
  snrDb: number;
  seed: number;
}

const frame = 160;
/** Frames this far below the loudest are pauses, and say nothing of how loud somebody speaks. */
const pauseDb = 30;

/** How loud a voice is while it speaks, in dB below full scale; -Infinity for silence. Pauses do not count. */
export function speechLevelDb(samples: Int16Array): number {
  const powers: number[] = [];
  for (let at = 0; at < samples.length; at += frame) powers.push(powerOf(samples.subarray(at, at + frame)));
  const least = powers.reduce((most, power) => Math.max(most, power), 0) / 10 ** (pauseDb / 10);
  const spoken = powers.filter((power) => power > 0 && power >= least);
  return 10 * Math.log10(spoken.reduce((sum, power) => sum + power, 0) / (spoken.length || 1));
}

/** A copy of the voice with noise under all of it, its pauses too. The same seed gives the same samples. */
export function mixNoise(voice: Int16Array, { kind = 'white', snrDb, seed }: NoiseSettings): Int16Array {
  return mixFrom(voice, createNoise(kind, seed), speechLevelDb(voice) - snrDb);
}

/** Adds the next samples of an open source at a level in dB below full scale, for sound that is sent frame by frame. */
export function mixFrom(voice: Int16Array, noise: NoiseSource, levelDb: number): Int16Array {
  const gain = 32_768 * 10 ** (levelDb / 20);
  const under = noise(voice.length);
  return voice.map((sample, at) => saturated(sample + gain * (under[at] ?? 0)));
}

const saturated = (sample: number): number => Math.max(-32_768, Math.min(32_767, Math.round(sample)));

function powerOf(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += (sample / 32_768) ** 2;
  return sum / (samples.length || 1);
}
