/** What a webhook scheme is: which bytes are signed, how, and in which header it is told. */

/** A request as it came in. */
export interface SignedRequest {
  /** In capitals. */
  method: string;
  /** Path and query exactly as they came, not decoded and not put in order. */
  target: string;
  /** Names in lower case. One that came more than once has its values in one text, with `, ` between them. */
  headers: Readonly<Record<string, string | undefined>>;
  /** Untouched: a signature is over bytes, and text would lose those that are no UTF-8. */
  body: Buffer;
  receivedAt: Date;
}

/** What is strung together and signed; `.` is a full stop. */
export type SignedPart = 'id' | 'time' | 'method' | 'url' | 'body' | '.';

interface Told {
  /** Headers that together name one delivery; not always signed, so good for telling repeats and nothing else. */
  id?: readonly string[];
}

/** A digest with a shared key. */
export interface HmacScheme extends Told {
  form: 'hmac';
  algorithm: 'sha1' | 'sha256';
  encoding: 'hex' | 'base64';
  header: string;
  /**
   * How the header is written: the signature alone; behind a prefix; `v1,<signature>` several times with spaces between
   * (Standard Webhooks); or `t=<time>,v1=<signature>` (Calendly).
   */
  written: 'bare' | 'sha256=' | 'sha1=' | 'list' | 'pairs';
  signed: readonly SignedPart[];
  /** Where the moment of sending is told; for `pairs` in the signature's own header. */
  time?: { header: string; unit: 's' | 'ms' | 'iso' };
  /** How far that moment may lie from ours, in milliseconds; 5 minutes where nothing is said. */
  windowMs?: number;
  /** Whether the secret is text, or `whsec_` and base64. */
  key: 'text' | 'base64';
  /** HubSpot signs its address with some characters decoded. */
  decodesUrl?: boolean;
}

/** A signature with the vendor's private key, over the body. The secret is the public key as PEM. */
export interface RsaScheme extends Told {
  form: 'rsa';
  header: string;
}

/** X-Twilio-Signature: over the address and the fields of a form, or over the address with the body's hash in it. */
export interface TwilioScheme extends Told {
  form: 'twilio';
  header: string;
}

/** Nothing is signed: the secret itself comes along, in a header, in the address, or as `user:password`. */
export interface TokenScheme extends Told {
  form: 'token';
  in: 'header' | 'basic' | 'url';
  /** Absent where the connection says which. */
  header?: string;
}

export type Scheme = HmacScheme | RsaScheme | TwilioScheme | TokenScheme;
