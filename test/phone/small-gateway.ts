/** A gateway for testing the simulator: answers TwiML that a test gives, and hears and speaks spoken tags on its sockets. */
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import fastify from 'fastify';
import { validateRequest } from 'twilio/lib/webhooks/webhooks';
import { type WebSocket, WebSocketServer } from 'ws';
import { decodeMulaw, encodeMulaw } from '../../src/audio/mulaw';
import { TagFinder, tagSound } from '../../src/phone/spoken-tag';
import { voiceLike } from '../../src/phone/voice-like';
import type { Words } from '../../src/phone/words';

export const authToken = 'token-of-the-simulator';

/** A request that came. */
export interface Came {
  path: string;
  fields: Record<string, string>;
  signature: string;
}

type Frame = Record<string, unknown> & { event: string };

/** A media stream at the gateway. */
export class StreamSeen {
  readonly frames: (Frame & { atMs: number })[] = [];
  readonly said: string[] = [];
  start: { callSid: string; customParameters: Record<string, string> } | undefined;
  closedWith: number | undefined;
  private streamSid = '';
  private readonly finder = new TagFinder();
  private quietFrames = 0;
  private pending: string | undefined;
  onSaid: (text: string) => void = () => undefined;
  onStart: () => void = () => undefined;
  onKey: (key: string) => void = () => undefined;
  onMark: (name: string) => void = () => undefined;

  constructor(
    readonly socket: WebSocket,
    private readonly words: Words,
  ) {
    socket.on('message', (data) => this.receive(JSON.parse(String(data as Buffer)) as Frame));
    socket.on('close', (code) => {
      this.closedWith = code;
    });
  }

  send(frame: object): void {
    if (this.socket.readyState === this.socket.OPEN) {
      this.socket.send(JSON.stringify({ streamSid: this.streamSid, ...frame }));
    }
  }

  /** Speaks: the tag, then a voice-like sound. */
  speak(text: string, forMs = 600): void {
    const sound = Buffer.concat([
      encodeMulaw(tagSound(this.words.idOf(text))),
      encodeMulaw(voiceLike(forMs)),
    ]);
    for (let at = 0; at < sound.length; at += 4000) {
      this.send({ event: 'media', media: { payload: sound.subarray(at, at + 4000).toString('base64') } });
    }
  }

  named(event: string): (Frame & { atMs: number })[] {
    return this.frames.filter((frame) => frame.event === event);
  }

  private receive(frame: Frame): void {
    this.frames.push({ ...frame, atMs: performance.now() });
    if (frame.event === 'start') {
      this.start = frame['start'] as NonNullable<StreamSeen['start']>;
      this.streamSid = frame['streamSid'] as string;
      this.onStart();
    }
    if (frame.event === 'media') this.listen((frame['media'] as { payload: string }).payload);
    if (frame.event === 'dtmf') this.onKey((frame['dtmf'] as { digit: string }).digit);
    if (frame.event === 'mark') this.onMark((frame['mark'] as { name: string }).name);
  }

  /** A turn has ended 200 ms after its last loud frame. */
  private listen(payload: string): void {
    const samples = decodeMulaw(Buffer.from(payload, 'base64'));
    for (const { id } of this.finder.push(samples)) this.pending = this.words.get(id);
    const energy = samples.reduce((sum, sample) => sum + Math.abs(sample), 0) / samples.length;
    this.quietFrames = energy < 1000 ? this.quietFrames + 1 : 0;
    if (this.pending === undefined || this.quietFrames < 10) return;
    this.said.push(this.pending);
    this.onSaid(this.pending);
    this.pending = undefined;
  }
}

/** What a test decides. */
export interface SmallGatewayOptions {
  words: Words;
  /** The inside of <Response>; a number is a status. */
  answer: (came: Came, n: number) => string | number;
  onStream?: (stream: StreamSeen, n: number) => void;
  onRelay?: (socket: WebSocket, setup: Record<string, unknown>) => void;
  /** How callers reach it, where that is not its own address. */
  publicUrl?: string;
}

export interface SmallGateway {
  url: string;
  /** For <Stream> and <ConversationRelay>. */
  socketUrl: (path: string) => string;
  came: Came[];
  streams: StreamSeen[];
  relayFrames: Record<string, unknown>[];
  at: (path: string) => Came[];
  close: () => Promise<void>;
}

/** Opens it. Requests whose signature is wrong are answered 403. */
export async function openSmallGateway(options: SmallGatewayOptions): Promise<SmallGateway> {
  const app = fastify({ forceCloseConnections: true });
  const came: Came[] = [];
  const streams: StreamSeen[] = [];
  const relayFrames: Record<string, unknown>[] = [];
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_r, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });
  let base = '';
  app.all('/*', async (request, reply) => {
    const fields = (request.body ?? {}) as Record<string, string>;
    const one = { path: request.url, fields, signature: String(request.headers['x-twilio-signature']) };
    came.push(one);
    if (!validateRequest(authToken, one.signature, base + request.url, fields))
      return await reply.code(403).send();
    const answer = options.answer(one, came.filter(({ path }) => path === one.path).length);
    if (typeof answer === 'number') return await reply.code(answer).send();
    const xml = `<?xml version="1.0" encoding="UTF-8"?><Response>${answer}</Response>`;
    return await reply.type('text/xml').send(xml);
  });
  const sockets = new WebSocketServer({ noServer: true });
  app.server.on('upgrade', (request, socket, head) => {
    const signature = String(request.headers['x-twilio-signature']);
    const url = `${base.replace('http', 'wss')}${request.url}`;
    if (!validateRequest(authToken, signature, url, {}))
      return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    sockets.handleUpgrade(request, socket, head, (ws) => {
      if (request.url === '/media') {
        const stream = new StreamSeen(ws, options.words);
        streams.push(stream);
        options.onStream?.(stream, streams.length);
      } else if (request.url === '/relay') {
        ws.on('message', (data) => {
          const frame = JSON.parse(String(data as Buffer)) as Record<string, unknown>;
          relayFrames.push(frame);
          if (frame['type'] === 'setup') options.onRelay?.(ws, frame);
        });
      }
    });
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  base = options.publicUrl ?? url;
  return {
    ...{ url, came, streams, relayFrames },
    socketUrl: (path) => `${base.replace('http', 'wss')}${path}`,
    at: (path) => came.filter((one) => one.path === path),
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      await app.close();
    },
  };
}

/** A voice agent that goes through its lines, one for each thing said; `afterMs` is its thinking. */
export function speakLines(stream: StreamSeen, lines: readonly string[], afterMs = 100, eachMs = 600): void {
  const left = [...lines];
  const next = (): void => {
    const line = left.shift();
    if (line !== undefined) void sleep(afterMs).then(() => stream.speak(line, eachMs));
  };
  stream.onStart = next;
  stream.onSaid = next;
}
