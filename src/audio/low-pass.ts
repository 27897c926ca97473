/** Low-pass filters for changing the sample rate: a sinc under a Kaiser window, cut into the phases that a ratio needs. */

/** The filter of one ratio of rates. Output `n` lies at `n * down / up` input samples. */
export interface Polyphase {
  up: number;
  down: number;
  /** Taps on each side of an output's place. */
  reach: number;
  /** For each of the `up` phases `2 * reach` weights, oldest sample first. */
  weights: Float32Array;
}

/** Nothing is left at this distance below the lower of the two rates' halves, and nothing is lost below the other. */
const passUntil = 0.85;
const stopFrom = 1.03;
/** How far what would alias is pushed down. */
const attenuationDb = 60;

const made = new Map<string, Polyphase>();

/** The filter from one rate to another; made once for each pair. */
export function polyphase(fromRate: number, toRate: number): Polyphase {
  const key = `${fromRate}>${toRate}`;
  const before = made.get(key);
  if (before) return before;
  const divisor = greatestCommonDivisor(fromRate, toRate);
  const filter = designed(toRate / divisor, fromRate / divisor, Math.min(1, toRate / fromRate));
  made.set(key, filter);
  return filter;
}

/** `band` is the wanted half rate as a share of the input's. */
function designed(up: number, down: number, band: number): Polyphase {
  const cut = (band * (passUntil + stopFrom)) / 2;
  const transition = band * (stopFrom - passUntil) * Math.PI;
  const reach = Math.ceil((attenuationDb - 8) / (2.285 * transition) / 2);
  const shape = 0.1102 * (attenuationDb - 8.7);
  const weights = new Float32Array(up * 2 * reach);
  for (let phase = 0; phase < up; phase += 1) {
    const taps = weights.subarray(phase * 2 * reach, (phase + 1) * 2 * reach);
    let sum = 0;
    for (let tap = 0; tap < taps.length; tap += 1) {
      // Tap `reach - 1` is the sample at or before the output's place.
      const away = tap - (reach - 1) - phase / up;
      const weight = sinc(cut * away) * kaiser(away / reach, shape);
      taps[tap] = weight;
      sum += weight;
    }
    // Each phase alone carries a constant through unchanged; else the phases would be heard as a tone.
    for (let tap = 0; tap < taps.length; tap += 1) taps[tap] = (taps[tap] ?? 0) / sum;
  }
  return { up, down, reach, weights };
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

const kaiser = (x: number, shape: number): number =>
  Math.abs(x) >= 1 ? 0 : bessel(shape * Math.sqrt(1 - x * x)) / bessel(shape);

/** The modified Bessel function of order zero, by its series. */
function bessel(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-12; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
