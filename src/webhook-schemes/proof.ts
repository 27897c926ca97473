/** Whether one secret makes the signature that came. Every comparison takes the same time however much of it is right. */
import { createHash, createHmac, createVerify, timingSafeEqual } from 'node:crypto';
import { readForm } from '../channels/twilio/form';
import { createSignatureCheck } from '../channels/twilio/signature';
import type { HmacScheme, SignedPart, SignedRequest } from './scheme';
import { headerOf, schemeOf, type WebhookCheck } from './table';

/** What a request carries to prove itself. */
export interface Proof {
  /** Signatures or secrets, any of which may be right. */
  given: readonly string[];
  /** The moment of sending as it is written; it is signed in just these characters. */
  time?: string | undefined;
}

/** Whether `secret` proves it. Looks at no clock. Never throws. */
export function isProven(
  check: WebhookCheck,
  secret: string,
  request: SignedRequest,
  { given, time }: Proof,
): boolean {
  const scheme = schemeOf(check.scheme);
  switch (scheme.form) {
    case 'hmac': {
      const right = digestOf(scheme, secret, partsOf(scheme, check, request, time)).toString(scheme.encoding);
      return anySame(
        given.map((one) => (scheme.encoding === 'hex' ? one.toLowerCase() : one)),
        right,
      );
    }
    case 'token':
      return anySame(given, secret);
    case 'rsa':
      return given.some((one) => isSignedBy(secret, request.body, one));
    case 'twilio':
      return isTwilios(check.url ?? '', secret, request);
  }
}

/** The digest of what is signed. */
export function digestOf({ algorithm, key }: HmacScheme, secret: string, signed: Buffer): Buffer {
  const bytes = key === 'base64' ? Buffer.from(secret.replace(/^whsec_/, ''), 'base64') : secret;
  return createHmac(algorithm, bytes).update(signed).digest();
}

/** What is signed, strung together. */
export function partsOf(
  scheme: HmacScheme,
  check: Pick<WebhookCheck, 'url'>,
  { method, target, headers, body }: SignedRequest,
  time: string | undefined,
): Buffer {
  const part: Record<SignedPart, () => string | Buffer> = {
    id: () => headers[scheme.id?.[0] ?? ''] ?? '',
    time: () => time ?? '',
    method: () => method,
    url: () => {
      const url = `${check.url ?? ''}${target}`;
      return scheme.decodesUrl ? decoded(url) : url;
    },
    body: () => body,
    '.': () => '.',
  };
  return Buffer.concat(scheme.signed.map((name) => Buffer.from(part[name]())));
}

/** The characters HubSpot documents, and no others. */
const decoded = (url: string): string =>
  url.replace(/%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi, (found) => decodeURIComponent(found));

// Digests are of one length, so that comparing tells nothing of a secret's. No short cut from one to the next.
function anySame(given: readonly string[], right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const wanted = digest(right);
  return given.map((one) => timingSafeEqual(digest(one), wanted)).includes(true);
}

function isSignedBy(publicKey: string, body: Buffer, signature: string): boolean {
  // Other letters may stand for the same bytes; a signature is written in one way only.
  if (Buffer.from(signature, 'base64').toString('base64') !== signature) return false;
  try {
    return createVerify('RSA-SHA256').update(body).verify(publicKey, signature, 'base64');
  } catch {
    return false;
  }
}

function isTwilios(publicUrl: string, authToken: string, { target, headers, body }: SignedRequest): boolean {
  const call = { target, signature: headers['x-twilio-signature'] };
  const check = createSignatureCheck({ authToken, publicUrl });
  if (!/^application\/x-www-form-urlencoded/i.test(headers['content-type'] ?? ''))
    return check.isBodyGenuine(call, body.toString('utf8'));
  try {
    return check.isFormGenuine(call, readForm(body.toString('utf8')));
  } catch {
    return false;
  }
}

/** The text of the header that proves a request, or of the parameter. */
export function provingText(check: WebhookCheck, { headers, target }: SignedRequest): string | undefined {
  const header = headerOf(check);
  if (header !== undefined) return headers[header];
  const query = new URLSearchParams(target.split('?').slice(1).join('?'));
  const found = query.getAll(check.parameter ?? '');
  // Given twice, one of the two would count here and perhaps the other in front of us.
  return found.length > 1 ? found.join(', ') : found[0];
}
