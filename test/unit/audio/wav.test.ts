import { createWavReader, readWav, toMono, writeWav } from '../../../src/audio/wav';
import { wavHeader } from '../../../src/audio/wav-header';
import { UsageError } from '../../../src/errors';
import { tone } from './sounds';

const left = tone(440, 100);
const right = tone(1000, 100);

test('what is written is read again, one channel or two', () => {
  for (const channels of [[left], [left, right]]) {
    expect(readWav(writeWav({ rate: 8000, channels }))).toEqual({ rate: 8000, channels });
  }
});

test('mu-law comes back as loud as mu-law can', () => {
  const { rate, channels } = readWav(writeWav({ rate: 8000, channels: [left, right] }, 'mulaw'));
  expect(rate).toBe(8000);
  expect(channels).toHaveLength(2);
  channels[1]?.forEach((sample, at) => {
    const was = right[at] ?? 0;
    expect(Math.abs(sample - was)).toBeLessThanOrEqual(4 + Math.abs(was) / 16);
  });
});

test('two channels become their mean', () => {
  expect([...toMono([Int16Array.of(100, -100, 7), Int16Array.of(300, -300, 8)])]).toEqual([200, -200, 8]);
  expect(toMono([left])).toBe(left);
  expect(toMono([])).toHaveLength(0);
});

test('a file is read while it comes, byte for byte', () => {
  const file = writeWav({ rate: 16_000, channels: [left, right] });
  const reader = createWavReader();
  const heard: number[] = [];
  for (const byte of file) heard.push(...(reader.push(Buffer.of(byte))[0] ?? []));
  reader.end();
  expect(reader.format).toEqual({ codec: 'pcm16', rate: 16_000, channels: 2 });
  expect(heard).toEqual([...left]);
});

test.each([
  ['espeak-ng', 0x7fff_f000],
  ['ffmpeg', 0xffff_ffff],
  ['a header never filled in', 0],
])('a length left open by %s ends where the sound ends', (_, length) => {
  const file = writeWav({ rate: 22_050, channels: [left] });
  file.writeUInt32LE(length, 40);
  expect(readWav(file)).toEqual({ rate: 22_050, channels: [left] });
});

test('a header with an open length is written for what is recorded while it is heard', () => {
  const format = { codec: 'mulaw', rate: 8000, channels: 1 } as const;
  const reader = createWavReader();
  reader.push(wavHeader(format));
  expect(reader.push(Buffer.alloc(5, 0xff))[0]).toHaveLength(5);
  expect(reader.format).toEqual(format);
  reader.end();
});

test('titles before and notes after the sound are not heard', () => {
  const file = writeWav({ rate: 8000, channels: [left] });
  const note = Buffer.concat([Buffer.from('LIST\x05\0\0\0'), Buffer.from('hello\0')]);
  const noted = Buffer.concat([file.subarray(0, 36), note, file.subarray(36), note]);
  expect(readWav(noted).channels).toEqual([left]);
});

test('an extensible format is known by what it extends', () => {
  const file = writeWav({ rate: 8000, channels: [left] });
  const fields = Buffer.alloc(48);
  file.copy(fields, 0, 12, 36);
  fields.writeUInt32LE(40, 4);
  fields.writeUInt16LE(0xfffe, 8);
  fields.writeUInt16LE(22, 24);
  fields.writeUInt16LE(1, 32);
  const extensible = Buffer.concat([file.subarray(0, 12), fields, file.subarray(36)]);
  expect(readWav(extensible).channels).toEqual([left]);
});

/** A file with one field of its header changed. */
function changed(at: number, value: number, bytes: 2 | 4 = 2): Buffer {
  const file = writeWav({ rate: 8000, channels: [left] });
  file.writeUIntLE(value, at, bytes);
  return file;
}
const whole = writeWav({ rate: 8000, channels: [left] });

test.each([
  ['an MP3', Buffer.from('ID3\x04 some music'), /does not begin with RIFF/],
  ['a page', Buffer.from('<!doctype html>'), /does not begin with RIFF/],
  ['a big-endian file', Buffer.from('RIFX\0\0\0\0WAVE'), /does not begin with RIFF/],
  ['a film', Buffer.from('RIFF\0\0\0\0AVI LIST'), /no WAVE/],
  ['24 bit', changed(34, 24), /holds 24 bit PCM/],
  ['floating point', changed(20, 3), /holds 16 bit floating point/],
  ['A-law', changed(20, 6), /A-law/],
  ['a format nobody knows', changed(20, 999), /format 999/],
  ['no channel', changed(22, 0), /0 channels/],
  ['a concert hall', changed(22, 6), /6 channels/],
  ['no time', changed(24, 0, 4), /0 samples a second/],
  ['a format of two bytes', changed(16, 2, 4), /format has 2 bytes/],
  ['sound without a format', Buffer.from('RIFF\0\0\0\0WAVEdata\x08\0\0\0........'), /before its format/],
  ['a note as long as a novel', changed(16, 0, 4), /format has 0 bytes/],
  ['a picture of 4 GB', Buffer.from('RIFF\0\0\0\0WAVEJUNK\xff\xff\xff\xff', 'latin1'), /first megabyte/],
  ['half a header', whole.subarray(0, 30), /ends before its sound begins/],
  ['nothing', Buffer.alloc(0), /ends before its sound begins/],
  ['half a sound', whole.subarray(0, 1000), /cut short \(956 of 1600 bytes/],
])('%s is refused with a reason and a way out', (_, file, reason) => {
  let thrown: unknown;
  try {
    readWav(file);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(UsageError);
  expect(thrown).toMatchObject({
    message: expect.stringMatching(reason),
    fix: expect.stringContaining('ffmpeg'),
  });
});
