import { mixFrom, mixNoise, speechLevelDb } from '../../../src/audio/mix';
import { createNoise, type NoiseKind } from '../../../src/audio/noise';
import { joined, rms, silence, voice } from './sounds';

const kinds: NoiseKind[] = ['white', 'fan', 'street', 'hum'];
const levelDb = (samples: Int16Array): number => 20 * Math.log10(rms(samples) / 32_768);

test.each(kinds)('%s lies as far under the voice as asked, in its pauses too', (kind) => {
  const spoken = joined(voice(2000), silence(4000));
  for (const snrDb of [20, 10, 0]) {
    const mixed = mixNoise(spoken, { kind, snrDb, seed: 3 });
    const inPause = levelDb(mixed.subarray(2500 * 8));
    // The street swells and ebbs.
    expect(Math.abs(speechLevelDb(spoken) - inPause - snrDb)).toBeLessThan(kind === 'street' ? 4 : 1);
    expect(mixed).toHaveLength(spoken.length);
  }
});

test('pauses do not make a voice quieter', () => {
  const level = speechLevelDb(voice(1000));
  expect(speechLevelDb(joined(silence(5000), voice(1000), silence(5000)))).toBeCloseTo(level, 1);
  expect(speechLevelDb(silence(1000))).toBe(-Infinity);
});

test.each(kinds)('the same seed makes the same %s, however it is cut', (kind) => {
  const whole = createNoise(kind, 5)(1000);
  const source = createNoise(kind, 5);
  const pieces = [160, 1, 839].map((count) => source(count));
  expect(pieces.flatMap((piece) => [...piece])).toEqual([...whole]);
  if (kind !== 'hum') expect(createNoise(kind, 6)(1000)).not.toEqual(whole);
});

test('a shout over noise is clipped, not turned over', () => {
  const loud = new Int16Array(8000).fill(32_000);
  const mixed = mixFrom(loud, createNoise('white', 1), -10);
  expect(mixed.every((sample) => sample > -5000)).toBe(true);
  expect(mixed.some((sample) => sample === 32_767)).toBe(true);
});

test('silence stays silence under a ratio to nothing', () => {
  expect(mixNoise(silence(20), { snrDb: 10, seed: 1 })).toEqual(silence(20));
});
