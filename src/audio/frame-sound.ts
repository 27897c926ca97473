/** What one frame of telephone sound is like: how loud, and how much like a voice. */

/** Samples of a frame: 20 ms at 8 kHz. */
export const frameSamples = 160;

/** Looks at one frame after the other. */
export interface FrameEar {
  /** Takes the next frame; its level in dB of full scale, without what lies below the voice (mains, wind, DC). */
  levelDb(frame: Int16Array): number;
  /** Whether the sound up to this frame's end repeats itself as a voice does: 1 is a tone, 0.3 noise. Dear: ask only where it matters. */
  hasPitch(atLeast: number): boolean;
}

/** Pitches from 400 down to 70 Hz, in samples at half the rate. */
const shortestLag = 10;
const longestLag = 57;
const compared = 100;
const kept = compared + longestLag;
const halfFrame = frameSamples / 2;

/** Makes the ear of one call. */
export function createFrameEar(): FrameEar {
  const cleared = createHighPass();
  /** The past at half the rate, its spectrum levelled so that a rumble does not pass for a low voice. */
  const past = new Float64Array(kept);
  let last = 0;
  return {
    levelDb(frame) {
      let energy = 0;
      past.copyWithin(0, halfFrame);
      for (let at = 0; at < halfFrame; at += 1) {
        const even = cleared(frame[2 * at] ?? 0);
        const odd = cleared(frame[2 * at + 1] ?? 0);
        energy += even * even + odd * odd;
        // The sum of two samples of x[n] - x[n-1] / 2.
        past[kept - halfFrame + at] = odd + 0.5 * even - 0.5 * last;
        last = odd;
      }
      return 10 * Math.log10(energy / (frameSamples * 32_768 ** 2) + 1e-10);
    },
    hasPitch: (atLeast) => matches(past, atLeast),
  };
}

/** Whether the normalised correlation of the last 25 ms with what was before is so great at some pitch. */
function matches(past: Float64Array, atLeast: number): boolean {
  const now = kept - compared;
  const energy = correlation(past, now, now);
  if (energy < 1) return false;
  let energyThen = correlation(past, now - shortestLag + 1, now - shortestLag + 1);
  for (let lag = shortestLag; lag <= longestLag; lag += 1) {
    const enters = past[now - lag] ?? 0;
    const leaves = past[now - lag + compared] ?? 0;
    energyThen += enters * enters - leaves * leaves;
    const wanted = atLeast * Math.sqrt(energy * Math.max(energyThen, 1));
    if (correlation(past, now, now - lag) >= wanted) return true;
  }
  return false;
}

function correlation(past: Float64Array, one: number, other: number): number {
  let sum = 0;
  for (let at = 0; at < compared; at += 1) sum += (past[one + at] ?? 0) * (past[other + at] ?? 0);
  return sum;
}

/** A second-order Butterworth high pass at 200 Hz. */
function createHighPass(): (sample: number) => number {
  const angle = (2 * Math.PI * 200) / 8000;
  const alpha = Math.sin(angle) / Math.SQRT2;
  const scale = 1 + alpha;
  const gain = (1 + Math.cos(angle)) / 2 / scale;
  const back1 = (-2 * Math.cos(angle)) / scale;
  const back2 = (1 - alpha) / scale;
  let in1 = 0;
  let in2 = 0;
  let out1 = 0;
  let out2 = 0;
  return (sample) => {
    const out = gain * (sample - 2 * in1 + in2) - back1 * out1 - back2 * out2;
    in2 = in1;
    in1 = sample;
    out2 = out1;
    out1 = out;
    return out;
  };
}
