/**
 * How the `twilio` package reaches the network: through `fetch`, once, with a deadline over the whole answer, and with
 * faults in our kinds.
 *
 * The package's own client knows no deadline for an answer that drips, hides Retry-After, writes numbers into its
 * messages and, by a variable of the environment, requests into the console. No retries here: they are the workflow's.
 */
import RequestClient from 'twilio/lib/base/RequestClient';
import type TwilioResponse from 'twilio/lib/http/response';
import { z } from 'zod';
import { ConnectorError } from '../../errors';
import { readBody } from '../../http-body';
import { networkFault, retryAfterMs, statusKind, statusOutcome } from '../../http-faults';

const system = 'twilio';
const refusal = z.object({ code: z.number().int() });

/** Where requests go. */
export interface TransportOptions {
  /** Stands for `https://api.twilio.com`: the simulator. Absent: Twilio, and nobody else is ever given the token. */
  baseUrl: string | undefined;
  timeoutMs: number;
}

/** A refusal that bears one of Twilio's own codes, such as 21610. Its message says the code and nothing of the caller. */
export class TwilioRefusal extends ConnectorError {
  constructor(
    readonly code: number,
    ...rest: ConstructorParameters<typeof ConnectorError>
  ) {
    super(...rest);
  }
}

/** A client to hand to `twilio(…)` as `httpClient`. Throws `ConnectorError`. */
export class RestTransport extends RequestClient {
  constructor(private readonly options: TransportOptions) {
    super();
  }

  override async request<T>(asked: RequestClient.RequestOptions<T>): Promise<TwilioResponse<T>> {
    const { timeoutMs } = this.options;
    const what = `${asked.method.toUpperCase()} ${resourceOf(asked.uri)}`;
    const isLook = asked.method === 'get';
    const url = this.addressOf(asked.uri, asked.params);
    const answered = await exchange(url, requestOf(asked), timeoutMs).catch((error: unknown) => {
      const { kind, what: happened, cause, outcome } = networkFault(error, timeoutMs);
      const message = `${system} ${happened} (${what})`;
      throw new ConnectorError(system, kind, message, { cause, outcome: isLook ? 'not-done' : outcome });
    });
    if (answered.status >= 300) throw refusalOf(answered, what, isLook);
    const body: unknown = answered.status === 204 ? undefined : jsonOf(answered.text);
    if (answered.status !== 204 && (typeof body !== 'object' || body === null)) {
      throw new ConnectorError(
        system,
        'malformed',
        `${system} answered something that is not JSON (${what})`,
        {
          outcome: isLook ? 'not-done' : 'unknown',
        },
      );
    }
    return { statusCode: answered.status, body: body as T, headers: {}, toString: () => what };
  }

  private addressOf(uri: string, params: object | undefined): URL {
    const url = new URL(uri);
    for (const [name, value] of fieldsOf(params)) url.searchParams.append(name, value);
    const { baseUrl } = this.options;
    if (baseUrl !== undefined) return new URL(`${baseUrl}${url.pathname}${url.search}`);
    if (url.protocol === 'https:' && url.hostname.endsWith('.twilio.com')) return url;
    throw new ConnectorError(system, 'rejected', `${system} was not asked: the address is none of Twilio's`);
  }
}

interface Answered {
  status: number;
  text: string | undefined;
  waitMs: number | undefined;
}

async function exchange(url: URL, request: RequestInit, timeoutMs: number): Promise<Answered> {
  // A redirect would hand the token to another host.
  const response = await fetch(url, {
    ...request,
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await (response.ok ? readBody(response) : readBody(response).catch(() => undefined));
  return { status: response.status, text, waitMs: retryAfterMs(response.headers.get('retry-after')) };
}

function requestOf<T>({
  method,
  username,
  password,
  headers,
  data,
}: RequestClient.RequestOptions<T>): RequestInit {
  const key = Buffer.from(`${username}:${password}`).toString('base64');
  const all = new Headers({ authorization: `Basic ${key}`, accept: 'application/json' });
  const agent: unknown = headers && 'User-Agent' in headers ? headers['User-Agent'] : undefined;
  if (typeof agent === 'string') all.set('user-agent', agent);
  const body = data === undefined ? undefined : new URLSearchParams([...fieldsOf(data)]);
  return { method: method.toUpperCase(), headers: all, ...(body && { body }) };
}

/** Fields as forms have them: a list is a field that comes more than once, what is undefined is left out. */
function* fieldsOf(values: unknown): Generator<[string, string]> {
  if (typeof values !== 'object' || values === null) return;
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) yield [name, String(one)];
    }
  }
}

/** Says in a request's name what it is about, and nothing of account or caller. */
const resourceOf = (uri: string): string =>
  new URL(uri).pathname.replace(/^.*\/Accounts\/[^/]+\//, '').replace(/\.json$/, '');

/** 21220: the call is over (it "is not in-progress"); Twilio says 400 and means what others say with 404. */
const callIsOver = 21_220;

function refusalOf({ status, text, waitMs }: Answered, request: string, isLook: boolean): ConnectorError {
  const parsed = refusal.safeParse(jsonOf(text));
  const code = parsed.success ? parsed.data.code : undefined;
  const [kind, what] = statusKind(status);
  // Its message may quote a number, its code does not.
  const message = `${system} ${what}${code === undefined ? '' : `, code ${code}`} (${request})`;
  const options = { retryAfterMs: waitMs, outcome: isLook ? 'not-done' : statusOutcome(status) } as const;
  if (code === undefined) return new ConnectorError(system, kind, message, options);
  return new TwilioRefusal(code, system, code === callIsOver ? 'missing' : kind, message, options);
}

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
