/** Twilio's end of a socket, for tests: a real WebSocket to a real server that hands its sockets to the code under test. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

export const streamSid = `MZ${'a'.repeat(32)}`;
export const callSid = `CA${'b'.repeat(32)}`;

/** A server that hands each socket over at once, as a gateway does. */
export async function socketServer(serve: (socket: WebSocket) => void) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', maxPayload: 64 * 1024 });
  server.on('connection', serve);
  await once(server, 'listening');
  const carriers: Carrier[] = [];
  const address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: address,
    async dial(url = address): Promise<Carrier> {
      const carrier = await dialled(url);
      carriers.push(carrier);
      return carrier;
    },
    async close(): Promise<void> {
      for (const { socket } of carriers) socket.terminate();
      for (const socket of server.clients) socket.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export type SocketServer = Awaited<ReturnType<typeof socketServer>>;

/** A frame of ours, as Twilio gets it. */
export interface SentFrame {
  event?: string;
  type?: string;
  streamSid?: string;
  media?: { payload: string };
  mark?: { name: string };
  [field: string]: unknown;
}

export interface Carrier {
  socket: WebSocket;
  /** What came from us. */
  frames: SentFrame[];
  /** How we closed; undefined while open. */
  closed: Promise<{ code: number; reason: string }>;
  send(frame: unknown): void;
}

async function dialled(url: string): Promise<Carrier> {
  const socket = new WebSocket(url);
  const frames: SentFrame[] = [];
  socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString()) as SentFrame));
  socket.on('error', () => undefined);
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  await once(socket, 'open');
  return {
    socket,
    frames,
    closed,
    send: (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
  };
}

export const connected = { event: 'connected', protocol: 'Call', version: '1.0.0' };
export const mediaFormat = { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 };

/** Frames as Twilio numbers them: every value is text. */
export function startFrame(over: object = {}): object {
  return {
    event: 'start',
    sequenceNumber: '1',
    streamSid,
    start: {
      accountSid: `AC${'c'.repeat(32)}`,
      streamSid,
      callSid,
      tracks: ['inbound'],
      mediaFormat,
      customParameters: { callId: 'twilio-1', epoch: '1', token: 't' },
      ...over,
    },
  };
}

/** The n-th sound of a stream, from 1: 20 ms whose bytes are all n. */
export const mediaFrame = (n: number, over: object = {}): object => ({
  event: 'media',
  sequenceNumber: `${n + 1}`,
  streamSid,
  media: {
    track: 'inbound',
    chunk: `${n}`,
    timestamp: `${(n - 1) * 20}`,
    payload: Buffer.alloc(160, n % 256).toString('base64'),
    ...over,
  },
});

/** Waits for something to become true; the test's own timeout bounds it. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}
