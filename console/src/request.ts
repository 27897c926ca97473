import type { Problem } from '../../src/gateway/shapes';
import { currentKey } from './key';

/** Why a request was not done: `message` says what is wrong, `fix` what to do. `status` is 0 when nothing answered. */
export class ApiProblem extends Error implements Problem {
  readonly error: string;

  constructor(
    readonly status: number,
    error: string,
    readonly fix: string,
  ) {
    super(error);
    this.name = 'ApiProblem';
    this.error = error;
  }
}

interface Options {
  body?: unknown;
  signal?: AbortSignal | undefined;
  timeoutMs?: number | undefined;
}

/**
 * One request to the API, answered as JSON.
 *
 * Throws an `ApiProblem` when it is refused or nothing answers, and an `AbortError` when `signal` ends it.
 */
export async function request<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? 15_000);
  const headers = new Headers();
  const key = currentKey();
  if (key !== undefined) headers.set('authorization', `Bearer ${key}`);
  const init: RequestInit = {
    method,
    headers,
    signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
  };
  if (options.body !== undefined) {
    init.body = JSON.stringify(options.body);
    headers.set('content-type', 'application/json');
  }
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, init);
    text = await response.text();
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw nothingAnswered(timeout.aborted);
  }
  const answer = parse(text);
  if (response.ok && answer !== undefined) return answer as T;
  throw refusal(response.status, answer);
}

/** An `ApiProblem` for whatever was thrown. */
export function asProblem(thrown: unknown): ApiProblem {
  if (thrown instanceof ApiProblem) return thrown;
  return new ApiProblem(0, thrown instanceof Error ? thrown.message : 'Something went wrong', 'Try again.');
}

function nothingAnswered(timedOut: boolean): ApiProblem {
  return timedOut
    ? new ApiProblem(
        0,
        'Recado took too long to answer',
        'Try again; see whether its terminal shows an error.',
      )
    : new ApiProblem(
        0,
        'Recado does not answer',
        'See whether its terminal still runs; start it with: npm start',
      );
}

function parse(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusal(status: number, answer: unknown): ApiProblem {
  const { error, fix } = (answer ?? {}) as Partial<Problem>;
  return new ApiProblem(
    status,
    error ?? `Recado answered ${status}, and not in its own words`,
    fix ?? 'Try again; if it stays so, see its terminal for the reason.',
  );
}
