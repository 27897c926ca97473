import { createResampler, resample } from '../../../src/audio/resample';
import { cut, joined, levelAt, rms, tone } from './sounds';

const toTelephone = [24_000, 22_050, 16_000, 44_100, 48_000];
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
beforeAll(() => void process.stderr.write(`resample tests: SEED=${seed}\n`));

const middle = (samples: Int16Array): Int16Array =>
  samples.subarray(Math.floor(samples.length * 0.1), Math.floor(samples.length * 0.9));

test.each(toTelephone)('from %i Hz a tone of 1 kHz keeps its level and its length', (rate) => {
  const sound = tone(1000, 1000, rate);
  const heard = resample(sound, rate, 8000);
  expect(heard).toHaveLength(8000);
  expect(levelAt(middle(heard), 1000, 8000)).toBeCloseTo(levelAt(middle(sound), 1000, rate), 1);
  // Nothing is shifted either: the tone is where it was.
  const expected = tone(1000, 1000);
  expect(rms(middle(heard.map((sample, at) => sample - (expected[at] ?? 0))))).toBeLessThan(20);
});

test.each(toTelephone)('from %i Hz a tone of 5 kHz disappears, and does not come back at 3 kHz', (rate) => {
  const heard = middle(resample(tone(5000, 1000, rate), rate, 8000));
  expect(rms(heard)).toBeLessThan(15);
});

test.each(toTelephone)('from %i Hz all of the telephone band passes', (rate) => {
  for (const hertz of [100, 300, 2000, 3000, 3300]) {
    const heard = middle(resample(tone(hertz, 500, rate), rate, 8000));
    expect(Math.abs(20 * Math.log10(rms(heard) / (10_000 / Math.SQRT2)))).toBeLessThan(0.6);
  }
});

test('from 8 to 16 kHz a tone keeps its level and has no mirror image', () => {
  const heard = resample(tone(1000, 1000), 8000, 16_000);
  expect(heard).toHaveLength(16_000);
  expect(levelAt(middle(heard), 1000, 16_000)).toBeCloseTo(levelAt(middle(tone(1000, 1000)), 1000, 8000), 1);
  expect(levelAt(middle(heard), 7000, 16_000)).toBeLessThan(-70);
});

test.each([
  [24_000, 8000],
  [22_050, 8000],
  [16_000, 8000],
  [8000, 16_000],
  [8000, 8000],
])('from %i to %i Hz how the sound is cut changes no sample', (from, to) => {
  const sound = joined(tone(440, 300, from), tone(2900, 300, from, 30_000));
  const resampler = createResampler(from, to);
  // Each sound starts anew after the last one was flushed.
  for (const round of [0, 1, 2]) {
    const pieces = cut(sound, seed + round, round === 2 ? 3 : 700).map((piece) => resampler.push(piece));
    expect(joined(...pieces, resampler.flush())).toEqual(resample(sound, from, to));
  }
});

test('the voice is held back by a few milliseconds only', () => {
  for (const [from, to] of [
    [24_000, 8000],
    [22_050, 8000],
    [8000, 16_000],
  ] as const) {
    const given = createResampler(from, to).push(tone(500, 100, from)).length;
    expect(given).toBeGreaterThan((95 * to) / 1000);
  }
});

test('the loudest sound is clipped, not turned over', () => {
  const square = Int16Array.from({ length: 4800 }, (_, at) => (Math.floor(at / 60) % 2 ? 32_767 : -32_768));
  const heard = resample(square, 24_000, 8000);
  heard.forEach((sample, at) => {
    const inside = (at * 3) % 60;
    if (inside > 12 && inside < 48) expect(Math.sign(sample)).toBe(Math.sign(square[at * 3] ?? 0));
  });
});

test('nothing stays nothing', () => {
  const resampler = createResampler(22_050, 8000);
  expect(resampler.push(new Int16Array(0))).toHaveLength(0);
  expect(resampler.flush()).toHaveLength(0);
});

test.each([0, -8000, 22_050.5, Number.NaN, 10_000_000])('a rate of %d Hz is refused', (rate) => {
  expect(() => createResampler(rate, 8000)).toThrow(/cannot be brought/);
});
