/** `webhook` of a connection in recado.yaml: how the webhooks of a system are checked, and where their ids are found. */
import { z } from 'zod';
import { bodyPath } from './body-path';
import { schemeNames, type WebhookCheck } from './table';

const secret = z.string().min(8, 'a secret of 8 characters or more').max(8192);
const loopback = ['127.0.0.1', '[::1]', 'localhost'];

/** Without query, user or slash at its end. Plain http only to this machine. */
const address = z.string().transform((text, context) => {
  const url = URL.parse(text);
  const plain = url && !url.username && !url.password && !url.search && !url.hash;
  if (plain && (url.protocol === 'https:' || (url.protocol === 'http:' && loopback.includes(url.hostname))))
    return text.trim().replace(/\/+$/, '');
  context.addIssue('an https address (http only for 127.0.0.1), without user, query or #');
  return z.NEVER;
});

/** The key as it is written. */
export const webhookWish = z.strictObject({
  scheme: z.enum(schemeNames),
  secret: z.preprocess(
    (given) => (typeof given === 'string' ? [given] : given),
    z.array(secret, 'a secret, or a list of the new and the old one').min(1).max(3),
  ),
  header: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,100}$/, 'the name of a header')
    .transform((name) => name.toLowerCase())
    .optional(),
  parameter: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,100}$/, 'the name of a parameter in the address')
    .optional(),
  url: address.optional(),
  record: bodyPath,
  event: bodyPath.optional(),
  at: bodyPath.optional(),
});

/** How the webhooks of a connection are checked and read. */
export type WebhookSettings = z.infer<typeof webhookWish>;

/** The part of it that is the check. */
export const checkOf = ({
  scheme,
  secret: secrets,
  header,
  parameter,
  url,
}: WebhookSettings): WebhookCheck => ({
  ...{ scheme, secrets, header, url },
  parameter: parameter ?? 'secret',
});

/** What to write for a key; for a key that is not there, what may stand beside it. */
export const webhookFixes: Record<string, string> = {
  webhook: 'Known there: scheme, secret, header, parameter, url, record, event, at.',
  scheme: `Write one of ${schemeNames.join(', ')}.`,
  secret: 'Write secret: ${NAME}, or a list of the new and the old one, and set them in the environment.',
  header: 'Write the name of the header that carries the secret, like header: x-recado-secret.',
  parameter: 'Write the name of the parameter that carries the secret, like parameter: secret.',
  url: 'Write what stands before /webhooks/ in the address that the sender calls, like url: https://calls.example.org.',
  record:
    'Write where the number of the record stands, like record: ticket.id, or record: header:x-record-id.',
  event: 'Write where the id of the event stands, like event: id; leave it out where there is none.',
  at: 'Write where the moment of the event stands, like at: timestamp; leave it out where there is none.',
};
