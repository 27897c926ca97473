/** Calls over real sockets, with everything a socket can do to us. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectorError } from '../../../src/errors';
import {
  type MediaSocketOptions,
  openMediaSocket,
  type OpenMedia,
} from '../../../src/channels/twilio/media-socket';
import type { MediaEvents } from '../../../src/line/live-line';
import { cuttableLine } from '../../fakes/cuttable-line';
import {
  type Carrier,
  connected,
  mediaFormat,
  mediaFrame,
  socketServer,
  type SocketServer,
  startFrame,
  streamSid,
  until,
} from './carrier';

/** A line that writes down what it hears. */
function listener() {
  const heard = {
    sounds: [] as number[],
    marks: [] as string[],
    keys: [] as string[],
    gone: [] as boolean[],
  };
  const events: MediaEvents = {
    onSound: (sound) => heard.sounds.push(sound[0] ?? -1),
    onMark: (name) => heard.marks.push(name),
    onKey: (key) => heard.keys.push(key),
    onGone: (hungUp) => heard.gone.push(hungUp),
  };
  return { heard, events };
}

let server: SocketServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** A gateway that opens what comes. */
async function gateway(options: MediaSocketOptions = {}) {
  const opened: Array<Promise<OpenMedia>> = [];
  server = await socketServer((socket) => {
    const one = openMediaSocket(socket, options);
    one.catch(() => undefined);
    opened.push(one);
  });
  return { server, opened };
}

async function liveCall(options: MediaSocketOptions = {}) {
  const { server: at, opened } = await gateway(options);
  const carrier = await at.dial();
  carrier.send(connected);
  carrier.send(startFrame());
  await until(() => opened.length > 0);
  const media = await (opened[0] as Promise<OpenMedia>);
  const { heard, events } = listener();
  media.attach(events);
  return { carrier, media, heard, at, opened };
}

const refusalOf = async (opened: Promise<OpenMedia> | undefined): Promise<ConnectorError> => {
  const fault: unknown = await opened?.then(
    () => 'opened',
    (error: unknown) => error,
  );
  expect(fault).toBeInstanceOf(ConnectorError);
  return fault as ConnectorError;
};

describe('a healthy call', () => {
  test('is heard, answered, and ends once when the caller hangs up', async () => {
    const { carrier, media, heard } = await liveCall();
    expect(media.start).toMatchObject({ streamSid, parameters: { callId: 'twilio-1', token: 't' } });
    carrier.send(mediaFrame(1));
    carrier.send(mediaFrame(2));
    carrier.send({ event: 'dtmf', streamSid, sequenceNumber: '4', dtmf: { digit: '5' } });
    await until(() => heard.keys.length === 1);
    media.transport.play(Buffer.alloc(8000, 7));
    media.transport.mark('said');
    await until(() => carrier.frames.some(({ event }) => event === 'mark'));
    expect(carrier.frames.map(({ event }) => event)).toEqual(['media', 'media', 'media', 'mark']);
    carrier.send({ event: 'mark', streamSid, sequenceNumber: '5', mark: { name: 'said' } });
    media.transport.clear();
    await until(() => heard.marks.length === 1 && carrier.frames.at(-1)?.event === 'clear');
    carrier.send({ event: 'stop', streamSid, sequenceNumber: '6', stop: {} });
    expect(await carrier.closed).toMatchObject({ code: 1000 });
    await until(() => heard.gone.length === 1);
    await sleep(30);
    expect(heard).toEqual({ sounds: [1, 2], marks: ['said'], keys: ['5'], gone: [true] });
  });

  test('whose socket breaks is gone without having hung up', async () => {
    const { carrier, heard } = await liveCall();
    carrier.socket.terminate();
    await until(() => heard.gone.length > 0);
    expect(heard.gone).toEqual([false]);
  });

  test('that we let go of closes with 1000, and a carrier that does not answer is cut', async () => {
    const { carrier, media, heard } = await liveCall({ limits: { closingMs: 200 } });
    carrier.socket.pause();
    media.transport.close();
    media.transport.play(Buffer.alloc(320));
    await until(() => heard.gone.length > 0);
    expect(heard.gone).toEqual([false]);
    carrier.socket.resume();
    expect(await carrier.closed).toMatchObject({ code: 1000 });
    expect(carrier.frames).toEqual([]);
  });

  test('what the caller says before the line is ready is not lost, and it is not kept for ever', async () => {
    const { server: at, opened } = await gateway({ limits: { burstFrames: 1000 } });
    const carrier = await at.dial();
    carrier.send(startFrame());
    for (let n = 1; n <= 600; n++) carrier.send(mediaFrame(n));
    await until(() => opened.length > 0);
    const media = await (opened[0] as Promise<OpenMedia>);
    await until(() => media.counts().frames === 601);
    carrier.socket.terminate();
    await sleep(50);
    const { heard, events } = listener();
    media.attach(events);
    expect(heard.sounds).toHaveLength(500);
    expect(heard.sounds.at(-1)).toBe(600 % 256);
    expect(heard.gone).toEqual([false]);
  });
});

describe('a socket that is none of ours', () => {
  test.each([
    ['says nothing', [], 'timeout', 1008],
    ['says only hello', [connected], 'timeout', 1008],
    [
      'sends sound without a start',
      [connected, ...Array.from({ length: 30 }, (_, n) => mediaFrame(n + 1))],
      'malformed',
      1008,
    ],
    [
      'speaks another codec',
      [startFrame({ mediaFormat: { ...mediaFormat, encoding: 'audio/opus' } })],
      'malformed',
      1003,
    ],
    ['sends noise', Array.from({ length: 30 }, (_, n) => `noise ${n}`), 'malformed', 1008],
  ])('%s: closed', async (_, frames, kind, code) => {
    const { server: at, opened } = await gateway({ startMs: 300 });
    const carrier = await at.dial();
    for (const frame of frames) carrier.send(frame);
    expect(await carrier.closed).toMatchObject({ code });
    expect((await refusalOf(opened[0])).kind).toBe(kind);
  });

  test('sends noise and takes its time to leave: it is refused for the noise, and not for what it owes', async () => {
    const { server: at, opened } = await gateway({ startMs: 200, limits: { closingMs: 600 } });
    const carrier = await at.dial();
    for (let n = 0; n < 30; n++) carrier.send('noise');
    carrier.socket.pause();
    await until(() => opened.length > 0);
    expect(await refusalOf(opened[0])).toMatchObject({ kind: 'malformed' });
  });

  test('breaks off before its start: said, and nothing stays behind', async () => {
    const { server: at, opened } = await gateway();
    const carrier = await at.dial();
    carrier.socket.terminate();
    await until(() => opened.length > 0);
    expect((await refusalOf(opened[0])).kind).toBe('unavailable');
  });

  test('has begun: it is let be, however long it goes on', async () => {
    const { media, heard } = await liveCall({ startMs: 300 });
    await sleep(600);
    expect(heard.gone).toEqual([]);
    expect(media.counts().endedFor).toBeUndefined();
  });

  test('has no token: refused with 1008', async () => {
    const { carrier, media } = await liveCall();
    media.refuse('no valid token');
    expect(await carrier.closed).toEqual({ code: 1008, reason: 'no valid token' });
  });
});

describe('malformed frames', () => {
  const binary = (carrier: Carrier, count: number): void => {
    for (let n = 0; n < count; n++) carrier.socket.send(Buffer.from([n, 255, 0, n]));
  };

  test('a few of them are passed over, and the call is heard between them', async () => {
    const { carrier, media, heard } = await liveCall();
    carrier.send(mediaFrame(1));
    carrier.send(mediaFrame(2, { payload: '***' }));
    binary(carrier, 3);
    carrier.send('{"event":');
    carrier.send(mediaFrame(1));
    carrier.send(JSON.stringify({ ...mediaFrame(3), padding: 'x'.repeat(20_000) }));
    carrier.send(mediaFrame(9));
    await until(() => heard.sounds.length === 2);
    expect(heard).toMatchObject({ sounds: [1, 9], gone: [] });
    expect(media.counts()).toMatchObject({ faulty: 6, repeats: 1, missing: 6, lastFault: 'frame too large' });
  });

  test('binary noise ends its socket, and only that one', async () => {
    const { carrier, heard, at, opened } = await liveCall();
    const healthy = await at.dial();
    healthy.send(startFrame());
    await until(() => opened.length === 2);
    const other = listener();
    (await (opened[1] as Promise<OpenMedia>)).attach(other.events);
    binary(carrier, 100);
    expect(await carrier.closed).toMatchObject({ code: 1008 });
    await until(() => heard.gone.length === 1);
    healthy.send(mediaFrame(1));
    await until(() => other.heard.sounds.length === 1);
    expect(other.heard.gone).toEqual([]);
  });

  test('a binary frame is noise, even where its bytes would make sense', async () => {
    const { carrier, media, heard } = await liveCall();
    carrier.socket.send(Buffer.from(JSON.stringify(mediaFrame(1))), { binary: true });
    carrier.send(mediaFrame(2));
    await until(() => heard.sounds.length > 0 && media.counts().frames === 4);
    expect(heard.sounds).toEqual([2]);
    expect(media.counts()).toMatchObject({ faulty: 1, lastFault: 'binary frame' });
  });

  test('a frame of a megabyte ends its socket without being read', async () => {
    const { carrier, heard } = await liveCall();
    carrier.send(JSON.stringify({ ...mediaFrame(1), padding: 'x'.repeat(1_000_000) }));
    expect(await carrier.closed).toMatchObject({ code: 1009 });
    await until(() => heard.gone.length === 1);
    expect(heard).toMatchObject({ sounds: [], gone: [false] });
  });

  test('a fault of ours ends the one call it befell with 1011, and is told', async () => {
    const errors: unknown[] = [];
    const { server: at, opened } = await gateway({ onError: (error) => errors.push(error) });
    const carrier = await at.dial();
    carrier.send(startFrame());
    await until(() => opened.length > 0);
    const media = await (opened[0] as Promise<OpenMedia>);
    const { heard, events } = listener();
    const broken = new Error('our fault');
    media.attach({
      ...events,
      onSound: () => {
        throw broken;
      },
    });
    carrier.send(mediaFrame(1));
    expect(await carrier.closed).toMatchObject({ code: 1011 });
    await until(() => heard.gone.length === 1);
    expect(errors).toEqual([broken]);
  });
});

describe('a carrier that is gone without saying so', () => {
  test('half-open: the line hears of it when no sound came for long', async () => {
    const { server: at, opened } = await gateway({ limits: { quietMs: 400 } });
    const line = await cuttableLine(at.url.slice('ws://'.length));
    const carrier = await at.dial(`ws://${line.address}`);
    carrier.send(startFrame());
    await until(() => opened.length > 0);
    const media = await (opened[0] as Promise<OpenMedia>);
    const { heard, events } = listener();
    media.attach(events);
    carrier.send(mediaFrame(1));
    await until(() => heard.sounds.length === 1);
    // From here on nothing arrives, and nobody says so: the socket stays open on both sides.
    carrier.socket.pause();
    await until(() => heard.gone.length === 1);
    expect(heard.gone).toEqual([false]);
    expect(media.counts().endedFor).toBe('quiet');
    await line.close();
  });

  test('a call with sound is not taken for gone', async () => {
    const { carrier, heard } = await liveCall({ limits: { quietMs: 400 } });
    for (let n = 1; n <= 25; n++) {
      carrier.send(mediaFrame(n));
      await sleep(40);
    }
    expect(heard).toMatchObject({ gone: [] });
    expect(heard.sounds).toHaveLength(25);
  });

  test('one that stops reading is let go before what we say fills memory', async () => {
    const { carrier, media, heard } = await liveCall({ limits: { unsentBytes: 256 * 1024 } });
    carrier.socket.pause();
    const second = Buffer.alloc(8000, 1);
    for (let said = 0; said < 6000 && heard.gone.length === 0; said++) {
      media.transport.play(second);
      if (said % 50 === 0) await sleep(1);
    }
    await until(() => heard.gone.length === 1);
    expect(media.counts().endedFor).toBe('does not read');
  });
});
