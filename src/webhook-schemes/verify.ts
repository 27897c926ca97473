/** The one verifier of webhooks: says whether a request is genuine, and of one that is not, why. */
import { diagnose } from './diagnosis';
import { isProven, type Proof } from './proof';
import { readProof } from './read-proof';
import type { Refusal } from './refusal';
import type { SignedRequest } from './scheme';
import { schemeOf, type WebhookCheck } from './table';

/** A request that is what it says. `id` names the delivery, the same over all its tries; `sentAt` only where it is signed. */
export interface Genuine {
  genuine: true;
  id?: string;
  sentAt?: Date;
}
export type Verdict = Genuine | ({ genuine: false } & Refusal);

const usualWindowMs = 5 * 60_000;

/** Checks a request and, where it is refused, looks for the reason. Never throws. */
export function verifyWebhook(check: WebhookCheck, request: SignedRequest): Verdict {
  const first = examine(check, request);
  return 'genuine' in first ? first : { genuine: false, ...first.why() };
}

/** Checks only; the reason is looked for when it is asked for, since that costs many times the check. */
export function examine(check: WebhookCheck, request: SignedRequest): Genuine | { why: () => Refusal } {
  const proof = readProof(check, request);
  if ('why' in proof) return { why: () => diagnose(check, request, proof) };
  // No short circuit between secrets: a wrong one costs the same as a right one.
  const proven = check.secrets.map((secret) => isProven(check, secret, request, proof)).includes(true);
  if (!proven) return { why: () => diagnose(check, request, { why: 'wrong-key' }) };
  const offMs = offByMs(check, request, proof);
  if (offMs !== undefined) return { why: () => ({ why: 'clock', offMs }) };
  return genuine(check, request, proof);
}

/** By how much a moment of sending lies outside of the window, negative for the past; undefined within. */
function offByMs(
  check: WebhookCheck,
  { receivedAt }: SignedRequest,
  { sentAt }: ReadProof,
): number | undefined {
  if (!sentAt) return undefined;
  const scheme = schemeOf(check.scheme);
  const windowMs = (scheme.form === 'hmac' ? scheme.windowMs : undefined) ?? usualWindowMs;
  const offMs = sentAt.getTime() - receivedAt.getTime();
  return Math.abs(offMs) > windowMs ? offMs : undefined;
}

type ReadProof = Proof & { sentAt?: Date };

function genuine(check: WebhookCheck, { headers }: SignedRequest, { sentAt }: ReadProof): Genuine {
  const names = schemeOf(check.scheme).id ?? [];
  const ids = names.map((name) => headers[name] ?? '');
  const id = names.length > 0 && ids.every((one) => one !== '') ? ids.join('/') : undefined;
  return { genuine: true, ...(id === undefined ? {} : { id }), ...(sentAt ? { sentAt } : {}) };
}
