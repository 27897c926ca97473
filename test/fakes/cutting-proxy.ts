/**
 * An HTTP proxy that loses answers: the request reaches the system whole, and its work is done, before anything is cut.
 *
 * It stands in front of real servers and fakes alike, and works in the order in which faults were asked for.
 */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as ask,
  type ServerResponse,
} from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { addressOf, closed, listening } from './answering-server';

/**
 * `cut`: no answer, the connection breaks. `midway`: half the answer, then it breaks. `truncate`: half the body, ended
 * properly. `hold`: the request is kept back until another one meets `after-held`, which goes to the system behind it.
 * `delayMs`: the answer comes that much later. `passAfterMs`: the request itself reaches the system that much later.
 * An answer: the system is not asked, and this is what comes back.
 */
export type ProxyFault =
  | 'cut'
  | 'midway'
  | 'truncate'
  | 'hold'
  | 'after-held'
  | { delayMs: number }
  | { passAfterMs: number }
  | { status: number; headers?: Record<string, string>; body?: string };

export interface CuttingProxy {
  url: string;
  /** Methods and paths that reached the system, in order. */
  passed: string[];
  /** Headers and body of each of them. */
  sent: { headers: IncomingHttpHeaders; body: string }[];
  /** The next request of one of those methods, to such a path, meets that fault; faults queue up. */
  next(methods: string[], fault: ProxyFault, path?: RegExp): void;
  /** No fault waits any more. */
  forget(): void;
  /** What every request meets that no single fault is meant for; undefined for nothing. */
  always(fault: ProxyFault | undefined): void;
  /** How many requests are kept back. */
  held(): number;
  close(): Promise<void>;
}

interface Passed {
  answer: IncomingMessage;
  body: Buffer;
}

export async function cuttingProxy(target: string): Promise<CuttingProxy> {
  const faults: { methods: string[]; fault: ProxyFault; path: RegExp }[] = [];
  const passed: string[] = [];
  const sent: CuttingProxy['sent'] = [];
  const held: (() => Promise<unknown>)[] = [];
  let standing: ProxyFault | undefined;

  const pass = (request: IncomingMessage, body: Buffer): Promise<Passed> =>
    new Promise((resolve, reject) => {
      passed.push(`${request.method} ${request.url}`);
      sent.push({ headers: request.headers, body: body.toString('utf8') });
      const { host: _, ...headers } = request.headers;
      const onward = ask(new URL(request.url ?? '/', target), {
        method: request.method,
        headers,
        agent: false,
      });
      onward.on('error', reject).on('response', (answer) => {
        collect(answer).then((whole) => resolve({ answer, body: whole }), reject);
      });
      onward.end(body);
    });

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await collect(request);
    const index = faults.findIndex(
      ({ methods, path }) => methods.includes(request.method ?? '') && path.test(request.url ?? ''),
    );
    const fault = index < 0 ? standing : faults.splice(index, 1)[0]?.fault;
    if (fault === 'hold') return void held.push(() => pass(request, body));
    if (typeof fault === 'object' && 'status' in fault) {
      response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
      return void response.end(fault.body ?? '');
    }
    if (fault === 'after-held') for (const release of held.splice(0)) await release();
    if (typeof fault === 'object' && 'passAfterMs' in fault) await sleep(fault.passAfterMs);
    const answer = await pass(request, body);
    if (typeof fault === 'object' && 'delayMs' in fault) await sleep(fault.delayMs);
    finish(response, answer, fault);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await listening(server);
  return {
    url: addressOf(server),
    passed,
    sent,
    next: (methods, fault, path = /^/) => void faults.push({ methods, fault, path }),
    forget: () => void faults.splice(0),
    always(fault) {
      standing = fault;
    },
    held: () => held.length,
    close: () => closed(server),
  };
}

function finish(response: ServerResponse, { answer, body }: Passed, fault?: ProxyFault): void {
  if (fault === 'cut') return void response.destroy();
  const { 'transfer-encoding': _, connection: __, ...headers } = answer.headers;
  const half = body.subarray(0, Math.ceil(body.length / 2));
  const sent = fault === 'truncate' ? half : body;
  response.writeHead(answer.statusCode ?? 502, { ...headers, 'content-length': sent.length });
  if (fault === 'midway') response.write(half, () => response.destroy());
  else response.end(sent);
}

async function collect(message: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
