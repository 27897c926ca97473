/** The gateway's HTTP API as the shell uses it. */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { UsageError } from '../errors';
import * as shapes from '../gateway/shapes';
import { codeOf } from './error-code';
import { exitCode, Failed, NotReachable } from './exit';

const port = z.coerce.number().int().min(1).max(65535);
const environment = z.object({
  RECADO_HOST: z.string().default('127.0.0.1'),
  RECADO_PORT: port.default(8790),
  RECADO_API_KEY: z.string().optional(),
});

/** Where the gateway is. */
export interface ApiTarget {
  /** `http://host:port` */
  url: string;
  apiKey: string | undefined;
}

/** From the variables that the gateway itself is started with. Throws `UsageError`. */
export function apiTarget(env: NodeJS.ProcessEnv = process.env): ApiTarget {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new UsageError(
      `${issue?.path.join('.')}: ${issue?.message}`,
      `Correct or unset ${issue?.path.join('.')}.`,
    );
  }
  const { RECADO_HOST: host, RECADO_PORT: number, RECADO_API_KEY: key } = parsed.data;
  return { url: urlOf(host, number), apiKey: key?.trim() || undefined };
}

/** The address by which this machine reaches a server that listens on `host`. */
export function urlOf(host: string, port: number): string {
  const reached = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
}

/** What the gateway refused: its status beside the two lines. */
export class Refusal extends Failed {
  constructor(
    readonly status: number,
    message: string,
    fix: string,
  ) {
    // What the gateway calls malformed or keyless was asked wrongly here.
    super(message, fix, [400, 401].includes(status) ? exitCode.usage : exitCode.failed);
    this.name = 'Refusal';
  }
}

/** How a request is sent. */
export interface Ask {
  body?: unknown;
  /**
   * Milliseconds for which an unanswered request is sent again; only for what may be repeated without harm. By default
   * it is sent once.
   */
  patienceMs?: number;
}

/** The gateway's API. Throws `Refusal` with the gateway's own words, `NotReachable` where nobody answers. */
export interface Api {
  readonly url: string;
  get<T>(path: string, answer: z.ZodType<T>, ask?: Omit<Ask, 'body'>): Promise<T>;
  post<T>(path: string, answer: z.ZodType<T>, ask?: Ask): Promise<T>;
}

const timeoutMs = 70_000;
const againAfterMs = 300;

/** An API client for one gateway. */
export function createApi({ url, apiKey }: ApiTarget): Api {
  const send = async <T>(method: string, path: string, answer: z.ZodType<T>, ask: Ask): Promise<T> => {
    const until = performance.now() + (ask.patienceMs ?? 0);
    for (;;) {
      try {
        return await once(method, path, answer, ask);
      } catch (error) {
        const away = error instanceof NotReachable || (error instanceof Refusal && error.status === 503);
        if (!away || performance.now() > until) throw error;
        await pause(againAfterMs);
      }
    }
  };
  const once = async <T>(method: string, path: string, answer: z.ZodType<T>, { body }: Ask): Promise<T> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((error: unknown) => {
      throw away(url, error);
    });
    const text = await response.text().catch((error: unknown) => {
      throw away(url, error);
    });
    if (!response.ok) throw refusal(url, response.status, text);
    const parsed = answer.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    throw stranger(url, response.status);
  };
  return {
    url,
    get: (path, answer, ask = {}) => send('GET', path, answer, ask),
    post: (path, answer, ask = {}) => send('POST', path, answer, ask),
  };
}

function refusal(url: string, status: number, text: string): Failed {
  const told = shapes.problem.safeParse(parseJson(text));
  if (!told.success) return stranger(url, status);
  return new Refusal(status, told.data.error, told.data.fix);
}

const stranger = (url: string, status: number): Failed =>
  new Failed(
    `${url} answered ${status} with something that Recado's gateway does not say.`,
    'Look what listens there, and set RECADO_HOST and RECADO_PORT to the gateway.',
  );

function away(url: string, error: unknown): NotReachable {
  const { name, cause } = faultOf(error);
  const why = name === 'TimeoutError' ? 'no answer in time' : codeOf(cause ?? error);
  return new NotReachable(
    `Recado does not answer at ${url} (${why}).`,
    'Start it with npm start, or set RECADO_HOST and RECADO_PORT to where it runs.',
  );
}

/** What `fetch` throws, from whichever realm. */
function faultOf(error: unknown): { name?: unknown; cause?: unknown } {
  return typeof error === 'object' && error !== null ? error : {};
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
