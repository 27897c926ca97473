/**
 * What the stand-ins for providers of speech have in common: a real HTTP server with a mood and set delays. Plain Node, so
 * that simulator and bench use them as tests do. Loopback only.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Words } from '../words';

/**
 * `slow` does everything `slowMs` later; `mute` accepts and never answers; `mute-midway` stops in the middle and stays
 * connected; `truncating` ends in the middle as if that were all; `dropping` breaks the connection in the middle.
 */
export type StandInMood =
  | 'well'
  | 'down'
  | 'unauthorized'
  | 'throttled'
  | 'slow'
  | 'mute'
  | 'mute-midway'
  | 'truncating'
  | 'dropping'
  | 'wrong-json'
  | 'html';

/** How quickly a provider works when it is well, in milliseconds. */
export interface StandInPace {
  /** From the request to the first sound. */
  firstSoundMs: number;
  /** Time that a second of sound takes on the wire, in seconds; 0 sends all at once. */
  realTimeFactor: number;
  /** From the end of an utterance to its words. */
  wordsMs: number;
  /** What `slow` adds. */
  slowMs: number;
}

const atOnce: StandInPace = { firstSoundMs: 0, realTimeFactor: 0, wordsMs: 0, slowMs: 3000 };
const statuses: Partial<Record<StandInMood, number>> = { down: 503, unauthorized: 401, throttled: 429 };

export abstract class StandInServer {
  mood: StandInMood = 'well';
  readonly pace: StandInPace;
  /** Requests and sockets that were let in, whatever became of them. */
  asked = 0;
  /** Sounds whose listener went away before their end. */
  abandoned = 0;
  protected readonly server: Server;

  constructor(
    protected readonly words: Words,
    pace: Partial<StandInPace> = {},
  ) {
    this.pace = { ...atOnce, ...pace };
    this.server = createServer((request, response) => {
      // A client that goes away in the middle is none of the server's faults.
      response.on('error', () => undefined);
      this.serve(request, response).catch(() => response.destroy());
    });
  }

  /** Listens on a free port, or the given one; the base address for the client. */
  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const end = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await end;
  }

  /** The status that the mood refuses with, where it does. */
  protected get refusal(): number | undefined {
    return statuses[this.mood];
  }

  /** Waits as the mood wants. */
  protected async wait(ms: number): Promise<void> {
    const whole = ms + (this.mood === 'slow' ? this.pace.slowMs : 0);
    // What is late must not keep a process that has ended its work.
    if (whole > 0) await pause(whole, undefined, { ref: false });
  }

  protected abstract serve(request: IncomingMessage, response: ServerResponse): Promise<void>;

  /** Streams a sound at the set pace, or as the mood spoils it. */
  protected async sendSound(response: ServerResponse, sound: Buffer, bytesPerMs: number): Promise<void> {
    await this.wait(this.pace.firstSoundMs);
    if (this.mood === 'mute' || response.destroyed) return;
    response.writeHead(200, { 'content-type': 'audio/basic' });
    const isHalf = ['mute-midway', 'truncating', 'dropping'].includes(this.mood);
    // An odd number of bytes, so that whoever reads samples meets half of one.
    const end = isHalf ? Math.floor(sound.length / 4) | 1 : sound.length;
    const step = 100 * bytesPerMs + 1;
    for (let at = 0; at < end && !response.destroyed; at += step) {
      response.write(sound.subarray(at, Math.min(end, at + step)));
      if (this.pace.realTimeFactor > 0) await pause(100 * this.pace.realTimeFactor);
    }
    if (response.destroyed) this.abandoned++;
    if (this.mood === 'mute-midway') return;
    if (this.mood === 'dropping') return void setTimeout(() => response.destroy(), 20);
    response.end();
  }
}

/** Refuses in the manner of JSON interfaces. */
export function refuse(response: ServerResponse, status: number, message = `no: ${status}`): void {
  if (status === 429) response.setHeader('retry-after', '7');
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message, type: 'error' }, detail: { status: 'error', message } }));
}

/** A request's body. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
