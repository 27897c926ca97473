/** A media stream as Twilio opens it for <Connect><Stream>: the call's sound both ways, in real time. */
import type { RawData, WebSocket } from 'ws';
import { Ear } from './ear';
import type { Hearing } from './hearing';
import { type Ending, type Leg, type LegEnd, openEnding } from './leg';
import { toCarrier } from './media-shapes';
import type { StreamVerb } from './twiml';

/** What a stream belongs to. */
export interface StreamOf {
  verb: StreamVerb;
  streamSid: string;
  callSid: string;
  accountSid: string;
  hearing: Hearing;
  /** What the gateway sent that Twilio would not take. */
  onFault(fault: string): void;
  /** The sequence of media, marks and clears, for whoever measures. */
  onEvent?(event: 'media' | 'mark' | 'clear', nowMs: number): void;
}

/** With this code a socket is closed in order. */
const inOrder = 1000;
/** Faults beyond this many are all the same. */
const mostFaults = 20;

/** One stream. */
export class MediaLeg implements Leg {
  readonly transport = 'media';
  private readonly ear: Ear;
  private readonly ending: Ending = openEnding();
  private sequence = 0;
  private chunk = 0;
  private faults = 0;
  private isOver = false;

  constructor(
    private readonly socket: WebSocket,
    private readonly of: StreamOf,
  ) {
    this.ear = new Ear(of.hearing, (name) => this.send({ event: 'mark', mark: { name } }));
    socket.on('message', (data, isBinary) => this.receive(data, isBinary));
    socket.once('close', (code) => {
      const error = `the socket was closed (${code})`;
      this.over(code === inOrder ? { why: 'closed' } : { why: 'lost', error });
    });
    this.start();
  }

  get ended(): Promise<LegEnd> {
    return this.ending.promise;
  }

  tick(nowMs: number, frame: Buffer): void {
    if (this.isOver) return;
    this.ear.tick(nowMs);
    this.sequence += 1;
    this.chunk += 1;
    // Written by hand: this is sent fifty times a second for every call.
    this.socket.send(
      `{"event":"media","sequenceNumber":"${this.sequence}","media":{"track":"inbound","chunk":"${this.chunk}","timestamp":"${(this.chunk - 1) * 20}","payload":"${frame.toString('base64')}"},"streamSid":"${this.of.streamSid}"}`,
    );
  }

  press(digit: string): void {
    this.send({ event: 'dtmf', dtmf: { track: 'inbound_track', digit } });
  }

  drop(): void {
    this.over({ why: 'dropped' });
    this.socket.terminate();
  }

  leave(): void {
    const { accountSid, callSid } = this.of;
    this.send({ event: 'stop', stop: { accountSid, callSid } });
    this.over({ why: 'left' });
    this.socket.close(inOrder);
  }

  private start(): void {
    const { verb, streamSid, callSid, accountSid } = this.of;
    this.socket.send(JSON.stringify({ event: 'connected', protocol: 'Call', version: '1.0.0' }));
    this.send({
      event: 'start',
      start: {
        streamSid,
        accountSid,
        callSid,
        tracks: ['inbound'],
        mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
        customParameters: verb.parameters,
      },
    });
  }

  private send(frame: object): void {
    if (this.isOver) return;
    this.sequence += 1;
    const { streamSid } = this.of;
    this.socket.send(JSON.stringify({ ...frame, sequenceNumber: `${this.sequence}`, streamSid }));
  }

  private receive(data: RawData, isBinary: boolean): void {
    if (this.isOver) return;
    const now = performance.now();
    if (isBinary) return this.fault('a binary frame');
    const parsed = toCarrier.safeParse(parsedJson(textOf(data)));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return this.fault(`a frame whose ${issue?.path.join('.') || 'whole'}: ${issue?.message}`);
    }
    const frame = parsed.data;
    if (frame.streamSid !== this.of.streamSid) return this.fault('a frame for another stream');
    this.of.onEvent?.(frame.event, now);
    if (frame.event === 'media') this.ear.play(Buffer.from(frame.media.payload, 'base64'), now);
    else if (frame.event === 'mark') this.ear.mark(frame.mark.name);
    else this.ear.clear(now);
  }

  private fault(what: string): void {
    this.faults += 1;
    if (this.faults <= mostFaults) this.of.onFault(`The gateway sent ${what} on its media stream.`);
  }

  private over(how: LegEnd): void {
    if (this.isOver) return;
    this.isOver = true;
    // What was not played yet is never heard.
    if (this.ear.waitingMs > 0) this.of.hearing.cut();
    this.ending.end(how);
  }
}

/** The text of a frame, however the socket delivers it. */
export function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}

/** Undefined where it is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
