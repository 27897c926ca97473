import { provingText, type Proof } from './proof';
import type { Refusal } from './refusal';
import type { HmacScheme, Scheme, SignedRequest } from './scheme';
import { headerOf, schemeOf, type WebhookCheck } from './table';

/** Reads what a request carries to prove itself; a refusal where that is missing or makes no sense. */
export function readProof(
  check: WebhookCheck,
  request: SignedRequest,
): (Proof & { sentAt?: Date }) | Refusal {
  const scheme = schemeOf(check.scheme);
  const text = provingText(check, request);
  if (text === undefined || text === '') return missing(headerOf(check));
  // Node joins headers that came twice; whoever stands before us may have looked at the other one.
  if (scheme.form !== 'token' && text.includes(', '))
    return { why: 'malformed', found: 'it came more than once' };
  switch (scheme.form) {
    case 'hmac':
      return readHmac(scheme, text, request);
    case 'token':
      return readToken(scheme, text);
    case 'rsa':
      return isBase64(text) ? { given: [text] } : { why: 'malformed', found: 'it is not in base64' };
    case 'twilio':
      return { given: [text] };
  }
}

const missing = (header: string | undefined): Refusal => ({
  why: 'missing',
  ...(header === undefined ? {} : { found: `the header ${header}` }),
});

function readHmac(
  scheme: HmacScheme,
  text: string,
  { headers }: SignedRequest,
): (Proof & { sentAt?: Date }) | Refusal {
  const { signatures, told } = readSignatures(scheme, text);
  const [idHeader] = scheme.signed.includes('id') ? (scheme.id ?? []) : [];
  if (idHeader !== undefined && !headers[idHeader]) return missing(idHeader);
  if (!signatures.some((one) => isWritten(scheme, one))) return { why: 'malformed' };
  if (!scheme.time) return { given: signatures };
  const time = scheme.written === 'pairs' ? told : headers[scheme.time.header];
  if (time === undefined || time === '') return missing(scheme.time.header);
  const sentAt = toInstant(time, scheme.time.unit);
  return sentAt
    ? { given: signatures, time, sentAt }
    : { why: 'malformed', found: `the moment in ${scheme.time.header} makes no sense` };
}

function readSignatures(
  { written }: HmacScheme,
  text: string,
): { signatures: string[]; told?: string | undefined } {
  switch (written) {
    case 'bare':
      return { signatures: [text] };
    case 'sha256=':
    case 'sha1=':
      return { signatures: text.startsWith(written) ? [text.slice(written.length)] : [] };
    case 'list':
      // `v1a` is another kind of signature, and to be passed over.
      return {
        signatures: text
          .split(' ')
          .flatMap((one) => (one.startsWith('v1,') ? [one.slice(3)] : []))
          .slice(0, 10),
      };
    case 'pairs': {
      const pairs = text.split(',').map((one) => one.split(/=(.*)/s));
      return {
        signatures: pairs.flatMap(([name, value]) => (name === 'v1' && value ? [value] : [])).slice(0, 10),
        told: pairs.find(([name]) => name === 't')?.[1],
      };
    }
  }
}

const digits = { sha1: { hex: 40, base64: 28 }, sha256: { hex: 64, base64: 44 } };

const isWritten = ({ algorithm, encoding }: HmacScheme, signature: string): boolean =>
  signature.length === digits[algorithm][encoding] &&
  (encoding === 'hex' ? /^[0-9a-f]+$/i.test(signature) : isBase64(signature));

const isBase64 = (text: string): boolean => /^[A-Za-z0-9+/]+={0,2}$/.test(text);

function toInstant(text: string, unit: 's' | 'ms' | 'iso'): Date | undefined {
  if (unit === 'iso') {
    const isIso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/.test(text);
    const instant = new Date(isIso ? text : Number.NaN);
    return Number.isNaN(instant.getTime()) ? undefined : instant;
  }
  if (!/^\d{1,15}$/.test(text)) return undefined;
  const instant = new Date(Number(text) * (unit === 's' ? 1000 : 1));
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

function readToken(scheme: Extract<Scheme, { form: 'token' }>, text: string): Proof | Refusal {
  if (scheme.in !== 'basic') return { given: [text] };
  const coded = /^Basic +([A-Za-z0-9+/]+={0,2}) *$/i.exec(text)?.[1];
  if (coded === undefined) return { why: 'malformed', found: 'it is not "Basic" and base64' };
  return { given: [Buffer.from(coded, 'base64').toString('utf8')] };
}
