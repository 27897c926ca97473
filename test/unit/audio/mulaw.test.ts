import { decodeMulaw, encodeMulaw, mulawSilence } from '../../../src/audio/mulaw';

/** ITU-T G.711, table 2a: character signals and quantised values, of 14 bit. */
const table: Array<[code: number, value: number]> = [
  [0b1000_0000, 8031],
  [0b1000_1111, 4191],
  [0b1001_1111, 2079],
  [0b1010_1111, 1023],
  [0b1011_1111, 495],
  [0b1100_1111, 231],
  [0b1101_1111, 99],
  [0b1110_1111, 33],
  [0b1111_1110, 2],
  [0b1111_1111, 0],
];

test.each(table)('code %i is the level the ITU names, and its negative', (code, value) => {
  expect([...decodeMulaw(Buffer.of(code, code & 0x7f))]).toEqual([value * 4, value === 0 ? 0 : -value * 4]);
  expect([...encodeMulaw(Int16Array.of(value * 4))]).toEqual([code]);
});

test('samples turn over to the next code at the decision values of the ITU', () => {
  for (const [decision, above, below] of [
    [7903, 0x80, 0x81],
    [4063, 0x8f, 0x90],
    [2015, 0x9f, 0xa0],
    [991, 0xaf, 0xb0],
    [479, 0xbf, 0xc0],
    [223, 0xcf, 0xd0],
    [95, 0xdf, 0xe0],
    [31, 0xef, 0xf0],
    [1, 0xfe, 0xff],
  ] as const)
    expect([...encodeMulaw(Int16Array.of(decision * 4, decision * 4 - 1))]).toEqual([above, below]);
});

test('the milliwatt of G.711 is a tone of 1 kHz at 0 dBm0', () => {
  const milliwatt = Buffer.of(0x1e, 0x0b, 0x0b, 0x1e, 0x9e, 0x8b, 0x8b, 0x9e);
  const samples = [...decodeMulaw(milliwatt)];
  const power = samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length;
  // Full load is +3.17 dBm0, and a full sine lies 3.01 dB under the square of its peak of 8159 * 4.
  expect(10 * Math.log10(power / (8159 * 4) ** 2) + 3.01 + 3.17).toBeCloseTo(0, 1);
  const tone = Int16Array.from({ length: 8 }, (_, at) =>
    Math.round(Math.SQRT2 * Math.sqrt(power) * -Math.sin(((at + 0.5) * Math.PI) / 4)),
  );
  expect(encodeMulaw(tone)).toEqual(milliwatt);
});

test('every code comes back, but for the second zero', () => {
  const codes = Uint8Array.from({ length: 256 }, (_, code) => code);
  const back = encodeMulaw(decodeMulaw(codes));
  expect([...back].filter((code, at) => code !== at)).toEqual([mulawSilence]);
});

test('every sample comes back as the nearest level, louder never softer', () => {
  const samples = Int16Array.from({ length: 65_536 }, (_, at) => at - 32_768);
  const heard = decodeMulaw(encodeMulaw(samples));
  for (let at = 0; at < samples.length; at += 1) {
    const [sample = 0, level = 0] = [samples[at], heard[at]];
    if (at > 0) expect(level).toBeGreaterThanOrEqual(heard[at - 1] ?? 0);
    // Half a step of its segment; the outermost segment is clipped at 32635.
    const clipped = Math.max(0, Math.abs(sample) - 32_635);
    if (Math.abs(sample - level) > 4 + (Math.abs(sample) + 132) / 32 + clipped)
      throw new Error(`${sample} comes back as ${level}`);
  }
});
