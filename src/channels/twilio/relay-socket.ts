/** A socket of Twilio ConversationRelay, from its opening to its end. */
import type { ConnectorError } from '../../errors';
import type { RelayEvents, RelayTransport } from '../../line/live-line';
import { createEventHold, type EventHold } from './event-hold';
import {
  type CarrierSocket,
  closeCodes,
  type GuardedSocket,
  guardSocket,
  type SocketCounts,
  type SocketLimits,
} from './guarded-socket';
import { Opening } from './opening';
import { readRelayFrame, type RelaySetup, relayFrames } from './relay-frames';

/** Limits of one session: nobody speaks twenty sentences a second. */
export const relayLimits: SocketLimits = {
  framesPerSecond: 20,
  burstFrames: 100,
  droppedFrames: 100,
  frameBytes: 64 * 1024,
  faultyFrames: 20,
  quietMs: 10_000,
  unsentBytes: 1024 * 1024,
  closingMs: 2000,
};

/** How long to wait for `setup`, and what is allowed. */
export interface RelaySocketOptions {
  /** Where Twilio gets the sound of `tone`. */
  toneUrl: string;
  /** Default 5 s. */
  setupMs?: number;
  limits?: Partial<SocketLimits>;
  /** Hears what a listener threw; the socket is ended for it with 1011. */
  onError?: (error: unknown) => void;
}

/** What a relay can do besides speaking. */
export interface RelayControls extends RelayTransport {
  sendDigits(digits: string): void;
  language(locale: string): void;
  /** Ends the session; the action address is asked what to do next and gets `handoff` as JSON. No caller data in it. */
  end(handoff?: unknown): void;
}

/** A session that has begun. */
export interface OpenRelay {
  readonly setup: RelaySetup;
  readonly transport: RelayControls;
  /**
   * Hands over what comes in, what came since `setup` first. `onGone` comes exactly once and last. A relay does not
   * say on its socket whether the caller hung up: `hungUp` is false, and the action callback (`relayEnded`) tells.
   */
  attach(events: RelayEvents): void;
  /** Closes with 1008, for a socket that shows no valid token. */
  refuse(reason: string): void;
  /** `errors`: frames of ours that Twilio could not use. */
  counts(): SocketCounts & { errors: number };
}

/**
 * Resolves when Twilio has said which session this is. Rejects with `ConnectorError`: `timeout` without a `setup`,
 * `malformed` for too many faulty frames, `unavailable` when the socket goes first; it is closed then.
 */
export function openRelaySocket(socket: CarrierSocket, options: RelaySocketOptions): Promise<OpenRelay> {
  return new Promise((resolve, reject) => void new RelaySocket(socket, options, resolve, reject));
}

class RelaySocket implements RelayControls {
  private readonly hold: EventHold<RelayEvents> = createEventHold(50);
  private readonly guard: GuardedSocket;
  private readonly opening: Opening;
  private isOpen = false;
  private errors = 0;
  private readonly toneUrl: string;

  constructor(
    socket: CarrierSocket,
    { toneUrl, setupMs = 5000, limits, onError }: RelaySocketOptions,
    private readonly opened: (relay: OpenRelay) => void,
    refused: (error: ConnectorError) => void,
  ) {
    this.toneUrl = toneUrl;
    this.guard = guardSocket(
      socket,
      { ...relayLimits, ...limits },
      { onText: (text) => this.hear(text), onGone: () => this.gone(), onError },
      { pongsAreLife: true },
    );
    const first = { socket: 'relay', frame: 'setup', withinMs: setupMs } as const;
    this.opening = new Opening(this.guard, first, refused);
  }

  say(text: string, last: boolean, uninterruptible?: true): void {
    this.guard.send(relayFrames.text(text, last, uninterruptible));
  }

  tone(): void {
    this.guard.send(relayFrames.play(this.toneUrl));
  }

  sendDigits(digits: string): void {
    this.guard.send(relayFrames.sendDigits(digits));
  }

  language(locale: string): void {
    this.guard.send(relayFrames.language(locale));
  }

  end(handoff?: unknown): void {
    this.guard.send(relayFrames.end(handoff));
    this.guard.end(closeCodes.done, 'done');
  }

  close(): void {
    this.end();
  }

  private hear(text: string): string | undefined {
    const frame = readRelayFrame(text);
    if (frame.what === 'setup') return this.begin(frame.setup);
    if (frame.what === 'fault') return frame.fault;
    if (!this.isOpen) return frame.what === 'nothing' ? undefined : `${frame.what} before setup`;
    switch (frame.what) {
      case 'words':
        this.hold.give((events) => events.onWords(frame.text));
        break;
      case 'interrupted':
        this.hold.give((events) => events.onInterrupted(frame.heard));
        break;
      case 'played':
        this.hold.give((events) => events.onPlayed(frame.text));
        break;
      case 'key':
        this.hold.give((events) => events.onKey(frame.key));
        break;
      case 'error':
        this.errors += 1;
        break;
      case 'nothing':
        break;
    }
    return undefined;
  }

  private begin(setup: RelaySetup): string | undefined {
    if (this.isOpen) return 'a second setup';
    this.isOpen = true;
    this.opening.came();
    this.opened({
      setup,
      transport: this,
      attach: (events) => this.hold.attach(events),
      refuse: (reason) => this.guard.end(closeCodes.refused, reason),
      counts: () => ({ ...this.guard.counts, errors: this.errors }),
    });
    return undefined;
  }

  private gone(): void {
    this.opening.gone();
    this.hold.last((events) => events.onGone(false));
  }
}
