/** The client of everything that speaks the OpenAI protocol, at whatever address, and its errors as ours. */
import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { ConnectorError, type ErrorKind } from './errors';
import { retryAfterMs, statusKind } from './http-faults';

/** Where it is, and its key. */
export interface OpenAiAddress {
  /** Local servers often want none. */
  apiKey: string | undefined;
  /** The vendor's own where undefined: `http://127.0.0.1:8000/v1`. */
  baseUrl: string | undefined;
}

/** Makes the client. It tries once: whoever calls it has somebody else to ask, and a caller who waits. */
export function createOpenAiClient({ apiKey, baseUrl }: OpenAiAddress, timeoutMs: number): OpenAI {
  return new OpenAI({
    apiKey: apiKey ?? 'none',
    // Null and not undefined: undefined would read variables of the environment that we do not know of.
    baseURL: baseUrl ?? null,
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: timeoutMs,
    // The client would print what it cannot read, and with it what callers said.
    logLevel: 'off',
  });
}

/** The client's error as `ConnectorError('openai', …)`, whose message begins with `who`; undefined for one that is not the client's. */
export function openAiFault(error: unknown, who: string): ConnectorError | undefined {
  if (error instanceof ConnectorError) return error;
  const fault = (kind: ErrorKind, what: string, waitMs?: number): ConnectorError =>
    new ConnectorError('openai', kind, `${who} ${what}`, { retryAfterMs: waitMs });
  if (error instanceof APIConnectionTimeoutError) return fault('timeout', 'took too long to answer');
  if (error instanceof APIConnectionError) return fault('unavailable', 'is not reached');
  if (error instanceof APIError && error.status !== undefined) {
    const headers: unknown = error.headers;
    const wait = headers instanceof Headers ? headers.get('retry-after') : null;
    return fault(...statusKind(Number(error.status)), retryAfterMs(wait));
  }
  if (error instanceof APIError) return fault('unavailable', 'broke off with an error');
  if (error instanceof SyntaxError) return fault('malformed', 'sent something that is no JSON');
  return undefined;
}
