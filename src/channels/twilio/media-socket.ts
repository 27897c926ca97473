/** A socket of Twilio Media Streams, from its opening to its end. */
import type { ConnectorError } from '../../errors';
import type { MediaEvents, MediaTransport } from '../../line/live-line';
import {
  type CarrierSocket,
  closeCodes,
  type GuardedSocket,
  guardSocket,
  type SocketCounts,
  type SocketLimits,
} from './guarded-socket';
import { createEventHold, type EventHold } from './event-hold';
import {
  createMediaReader,
  createMediaWriter,
  type MediaStart,
  type MediaWriter,
  wrongCodec,
} from './media-frames';
import { Opening } from './opening';

/** Limits of one stream. A stream in real time brings 50 frames a second, never fewer: silence is sent too. */
export const mediaLimits: SocketLimits = {
  framesPerSecond: 150,
  // Ten seconds of sound, which come at once after the network was away.
  burstFrames: 500,
  droppedFrames: 500,
  frameBytes: 16 * 1024,
  faultyFrames: 20,
  quietMs: 10_000,
  unsentBytes: 2 * 1024 * 1024,
  closingMs: 2000,
};

/** How long to wait for `start`, and what is allowed. */
export interface MediaSocketOptions {
  /** Default 5 s. */
  startMs?: number;
  limits?: Partial<SocketLimits>;
  /** Hears what a listener threw; the socket is ended for it with 1011. */
  onError?: (error: unknown) => void;
}

/** Counts of one stream. */
export interface MediaCounts extends SocketCounts {
  /** Frames that came again, and were dropped. */
  repeats: number;
  /** Frames that never came. */
  missing: number;
}

/** A stream that has begun. */
export interface OpenMedia {
  readonly start: MediaStart;
  readonly transport: MediaTransport;
  /**
   * Hands over what comes in; what came since `start` (the last 10 s of it) first. `onGone` comes exactly once and
   * last, also after our own `close`. `hungUp` means that Twilio ended the stream: the caller hung up, or we gave the
   * call other instructions by REST.
   */
  attach(events: MediaEvents): void;
  /** Closes with 1008, for a socket that shows no valid token. */
  refuse(reason: string): void;
  counts(): MediaCounts;
}

/**
 * Resolves when Twilio has said which stream this is. Listen before anything is awaited: frames that come before
 * nobody listens are lost. Rejects with `ConnectorError`: `timeout` without a `start`, `malformed` for a codec that
 * is not mu-law at 8 kHz or too many faulty frames, `unavailable` when the socket goes first; it is closed then.
 */
export function openMediaSocket(socket: CarrierSocket, options: MediaSocketOptions = {}): Promise<OpenMedia> {
  return new Promise((resolve, reject) => void new MediaSocket(socket, options, resolve, reject));
}

class MediaSocket implements MediaTransport {
  private readonly reader = createMediaReader();
  private readonly hold: EventHold<MediaEvents> = createEventHold(500);
  private readonly guard: GuardedSocket;
  private readonly opening: Opening;
  private writer: MediaWriter | undefined;
  private hungUp = false;

  constructor(
    socket: CarrierSocket,
    { startMs = 5000, limits, onError }: MediaSocketOptions,
    private readonly opened: (media: OpenMedia) => void,
    refused: (error: ConnectorError) => void,
  ) {
    this.guard = guardSocket(
      socket,
      { ...mediaLimits, ...limits },
      { onText: (text) => this.hear(text), onGone: () => this.gone(), onError },
      { pongsAreLife: false },
    );
    const first = { socket: 'media', frame: 'start', withinMs: startMs } as const;
    this.opening = new Opening(this.guard, first, refused);
  }

  play(sound: Buffer): void {
    for (const frame of this.writer?.sound(sound) ?? []) this.guard.send(frame);
  }

  mark(name: string): void {
    for (const frame of this.writer?.mark(name) ?? []) this.guard.send(frame);
  }

  clear(): void {
    if (this.writer) this.guard.send(this.writer.clear());
  }

  close(): void {
    this.guard.end(closeCodes.done, 'done');
  }

  private hear(text: string): string | undefined {
    const frame = this.reader.read(text);
    switch (frame.what) {
      case 'sound':
        this.hold.give((events) => events.onSound(frame.sound, frame.atMs));
        return undefined;
      case 'start':
        this.begin(frame.start);
        return undefined;
      case 'key':
        this.hold.give((events) => events.onKey(frame.key));
        return undefined;
      case 'mark':
        this.hold.give((events) => events.onMark(frame.name));
        return undefined;
      case 'stop':
        this.hungUp = true;
        this.guard.end(closeCodes.done, 'stopped');
        return undefined;
      case 'nothing':
        return undefined;
      case 'fault':
        if (frame.fault === wrongCodec) this.guard.end(closeCodes.unsupported, wrongCodec);
        return frame.fault;
    }
  }

  private begin(start: MediaStart): void {
    this.opening.came();
    this.writer = createMediaWriter(start.streamSid);
    this.opened({
      start,
      transport: this,
      attach: (events) => this.hold.attach(events),
      refuse: (reason) => this.guard.end(closeCodes.refused, reason),
      counts: () => ({ ...this.guard.counts, ...this.reader.counts }),
    });
  }

  private gone(): void {
    this.opening.gone();
    this.hold.last((events) => events.onGone(this.hungUp));
  }
}
