/** Requests from the carrier to a gateway, as Twilio sends and signs them. */
import { randomUUID } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import type { Reach } from './reach';

/** Form fields of a request. */
export type Fields = Record<string, string>;

/** What came back. */
export interface WebhookAnswer {
  status: number;
  body: string;
  /** The address that was asked, as the gateway knows it. */
  url: string;
}

/** A request that brought no answer, or one that is none. The message holds no caller's data. */
export class WebhookError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WebhookError';
  }
}

/** Who signs. */
export interface Account {
  accountSid: string;
  authToken: string;
}

/** Twilio waits that long for TwiML. */
const patienceMs = 15_000;

/** Sends one request; a refused connection is tried at the next gateway, or once more. Throws `WebhookError`. */
export async function sendWebhook(
  { reach, account }: { reach: Reach; account: Account },
  ask: {
    url: string;
    method?: 'GET' | 'POST';
    fields: Fields;
    signal?: AbortSignal;
    /** The same where a request is sent again. */
    idempotencyToken?: string | undefined;
  },
): Promise<WebhookAnswer> {
  const { method = 'POST', fields } = ask;
  const url = method === 'GET' ? withQuery(ask.url, fields) : ask.url;
  const headers: Record<string, string> = {
    'x-twilio-signature': getExpectedTwilioSignature(account.authToken, url, method === 'GET' ? {} : fields),
    'i-twilio-idempotency-token': ask.idempotencyToken ?? randomUUID(),
    'user-agent': 'TwilioProxy/1.1',
    accept: '*/*',
  };
  if (method === 'POST') headers['content-type'] = 'application/x-www-form-urlencoded; charset=UTF-8';
  const timeout = AbortSignal.timeout(patienceMs);
  const signal = ask.signal ? AbortSignal.any([ask.signal, timeout]) : timeout;
  const body = method === 'POST' ? new URLSearchParams(fields).toString() : undefined;
  const addresses = reach.candidates(url);
  for (const address of addresses.length === 1 ? [...addresses, ...addresses] : addresses) {
    try {
      const response = await fetch(address, {
        method,
        headers,
        signal,
        ...(body === undefined ? {} : { body }),
      });
      return { status: response.status, body: await response.text(), url };
    } catch (error) {
      if (ask.signal?.aborted) throw error;
      if (timeout.aborted) throw new WebhookError(`${pathOf(url)} did not answer within ${patienceMs} ms`);
      reach.refused(address);
    }
  }
  throw new WebhookError(`${pathOf(url)} cannot be reached`);
}

/** The signature of a socket's handshake: the address as TwiML told it, and no fields. */
export const socketSignature = ({ authToken }: Account, url: string): string =>
  getExpectedTwilioSignature(authToken, url, {});

function withQuery(url: string, fields: Fields): string {
  const made = new URL(url);
  for (const [name, value] of Object.entries(fields)) made.searchParams.append(name, value);
  return made.href;
}

/** Without the query, which may hold a caller's number. */
export const pathOf = (url: string): string => new URL(url).pathname;
