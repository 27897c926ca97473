/** Senders of webhooks as their vendors document them, written without our own code. */
import { createHash, createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import type { SignedRequest } from '../../src/webhook-schemes/scheme';
import type { SchemeName, WebhookCheck } from '../../src/webhook-schemes/table';

/** A sender: makes a genuine request with one secret, and what checks it. */
export interface Sender {
  secret: string;
  /** A secret of somebody else's. */
  other: string;
  check: Omit<WebhookCheck, 'secrets'>;
  /** What is signed besides the body: whether there is a moment, and whether the address counts. */
  signs: { time?: true; url?: true; body?: true };
  send(secret: string, body: string, at: Date): Pick<SignedRequest, 'target' | 'headers'>;
}

const base = 'https://calls.example.org';
const target = '/webhooks/crm?a=1&b=two%20words';
const hmac = (secret: string, text: string, algorithm = 'sha256') =>
  createHmac(algorithm, secret).update(text);
const seconds = (at: Date): string => `${Math.floor(at.getTime() / 1000)}`;

type Headers = (secret: string, body: string, at: Date) => Record<string, string>;
function sender(scheme: SchemeName, headers: Headers, more: Partial<Sender> = {}): Sender {
  return {
    ...{ secret: 'a secret of this tenant', other: 'a secret of the next one', check: { scheme } },
    signs: { body: true },
    send: (secret, body, at) => ({ target, headers: headers(secret, body, at) }),
    ...more,
  };
}

const pem = () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  privateKeys.set(publicPem, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  return publicPem;
};
/** What the vendor has, by what we have. */
const privateKeys = new Map<string, string>();

const basic = (secret: string) => `Basic ${Buffer.from(secret).toString('base64')}`;

/** One for each scheme. */
export const senders: Record<SchemeName, Sender> = {
  'standard-webhooks': sender(
    'standard-webhooks',
    (secret, body, at) => ({
      'webhook-id': 'msg_1',
      'webhook-timestamp': seconds(at),
      'webhook-signature': new Webhook(secret).sign('msg_1', at, body),
    }),
    {
      secret: 'whsec_c2FuZGJveC1vbmx5LW5vdC1hLXNlY3JldA==',
      other: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      signs: { time: true, body: true },
    },
  ),
  zendesk: sender(
    'zendesk',
    (secret, body, at) => ({
      'x-zendesk-webhook-signature-timestamp': at.toISOString(),
      'x-zendesk-webhook-signature': hmac(secret, at.toISOString() + body).digest('base64'),
      'x-zendesk-webhook-invocation-id': '01H9',
    }),
    { signs: { time: true, body: true } },
  ),
  'hubspot-v3': sender(
    'hubspot-v3',
    (secret, body, at) => ({
      'x-hubspot-request-timestamp': `${at.getTime()}`,
      'x-hubspot-signature-v3': hmac(secret, `POST${base}${target}${body}${at.getTime()}`).digest('base64'),
    }),
    { check: { scheme: 'hubspot-v3', url: base }, signs: { time: true, url: true, body: true } },
  ),
  shopify: sender('shopify', (secret, body) => ({
    'x-shopify-hmac-sha256': hmac(secret, body).digest('base64'),
    'x-shopify-webhook-id': 'b54557e4',
  })),
  woocommerce: sender('woocommerce', (secret, body) => ({
    'x-wc-webhook-signature': hmac(secret, body).digest('base64'),
    'x-wc-webhook-delivery-id': 'd1',
  })),
  calendly: sender(
    'calendly',
    (secret, body, at) => ({
      'calendly-webhook-signature': `t=${seconds(at)},v1=${hmac(secret, `${seconds(at)}.${body}`).digest('hex')}`,
    }),
    { signs: { time: true, body: true } },
  ),
  'cal-com': sender('cal-com', (secret, body) => ({
    'x-cal-signature-256': hmac(secret, body).digest('hex'),
  })),
  bling: sender('bling', (secret, body) => ({
    'x-bling-signature-256': `sha256=${hmac(secret, body).digest('hex')}`,
  })),
  redmine: sender('redmine', (secret, body) => ({
    'x-redmine-signature-256': `sha256=${hmac(secret, body).digest('hex')}`,
  })),
  jira: sender('jira', (secret, body) => ({
    'x-hub-signature': `sha256=${hmac(secret, body).digest('hex')}`,
    'x-atlassian-webhook-identifier': 'j1',
  })),
  zammad: sender('zammad', (secret, body) => ({
    'x-hub-signature': `sha1=${hmac(secret, body, 'sha1').digest('hex')}`,
    'x-zammad-delivery': 'z1',
  })),
  glpi: sender(
    'glpi',
    (secret, body, at) => ({
      'x-glpi-timestamp': seconds(at),
      'x-glpi-signature': hmac(secret, body + seconds(at)).digest('hex'),
    }),
    { signs: { time: true, body: true } },
  ),
  twilio: sender('twilio', () => ({}), {
    check: { scheme: 'twilio', url: base },
    signs: { url: true, body: true },
    send(secret, body) {
      const hashed = `${target}&bodySHA256=${createHash('sha256').update(body).digest('hex')}`;
      const signature = getExpectedTwilioSignature(secret, `${base}${hashed}`, {});
      return {
        target: hashed,
        headers: { 'x-twilio-signature': signature, 'content-type': 'application/json' },
      };
    },
  }),
  'adobe-commerce': sender(
    'adobe-commerce',
    (secret, body) => ({
      'x-adobe-commerce-webhook-signature': createSign('RSA-SHA256')
        .update(body)
        .sign(privateKeys.get(secret) ?? '', 'base64'),
    }),
    { secret: pem(), other: pem() },
  ),
  pipedrive: sender('pipedrive', (secret) => ({ authorization: basic(secret) }), {
    ...{ secret: 'recado:of this tenant', other: 'recado:of the next one', signs: {} },
  }),
  'google-channel': sender(
    'google-channel',
    (secret) => ({
      ...{ 'x-goog-channel-token': secret, 'x-goog-channel-id': 'c1', 'x-goog-message-number': '7' },
    }),
    { signs: {} },
  ),
  'header-secret': sender('header-secret', (secret) => ({ 'x-recado-secret': secret }), {
    check: { scheme: 'header-secret', header: 'x-recado-secret' },
    signs: {},
  }),
  'url-secret': sender('url-secret', () => ({}), {
    check: { scheme: 'url-secret', parameter: 'secret' },
    signs: {},
    send: (secret) => ({ target: `/webhooks/crm?secret=${encodeURIComponent(secret)}`, headers: {} }),
  }),
};

/** A genuine request of one sender. */
export function sent(from: Sender, body: string, at: Date, secret = from.secret): SignedRequest {
  const { target: way, headers } = from.send(secret, body, at);
  return { method: 'POST', target: way, headers, body: Buffer.from(body), receivedAt: at };
}
