import fc from 'fast-check';
import {
  createMediaReader,
  createMediaWriter,
  type MediaFrame,
  type MediaReader,
} from '../../../src/channels/twilio/media-frames';
import { connected, mediaFormat, mediaFrame, startFrame, streamSid } from './carrier';

const read = (reader: MediaReader, frame: unknown): MediaFrame =>
  reader.read(typeof frame === 'string' ? frame : JSON.stringify(frame));

function begun(): MediaReader {
  const reader = createMediaReader();
  read(reader, connected);
  expect(read(reader, startFrame()).what).toBe('start');
  return reader;
}

test('a stream begins as Twilio documents it, and says which call it is', () => {
  const reader = createMediaReader();
  expect(read(reader, connected)).toEqual({ what: 'nothing' });
  expect(read(reader, startFrame())).toMatchObject({
    what: 'start',
    start: { streamSid, parameters: { callId: 'twilio-1', epoch: '1', token: 't' } },
  });
  expect(read(reader, mediaFrame(1))).toEqual({ what: 'sound', sound: Buffer.alloc(160, 1), atMs: 0 });
  expect(read(reader, mediaFrame(2))).toMatchObject({ what: 'sound', atMs: 20 });
  expect(
    read(reader, {
      event: 'dtmf',
      streamSid,
      sequenceNumber: '4',
      dtmf: { track: 'inbound_track', digit: '#' },
    }),
  ).toEqual({
    what: 'key',
    key: '#',
  });
  expect(read(reader, { event: 'mark', streamSid, sequenceNumber: '5', mark: { name: 'a' } })).toEqual({
    what: 'mark',
    name: 'a',
  });
  expect(read(reader, { event: 'stop', streamSid, sequenceNumber: '6', stop: {} })).toEqual({ what: 'stop' });
});

test.each([
  ['opus', { encoding: 'audio/opus' }],
  ['linear sound', { encoding: 'audio/x-l16' }],
  ['16 kHz', { sampleRate: 16_000 }],
  ['two channels', { channels: 2 }],
  ['no codec at all', { encoding: undefined }],
])('a stream of %s is refused for its codec', (_, wrong) => {
  const answer = read(createMediaReader(), startFrame({ mediaFormat: { ...mediaFormat, ...wrong } }));
  expect(answer).toEqual({ what: 'fault', fault: 'wrong codec: only audio/x-mulaw, 8000 Hz, 1 channel' });
});

test.each([
  ['wrong base64', mediaFrame(1, { payload: '####' }), 'wrong base64'],
  ['base64 broken off', mediaFrame(1, { payload: 'AAAAA' }), 'wrong base64'],
  ['base64 of the other alphabet', mediaFrame(1, { payload: '__--' }), 'wrong base64'],
  ['base64 with padding inside', mediaFrame(1, { payload: 'AA==AAAA' }), 'wrong base64'],
  ['no payload', mediaFrame(1, { payload: undefined }), 'media with a wrong media.payload'],
  ['an empty payload', mediaFrame(1, { payload: '' }), 'media without sound'],
  ['a payload that is a number', mediaFrame(1, { payload: 7 }), 'media with a wrong media.payload'],
  ['another stream', { ...mediaFrame(1), streamSid: 'MZother' }, 'of another stream'],
  ['no media', { event: 'media', streamSid }, 'media with a wrong media'],
  ['a second start', startFrame(), 'a second start'],
  ['text', 'hello', 'not JSON'],
  ['half a frame', '{"event":"media","med', 'not JSON'],
  ['a list', [1], 'no event'],
  ['null', 'null', 'no event'],
  [
    'a number far ahead',
    { ...mediaFrame(1), sequenceNumber: '999999999999' },
    'a number far ahead of the last one',
  ],
  ['a number that is none', { ...mediaFrame(1), sequenceNumber: '-1' }, 'media with a wrong sequenceNumber'],
])('a faulty frame is told from good ones, and what follows is heard: %s', (_, frame, fault) => {
  const reader = begun();
  expect(read(reader, frame)).toEqual({ what: 'fault', fault });
  expect(read(reader, mediaFrame(2)).what).toBe('sound');
});

test('sound before the start is a fault', () => {
  expect(read(createMediaReader(), mediaFrame(1))).toEqual({ what: 'fault', fault: 'media before start' });
});

test('what Twilio may add one day is let through', () => {
  const reader = begun();
  expect(read(reader, { event: 'weather', sunny: true })).toEqual({ what: 'nothing' });
  expect(read(reader, { ...mediaFrame(1), novel: 1 }).what).toBe('sound');
  expect(read(reader, mediaFrame(2, { track: 'outbound' }))).toEqual({ what: 'nothing' });
  expect(read(reader, { event: 'dtmf', sequenceNumber: '9', dtmf: { digit: 'A' } })).toEqual({
    what: 'nothing',
  });
});

test('a repeated frame is heard once, and a missing one is noted', () => {
  const reader = begun();
  const order = [1, 2, 2, 1, 3, 7, 6, 8];
  expect(order.map((n) => read(reader, mediaFrame(n)).what)).toEqual([
    'sound',
    'sound',
    'nothing',
    'nothing',
    'sound',
    'sound',
    'nothing',
    'sound',
  ]);
  expect({ ...reader.counts }).toEqual({ repeats: 3, missing: 3 });
  // The same chunk under a new number is the same sound.
  expect(read(reader, { ...mediaFrame(8), sequenceNumber: '10' }).what).toBe('nothing');
});

test('whatever is read, nothing is thrown and nothing but 20 ms of it is sound', () => {
  const seed = Number(process.env['SEED'] ?? Date.now());
  process.stdout.write(`media frames: seed ${seed}\n`);
  const reader = begun();
  const frame = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.record(
      {
        event: fc.constantFrom('media', 'start', 'mark', 'dtmf', 'stop', 'connected'),
        sequenceNumber: fc.anything(),
        streamSid: fc.constantFrom(streamSid, undefined),
        media: fc.oneof(fc.anything(), fc.record({ payload: fc.anything(), chunk: fc.anything() })),
        mark: fc.anything(),
        dtmf: fc.anything(),
      },
      { requiredKeys: [] },
    ),
  );
  fc.assert(
    fc.property(frame, (given) => {
      const text = typeof given === 'string' ? given : (JSON.stringify(given, bigintAsText) ?? '');
      expect(['nothing', 'fault', 'sound', 'key', 'mark', 'stop']).toContain(reader.read(text).what);
    }),
    { seed, numRuns: 2000 },
  );
});

const bigintAsText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}` : value);

describe('sound that goes out', () => {
  const payloads = (frames: string[]): Buffer[] =>
    frames.map((text) =>
      Buffer.from((JSON.parse(text) as { media: { payload: string } }).media.payload, 'base64'),
    );

  test('leaves in pieces of 20 to 400 ms and none of it is lost', () => {
    const writer = createMediaWriter(streamSid);
    const sound = Buffer.from(Array.from({ length: 10_000 }, (_, n) => n % 251));
    const pieces = payloads([...writer.sound(sound.subarray(0, 100)), ...writer.sound(sound.subarray(100))]);
    expect(pieces.every(({ length }) => length % 160 === 0 && length >= 160 && length <= 3200)).toBe(true);
    const [tail = '', mark = ''] = writer.mark('end');
    const whole = Buffer.concat([...pieces, ...payloads([tail])]);
    expect(whole.length % 160).toBe(0);
    expect(whole.subarray(0, 10_000).equals(sound)).toBe(true);
    expect(whole.subarray(10_000).every((byte) => byte === 0xff)).toBe(true);
    expect(JSON.parse(mark)).toEqual({ event: 'mark', streamSid, mark: { name: 'end' } });
  });

  test('what was kept for later is dropped when the caller cuts in', () => {
    const writer = createMediaWriter(streamSid);
    expect(writer.sound(Buffer.alloc(100))).toEqual([]);
    expect(JSON.parse(writer.clear())).toEqual({ event: 'clear', streamSid });
    expect(writer.mark('x')).toHaveLength(1);
  });

  test('a buffer that is written over after it was played changes nothing', () => {
    const writer = createMediaWriter(streamSid);
    const sound = Buffer.alloc(100, 1);
    writer.sound(sound);
    sound.fill(9);
    expect(payloads(writer.sound(Buffer.alloc(60, 2)))[0]?.subarray(0, 100)).toEqual(Buffer.alloc(100, 1));
  });
});
