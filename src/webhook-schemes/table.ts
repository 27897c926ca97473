/** The schemes by name; what vendors document, one entry each. Who sends which is told in docs/webhooks.md. */
import type { Scheme } from './scheme';

const sha256 = { form: 'hmac', algorithm: 'sha256', key: 'text' } as const;
const ofBody = { ...sha256, signed: ['body'] } as const;
const prefixed = { ...ofBody, encoding: 'hex', written: 'sha256=' } as const;
const bareHex = { encoding: 'hex', written: 'bare' } as const;
const bareBase64 = { encoding: 'base64', written: 'bare' } as const;

export const schemes = {
  'standard-webhooks': {
    ...sha256,
    ...{ encoding: 'base64', written: 'list', key: 'base64' },
    header: 'webhook-signature',
    signed: ['id', '.', 'time', '.', 'body'],
    time: { header: 'webhook-timestamp', unit: 's' },
    id: ['webhook-id'],
  },
  zendesk: {
    ...{ ...sha256, ...bareBase64 },
    header: 'x-zendesk-webhook-signature',
    signed: ['time', 'body'],
    time: { header: 'x-zendesk-webhook-signature-timestamp', unit: 'iso' },
    id: ['x-zendesk-webhook-invocation-id'],
  },
  'hubspot-v3': {
    ...{ ...sha256, ...bareBase64 },
    header: 'x-hubspot-signature-v3',
    signed: ['method', 'url', 'body', 'time'],
    time: { header: 'x-hubspot-request-timestamp', unit: 'ms' },
    decodesUrl: true,
  },
  shopify: { ...ofBody, ...bareBase64, header: 'x-shopify-hmac-sha256', id: ['x-shopify-webhook-id'] },
  woocommerce: {
    ...{ ...ofBody, ...bareBase64 },
    header: 'x-wc-webhook-signature',
    id: ['x-wc-webhook-delivery-id'],
  },
  calendly: {
    ...{ ...sha256, encoding: 'hex', written: 'pairs' },
    header: 'calendly-webhook-signature',
    signed: ['time', '.', 'body'],
    time: { header: 'calendly-webhook-signature', unit: 's' },
  },
  'cal-com': { ...ofBody, ...bareHex, header: 'x-cal-signature-256' },
  bling: { ...prefixed, header: 'x-bling-signature-256' },
  redmine: { ...prefixed, header: 'x-redmine-signature-256' },
  jira: { ...prefixed, header: 'x-hub-signature', id: ['x-atlassian-webhook-identifier'] },
  zammad: {
    ...{ ...prefixed, algorithm: 'sha1', written: 'sha1=' },
    header: 'x-hub-signature',
    id: ['x-zammad-delivery'],
  },
  glpi: {
    ...{ ...sha256, ...bareHex },
    header: 'x-glpi-signature',
    signed: ['body', 'time'],
    time: { header: 'x-glpi-timestamp', unit: 's' },
    // GLPI signs when it queues; its cron sends later, and again with the same moment when that failed.
    windowMs: 24 * 3_600_000,
  },
  twilio: { form: 'twilio', header: 'x-twilio-signature', id: ['i-twilio-idempotency-token'] },
  'adobe-commerce': { form: 'rsa', header: 'x-adobe-commerce-webhook-signature' },
  pipedrive: { form: 'token', in: 'basic', header: 'authorization' },
  'google-channel': {
    ...{ form: 'token', in: 'header' },
    header: 'x-goog-channel-token',
    id: ['x-goog-channel-id', 'x-goog-message-number'],
  },
  'header-secret': { form: 'token', in: 'header' },
  'url-secret': { form: 'token', in: 'url' },
} as const satisfies Record<string, Scheme>;

export type SchemeName = keyof typeof schemes;
export const schemeNames = Object.keys(schemes) as [SchemeName, ...SchemeName[]];

/** How the webhooks of one connection are checked. */
export interface WebhookCheck {
  scheme: SchemeName;
  /** One, or the new and the old one while they are being changed. */
  secrets: readonly string[];
  /** For `header-secret`: the header that carries it, in lower case. */
  header?: string | undefined;
  /** For `url-secret`: the query parameter that carries it. */
  parameter?: string | undefined;
  /** For schemes that sign the address: what stands before our path in the address the vendor calls. */
  url?: string | undefined;
}

export const schemeOf = (name: SchemeName): Scheme => schemes[name];

/** Whether the address is part of what is signed, so that it must be known. */
export const signsUrl = (scheme: Scheme): boolean =>
  scheme.form === 'twilio' || (scheme.form === 'hmac' && scheme.signed.includes('url'));

/** The header that carries signature or secret; undefined where it comes in the address. */
export function headerOf({ scheme, header }: Pick<WebhookCheck, 'scheme' | 'header'>): string | undefined {
  const found = schemeOf(scheme);
  if (found.form === 'token' && found.in === 'url') return undefined;
  return found.header ?? header?.toLowerCase();
}
