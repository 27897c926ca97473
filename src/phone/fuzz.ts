/** What a broken or hostile peer sends on a media stream. Each speaks Twilio's protocol up to its own fault. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { mulawSilence } from '../audio/mulaw';
import { Reach } from './reach';
import { makeSid } from './sid';
import { openSocket } from './socket';
import { simulatedAccountSid } from './switchboard';
import { parseTwiml, type StreamVerb } from './twiml';
import { type Account, sendWebhook } from './webhook';

/** A stream that a gateway's TwiML asked for, not opened yet. */
export interface StreamTarget {
  reach: Reach;
  account: Account;
  callSid: string;
  streamSid: string;
  verb: StreamVerb;
}

/** What became of an attack. */
export interface FuzzOutcome {
  /** Frames that were sent. */
  sent: number;
  /** The code with which the gateway closed; undefined where it did not within the time. */
  closedWith: number | undefined;
}

/** How long each goes on; what a gateway does is seen by then. */
export interface FuzzOptions {
  forMs?: number;
  /** Of `flood`. */
  framesPerSecond?: number;
}

/** Places a call and reads from its TwiML where the stream goes. Throws where there is none. */
export async function findStream(
  voiceUrl: string,
  {
    authToken,
    accountSid = simulatedAccountSid,
    from = '+34600000009',
  }: { authToken: string; accountSid?: string; from?: string },
): Promise<StreamTarget> {
  const reach = new Reach({ gateways: [new URL(voiceUrl).origin] });
  const account = { accountSid, authToken };
  const callSid = makeSid('CA');
  const parties = { From: from, To: '+34910000000', Caller: from, Called: '+34910000000' };
  const about = { AccountSid: accountSid, CallSid: callSid, ApiVersion: '2010-04-01' };
  const fields = { ...about, ...parties, CallStatus: 'ringing', Direction: 'inbound' };
  const { body, status } = await sendWebhook({ reach, account }, { url: voiceUrl, fields });
  if (status >= 400) throw new Error(`The voice webhook answered ${status}.`);
  const verb = parseTwiml(body).find((one) => one.verb === 'Stream');
  if (verb?.verb !== 'Stream') throw new Error('The answer holds no <Stream>.');
  return { reach, account, callSid, streamSid: makeSid('MZ'), verb };
}

type Attack = (socket: WebSocket, target: StreamTarget, options: Required<FuzzOptions>) => Promise<number>;

/** Runs an attack on a stream of its own. Rejects only where the socket cannot be opened. */
export async function fuzz(
  name: FuzzName,
  target: StreamTarget,
  options: FuzzOptions = {},
): Promise<FuzzOutcome> {
  const { forMs = 1000, framesPerSecond = 100_000 } = options;
  const socket = await openSocket(target, target.verb.url);
  let closedWith: number | undefined;
  socket.once('close', (code) => {
    closedWith = code;
  });
  const sent = await attacks[name](socket, target, { forMs, framesPerSecond });
  await sleep(200);
  const outcome = { sent, closedWith };
  socket.terminate();
  return outcome;
}

const twoHoursOfFrames = (2 * 3_600_000) / 20;
const silence = Buffer.alloc(160, mulawSilence);

const attacks = {
  /** Payloads that are no base64, or hold nothing. */
  wrongBase64: async (socket, target, { forMs }) =>
    await sending(socket, target, forMs, (at) =>
      mediaFrame(target, at, ['!!!not base64!!!', '====', '', 'A', '\u0000'][at % 5] ?? ''),
    ),
  /** A start that promises another codec, and its sound. */
  wrongCodec: async (socket, target, { forMs }) => {
    const format = { encoding: 'audio/x-l16', sampleRate: 16_000, channels: 2 };
    return await sending(
      socket,
      target,
      forMs,
      (at) => mediaFrame(target, at, randomBytes(1280).toString('base64')),
      format,
    );
  },
  /** Sequence numbers and times that jump ahead. */
  gaps: async (socket, target, { forMs }) =>
    await sending(socket, target, forMs, (at) =>
      mediaFrame(target, at * 7 + (at % 3) * 50, silence.toString('base64')),
    ),
  /** Every frame three times, and old ones again. */
  repeats: async (socket, target, { forMs }) =>
    await sending(socket, target, forMs, (at) =>
      mediaFrame(target, at % 10 === 9 ? 1 : Math.floor(at / 3), silence.toString('base64')),
    ),
  /** Sound before, and without, any start. */
  noStart: async (socket, target, { forMs }) => {
    socket.send(connected);
    return await paced(socket, forMs, (at) => mediaFrame(target, at, silence.toString('base64')));
  },
  /** Binary frames, broken JSON, JSON of other shapes, long texts. */
  binaryNoise: async (socket, target, { forMs }) =>
    await sending(socket, target, forMs, (at) => noises[at % noises.length]?.() ?? ''),
  /** Reads nothing and says nothing any more, as a peer that has lost its network. */
  halfOpen: async (socket, target, { forMs }) => {
    start(socket, target);
    socket.pause();
    await sleep(forMs);
    return 2;
  },
  /** The handshake, and then nothing. */
  mute: async (_socket, _target, { forMs }) => {
    await sleep(forMs);
    return 0;
  },
  /** As many frames a second as asked for, as far as this machine and the peer bear it. */
  flood: async (socket, target, { forMs, framesPerSecond }) => {
    start(socket, target);
    const frame = mediaFrame(target, 1, silence.toString('base64'));
    return await flood(socket, frame, framesPerSecond, forMs);
  },
  /** Two hours of sound, in order, as fast as it goes. */
  twoHours: async (socket, target) => {
    start(socket, target);
    const payload = silence.toString('base64');
    for (let at = 0; at < twoHoursOfFrames && socket.readyState === socket.OPEN; at += 1) {
      socket.send(mediaFrame(target, at, payload));
      while (socket.bufferedAmount > mostWaiting) await sleep(1);
      if (at % 500 === 0) await sleep(0);
    }
    return twoHoursOfFrames;
  },
} satisfies Record<string, Attack>;
/** The attacks there are. */
export type FuzzName = keyof typeof attacks;
export const fuzzNames = Object.keys(attacks) as FuzzName[];

const noises: (() => Buffer | string)[] = [
  () => randomBytes(400),
  () => '{"event":"media"',
  () => '[]',
  () => '{"event":"media","media":null}',
  () => '{"event":7}',
  () => 'null',
  () => `{"event":"${'x'.repeat(20_000)}"}`,
  () => '{"event":"dtmf","dtmf":{"digit":"many"}}',
  () => '{"event":"mark"}',
  () => '{"__proto__":{"event":"media"}}',
];

const connected = JSON.stringify({ event: 'connected', protocol: 'Call', version: '1.0.0' });

function start(socket: WebSocket, target: StreamTarget, mediaFormat: object = telephone): void {
  const { streamSid, callSid, account, verb } = target;
  socket.send(connected);
  const { accountSid } = account;
  const about = {
    streamSid,
    accountSid,
    callSid,
    tracks: ['inbound'],
    mediaFormat,
    customParameters: verb.parameters,
  };
  socket.send(JSON.stringify({ event: 'start', sequenceNumber: '1', start: about, streamSid }));
}

const telephone = { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 };

const mediaFrame = ({ streamSid }: StreamTarget, at: number, payload: string): string => {
  const media = { track: 'inbound', chunk: `${at + 1}`, timestamp: `${at * 20}`, payload };
  return JSON.stringify({ event: 'media', sequenceNumber: `${at + 2}`, media, streamSid });
};

async function sending(
  socket: WebSocket,
  target: StreamTarget,
  forMs: number,
  frame: (at: number) => Buffer | string,
  format?: object,
): Promise<number> {
  start(socket, target, format);
  return await paced(socket, forMs, frame);
}

async function paced(
  socket: WebSocket,
  forMs: number,
  frame: (at: number) => Buffer | string,
): Promise<number> {
  const untilMs = performance.now() + forMs;
  let at = 0;
  for (; performance.now() < untilMs && socket.readyState === socket.OPEN; at += 1) {
    socket.send(frame(at));
    await sleep(5);
  }
  return at;
}

/** What waits to be sent beyond this would fill this process's memory and not the gateway's. */
const mostWaiting = 16 * 1024 * 1024;

async function flood(
  socket: WebSocket,
  frame: string,
  framesPerSecond: number,
  forMs: number,
): Promise<number> {
  const beganMs = performance.now();
  let sent = 0;
  for (
    let now = beganMs;
    now - beganMs < forMs && socket.readyState === socket.OPEN;
    now = performance.now()
  ) {
    const due = ((now - beganMs) * framesPerSecond) / 1000;
    while (sent < due && socket.bufferedAmount < mostWaiting) {
      socket.send(frame);
      sent += 1;
    }
    await sleep(1);
  }
  return sent;
}
