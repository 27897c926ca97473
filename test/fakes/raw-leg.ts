/** Sockets of a call without a carrier around them, so that a test may open two for one call, and each when it likes. */
import type { WebSocket } from 'ws';
import { mulawSilence } from '../../src/audio/mulaw';
import { Reach } from '../../src/phone/reach';
import { makeSid } from '../../src/phone/sid';
import { openSocket } from '../../src/phone/socket';
import { parseTwiml, type RelayVerb, type StreamVerb } from '../../src/phone/twiml';
import { sendWebhook } from '../../src/phone/webhook';
import { twilioAccount } from './system';

/** What a gateway's TwiML asks for: a line of the call, on that gateway. */
export interface Asked {
  verb: StreamVerb | RelayVerb;
  reach: Reach;
}

/** A call that was announced. */
export interface RawCall {
  callSid: string;
  /** Asked for when it came in. */
  first: Asked;
  /** Asked for anew, as when the carrier brings the call back. */
  next(): Promise<Asked>;
  /** The request by which it was announced, and the one for the next line, sent once more to a gateway: what that answers. */
  replay(gateway: string): Promise<string[]>;
  /** The carrier tells that the call is over. */
  tellOver(): Promise<void>;
}

interface Announced {
  /** The first of them is told of the call; it is brought back to the last. */
  gateways?: [string, ...string[]];
  /** The caller's number; withheld where it is `anonymous`. */
  from?: string;
}

/** A socket of it. */
export interface RawLeg {
  socket: WebSocket;
  /** Instants of sound or words that came, in milliseconds. */
  spokenAt: number[];
  /** The words of a relay. */
  said: string[];
  /** The code it was closed with. */
  closedWith: Promise<number>;
}

const { TWILIO_AUTH_TOKEN: authToken, TWILIO_ACCOUNT_SID: accountSid } = twilioAccount;
const account = { accountSid, authToken };

/** Announces a call. */
export async function announce(
  publicUrl: string,
  assistant: string,
  { gateways = [publicUrl], from = '+34600000902' }: Announced = {},
): Promise<RawCall> {
  const callSid = makeSid('CA');
  const fields = {
    ...{ AccountSid: accountSid, CallSid: callSid, ApiVersion: '2010-04-01', Direction: 'inbound' },
    ...{ From: from, To: '+34910000000', CallStatus: 'in-progress' },
  };
  const reachOf = (gateway: string): Reach => new Reach({ gateways: [gateway], publicUrl });
  const request = async (path: string, reach: Reach): Promise<string> =>
    (await sendWebhook({ reach, account }, { url: `${publicUrl}${path}`, fields })).body;
  const ask = async (path: string, gateway: string): Promise<Asked> => {
    const reach = reachOf(gateway);
    const body = await request(path, reach);
    const verb = parseTwiml(body).find((one) => one.verb === 'Stream' || one.verb === 'Relay');
    if (verb?.verb !== 'Stream' && verb?.verb !== 'Relay') throw new Error(body);
    return { verb, reach };
  };
  const voicePath = `/twilio/voice/${assistant}`;
  const first = await ask(voicePath, gateways[0]);
  const nextPath = `/twilio/resume/${assistant}/${first.verb.parameters['epoch']}?callId=${callSid}`;
  return {
    ...{ callSid, first },
    next: async () => await ask(nextPath, gateways.at(-1) ?? gateways[0]),
    async replay(gateway) {
      const reach = reachOf(gateway);
      return [await request(voicePath, reach), await request(nextPath, reach)];
    },
    async tellOver() {
      const over = { ...fields, CallStatus: 'completed', CallDuration: '9' };
      const at = { reach: reachOf(gateways[0]), account };
      await sendWebhook(at, { url: `${publicUrl}/twilio/status/${assistant}`, fields: over });
    },
  };
}

/** Opens a socket as the carrier does, and keeps it alive with silence. `parameters`: others than those of the TwiML. */
export async function openLeg(
  { callSid }: RawCall,
  { verb, reach }: Asked,
  parameters = verb.parameters,
): Promise<RawLeg> {
  const socket = await openSocket({ reach, account }, verb.url);
  const spokenAt: number[] = [];
  const said: string[] = [];
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as { event?: string; type?: string; token?: string };
    if (frame.event === 'media' || frame.type === 'text') spokenAt.push(performance.now());
    if (frame.type === 'text') said.push(frame.token ?? '');
  });
  const closedWith = new Promise<number>((resolve) => void socket.once('close', resolve));
  if (verb.verb === 'Stream') stream(socket, callSid, parameters);
  else {
    const setup = { type: 'setup', sessionId: makeSid('VX'), callSid, accountSid, direction: 'inbound' };
    const parties = { from: '+34600000902', to: '+34910000000' };
    socket.send(JSON.stringify({ ...setup, ...parties, customParameters: parameters }));
  }
  return { socket, spokenAt, said, closedWith };
}

const frameMs = 20;
const silence = Buffer.alloc(8 * frameMs, mulawSilence).toString('base64');

function stream(socket: WebSocket, callSid: string, customParameters: Record<string, string>): void {
  const streamSid = makeSid('MZ');
  const mediaFormat = { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 };
  const start = { streamSid, accountSid, callSid, tracks: ['inbound'], mediaFormat, customParameters };
  socket.send(JSON.stringify({ event: 'start', sequenceNumber: '1', start, streamSid }));
  let at = 0;
  const timer = setInterval(() => {
    at += 1;
    const media = { track: 'inbound', chunk: `${at}`, timestamp: `${at * frameMs}`, payload: silence };
    socket.send(JSON.stringify({ event: 'media', sequenceNumber: `${at + 1}`, media, streamSid }));
  }, frameMs);
  socket.once('close', () => clearInterval(timer));
}
