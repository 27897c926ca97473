/** Standard Webhooks, which is what we send ourselves. */
import { digestOf, partsOf } from './proof';
import { schemes } from './table';

/** Headers that make a message of Standard Webhooks. */
export type SignatureHeaders = Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>;

/** Signs a body as Standard Webhooks say. `sentAt` is the moment of this sending; `id` stays the same over all. */
export function signWebhook(secret: string, id: string, sentAt: Date, rawBody: string): SignatureHeaders {
  const scheme = schemes['standard-webhooks'];
  const time = `${Math.floor(sentAt.getTime() / 1000)}`;
  const request = { method: 'POST', target: '', headers: { 'webhook-id': id }, body: Buffer.from(rawBody) };
  const signed = partsOf(scheme, {}, { ...request, receivedAt: sentAt }, time);
  return {
    'webhook-id': id,
    'webhook-timestamp': time,
    'webhook-signature': `v1,${digestOf(scheme, secret, signed).toString('base64')}`,
  };
}
