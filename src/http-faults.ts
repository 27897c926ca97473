/** What went wrong with a request, in the kinds of design section 4. Rules only. */
import type { ErrorKind } from './errors';

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

/** A failed `fetch` or a body cut off. `cause` is safe to keep: it names a code and never a header or a body. */
export function networkFault(
  error: unknown,
  timeoutMs: number,
): { kind: ErrorKind; what: string; cause: Error } {
  const code = codeOf(error);
  const cause = new Error(code);
  if (code === 'TimeoutError')
    return { kind: 'timeout', what: `did not answer within ${timeoutMs} ms`, cause };
  if (NOT_SENT.has(code) || /CERT|TLS|SSL/.test(code))
    return { kind: 'unavailable', what: `cannot be reached: ${code}`, cause };
  return { kind: 'timeout', what: `broke the connection off (${code}); the outcome is unknown`, cause };
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

/** Milliseconds of a Retry-After header, given in seconds or as an HTTP date; at most a day. */
export function retryAfterMs(header: string | null, now = Date.now()): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  const ms = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000;
  if (Number.isNaN(ms)) return undefined;
  return Math.min(Math.max(ms, 0), 24 * 60 * 60 * 1000);
}
