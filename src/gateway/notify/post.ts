/**
 * One post to an endpoint of somebody else. Its name is resolved once and the connection goes to the address that was
 * judged, so that no name can lead into our own network; redirects are not followed, and an answer is never read whole.
 */
import { lookup } from 'node:dns/promises';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { z } from 'zod';
import { isLoopbackAddress, isLoopbackName, isPrivateAddress } from '../../private-address';

/** What a post came to: the answer's head, or why there is none, in plain words. */
export type Posted = { status: number; abort: boolean; retryAfter: string | undefined } | { fault: string };

/** A post. */
export interface Post {
  url: string;
  allowPrivate: boolean;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
  /** Ends it at once. */
  signal: AbortSignal;
}

/** Posts it. Never throws. */
export async function post({ url, allowPrivate, headers, body, timeoutMs, signal }: Post): Promise<Posted> {
  const late = AbortSignal.timeout(timeoutMs);
  const ended = AbortSignal.any([signal, late]);
  try {
    const target = new URL(url);
    const addresses = await unless(ended, addressesOf(target.hostname, allowPrivate));
    const message = await send(target, { headers, body, addresses, signal: ended });
    // Its words are of no use to us, and may be without end.
    message.on('error', () => undefined).destroy();
    const { 'webhook-delivery': delivery, 'retry-after': retryAfter } = message.headers;
    return { status: message.statusCode ?? 0, abort: delivery === 'abort-message', retryAfter };
  } catch (error) {
    if (late.aborted) return { fault: `no answer within ${timeoutMs / 1000} s` };
    return { fault: error instanceof Refusal ? error.message : faultOf(error) };
  }
}

/** An address that we do not go to. */
class Refusal extends Error {}

type Address = { address: string; family: number };

async function addressesOf(hostname: string, allowPrivate: boolean): Promise<Address[]> {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(host);
  const addresses = family === 0 ? await lookup(host, { all: true }) : [{ address: host, family }];
  const ours = isLoopbackName(host);
  for (const { address } of addresses) {
    if (allowPrivate || (ours && isLoopbackAddress(address)) || !isPrivateAddress(address)) continue;
    throw new Refusal('its name leads into a private network; allowPrivate: true would allow that');
  }
  return addresses;
}

function send(
  url: URL,
  { headers, body, addresses, signal }: Pick<Post, 'headers' | 'body' | 'signal'> & { addresses: Address[] },
): Promise<IncomingMessage> {
  const known: LookupFunction = (_host, options, done) => {
    const [first] = addresses;
    if (options.all) done(null, addresses);
    else done(null, first?.address ?? '', first?.family ?? 0);
  };
  const open = url.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    open(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      lookup: known,
      agent: false,
      signal,
      maxHeaderSize: 16 * 1024,
    })
      .on('response', resolve)
      .on('error', reject)
      .end(body);
  });
}

/** What `work` comes to, unless the signal is quicker. */
async function unless<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  let end = (): void => undefined;
  const ended = new Promise<never>((_, reject) => {
    end = () => reject(signal.reason as Error);
    signal.addEventListener('abort', end);
  });
  return await Promise.race([work, ended]).finally(() => signal.removeEventListener('abort', end));
}

const coded = z.object({ code: z.string().regex(/^[A-Z0-9_]{1,60}$/) });

/** The system's code and nothing else: messages of TLS and DNS quote what they were given. */
function faultOf(error: unknown): string {
  const { code } = coded.safeParse(error).data ?? {};
  return `it cannot be reached${code === undefined ? '' : ` (${code})`}`;
}
