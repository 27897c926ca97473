/** `notify` of recado.yaml: who is told by webhooks of ours what becomes of cases. */
import { z } from 'zod';
import { isLoopbackName, isPrivateAddress } from './private-address';
import { webhookSecrets } from './webhook-schemes/standard-secret';

/** What an endpoint may be told. */
export const notifiable = z.enum([
  'case.delivered',
  'case.parked',
  'case.settled',
  'case.refused',
  'case.withdrawn',
  'appointment.changed',
]);
export type Notifiable = z.infer<typeof notifiable>;

/** One endpoint as it is written. */
export const notifyEndpoint = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'lower case letters, digits and -'),
    url: z
      .string()
      .max(2000)
      .refine(isFitUrl, 'an address with https (http on this machine only), without a user or #'),
    /** The new one first; each message is signed with all of them. */
    secret: webhookSecrets,
    events: z.array(notifiable).min(1),
    /** Only cases of these; all without it. */
    tenants: z.array(z.string()).min(1).optional(),
    /** Whether its address may be one of a private network. */
    allowPrivate: z.boolean().default(false),
  })
  .refine(({ url, allowPrivate }) => allowPrivate || !isWrittenPrivate(url), {
    path: ['url'],
    message: 'this address is in a private network',
  });
export type NotifyEndpoint = z.infer<typeof notifyEndpoint>;

/** What to write for a key of this part of the file. */
export const notifyFixes: Record<string, string> = {
  notify: 'Known there: name, url, secret, events, tenants, allowPrivate.',
  name: 'Write a name of its own in lower case letters, digits and -.',
  url: 'Write it like https://example.org/recado; for a private network add allowPrivate: true.',
  secret: 'Write whsec_ and a secret in base64 by ${NAME}, or a list of the new one and the old one.',
  events: `Write a list of ${notifiable.options.join(', ')}.`,
  tenants: 'Write a list of tenants, as the assistants name them.',
  allowPrivate: 'Write true or false.',
};

function isFitUrl(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.username || url.password || url.hash) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackName(url.hostname));
}

// This machine is allowed where it is written out: who writes this file runs it.
function isWrittenPrivate(text: string): boolean {
  const host = URL.parse(text)?.hostname ?? '';
  return !isLoopbackName(host) && isPrivateAddress(host);
}
