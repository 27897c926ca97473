/**
 * A carrier's socket, guarded: whatever its other end does, it costs this process little and ends in one `onGone`.
 * Media Streams and ConversationRelay both stand on it.
 */
import { createTokenBucket } from './token-bucket';

/** What is needed of a WebSocket; one of the `ws` package fits, as Fastify hands it out. */
export interface CarrierSocket {
  /** 1 while open. */
  readonly readyState: number;
  /** Bytes given to `send` that have not left. */
  readonly bufferedAmount: number;
  on(event: 'message', hear: (data: Buffer | ArrayBuffer | Buffer[], isBinary: boolean) => void): unknown;
  on(event: 'close', hear: () => void): unknown;
  on(event: 'error', hear: (error: Error) => void): unknown;
  on(event: 'pong', hear: () => void): unknown;
  send(text: string): void;
  close(code: number, reason: string): void;
  /** Ends the connection without a farewell. */
  terminate(): void;
  ping(): void;
}

/** What one socket may do before it is ended. */
export interface SocketLimits {
  /** Frames taken per second for long, and at once after a stall; what is more is dropped unread. */
  framesPerSecond: number;
  burstFrames: number;
  /** Dropped frames after which the socket is ended; a tenth of `framesPerSecond` is forgiven each second. */
  droppedFrames: number;
  /** Larger frames are faults, unread. Let the server's own `maxPayload` stand not far above it. */
  frameBytes: number;
  /** Faulty frames after which the socket is ended; one is forgiven each second. */
  faultyFrames: number;
  /** Without a sign of life for so long, the other end is gone. */
  quietMs: number;
  /** What may wait to be sent; a reader that has stopped reading is gone too. */
  unsentBytes: number;
  /** How long the other end may take over its side of the closing. */
  closingMs: number;
}

/** What a guarded socket tells. */
export interface SocketEvents {
  /** A text frame within the limits. Returns what is wrong with it, if anything. */
  onText(text: string): string | undefined;
  /** Once, and last. */
  onGone(): void;
  /** Something of ours threw: a fault to log. The socket is ended for it, and nothing else. */
  onError?: ((error: unknown) => void) | undefined;
}

/** Counts for metrics and logs. */
export interface SocketCounts {
  frames: number;
  /** Not read, since too many came. */
  dropped: number;
  faulty: number;
  /** The last fault, in words of ours. */
  lastFault: string | undefined;
  /** Why we ended the socket, where we did. */
  endedFor: string | undefined;
}

/** A socket under guard. */
export interface GuardedSocket {
  readonly counts: Readonly<SocketCounts>;
  /** Does nothing once the socket is closing. */
  send(frame: string): void;
  /** Says why and closes; what still comes in is not read. */
  end(code: number, reason: string): void;
}

/** Close codes of RFC 6455, as we use them. */
export const closeCodes = { done: 1000, unsupported: 1003, refused: 1008, ourFault: 1011 } as const;

/** Guards a socket. `pongsAreLife`: for a carrier that says nothing while the caller is silent. */
export function guardSocket(
  socket: CarrierSocket,
  limits: SocketLimits,
  events: SocketEvents,
  { pongsAreLife }: { pongsAreLife: boolean },
): GuardedSocket {
  const guard = new Guard(socket, limits, events);
  socket.on('message', (data, isBinary) => guard.hear(data, isBinary));
  if (pongsAreLife) socket.on('pong', () => guard.live());
  // `ws` closes by itself after an error; without a listener the error would end the process.
  socket.on('error', () => undefined);
  socket.on('close', () => guard.gone());
  // It may have closed before anybody listened.
  if (socket.readyState > 1) setImmediate(() => guard.gone());
  return guard;
}

/** The quiet is measured in this many looks, so that a stall of our own process counts as one of them at most. */
const looksPerQuiet = 4;

class Guard implements GuardedSocket {
  readonly counts: SocketCounts = {
    frames: 0,
    dropped: 0,
    faulty: 0,
    lastFault: undefined,
    endedFor: undefined,
  };
  private readonly pace;
  private readonly patience;
  private readonly forgiveness;
  private readonly heart: NodeJS.Timeout;
  private quietLooks = 0;
  private state: 'open' | 'ending' | 'gone' = 'open';
  private closing: NodeJS.Timeout | undefined;

  constructor(
    private readonly socket: CarrierSocket,
    private readonly limits: SocketLimits,
    private readonly events: SocketEvents,
  ) {
    this.pace = createTokenBucket(limits.framesPerSecond, limits.burstFrames);
    this.patience = createTokenBucket(limits.framesPerSecond / 10, limits.droppedFrames);
    this.forgiveness = createTokenBucket(1, limits.faultyFrames);
    this.heart = setInterval(() => this.look(), limits.quietMs / looksPerQuiet).unref();
  }

  hear(data: Buffer | ArrayBuffer | Buffer[], isBinary: boolean): void {
    if (this.state !== 'open') return;
    this.counts.frames += 1;
    if (!this.pace.take()) {
      this.counts.dropped += 1;
      // Without a farewell: a flood would have to be read to its end for it.
      if (!this.patience.take()) this.cut('flood');
      return;
    }
    this.live();
    if (isBinary) return this.fault('binary frame');
    if (sizeOf(data) > this.limits.frameBytes) return this.fault('frame too large');
    try {
      const fault = this.events.onText(textOf(data));
      if (fault !== undefined) this.fault(fault);
    } catch (error) {
      // A fault of ours ends this call's line and nobody else's; the carrier's instructions bring the call back.
      this.events.onError?.(error);
      this.end(closeCodes.ourFault, 'our fault');
    }
  }

  live(): void {
    this.quietLooks = 0;
  }

  send(frame: string): void {
    if (this.state !== 'open' || this.socket.readyState !== 1) return;
    if (this.socket.bufferedAmount > this.limits.unsentBytes) return this.cut('does not read');
    this.socket.send(frame);
  }

  end(code: number, reason: string): void {
    if (this.state !== 'open') return;
    this.state = 'ending';
    this.counts.endedFor = reason;
    this.socket.close(code, reason);
    this.closing = setTimeout(() => this.socket.terminate(), this.limits.closingMs).unref();
  }

  gone(): void {
    if (this.state === 'gone') return;
    this.state = 'gone';
    clearInterval(this.heart);
    clearTimeout(this.closing);
    try {
      this.events.onGone();
    } catch (error) {
      this.events.onError?.(error);
    }
  }

  private fault(what: string): void {
    this.counts.faulty += 1;
    this.counts.lastFault = what;
    if (!this.forgiveness.take()) this.end(closeCodes.refused, 'too many faulty frames');
  }

  private look(): void {
    if (this.state !== 'open') return;
    this.quietLooks += 1;
    if (this.quietLooks > looksPerQuiet) return this.cut('quiet');
    if (this.quietLooks > 1 && this.socket.readyState === 1) this.socket.ping();
  }

  private cut(reason: string): void {
    this.state = 'ending';
    this.counts.endedFor = reason;
    this.socket.terminate();
  }
}

function sizeOf(data: Buffer | ArrayBuffer | Buffer[]): number {
  return Array.isArray(data) ? data.reduce((sum, piece) => sum + piece.length, 0) : data.byteLength;
}

function textOf(data: Buffer | ArrayBuffer | Buffer[]): string {
  if (Buffer.isBuffer(data)) return data.toString('utf8');
  return (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)).toString('utf8');
}
