/** What connects a person's phone to a gateway at a moment of the call: a media stream, a relay, or the carrier's own verbs. */

/** Why a leg ended. */
export type LegEnd =
  /** The gateway closed it, or was lost. */
  | { why: 'lost'; error: string }
  /** The gateway ended it in order. */
  | { why: 'closed'; handoff?: string }
  /** The call is over, or goes on with other instructions. */
  | { why: 'left' }
  /** We killed it, as a broken network does. */
  | { why: 'dropped' };

/** A connection under way. */
export interface Leg {
  readonly transport: 'media' | 'relay' | 'gather';
  /** Resolves once. */
  readonly ended: Promise<LegEnd>;
  /** Every 20 ms, with the caller's sound of the 20 ms that ended. */
  tick(nowMs: number, frame: Buffer): void;
  press(key: string): void;
  /** Breaks the connection without a word. */
  drop(): void;
  /** Ends it in order: the caller has hung up, or the carrier has other instructions. */
  leave(): void;
}

/** A promise and how to keep it. */
export interface Ending {
  promise: Promise<LegEnd>;
  end(how: LegEnd): void;
}

export function openEnding(): Ending {
  let end: (how: LegEnd) => void = () => undefined;
  const promise = new Promise<LegEnd>((resolve) => {
    end = resolve;
  });
  return { promise, end };
}
