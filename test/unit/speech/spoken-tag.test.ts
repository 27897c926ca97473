import { decodeMulaw, encodeMulaw } from '../../../src/audio/mulaw';
import { resample } from '../../../src/audio/resample';
import { findTags, tagSound, TagFinder } from '../../../src/phone/spoken-tag';
import { voiceLike } from '../../../src/phone/voice-like';
import { Words } from '../../../src/phone/words';

const seed = 20251121;
console.log(`seed ${seed}`);

function random(start: number): () => number {
  let state = start;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const powerOf = (sound: Int16Array): number => sound.reduce((sum, s) => sum + s * s, 0) / sound.length;

/** Noise as a bad line has it, at a distance from the tag's own loudness. */
function withNoise(sound: Int16Array, db: number, chance: () => number): Int16Array {
  const sigma = Math.sqrt(powerOf(tagSound(0)) / 10 ** (db / 10));
  return sound.map((sample) => {
    const normal = Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
    return Math.max(-32768, Math.min(32767, Math.round(sample + sigma * normal)));
  });
}

function among(parts: Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const spoken = (id: number, before: number): Int16Array =>
  among([new Int16Array(before), tagSound(id), voiceLike(700)]);

test('a tag is found where it begins, in silence and in voice', () => {
  const sound = among([voiceLike(500), tagSound(4711), voiceLike(300), new Int16Array(777), tagSound(0)]);
  const found = findTags(sound);
  expect(found.map(({ id }) => id)).toEqual([4711, 0]);
  expect(Math.abs((found[0]?.atSample ?? 0) - 4000)).toBeLessThan(40);
  expect(Math.abs((found[1]?.atSample ?? 0) - (4000 + 960 + 2400 + 777))).toBeLessThan(40);
});

test('every half-byte is read in noise of 10 dB, wherever the tag begins', () => {
  const chance = random(seed);
  const wrong: number[] = [];
  for (let n = 0; n < 100; n++) {
    const id = Math.floor(chance() * 65536);
    const found = findTags(withNoise(spoken(id, Math.floor(chance() * 500)), 10, chance));
    if (found.length !== 1 || found[0]?.id !== id) wrong.push(id);
  }
  expect(wrong).toEqual([]);
});

test('a telephone, a provider of 24 kHz and noise of 10 dB between them change no number', () => {
  const chance = random(seed + 2);
  const wrong: number[] = [];
  for (let n = 0; n < 60; n++) {
    const id = Math.floor(chance() * 65536);
    const noisy = withNoise(spoken(id, Math.floor(chance() * 500)), 10, chance);
    const heard = resample(resample(decodeMulaw(encodeMulaw(noisy)), 8000, 24_000), 24_000, 8000);
    const found = findTags(decodeMulaw(encodeMulaw(heard)));
    if (found.length !== 1 || found[0]?.id !== id) wrong.push(id);
  }
  expect(wrong).toEqual([]);
});

test('nothing is found in voice, noise or silence', () => {
  const chance = random(seed + 1);
  expect(findTags(voiceLike(20_000))).toEqual([]);
  expect(findTags(withNoise(new Int16Array(80_000), 0, chance))).toEqual([]);
  expect(findTags(new Int16Array(8000))).toEqual([]);
});

test('a tag that is cut off is none', () => {
  const whole = tagSound(99);
  expect(findTags(whole.subarray(0, 800))).toEqual([]);
});

test('sound in frames of 20 ms tells the same as the whole', () => {
  const sound = among([spoken(7, 100), spoken(8, 3000), spoken(65535, 33)]);
  const finder = new TagFinder();
  const found = [];
  for (let at = 0; at < sound.length; at += 160) found.push(...finder.push(sound.subarray(at, at + 160)));
  found.push(...finder.push(new Int16Array(2000)));
  expect(found).toEqual(findTags(sound));
  expect(found.map(({ id }) => id)).toEqual([7, 8, 65535]);
});

test('a sentence keeps its number', () => {
  const words = new Words();
  const id = words.idOf('Hay una farola apagada.');
  expect(words.idOf('Otra cosa.')).not.toBe(id);
  expect(words.idOf('Hay una farola apagada.')).toBe(id);
  expect(words.get(id)).toBe('Hay una farola apagada.');
});
