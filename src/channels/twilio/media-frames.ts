/** Twilio Media Streams, as spoken over a `<Connect><Stream>`: what comes in, and what goes out. */
import { z } from 'zod';
import { createFrameOrder } from './frame-order';

/** What Twilio says of a stream when it begins. */
export interface MediaStart {
  streamSid: string;
  callSid: string;
  /** From the `<Parameter>`s of the TwiML. */
  parameters: Readonly<Record<string, string>>;
}

/** One frame, read. `nothing`: a repeat, or an event we have no use for. */
export type MediaFrame =
  | { what: 'start'; start: MediaStart }
  | { what: 'sound'; sound: Buffer; atMs: number | undefined }
  | { what: 'key'; key: string }
  | { what: 'mark'; name: string }
  | { what: 'stop' }
  | { what: 'nothing' }
  | { what: 'fault'; fault: string };

/** Reads the frames of one stream, in the order they come. */
export interface MediaReader {
  read(text: string): MediaFrame;
  readonly counts: { readonly repeats: number; readonly missing: number };
}

// Strings first, which is what Twilio sends, and nothing is kept of unknown keys: this is read fifty times a second for every call.
const wholeNumber = z
  .union([
    z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
    z.number().int().nonnegative(),
  ])
  .optional();
const id = z.string().regex(/^[\w-]{1,64}$/);
const numbered = { sequenceNumber: wholeNumber, streamSid: id.optional() };

const frame = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('media'),
    ...numbered,
    media: z.object({
      payload: z.string(),
      track: z.string().optional(),
      chunk: wholeNumber,
      timestamp: wholeNumber,
    }),
  }),
  z.object({
    event: z.literal('start'),
    ...numbered,
    start: z.object({
      streamSid: id,
      callSid: id,
      mediaFormat: z.record(z.string(), z.unknown()).default({}),
      customParameters: z.record(z.string().max(128), z.string().max(1024)).default({}),
    }),
  }),
  z.object({
    event: z.literal('dtmf'),
    ...numbered,
    dtmf: z.object({ digit: z.string().max(8) }),
  }),
  z.object({
    event: z.literal('mark'),
    ...numbered,
    mark: z.object({ name: z.string().max(256) }),
  }),
  z.object({ event: z.literal('stop'), ...numbered }),
]);
const known = ['media', 'start', 'dtmf', 'mark', 'stop'];

type Frame = z.infer<typeof frame>;
type StartFrame = Extract<Frame, { event: 'start' }>;

const nothing: MediaFrame = { what: 'nothing' };
const fault = (what: string): MediaFrame => ({ what: 'fault', fault: what });

/** Said of a start whose sound we could not understand; nothing that follows can be understood either. */
export const wrongCodec = 'wrong codec: only audio/x-mulaw, 8000 Hz, 1 channel';

/** A reader at the beginning of a stream. Nothing throws, whatever is read. */
export function createMediaReader(): MediaReader {
  const frames = createFrameOrder();
  const chunks = createFrameOrder();
  let started: MediaStart | undefined;
  let repeats = 0;

  const inOrder = (given: Frame): MediaFrame | undefined => {
    const places = [frames.take(given.sequenceNumber)];
    if (given.event === 'media') places.push(chunks.take(given.media.chunk));
    if (places.includes('repeat')) {
      repeats += 1;
      return nothing;
    }
    return places.includes('absurd') ? fault('a number far ahead of the last one') : undefined;
  };
  return {
    counts: {
      get repeats() {
        return repeats;
      },
      get missing() {
        return Math.max(frames.missing, chunks.missing);
      },
    },
    read(text) {
      const { given, answer } = parse(text);
      if (given === undefined) return answer;
      if (given.event === 'start') {
        if (started) return fault('a second start');
        const first = begin(given);
        if (first.what === 'start') started = first.start;
        frames.take(given.sequenceNumber);
        return first;
      }
      if (!started) return fault(`${given.event} before start`);
      if (given.streamSid !== undefined && given.streamSid !== started.streamSid)
        return fault('of another stream');
      return inOrder(given) ?? meaningOf(given);
    },
  };
}

type Parsed = { given: Frame; answer?: never } | { given?: never; answer: MediaFrame };

function parse(text: string): Parsed {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return { answer: fault('not JSON') };
  }
  const event: unknown = typeof given === 'object' && given !== null && 'event' in given && given.event;
  if (typeof event !== 'string') return { answer: fault('no event') };
  // `connected`, and what Twilio may add one day.
  if (!known.includes(event)) return { answer: nothing };
  const parsed = frame.safeParse(given);
  if (parsed.success) return { given: parsed.data };
  return { answer: fault(`${event} with a wrong ${parsed.error.issues[0]?.path.join('.') ?? 'shape'}`) };
}

function begin({ start: { streamSid, callSid, mediaFormat, customParameters } }: StartFrame): MediaFrame {
  const { encoding, sampleRate, channels } = mediaFormat;
  if (encoding !== 'audio/x-mulaw' || Number(sampleRate) !== 8000 || Number(channels) !== 1) {
    return fault(wrongCodec);
  }
  return { what: 'start', start: { streamSid, callSid, parameters: customParameters } };
}

function meaningOf(given: Exclude<Frame, StartFrame>): MediaFrame {
  switch (given.event) {
    case 'media': {
      const { payload, track, timestamp } = given.media;
      if (track !== undefined && track !== 'inbound') return nothing;
      if (!isBase64(payload)) return fault('wrong base64');
      const sound = Buffer.from(payload, 'base64');
      return sound.length === 0 ? fault('media without sound') : { what: 'sound', sound, atMs: timestamp };
    }
    case 'dtmf':
      // A to D exist, and no phone has them.
      return /^[0-9*#]$/.test(given.dtmf.digit) ? { what: 'key', key: given.dtmf.digit } : nothing;
    case 'mark':
      return { what: 'mark', name: given.mark.name };
    case 'stop':
      return { what: 'stop' };
  }
}

/** Node reads anything as base64 and leaves out what it does not know, which would be noise in somebody's ear. */
const isBase64 = (payload: string): boolean =>
  payload.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(payload);

/** Bytes of 20 ms of mu-law at 8 kHz; every frame we send is a multiple of it. */
export const frameBytes = 160;
/** 400 ms: small enough that `clear` wastes little, large enough that a call costs few frames. */
const largestFrameBytes = 20 * frameBytes;
const silence = 0xff;

/** Writes the frames of one stream. */
export interface MediaWriter {
  /** The frames of this sound; less than 20 ms at its end is kept for what follows. */
  sound(sound: Buffer): string[];
  /** What was kept, filled up with silence, and the mark behind it. */
  mark(name: string): string[];
  /** Forgets what was kept, and says that what was sent and not played is to be dropped. */
  clear(): string;
}

/** A writer for the stream. */
export function createMediaWriter(streamSid: string): MediaWriter {
  const head = `"streamSid":${JSON.stringify(streamSid)}`;
  const media = (sound: Buffer): string =>
    `{"event":"media",${head},"media":{"payload":"${sound.toString('base64')}"}}`;
  let kept = Buffer.alloc(0);
  return {
    sound(sound) {
      const whole = kept.length === 0 ? sound : Buffer.concat([kept, sound]);
      const end = whole.length - (whole.length % frameBytes);
      // A copy: the rest of a caller's buffer may be written over.
      kept = Buffer.from(whole.subarray(end));
      const written: string[] = [];
      for (let at = 0; at < end; at += largestFrameBytes) {
        written.push(media(whole.subarray(at, Math.min(end, at + largestFrameBytes))));
      }
      return written;
    },
    mark(name) {
      const mark = `{"event":"mark",${head},"mark":{"name":${JSON.stringify(name)}}}`;
      if (kept.length === 0) return [mark];
      const last = media(Buffer.concat([kept, Buffer.alloc(frameBytes - kept.length, silence)]));
      kept = Buffer.alloc(0);
      return [last, mark];
    },
    clear() {
      kept = Buffer.alloc(0);
      return `{"event":"clear",${head}}`;
    },
  };
}
