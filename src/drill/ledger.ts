/** What a stand-in system really did: the only judge of a drill. */
import type { Json } from '../domain/call';

/** One deed of a stand-in system, in the order it committed them. */
export interface LedgerEntry {
  /** 1, 2, 3 … over all systems of the drill. */
  number: number;
  /** Milliseconds since the epoch. */
  atMs: number;
  /** The connection's name. */
  system: string;
  /** `createTicket`, `commentTicket`, `changeTicket`, or the name of a declared operation. */
  tool: string;
  arguments: Json;
  /** The idempotency key or reference that came along; undefined for class `none`. */
  key: string | undefined;
  /** Number of the record made or changed. */
  recordId: string;
}
