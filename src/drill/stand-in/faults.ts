/** What may go wrong between a system and those who ask it, down to the bytes. */
import type { Json } from '../../domain/call';

/** A request as it came in. */
export interface StandInRequest {
  /** 1, 2, 3 … over all systems, in the order of arrival. */
  number: number;
  /** The desk's name, which is the connection's. */
  system: string;
  method: string;
  /** Below the desk, without query: `/tickets`, `/tickets/1001/comments`, `/acts`, `/lookups`, `/token`. */
  path: string;
  /** Idempotency-Key, or the reference or key in body or query. */
  key: string | undefined;
  body: Json | undefined;
}

/**
 * One fault. Those without `done` say themselves whether the work is done.
 *
 * - `cut`: done; the connection is reset before a byte of the answer.
 * - `status`: that answer; `done` says whether the work was done all the same.
 * - `silent`: never answers.
 * - `drip`: done; the answer comes at one byte a second.
 * - `truncated`: done; the answer is whole for HTTP, and its JSON breaks off.
 * - `html`: not done; 200 with a page.
 * - `errorBody`: not done; 200 with `{error: {code, message}}`.
 * - `renamed`: done; the answer's field has another name.
 * - `expired`: not done; 401, and the session that was used is over.
 * - `down`: not done; the connection is reset.
 * - `late`: never answers, and does the work after so many milliseconds, when the client has given up.
 */
export type StandInFault =
  | { kind: 'cut' | 'drip' | 'truncated' | 'html' | 'errorBody' | 'renamed' | 'expired' | 'down' }
  | { kind: 'status'; status: number; retryAfterSeconds?: number; done?: boolean }
  | { kind: 'silent'; done: boolean }
  | { kind: 'late'; afterMs: number };

/** Decides what a request meets; undefined for nothing. Asked once for each request, when it has come in whole. */
export type ChooseFault = (request: StandInRequest) => StandInFault | undefined;

/** Whether the work is done before anything goes wrong. */
export function isDone(fault: StandInFault | undefined): boolean {
  switch (fault?.kind) {
    case 'html':
    case 'errorBody':
    case 'expired':
    case 'down':
    case 'late':
      return false;
    case 'status':
    case 'silent':
      return fault.done ?? false;
    default:
      return true;
  }
}
