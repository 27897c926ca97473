import type { CallStart } from '../domain/call';
import type { Store } from '../store/store';

/** Channels over which this gateway begins calls. */
export const ownChannels = ['dev', 'api', 'phone'] as const;

export type OwnChannel = (typeof ownChannels)[number];

const remembered = 10_000;

/** What this gateway remembers of a call. `start`: it began it; `heard`: the last turn it answered there. */
interface KnownCall {
  channel: string;
  start?: CallStart;
  heard?: string;
}

/** The calls begun or answered here lately: a call's workflow id holds its channel, its address here does not. */
export class KnownCalls {
  private readonly known = new Map<string, KnownCall>();

  constructor(private readonly store: Pick<Store, 'findCall'>) {}

  begun(start: CallStart): void {
    this.note(start.callId, { channel: start.channel, start });
  }

  comesBy(callId: string, channel: OwnChannel): void {
    this.note(callId, { channel });
  }

  answered(callId: string, channel: string, turnId: string): void {
    this.note(callId, { channel, heard: turnId });
  }

  find(callId: string): KnownCall | undefined {
    return this.known.get(callId);
  }

  /** The channel of a call, or all it may be where nobody knows it (any more); a store that is away delays nothing. */
  async candidates(callId: string): Promise<readonly string[]> {
    const channel = this.known.get(callId)?.channel ?? (await this.stored(callId));
    if (channel === undefined) return ownChannels;
    this.note(callId, { channel });
    return [channel];
  }

  private note(callId: string, call: KnownCall): void {
    const before = this.known.get(callId);
    this.known.delete(callId);
    this.known.set(callId, { ...before, ...call });
    const [oldest] = this.known.keys();
    if (this.known.size > remembered && oldest !== undefined) this.known.delete(oldest);
  }

  private async stored(callId: string): Promise<string | undefined> {
    try {
      return (await this.store.findCall(callId))?.channel;
    } catch {
      return undefined;
    }
  }
}
