/** Noise for tests and simulated calls: the same for the same seed. */

/** white: hiss; fan: a steady rush with a tone in it; street: a rumble that swells; hum: the mains and their overtones. */
export type NoiseKind = 'white' | 'fan' | 'street' | 'hum';

/** Goes on for ever; each call gives the next samples, at a root mean square of about 1. */
export type NoiseSource = (count: number) => Float32Array;

/** A generator of numbers from 0 to below 1 (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Opens a source of noise at 8 kHz. */
export function createNoise(kind: NoiseKind, seed: number): NoiseSource {
  const next = makers[kind](seededRandom(seed));
  return (count) => Float32Array.from({ length: count }, next);
}

const makers: Record<NoiseKind, (random: () => number) => () => number> = {
  white: hiss,
  fan(random) {
    const rush = smoothed(hiss(random), 0.7);
    const tone = sines([[190, 0.35]]);
    return () => rush() * 0.94 + tone();
  },
  street(random) {
    const rumble = smoothed(hiss(random), 0.93);
    const tyres = smoothed(hiss(random), 0.4);
    // A car passes every five seconds or so.
    const swell = sines([
      [0.21, 0.3],
      [0.13, 0.2],
    ]);
    return () => (rumble() * 0.8 + tyres() * 0.5) * (1 + swell());
  },
  hum: () =>
    sines([
      [50, 1],
      [100, 0.8],
      [150, 0.5],
      [200, 0.25],
      [300, 0.15],
    ]),
};

/** The sum of twelve even numbers is near enough to a normal one; four are enough for the ear. */
function hiss(random: () => number): () => number {
  return () => (random() + random() + random() + random() - 2) * Math.sqrt(3);
}

/** A one-pole low pass that keeps the root mean square. */
function smoothed(source: () => number, pole: number): () => number {
  const gain = Math.sqrt(1 - pole * pole);
  let last = 0;
  return () => (last = pole * last + gain * source());
}

function sines(parts: Array<[hertz: number, amplitude: number]>): () => number {
  let at = -1;
  return () => {
    at += 1;
    return parts.reduce(
      (sum, [hertz, amplitude]) => sum + amplitude * Math.sin((2 * Math.PI * hertz * at) / 8000),
      0,
    );
  };
}
