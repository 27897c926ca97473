/**
 * The HTTP base of every connector: one request, one parsed answer, every fault a `ConnectorError`.
 *
 * No retries here, they belong to the workflow. Messages name the system, the method, the path and the status, and
 * nothing that a caller said: no bodies, no query values, no headers.
 */
import type { z } from 'zod';
import { ConnectorError, type ErrorKind, UsageError } from './errors';
import { readBody } from './http-body';
import { networkFault, retryAfterMs, statusKind } from './http-faults';

/** A query value; lists are joined by commas, undefined is left out. */
export type QueryValue = string | number | boolean | readonly string[] | undefined;

/** What a request carries besides its path. `body` is sent as JSON. */
export interface RequestParts {
  query?: Record<string, QueryValue>;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Sends one request; resolves with the answer as `schema` parses it (`undefined` where the answer has no body). */
export type Send = <T>(path: string, schema: z.ZodType<T>, parts?: RequestParts) => Promise<T>;

/** The four methods connectors need, on one base address. */
export interface Http {
  get: Send;
  post: Send;
  put: Send;
  patch: Send;
}

/** Where and how one connection is reached. `timeoutMs` covers the request with its whole answer. */
export interface HttpOptions {
  system: string;
  baseUrl: string;
  headers?: Record<string, string>;
  timeoutMs?: number;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH';

/** Makes the client of one connection. Throws `UsageError` when address or headers cannot be used. */
export function createHttp({ system, baseUrl, headers = {}, timeoutMs = 5000 }: HttpOptions): Http {
  const base = checkedBase(system, baseUrl);
  const common = checkedHeaders(system, headers);

  const sender =
    (method: Method): Send =>
    async (path, schema, parts = {}) => {
      const where = `${method} ${path}`;
      const fault = (kind: ErrorKind, what: string, more: { retryAfterMs?: number | undefined } = {}) =>
        new ConnectorError(system, kind, `${system} ${what} (${where})`, more);

      const url = addressOf(base, path, parts.query);
      if (!url) throw fault('rejected', 'was not asked: the path leads out of its address');
      const request: RequestInit = {
        method,
        headers: headersOf(common, parts),
        // Following would send the key to another host, or turn a POST into a GET.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      };
      if (parts.body !== undefined) request.body = JSON.stringify(parts.body);

      let response: Response;
      let text: string | undefined;
      try {
        response = await fetch(url, request);
        text = await readBody(response);
      } catch (error) {
        const { kind, what, cause } = networkFault(error, timeoutMs);
        throw new ConnectorError(system, kind, `${system} ${what} (${where})`, { cause });
      }
      if (!response.ok) {
        const [kind, what] = statusKind(response.status);
        throw fault(kind, what, { retryAfterMs: retryAfterMs(response.headers.get('retry-after')) });
      }
      if (text === undefined) throw fault('malformed', 'answered more than 2 MB');
      const parsed = schema.safeParse(jsonOf(text, method, fault));
      if (!parsed.success)
        throw fault('malformed', `answered in an unknown shape: ${firstIssue(parsed.error)}`);
      return parsed.data;
    };

  return { get: sender('GET'), post: sender('POST'), put: sender('PUT'), patch: sender('PATCH') };
}

/** Turns "there is none (any more)" into undefined; every other fault goes on. */
export async function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === 'missing') return undefined;
    throw error;
  }
}

/**
 * For what is always there, a list or the door for new records: 404 then means a wrong address or a missing right,
 * which a person must mend, and not that somebody's record is gone.
 */
export async function mustExist<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind !== 'missing') throw error;
    const { system, message, retryAfterMs } = error;
    throw new ConnectorError(system, 'rejected', `${message}: is its address right?`, { retryAfterMs });
  }
}

/**
 * Parses an answer with 2xx. JSON that breaks off after a write is `timeout`: the write was most likely done and only
 * its answer is lost, so the next try must come by itself and look first. Anything else that is no JSON (a log-in
 * page, a proxy's greeting) does not mend itself and is `malformed`.
 */
function jsonOf(
  text: string,
  method: Method,
  fault: (kind: ErrorKind, what: string) => ConnectorError,
): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  try {
    return JSON.parse(trimmed);
  } catch {
    // The parser's own error quotes the body, so it is not handed on as a cause.
    if (trimmed.startsWith('<'))
      throw fault('malformed', 'answered a page instead of JSON; is its address right?');
    const begun = trimmed.startsWith('{') || trimmed.startsWith('[');
    if (begun && method !== 'GET')
      throw fault('timeout', 'answered JSON that breaks off; the outcome is unknown');
    throw fault('malformed', begun ? 'answered JSON that breaks off' : 'answered something that is not JSON');
  }
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  return `${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'unknown'}`;
}

/** The address of a path below the base; undefined where `..` or an absolute path would leave it. */
function addressOf(base: URL, path: string, query: Record<string, QueryValue> = {}): URL | undefined {
  const url = new URL(path, base);
  if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) return undefined;
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined)
      url.searchParams.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  return url;
}

function headersOf(common: Headers, { body, headers = {} }: RequestParts): Headers {
  const all = new Headers(common);
  if (body !== undefined) all.set('content-type', 'application/json');
  for (const [name, value] of Object.entries(headers)) all.set(name, value);
  return all;
}

function checkedBase(system: string, baseUrl: string): URL {
  const url = URL.parse(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.search && !url.hash) return url;
  throw new UsageError(
    `The address of ${system} cannot be used.`,
    'Write its url like https://tickets.example.org, without user, query or #.',
  );
}

function checkedHeaders(system: string, headers: Record<string, string>): Headers {
  try {
    return new Headers({ accept: 'application/json', 'user-agent': 'recado', ...headers });
  } catch {
    // The built-in error quotes the value, which is a secret.
    throw new UsageError(
      `The key for ${system} holds characters that cannot be sent in a header.`,
      'Copy the key again, without line breaks or quotes.',
    );
  }
}
