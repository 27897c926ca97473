/** A socket to Deepgram that is opened again when it is lost. What to send again is for its owner to say. */
import WebSocket from 'ws';
import type { ConnectorError } from '../errors';
import { speechFault, statusFault } from './speech-fault';

export const deepgramSystem = 'deepgram';

export interface DeepgramSocketOptions {
  /** `wss://…/v1/listen?…` */
  url: string;
  apiKey: string;
  /** A new socket takes messages; nothing of the one before holds any more. */
  onOpen: () => void;
  onMessage: (text: string) => void;
  /** It cannot be opened, or was lost again and again. The next `wake` tries anew. */
  onAway: (fault: ConnectorError) => void;
}

const handshakeMs = 3000;
/** Between looks at whether the other end is alive; it ends a socket that hears nothing for 10 s. */
const lookEveryMs = 4000;
/** Before the second try and the third; then it is away. */
const waitsMs = [0, 150];
/** How long an address that refused is left alone. */
const restMs = 2000;

/** Keeps one socket open. */
export class DeepgramSocket {
  private socket: WebSocket | undefined;
  private failures = 0;
  private restUntil = 0;
  private retry: NodeJS.Timeout | undefined;
  private readonly looking: NodeJS.Timeout;
  private isAlive = true;
  private sentAnything = false;
  private isClosed = false;
  /** Why it is away, while it is. */
  fault: ConnectorError | undefined;

  constructor(private readonly options: DeepgramSocketOptions) {
    this.looking = setInterval(() => this.look(), lookEveryMs).unref();
    this.connect();
  }

  get isOpen(): boolean {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  /** Sends, where the socket is open; else `onOpen` will come. */
  send(message: Buffer | string): void {
    if (!this.isOpen) return;
    this.sentAnything = true;
    this.socket?.send(message);
  }

  /** Tries again where it was given up, unless that was a moment ago. */
  wake(): void {
    if (this.fault === undefined || Date.now() < this.restUntil || this.isClosed) return;
    this.fault = undefined;
    this.failures = 0;
    this.connect();
  }

  /** It answered: what was lost before counts no more. */
  proven(): void {
    this.failures = 0;
  }

  /** Gives the socket up for a new one. */
  renew(): void {
    this.socket?.terminate();
  }

  close(): void {
    this.isClosed = true;
    clearInterval(this.looking);
    clearTimeout(this.retry);
    const { socket } = this;
    if (!socket || socket.readyState === WebSocket.CLOSED) return;
    this.send(JSON.stringify({ type: 'CloseStream' }));
    socket.close();
    setTimeout(() => socket.terminate(), 1000).unref();
  }

  private connect(): void {
    const { url, apiKey, onOpen, onMessage } = this.options;
    const socket = new WebSocket(url, {
      headers: { authorization: `Token ${apiKey}` },
      handshakeTimeout: handshakeMs,
      perMessageDeflate: false,
      maxPayload: 1024 * 1024,
    });
    this.socket = socket;
    let refusal: ConnectorError | undefined;
    socket.on('open', () => {
      this.isAlive = true;
      onOpen();
    });
    socket.on('message', (data: Buffer, isBinary) => {
      this.isAlive = true;
      if (!isBinary && this.socket === socket) onMessage(data.toString());
    });
    socket.on('pong', () => void (this.isAlive = true));
    socket.on('unexpected-response', (_, response) => {
      refusal = statusFault(deepgramSystem, response.statusCode ?? 0, response.headers['retry-after']);
      response.resume();
      socket.terminate();
    });
    // `close` follows, and does what is to be done.
    socket.on('error', () => undefined);
    socket.on('close', (code) => {
      if (this.socket === socket) this.lost(refusal, code);
    });
  }

  private lost(refusal: ConnectorError | undefined, code: number): void {
    if (this.isClosed) return;
    this.failures++;
    const isFinal = refusal !== undefined && ['unauthorized', 'rejected', 'missing'].includes(refusal.kind);
    const waitMs = waitsMs[this.failures - 1];
    if (!isFinal && waitMs !== undefined) {
      this.retry = setTimeout(() => this.connect(), waitMs);
      return;
    }
    this.fault = refusal ?? speechFault(deepgramSystem, 'unavailable', `closed its socket (${code})`);
    this.restUntil = Date.now() + restMs;
    this.options.onAway(this.fault);
  }

  /** A line that is dead without saying so looks open for minutes; an idle one would be closed by the other end. */
  private look(): void {
    if (!this.isOpen) return;
    if (!this.isAlive) return this.renew();
    this.isAlive = false;
    this.socket?.ping();
    if (!this.sentAnything) this.socket?.send(JSON.stringify({ type: 'KeepAlive' }));
    this.sentAnything = false;
  }
}
