/** Why a signature is wrong: tries what the usual mistakes would have given. Nothing it finds makes a request genuine. */
import { bodiesBefore } from './body-variants';
import { digestOf, isProven, partsOf, provingText } from './proof';
import { readProof } from './read-proof';
import type { Refusal } from './refusal';
import type { HmacScheme, SignedRequest } from './scheme';
import { schemeOf, signsUrl, type WebhookCheck } from './table';
import { addressesBefore } from './url-variants';

/** The reason behind `first`, which is what the check itself saw. */
export function diagnose(check: WebhookCheck, request: SignedRequest, first: Refusal): Refusal {
  const scheme = schemeOf(check.scheme);
  if (first.why === 'malformed')
    return scheme.form === 'hmac' && !first.found ? (otherEncoding(scheme, check, request) ?? first) : first;
  if (first.why !== 'wrong-key') return first;
  const proof = readProof(check, request);
  if ('why' in proof) return first;
  const holds = (changed: Partial<WebhookCheck>, came: Partial<SignedRequest> = {}): boolean => {
    const tried = { ...check, ...changed };
    return tried.secrets.some((secret) => isProven(tried, secret, { ...request, ...came }, proof));
  };

  const trimmed = check.secrets.map((secret) => secret.trim());
  if (scheme.form === 'token') {
    const near = proof.given.some((given) => trimmed.includes(given.trim()));
    return near ? { why: 'wrong-key', found: 'with spaces around it' } : first;
  }
  for (const { found, body } of bodiesBefore(request.body)) {
    if (holds({}, { body })) return { why: 'body-reencoded', found };
  }
  if (signsUrl(scheme)) {
    for (const { found, url, target } of addressesBefore(check.url ?? '', request))
      if (holds({ url }, { target })) return { why: 'url', found };
  }
  return holds({ secrets: trimmed }) ? { why: 'wrong-key', found: 'without the spaces around it' } : first;
}

/** The right digest in another dress: hex for base64, no prefix, or a key that was taken for text. */
function otherEncoding(scheme: HmacScheme, check: WebhookCheck, request: SignedRequest): Refusal | undefined {
  const text = (provingText(check, request) ?? '').trim();
  const bare = text.replace(/^(sha1=|sha256=|v1,)/, '');
  const time = scheme.time && request.headers[scheme.time.header];
  const signed = partsOf(scheme, check, request, time);
  for (const algorithm of ['sha256', 'sha1'] as const) {
    for (const secret of check.secrets) {
      const digest = digestOf({ ...scheme, algorithm }, secret, signed);
      const found = (['hex', 'base64', 'base64url'] as const).find((encoding) =>
        [digest.toString(encoding), digest.toString(encoding).toUpperCase()].includes(bare),
      );
      if (!found) continue;
      const way = `${algorithm} in ${found}`;
      const wanted = `${scheme.algorithm} in ${scheme.encoding}`;
      return {
        why: 'malformed',
        found:
          way === wanted
            ? 'the digest is right, but not written as this scheme writes it'
            : `the digest is right, but it is ${way} and not ${wanted}`,
      };
    }
  }
  return undefined;
}
