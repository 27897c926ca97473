/** The headers of WAV files: RIFF chunks before the sound. */
import { UsageError } from '../errors';

/** How the sound of a file is written. */
export interface WavFormat {
  codec: 'pcm16' | 'mulaw';
  /** Samples per second of each channel. */
  rate: number;
  channels: number;
}

/** A header that was read; `dataBytes` is undefined where its writer could not know the length yet. */
export interface WavHeader {
  format: WavFormat;
  /** Where the sound begins. */
  dataAt: number;
  dataBytes: number | undefined;
}

const tags: Record<number, string> = { 1: 'PCM', 3: 'floating point', 6: 'A-law', 7: 'mu-law', 85: 'MP3' };
const extensible = 0xfffe;
const advice =
  'Convert it to 16 bit PCM or mu-law, for example: ffmpeg -i in.wav -ac 1 -ar 8000 -c:a pcm_s16le out.wav';
/** Writers to a pipe leave lengths near the greatest there is; espeak-ng takes 0x7ffff000, ffmpeg 0xffffffff. */
const unknownFrom = 0x7fff_f000;
/** Notes before the sound (titles, pictures) are skipped up to here; beyond, it is no file that somebody would speak. */
const longestHeader = 1_000_000;

/** Bytes of one sample of every channel. */
export const blockBytesOf = ({ codec, channels }: WavFormat): number =>
  channels * (codec === 'pcm16' ? 2 : 1);

/** What is wrong with a file, and what to do about it. */
export const unreadable = (what: string): UsageError =>
  new UsageError(`This sound cannot be read: ${what}.`, advice);

/** Reads a header from the beginning of a file; undefined where more bytes are needed. Throws `UsageError`. */
export function readWavHeader(bytes: Buffer): WavHeader | undefined {
  const magic = bytes.toString('latin1', 0, Math.min(4, bytes.length));
  if (!'RIFF'.startsWith(magic)) throw unreadable('it is no WAV file (it does not begin with RIFF)');
  if (bytes.length < 12) return undefined;
  if (bytes.toString('latin1', 8, 12) !== 'WAVE') throw unreadable('it is a RIFF file, but no WAVE');
  let format: WavFormat | undefined;
  let at = 12;
  while (bytes.length >= at + 8) {
    const name = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const body = at + 8;
    if (name === 'data') {
      if (!format) throw unreadable('its sound comes before its format');
      const isOpen = length === 0 || length >= unknownFrom;
      const dataBytes = isOpen ? undefined : length - (length % blockBytesOf(format));
      return { format, dataAt: body, dataBytes };
    }
    if (name === 'fmt ') {
      if (length < 16 || length > 1000) throw unreadable(`its format has ${length} bytes`);
      if (bytes.length < body + length) return undefined;
      format = formatOf(bytes.subarray(body, body + length));
    }
    at = body + length + (length % 2);
    if (at > longestHeader) throw unreadable('its sound does not begin within the first megabyte');
  }
  return undefined;
}

function formatOf(fields: Buffer): WavFormat {
  const tag = fields.readUInt16LE(0);
  // An extensible format names the true one at the beginning of a GUID.
  const code = tag === extensible && fields.length >= 26 ? fields.readUInt16LE(24) : tag;
  const channels = fields.readUInt16LE(2);
  const rate = fields.readUInt32LE(4);
  const bits = fields.readUInt16LE(14);
  if (channels < 1 || channels > 2)
    throw unreadable(`it has ${channels} channels; one or two are understood`);
  if (rate < 4000 || rate > 192_000) throw unreadable(`it has ${rate} samples a second`);
  if (code === 1 && bits === 16) return { codec: 'pcm16', rate, channels };
  if (code === 7 && bits === 8) return { codec: 'mulaw', rate, channels };
  throw unreadable(`it holds ${bits} bit ${tags[code] ?? `format ${code}`}`);
}

/** The header to write before sound. Without `dataBytes` the length is left open, for what is written while it is heard. */
export function wavHeader(format: WavFormat, dataBytes?: number): Buffer {
  const { codec, rate, channels } = format;
  const blockBytes = blockBytesOf(format);
  // Anything but PCM carries the length of its (empty) extension.
  const formatBytes = codec === 'pcm16' ? 16 : 18;
  const header = Buffer.alloc(12 + 8 + formatBytes + 8);
  const open = 0xffff_ffff;
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(dataBytes === undefined ? open : header.length - 8 + dataBytes + (dataBytes % 2), 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(formatBytes, 16);
  header.writeUInt16LE(codec === 'pcm16' ? 1 : 7, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * blockBytes, 28);
  header.writeUInt16LE(blockBytes, 32);
  header.writeUInt16LE((blockBytes / channels) * 8, 34);
  header.write('data', 20 + formatBytes, 'latin1');
  header.writeUInt32LE(dataBytes ?? open, 24 + formatBytes);
  return header;
}
