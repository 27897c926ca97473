import type { Store } from '../store/store';

/** Channels over which this API begins calls. */
export const apiChannels = ['dev', 'api'] as const;

const remembered = 10_000;

/** The channel of each call begun lately: a call's workflow id holds it, its address here does not. */
export class Channels {
  private readonly known = new Map<string, string>();

  constructor(private readonly store: Pick<Store, 'findCall'>) {}

  note(callId: string, channel: string): void {
    this.known.delete(callId);
    this.known.set(callId, channel);
    const [oldest] = this.known.keys();
    if (this.known.size > remembered && oldest !== undefined) this.known.delete(oldest);
  }

  /** The channel of a call, or all it may be where nobody knows it (any more); a store that is away delays nothing. */
  async candidates(callId: string): Promise<readonly string[]> {
    const channel = this.known.get(callId) ?? (await this.stored(callId));
    if (channel === undefined) return apiChannels;
    this.note(callId, channel);
    return [channel];
  }

  private async stored(callId: string): Promise<string | undefined> {
    try {
      return (await this.store.findCall(callId))?.channel;
    } catch {
      return undefined;
    }
  }
}
