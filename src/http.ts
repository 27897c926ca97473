/**
 * The HTTP base of every connector: one request, one parsed answer, every fault a `ConnectorError` that says whether
 * the system may have done the work all the same.
 *
 * No retries here, they belong to the workflow; but a request refused for an expired session is sent once more, since
 * nothing was done. Messages name the system, the method, the path and the status, and nothing that a caller said: no
 * bodies, no query values, no headers.
 */
import type { z } from 'zod';
import { ConnectorError } from './errors';
import { type Answer, parseAnswer } from './http-answer';
import { readBody } from './http-body';
import { blameFor, networkFault, retryAfterMs } from './http-faults';
import {
  addressOf,
  checkedBase,
  checkedHeaders,
  headersOf,
  type Method,
  type RequestParts,
} from './http-request';
import { createSession, sessionAnswer } from './http-session';
import type { Pace } from './pace';

export type { QueryValue, RequestParts } from './http-request';

/** Sends one request; resolves with the answer as `schema` parses it (`undefined` where the answer has no body). */
export type Send = <T>(path: string, schema: z.ZodType<T>, parts?: RequestParts) => Promise<T>;

/** The four methods connectors need, on one base address. */
export interface Http {
  get: Send;
  post: Send;
  put: Send;
  patch: Send;
}

/** Where and how one connection is reached. */
export interface HttpOptions {
  system: string;
  baseUrl: string;
  headers?: Record<string, string>;
  /** Covers one request with its whole answer, and not the wait for its place. */
  timeoutMs?: number;
  /** The limiter of the vendor's account: every request waits for its place, those for a session token too. */
  pace?: Pace | undefined;
  /**
   * The system wants a session token: `POST <path>` with `headers` gives one, `{token}`, and requests carry it as
   * `Authorization: Bearer`.
   */
  session?: { path: string } | undefined;
}

/** Makes the client of one connection. Throws `UsageError` when address or headers cannot be used. */
export function createHttp(options: HttpOptions): Http {
  const { session: wanted, pace } = options;
  const ask = askerOf(options);
  const place = async (): Promise<void> => await pace?.take();
  const asked = wanted ? withSession(ask, wanted.path, place) : askInPlace;

  async function askInPlace(request: Request): Promise<Answer> {
    await place();
    return await ask(request);
  }

  const sender =
    (method: Method): Send =>
    async (path, schema, parts = {}) =>
      parseAnswer(await asked({ method, path, parts }), schema);
  return { get: sender('GET'), post: sender('POST'), put: sender('PUT'), patch: sender('PATCH') };
}

interface Request {
  method: Method;
  path: string;
  parts: RequestParts;
}

/** Sends one request; resolves with the whole answer, of whatever status. `bearer` takes the place of the key. */
type Ask = (request: Request, bearer?: string) => Promise<Answer>;

/**
 * Requests that carry a session token. Which one is seen when a request's place has come, since it may have waited for
 * seconds; and where there is none, that place is the token's, or all who wait before it would go with an old one.
 */
function withSession(ask: Ask, path: string, place: () => Promise<void>) {
  const session = createSession(async () => {
    const answer = ask({ method: 'POST', path, parts: {} });
    return await nothingDone(mustExist(answer.then((whole) => parseAnswer(whole, sessionAnswer))));
  });
  return async (request: Request): Promise<Answer> => {
    for (let refusals = 0; ;) {
      await place();
      const token = session.known();
      if (token === undefined) {
        await session.fetched();
        continue;
      }
      const answer = await ask(request, token);
      if (answer.status !== 401 || refusals > 0) return answer;
      refusals += 1;
      session.refused(token);
    }
  };
}

function askerOf({ system, baseUrl, headers = {}, timeoutMs = 5000, pace }: HttpOptions): Ask {
  const base = checkedBase(system, baseUrl);
  const common = checkedHeaders(system, headers);
  return async ({ method, path, parts }, bearer) => {
    const blame = blameFor(system, method, path);
    const url = addressOf(base, path, parts.query);
    if (!url) throw blame('rejected', 'was not asked: the path leads out of its address');
    const request = {
      method,
      headers: headersOf(common, parts, bearer),
      ...(parts.body !== undefined && { body: JSON.stringify(parts.body) }),
      // Following would send the key to another host, or turn a POST into a GET.
      redirect: 'manual' as const,
    };
    const { status, text, waitMs } = await exchanged(url, request, timeoutMs).catch((error: unknown) => {
      const { kind, what, ...more } = networkFault(error, timeoutMs);
      throw blame(kind, what, more);
    });
    // The others of the account are kept from running into the same refusal.
    if (status === 429 && waitMs !== undefined) await pace?.hold(waitMs);
    return { status, text, retryAfterMs: waitMs, method, blame };
  };
}

async function exchanged(url: URL, request: RequestInit, timeoutMs: number) {
  const response = await fetch(url, { ...request, signal: AbortSignal.timeout(timeoutMs) });
  const text = await textOf(response);
  return { status: response.status, text, waitMs: retryAfterMs(response.headers.get('retry-after')) };
}

/** A refusal's status says enough, whatever becomes of its body. */
const textOf = (response: Response): Promise<string | undefined> =>
  response.ok ? readBody(response) : readBody(response).catch(() => undefined);

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
    const { system, message, retryAfterMs: waitMs } = error;
    throw new ConnectorError(system, 'rejected', `${message}: is its address right?`, {
      retryAfterMs: waitMs,
    });
  }
}

/** Of a request that only clears the way: whatever became of it, what was asked for has not been sent yet. */
async function nothingDone<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.outcome === 'not-done') throw error;
    const { system, kind, message, cause, retryAfterMs: waitMs } = error;
    throw new ConnectorError(system, kind, message, { cause, retryAfterMs: waitMs, outcome: 'not-done' });
  }
}
