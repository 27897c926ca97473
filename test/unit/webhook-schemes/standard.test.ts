import { Webhook } from 'standardwebhooks';
import { signWebhook } from '../../../src/webhook-schemes/standard';
import { webhookSecrets } from '../../../src/webhook-schemes/standard-secret';
import { verifyWebhook } from '../../../src/webhook-schemes/verify';

const current = 'whsec_c2FuZGJveC1vbmx5LW5vdC1hLXNlY3JldA==';
const former = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const body = '{"type":"ticket.updated","data":{"id":"1001"}}';
const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

const verify = (headers: Record<string, string | undefined>, rawBody = body, secrets = [current]) =>
  verifyWebhook(
    { scheme: 'standard-webhooks', secrets },
    { method: 'POST', target: '/', headers, body: Buffer.from(rawBody), receivedAt: new Date() },
  );
const genuine = expect.objectContaining({ genuine: true, id: 'msg_1' });
const refused = (why: string) => expect.objectContaining({ genuine: false, why });

test('a genuine webhook gives its id and the moment it was sent', () => {
  const at = new Date();
  expect(verify(signWebhook(current, 'msg_1', at, body))).toEqual({
    ...{ genuine: true, id: 'msg_1' },
    sentAt: new Date(Math.floor(at.getTime() / 1000) * 1000),
  });
});

test('the example of the Standard Webhooks specification has its published signature, and is genuine at its moment', () => {
  const at = new Date(1614265330 * 1000);
  const example = '{"test": 2432232314}';
  const signed = signWebhook(former, 'msg_p5jXN8AQM9LWM0D4loKWxJek', at, example);
  expect(signed['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  const request = {
    method: 'POST',
    target: '/',
    headers: signed,
    body: Buffer.from(example),
    receivedAt: at,
  };
  expect(verifyWebhook({ scheme: 'standard-webhooks', secrets: [former] }, request)).toMatchObject({
    genuine: true,
  });
});

// The cases of the specification's own library, each seen by it and by us.
const now = (): number => Math.floor(Date.now() / 1000);
const sign = (at: number, secret = current): string =>
  new Webhook(secret).sign('msg_1', new Date(at * 1000), body);
const headersAt = (at: number, signature = sign(at)): Record<string, string> => ({
  ...{ 'webhook-id': 'msg_1', 'webhook-timestamp': `${at}`, 'webhook-signature': signature },
});
const without = (name: string): Record<string, string> => {
  const { [name]: _, ...rest } = headersAt(now());
  return rest;
};
test.each<[string, () => Record<string, string>, boolean]>([
  ['a valid signature', () => headersAt(now()), true],
  ['no id', () => without('webhook-id'), false],
  ['no timestamp', () => without('webhook-timestamp'), false],
  ['no signature', () => without('webhook-signature'), false],
  ['another signature', () => headersAt(now(), `v1,${'dawfeoifkpqwoekfpqoekf'}`), false],
  ['a signature cut short', () => headersAt(now(), sign(now()).slice(0, 8)), false],
  ['a version alone', () => headersAt(now(), 'v1,'), false],
  ['a timestamp too old', () => headersAt(now() - 301), false],
  ['a timestamp too new', () => headersAt(now() + 303), false],
  [
    'a right one among several, of several versions',
    () =>
      headersAt(
        now(),
        [
          'v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=',
          'v2,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=',
          sign(now()),
          'v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=',
        ].join(' '),
      ),
    true,
  ],
  ['a right one under another version', () => headersAt(now(), sign(now()).replace('v1,', 'v2,')), false],
  ['another secret’s', () => headersAt(now(), sign(now(), former)), false],
])('the library’s case: %s', (_what, make, isGenuine) => {
  const headers = make();
  const library = (): unknown => new Webhook(current).verify(body, headers);
  if (isGenuine) expect(library()).toBeDefined();
  else expect(library).toThrow();
  expect(verify(headers).genuine).toBe(isGenuine);
});

test('a secret without its prefix signs the same', () => {
  const [at, bare] = [new Date(), current.replace('whsec_', '')];
  expect(signWebhook(bare, 'msg_1', at, body)).toEqual(signWebhook(current, 'msg_1', at, body));
});

test('while a secret is being changed, both the new and the old one hold', () => {
  const headers = signWebhook(former, 'msg_1', new Date(), body);
  expect(verify(headers, body, [current, former])).toEqual(genuine);
  expect(verify(headers)).toEqual(refused('wrong-key'));
});

test('a changed body, id or moment is refused', () => {
  const headers = signWebhook(current, 'msg_1', new Date(), body);
  expect(verify(headers, `${body} `)).toEqual(refused('body-reencoded'));
  expect(verify(headers, body.replace('1001', '1002'))).toEqual(refused('wrong-key'));
  expect(verify({ ...headers, 'webhook-id': 'msg_2' })).toEqual(refused('wrong-key'));
  expect(verify({ ...headers, 'webhook-timestamp': `${now() - 60}` })).toEqual(refused('wrong-key'));
});

test('senseless headers are refused', () => {
  const headers = signWebhook(current, 'msg_1', new Date(), body);
  for (const name of Object.keys(headers))
    expect(verify({ ...headers, [name]: undefined })).toEqual(refused('missing'));
  for (const text of ['v1', 'v1,', ',', 'v1,é', 'v2,AAAA'])
    expect(verify({ ...headers, 'webhook-signature': text })).toEqual(refused('malformed'));
  for (const text of ['now', '-5', '1e9', ' 17', '99999999999999999999'])
    expect(verify({ ...headers, 'webhook-timestamp': text }).genuine).toBe(false);
});

test('a signature holds for five minutes, before and after', () => {
  expect(verify(signWebhook(current, 'msg_1', minutesAgo(4.9), body))).toEqual(genuine);
  expect(verify(signWebhook(current, 'msg_1', minutesAgo(5.2), body))).toEqual(refused('clock'));
  expect(verify(signWebhook(current, 'msg_1', minutesAgo(-5.2), body))).toEqual(refused('clock'));
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
