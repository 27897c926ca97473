/** WAV files, whole or while they come: 16 bit PCM and mu-law, mono and stereo. */
import { decodeMulaw, encodeMulaw } from './mulaw';
import {
  blockBytesOf,
  readWavHeader,
  unreadable,
  wavHeader,
  type WavFormat,
  type WavHeader,
} from './wav-header';

/** Sound with one or two channels of the same length. */
export interface Sound {
  /** Samples per second. */
  rate: number;
  channels: Int16Array[];
}

/** Reads a file while it comes. All throw `UsageError` where it is none that we understand. */
export interface WavReader {
  /** Known once the header has come. */
  readonly format: WavFormat | undefined;
  /** The samples of each channel that are whole by now; none before the header has come. What follows the sound is dropped. */
  push(bytes: Uint8Array): Int16Array[];
  /** The file has come to its end: throws where its header or its sound is cut short. */
  end(): void;
}

/** Makes a reader of one file. Its header may leave the length open, as espeak-ng's does on stdout. */
export function createWavReader(): WavReader {
  let header: WavHeader | undefined;
  let held: Buffer = Buffer.alloc(0);
  let taken = 0;
  return {
    get format() {
      return header?.format;
    },
    push(bytes) {
      held = held.length === 0 ? Buffer.from(bytes) : Buffer.concat([held, bytes]);
      if (!header) {
        header = readWavHeader(held);
        if (!header) return [];
        held = held.subarray(header.dataAt);
      }
      const { format, dataBytes = Infinity } = header;
      const blockBytes = blockBytesOf(format);
      const wanted = Math.min(held.length, dataBytes - taken);
      const whole = wanted - (wanted % blockBytes);
      const samples = samplesOf(held.subarray(0, whole), format);
      taken += whole;
      held = taken >= dataBytes ? Buffer.alloc(0) : held.subarray(whole);
      return samples;
    },
    end() {
      if (!header) throw unreadable('it ends before its sound begins');
      const { dataBytes = taken } = header;
      if (taken < dataBytes)
        throw unreadable(`it is cut short (${taken} of ${dataBytes} bytes of sound are there)`);
    },
  };
}

/** Reads a whole file. Throws `UsageError` where it is none that we understand, or is cut short. */
export function readWav(bytes: Uint8Array): Sound {
  const reader = createWavReader();
  const channels = reader.push(bytes);
  reader.end();
  return { rate: reader.format?.rate ?? 0, channels };
}

/** Writes a whole file. */
export function writeWav({ rate, channels }: Sound, codec: WavFormat['codec'] = 'pcm16'): Buffer {
  const samples = woven(channels);
  const sound = codec === 'mulaw' ? encodeMulaw(samples) : littleEndian(samples);
  const padding = Buffer.alloc(sound.length % 2);
  return Buffer.concat([wavHeader({ codec, rate, channels: channels.length }, sound.length), sound, padding]);
}

/** One channel of many: their mean. */
export function toMono(channels: readonly Int16Array[]): Int16Array {
  const [first = new Int16Array(0), ...others] = channels;
  if (others.length === 0) return first;
  return first.map((sample, at) =>
    Math.round(others.reduce((sum, other) => sum + (other[at] ?? 0), sample) / channels.length),
  );
}

function samplesOf(sound: Buffer, { codec, channels }: WavFormat): Int16Array[] {
  const all = codec === 'mulaw' ? decodeMulaw(sound) : fromLittleEndian(sound);
  if (channels === 1) return [all];
  return Array.from({ length: channels }, (_, channel) =>
    Int16Array.from({ length: all.length / channels }, (_, at) => all[at * channels + channel] ?? 0),
  );
}

function woven(channels: readonly Int16Array[]): Int16Array {
  const [first = new Int16Array(0)] = channels;
  if (channels.length === 1) return first;
  const all = new Int16Array(first.length * channels.length);
  channels.forEach((samples, channel) =>
    samples.forEach((sample, at) => void (all[at * channels.length + channel] = sample)),
  );
  return all;
}

function fromLittleEndian(sound: Buffer): Int16Array {
  const samples = new Int16Array(sound.length / 2);
  for (let at = 0; at < samples.length; at += 1) samples[at] = sound.readInt16LE(at * 2);
  return samples;
}

function littleEndian(samples: Int16Array): Buffer {
  const sound = Buffer.allocUnsafe(samples.length * 2);
  for (let at = 0; at < samples.length; at += 1) sound.writeInt16LE(samples[at] ?? 0, at * 2);
  return sound;
}
