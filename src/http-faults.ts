/** What went wrong with a request, in the kinds of design section 4, and whether it may have been done all the same. */
import { ConnectorError, type ErrorKind, type FaultOutcome } from './errors';
import type { Method } from './http-request';

/** Faults of the connection's beginning: the request cannot have arrived. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EACCES',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** A certificate refused, or no TLS at the other end. Other faults of TLS may come after the request has left. */
const NOT_GREETED = /CERT|SIGNATURE|WRONG_VERSION_NUMBER/;

/** Makes the error of one request: its kind, and what happened. */
export type Blame = (
  kind: ErrorKind,
  what: string,
  more?: { cause?: unknown; retryAfterMs?: number | undefined; outcome?: FaultOutcome },
) => ConnectorError;

/** The errors of one request. A look changes nothing: whatever became of it, nothing was done. */
export function blameFor(system: string, method: Method, path: string): Blame {
  return (kind, what, more) =>
    new ConnectorError(system, kind, `${system} ${what} (${method} ${path})`, {
      ...more,
      ...(method === 'GET' && { outcome: 'not-done' }),
    });
}

/** A failed `fetch` or a body cut off. `cause` is safe to keep: it names a code and never a header or a body. */
export function networkFault(
  error: unknown,
  timeoutMs: number,
): { kind: ErrorKind; what: string; cause: Error; outcome: FaultOutcome } {
  const code = codeOf(error);
  const cause = new Error(code);
  if (code === 'TimeoutError')
    return { kind: 'timeout', what: `did not answer within ${timeoutMs} ms`, cause, outcome: 'unknown' };
  const notSent = NOT_SENT.has(code) || NOT_GREETED.test(code);
  if (notSent || /TLS|SSL/.test(code)) {
    const outcome = notSent ? 'not-done' : 'unknown';
    return { kind: 'unavailable', what: `cannot be reached: ${code}`, cause, outcome };
  }
  const what = `broke the connection off (${code}); the outcome is unknown`;
  return { kind: 'timeout', what, cause, outcome: 'unknown' };
}

/** The innermost code that a fetch failure carries; several addresses failing are reported as a list. */
function codeOf(error: unknown): string {
  // By shape and not by class: fetch's errors may come from another realm than ours.
  if (typeof error !== 'object' || error === null) return 'unknown';
  const { name, code, errors, cause }: Partial<Record<'name' | 'code' | 'errors' | 'cause', unknown>> = error;
  if (name === 'TimeoutError') return name;
  if (typeof code === 'string') return code;
  if (Array.isArray(errors) && errors.length > 0) return codeOf(errors[0]);
  return cause === undefined ? String(name) : codeOf(cause);
}

/** What a status other than 2xx means, with words for it. */
export function statusKind(status: number): [ErrorKind, string] {
  const what = `answered ${status}`;
  if (status >= 300 && status < 400)
    return ['rejected', `${what}, a redirect, which is not followed; put the final address into its url`];
  if (status === 408 || status === 504) return ['timeout', what];
  if (status === 429) return ['throttled', what];
  if (status >= 500) return ['unavailable', what];
  if (status === 401 || status === 403) return ['unauthorized', `${what}: its key is wrong or lacks a right`];
  if (status === 404 || status === 410) return ['missing', what];
  return ['rejected', what];
}

/**
 * Whether a system that answers so may have done what it was asked to. 4xx refuses; but some say 408 of work of their
 * own that took too long, and 301 to 303 is how a form that was taken sends the reader on.
 */
export const statusOutcome = (status: number): FaultOutcome =>
  status >= 500 || status === 408 || (status >= 301 && status <= 303) ? 'unknown' : 'not-done';

/** Milliseconds of a Retry-After header, given in seconds or as an HTTP date; at most a day. */
export function retryAfterMs(header: string | null, now = Date.now()): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  const ms = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000;
  if (Number.isNaN(ms)) return undefined;
  return Math.min(Math.max(ms, 0), 24 * 60 * 60 * 1000);
}
