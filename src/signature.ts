/** Webhook signatures: over the raw body, in constant time, before anything is parsed. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { ConnectorError } from './errors';

/** A secret of Standard Webhooks: `whsec_` and base64. */
export const webhookSecret = z
  .string()
  .regex(
    /^whsec_[A-Za-z0-9+/]{16,}={0,2}$/,
    'whsec_ followed by a secret in base64 (openssl rand -base64 24)',
  );
/** One secret, or the new and the old one while they are being changed. */
export const webhookSecrets = z.preprocess(
  (given) => (typeof given === 'string' ? [given] : given),
  z.array(webhookSecret).min(1).max(3),
);

/** Headers that make a message of Standard Webhooks. */
export type SignatureHeaders = Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>;

/** Signs a body as Standard Webhooks say. `sentAt` is the moment of this sending; `id` stays the same over all. */
export function signWebhook(secret: string, id: string, sentAt: Date, rawBody: string): SignatureHeaders {
  return {
    'webhook-id': id,
    'webhook-timestamp': `${Math.floor(sentAt.getTime() / 1000)}`,
    'webhook-signature': new Webhook(secret).sign(id, sentAt, rawBody),
  };
}

/**
 * Checks a message of Standard Webhooks against each secret, and that it is not older or newer than 5 minutes.
 * Returns its id. Throws `ConnectorError` `unauthorized`, without telling the sender more than that.
 */
export function verifyWebhook(
  system: string,
  secrets: readonly string[],
  headers: Record<string, string | undefined>,
  rawBody: string,
): string {
  const id = headers['webhook-id'] ?? '';
  const signed = {
    'webhook-id': id,
    'webhook-timestamp': headers['webhook-timestamp'] ?? '',
    'webhook-signature': headers['webhook-signature'] ?? '',
  };
  // No short circuit between secrets: each is one HMAC, and a wrong one costs the same as a right one.
  const genuine = secrets.map((secret) => isGenuine(secret, signed, rawBody)).includes(true);
  if (!genuine)
    throw new ConnectorError(system, 'unauthorized', `The signature of a ${system} webhook is wrong or old.`);
  return id;
}

function isGenuine(secret: string, headers: SignatureHeaders, rawBody: string): boolean {
  try {
    new Webhook(secret).verify(rawBody, headers, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}

/** A vendor's own scheme: what is signed, how it is written, and what the vendor sent. */
export interface HmacCheck {
  algorithm: 'sha1' | 'sha256';
  encoding: 'hex' | 'base64';
  secret: string;
  /** Exactly the text the vendor signs: the raw body, or `timestamp + rawBody`, … */
  signed: string;
  /** As sent, without a prefix such as `sha256=`. */
  signature: string | undefined;
}

/** Whether an HMAC is right. Takes the same time however much of it is. */
export function isHmacRight({ algorithm, encoding, secret, signed, signature = '' }: HmacCheck): boolean {
  const right = Buffer.from(createHmac(algorithm, secret).update(signed).digest(encoding));
  const given = Buffer.from(encoding === 'hex' ? signature.toLowerCase() : signature);
  return right.length === given.length && timingSafeEqual(right, given);
}
