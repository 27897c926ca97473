/** A live line as the gateway holds it. */
import type { Listened, Listening } from '../domain/listening';
import type { LiveLine } from './live-line';

/** A line that can be attended by its own host while Temporal is away. */
export interface OpenLine extends LiveLine {
  /** As `listen`, in the workflow's absence: rejects with `TakenOver` as soon as the workflow listens itself. */
  listenAlone(ask: Listening, signal: AbortSignal): Promise<Listened>;
  /** Whether its socket is there. */
  readonly isOpen: boolean;
  /** Whether the workflow has asked it to listen yet. */
  readonly wasAsked: boolean;
  /** Says something that nobody asked for. `whole`: to its end, whoever speaks meanwhile. */
  sayOwn(sentence: string, whole?: boolean): void;
}
