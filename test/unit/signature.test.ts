import { createHmac } from 'node:crypto';
import type { ConnectorError } from '../../src/errors';
import { isHmacRight, signWebhook, verifyWebhook, webhookSecrets } from '../../src/signature';

const current = 'whsec_c2FuZGJveC1vbmx5LW5vdC1hLXNlY3JldA==';
const former = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const body = '{"type":"ticket.updated","data":{"id":"1001"}}';
const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

const verify =
  (headers: Record<string, string | undefined>, rawBody = body, secrets = [current]) =>
  () =>
    verifyWebhook('desk', secrets, headers, rawBody);
const refused = expect.objectContaining({ kind: 'unauthorized', system: 'desk' }) as ConnectorError;

test('a genuine webhook gives its id', () => {
  expect(verify(signWebhook(current, 'msg_1', new Date(), body))()).toBe('msg_1');
});

test('the example of the Standard Webhooks specification has its published signature', () => {
  const signed = signWebhook(
    former,
    'msg_p5jXN8AQM9LWM0D4loKWxJek',
    new Date(1614265330 * 1000),
    '{"test": 2432232314}',
  );
  expect(signed['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test('while a secret is being changed, both the new and the old one hold', () => {
  const headers = signWebhook(former, 'msg_1', new Date(), body);
  expect(verify(headers, body, [current, former])()).toBe('msg_1');
  expect(verify(headers)).toThrow(refused);
});

test('one right signature among several is enough', () => {
  const headers = signWebhook(current, 'msg_1', new Date(), body);
  const several = `v1a,AAAA v1,${'A'.repeat(43)}= ${headers['webhook-signature']}`;
  expect(verify({ ...headers, 'webhook-signature': several })()).toBe('msg_1');
});

test('a changed body, id or moment is refused', () => {
  const headers = signWebhook(current, 'msg_1', new Date(), body);
  expect(verify(headers, `${body} `)).toThrow(refused);
  expect(verify({ ...headers, 'webhook-id': 'msg_2' })).toThrow(refused);
  expect(verify({ ...headers, 'webhook-timestamp': `${Math.floor(Date.now() / 1000) - 60}` })).toThrow(
    refused,
  );
});

test('missing or senseless headers are refused', () => {
  const headers = signWebhook(current, 'msg_1', new Date(), body);
  expect(verify({})).toThrow(refused);
  for (const name of Object.keys(headers)) expect(verify({ ...headers, [name]: undefined })).toThrow(refused);
  for (const sign of ['v1', 'v1,', ',', 'v1,é', 'v2,AAAA'])
    expect(verify({ ...headers, 'webhook-signature': sign })).toThrow(refused);
  expect(verify({ ...headers, 'webhook-timestamp': 'now' })).toThrow(refused);
});

test('a signature holds for five minutes, before and after', () => {
  expect(verify(signWebhook(current, 'msg_1', minutesAgo(4.9), body))()).toBe('msg_1');
  expect(verify(signWebhook(current, 'msg_1', minutesAgo(5.2), body))).toThrow(refused);
  expect(verify(signWebhook(current, 'msg_1', minutesAgo(-5.2), body))).toThrow(refused);
});

test('secrets are given as one or as a list, and a bad one is named without being quoted', () => {
  expect(webhookSecrets.parse(current)).toEqual([current]);
  expect(webhookSecrets.parse([current, former])).toEqual([current, former]);
  for (const bad of ['', 'whsec_', 'whsec_short', 'my-own-password-of-no-form', [], undefined, 7]) {
    const parsed = webhookSecrets.safeParse(bad);
    expect(parsed.success).toBe(false);
    expect(String(parsed.error)).not.toContain('my-own-password');
  }
});

test.each(['sha1', 'sha256'] as const)(
  '%s signatures of other vendors are checked in hex and base64',
  (algorithm) => {
    for (const encoding of ['hex', 'base64'] as const) {
      const signature = createHmac(algorithm, 'secret').update('1.body').digest(encoding);
      const check = { algorithm, encoding, secret: 'secret', signed: '1.body' };
      expect(isHmacRight({ ...check, signature })).toBe(true);
      expect(isHmacRight({ ...check, signature, signed: '2.body' })).toBe(false);
      expect(isHmacRight({ ...check, signature, secret: 'other' })).toBe(false);
      for (const bad of [undefined, '', signature.slice(1), `${signature}0`, 'é'.repeat(signature.length)])
        expect(isHmacRight({ ...check, signature: bad })).toBe(false);
    }
  },
);

test('hex may be written in capitals, base64 may not', () => {
  const hex = createHmac('sha256', 's').update('b').digest('hex').toUpperCase();
  const base64 = createHmac('sha256', 's').update('b').digest('base64').toUpperCase();
  const check = { algorithm: 'sha256', secret: 's', signed: 'b' } as const;
  expect(isHmacRight({ ...check, encoding: 'hex', signature: hex })).toBe(true);
  expect(isHmacRight({ ...check, encoding: 'base64', signature: base64 })).toBe(false);
});
