/** Speaks Deepgram's live socket, `/v1/listen`: words while they are said, and all of them at `Finalize`. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { encodeMulaw } from '../../audio/mulaw';
import type { Words } from '../words';
import { DeepgramStream } from './deepgram-stream';
import { refuse, StandInServer, type StandInPace } from './stand-in-server';

/** What a client must ask for, besides one of the two encodings. */
const wanted = { sample_rate: '8000', interim_results: 'true' };
const encodings = ['mulaw', 'linear16'];
const reasons: Record<number, string> = { 401: 'Unauthorized', 429: 'Too Many Requests', 400: 'Bad Request' };

export class DeepgramServer extends StandInServer {
  private readonly sockets = new WebSocketServer({ noServer: true });
  /** Settings that sockets came with, newest last. */
  readonly settings: URLSearchParams[] = [];
  /** Kinds of messages that came, in order; `sound` for the first of several pieces. */
  readonly messages: string[] = [];
  /** In the mood `dropping` a socket breaks after so much sound. */
  dropAfterMs = 300;

  constructor(words: Words, pace: Partial<StandInPace> = {}) {
    super(words, pace);
    this.server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
  }

  /** How many sockets are open. */
  get open(): number {
    return this.sockets.clients.size;
  }

  /** Breaks all sockets, as a deploy of the provider does; those that come again are let in. */
  drop(): void {
    for (const socket of this.sockets.clients) socket.terminate();
  }

  override async close(): Promise<void> {
    this.drop();
    await super.close();
  }

  protected async serve(_: IncomingMessage, response: ServerResponse): Promise<void> {
    await Promise.resolve();
    refuse(response, 404);
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.asked++;
    socket.on('error', () => undefined);
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const status = this.refusal ?? refusalOf(request, url);
    if (status !== undefined) {
      const body = `HTTP/1.1 ${status} ${reasons[status] ?? 'Refused'}\r\nconnection: close\r\n\r\n`;
      return void socket.end(body);
    }
    this.settings.push(url.searchParams);
    this.sockets.handleUpgrade(request, socket, head, (live) =>
      this.listenTo(live, url.searchParams.get('encoding') === 'linear16'),
    );
  }

  private listenTo(socket: WebSocket, isLinear: boolean): void {
    // Results leave in order, however long each takes.
    let before: Promise<unknown> = Promise.resolve();
    const stream = new DeepgramStream(this.words, (results, isWords) => {
      const ready = Promise.all([before, this.wait(isWords ? this.pace.wordsMs : 0)]);
      before = ready.then(() => this.tell(socket, results));
    });
    // As the vendor's: what sends neither sound nor KeepAlive for 10 s is let go.
    const idle = setTimeout(() => socket.close(1011, 'NET-0001'), 10_000);
    socket.on('close', () => clearTimeout(idle));
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer, isBinary) => {
      idle.refresh();
      if (!isBinary) return this.order(socket, stream, data.toString());
      if (this.messages.at(-1) !== 'sound') this.messages.push('sound');
      stream.hear(isLinear ? toMulaw(data) : data);
      if (this.mood === 'dropping' && stream.heardMs >= this.dropAfterMs) socket.terminate();
    });
  }

  private order(socket: WebSocket, stream: DeepgramStream, raw: string): void {
    const { type } = JSON.parse(raw) as { type: string };
    this.messages.push(type);
    if (type === 'Finalize') stream.finalize();
    if (type === 'CloseStream') {
      this.tell(socket, { type: 'Metadata', request_id: 'stand-in', duration: stream.heardMs / 1000 });
      socket.close(1000);
    }
  }

  private tell(socket: WebSocket, results: object): void {
    if (this.mood === 'mute') return;
    const text = this.mood === 'wrong-json' ? '{"type":"Results","channel":"none"}' : JSON.stringify(results);
    socket.send(this.mood === 'truncating' ? text.slice(0, text.length / 2) : text);
  }
}

function refusalOf({ headers }: IncomingMessage, { pathname, searchParams }: URL): number | undefined {
  if (pathname !== '/v1/listen') return 404;
  if (!/^Token .+/.test(headers.authorization ?? '')) return 401;
  if (!encodings.includes(searchParams.get('encoding') ?? '')) return 400;
  const isAsWanted = Object.entries(wanted).every(([name, value]) => searchParams.get(name) === value);
  return isAsWanted ? undefined : 400;
}

function toMulaw(linear: Buffer): Buffer {
  const samples = new Int16Array(linear.length >> 1);
  for (let at = 0; at < samples.length; at += 1) samples[at] = linear.readInt16LE(2 * at);
  return encodeMulaw(samples);
}
