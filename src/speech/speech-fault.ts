/** What goes wrong with a provider of speech, in the kinds of design section 4. Messages hold no words of a caller. */
import { ConnectorError, type ErrorKind } from '../errors';
import { networkFault, retryAfterMs, statusKind } from '../http-faults';

/** A provider that answered something other than 2xx. `retryAfter` is its header of that name. */
export function statusFault(
  system: string,
  status: number,
  retryAfter: string | null = null,
): ConnectorError {
  const [kind, what] = statusKind(status);
  return new ConnectorError(system, kind, `${system} ${what}`, { retryAfterMs: retryAfterMs(retryAfter) });
}

/** A request that failed, or sound that was cut off. An error that is one of ours already stays what it is. */
export function toSpeechFault(system: string, error: unknown): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const { kind, what, cause } = networkFault(error, 0);
  // A connection that breaks is an absence here: nothing was done that could be done twice.
  return new ConnectorError(system, kind === 'timeout' ? 'unavailable' : kind, `${system} ${what}`, {
    cause,
  });
}

/** The provider did not do something in time; `what` ends the sentence "did not …". */
export const late = (system: string, what: string, withinMs: number): ConnectorError =>
  new ConnectorError(system, 'timeout', `${system} did not ${what} within ${withinMs} ms`);

/** A fault of our own making of words: the kind, and what the provider did. */
export const speechFault = (system: string, kind: ErrorKind, what: string): ConnectorError =>
  new ConnectorError(system, kind, `${system} ${what}`);
