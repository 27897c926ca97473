/** What does not fit together in the `webhook` keys of recado.yaml, although each is well formed. */
import { createPublicKey } from 'node:crypto';
import type { FileMistake } from '../delivery-mistakes';
import { webhookFixes, type WebhookSettings } from './settings';
import { webhookSecret } from './standard-secret';
import { schemeOf, signsUrl } from './table';

/** Every mistake, connection by connection. Never quotes a secret. */
export function webhookMistakes(
  connections: Record<string, { webhook?: WebhookSettings | undefined }>,
): FileMistake[] {
  return Object.entries(connections).flatMap(([name, { webhook }]) =>
    webhook
      ? mistakesOf(webhook).map(([key, text, fix = webhookFixes[key] ?? '']) => ({
          ...{ path: ['connections', name, 'webhook', key], text, fix },
        }))
      : [],
  );
}

type Found = [key: string, text: string, fix?: string];

function mistakesOf(webhook: WebhookSettings): Found[] {
  const { scheme: name, header, parameter, url } = webhook;
  const scheme = schemeOf(name);
  const found: Found[] = [];
  const inHeader = name === 'header-secret';
  if (inHeader && header === undefined)
    found.push(['header', 'Scheme header-secret needs the name of its header.']);
  const idle = (key: string, needed: string): Found => [
    key,
    `"${key}" does nothing at scheme ${name}; ${needed}.`,
    `Leave ${key} out.`,
  ];
  if (!inHeader && header !== undefined) found.push(idle('header', 'its header is known'));
  if (name !== 'url-secret' && parameter !== undefined)
    found.push(idle('parameter', 'only url-secret has one'));
  if (signsUrl(scheme) && url === undefined)
    found.push(['url', `Scheme ${name} signs the address, so it must be known.`]);
  if (!signsUrl(scheme) && url !== undefined) found.push(idle('url', 'it does not sign the address'));
  const secret = webhook.secret.map((one) => wrongSecret(webhook, one)).find((one) => one !== undefined);
  if (secret) found.push(['secret', ...secret]);
  const several = [webhook.event, webhook.at].filter((path) => path?.includes('*'));
  if (several.length > 0 && !webhook.record.includes('*'))
    found.push([
      'record',
      'There are several events and one record.',
      'Write * in record too, or in neither.',
    ]);
  return found;
}

function wrongSecret({ scheme: name }: WebhookSettings, secret: string): [string, string] | undefined {
  const scheme = schemeOf(name);
  if (scheme.form === 'hmac' && scheme.key === 'base64' && !webhookSecret.safeParse(secret).success)
    return [
      'It is no secret of Standard Webhooks.',
      'Write whsec_ followed by a secret in base64 (openssl rand -base64 24).',
    ];
  if (scheme.form === 'rsa' && !isPublicKey(secret))
    return [
      'It is no public key.',
      'Copy the public key of the sender’s administration, with its BEGIN and END lines.',
    ];
  if (scheme.form === 'token' && scheme.in === 'basic' && !/^[^:]+:.+$/s.test(secret))
    return ['It is no user and password.', 'Write it like user:password.'];
  if (scheme.form === 'token' && scheme.in !== 'basic' && secret.length < 16)
    return [
      'It is too short for a secret that comes along with each request.',
      'Make one of 16 characters or more (openssl rand -hex 24), and give it to the sender.',
    ];
  return undefined;
}

function isPublicKey(text: string): boolean {
  try {
    return createPublicKey(text).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}
