/** Signatures that vendors have published: Twilio's documentation and libraries, HubSpot's SDKs, GitHub's documentation. */
import type { SignedRequest } from '../../../src/webhook-schemes/scheme';
import type { WebhookCheck } from '../../../src/webhook-schemes/table';
import { verifyWebhook } from '../../../src/webhook-schemes/verify';

const request = (change: Partial<SignedRequest>): SignedRequest => ({
  ...{ method: 'POST', target: '/', headers: {}, body: Buffer.alloc(0), receivedAt: new Date() },
  ...change,
});
const isGenuine = (check: WebhookCheck, change: Partial<SignedRequest>): boolean =>
  verifyWebhook(check, request(change)).genuine;

const form =
  'CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212';
const target = '/myapp.php?foo=1&bar=2';

test.each([
  ['the documentation’s example', 'https://mycompany.com', 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
  ['an address with a port, signed without it', 'https://mycompany.com:1234', 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
  ['an http address, signed with its port', 'http://mycompany.com:1234', 'Zmvh+3yNM1Phv2jhDCwEM3q5ebU='],
  ['an https address, signed with its port', 'https://mycompany.com:1234', 'CYn1h0gLBdNxDGkKJg6hYohgeD8='],
  ['signed with port 443', 'https://mycompany.com', 'kvajT1Ptam85bY51eRf/AJRuM3w='],
  ['signed with port 80', 'http://mycompany.com', '0ZXoZLH/DfblKGATFgpif+LLRf4='],
  ['a name in capitals', 'https://MyCompany.com', 'g9IN/x4Cft2g517EjYvEvM/W7LU='],
])('Twilio: %s', (_what, url, signature) => {
  const check = { scheme: 'twilio', secrets: ['12345'], url } as const;
  const headers = {
    'x-twilio-signature': signature,
    'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
  };
  const came = { target, headers, body: Buffer.from(form) };
  expect(isGenuine(check, came)).toBe(true);
  expect(isGenuine({ ...check, secrets: ['54321', '12345'] }, came)).toBe(true);
  for (const forged of [
    { body: Buffer.from(form.replace('1234', '1235')) },
    { target: target.replace('bar=2', 'bar=3') },
    { headers: { ...headers, 'x-twilio-signature': signature.replace(/^./, 'x') } },
    { headers: { ...headers, 'content-type': 'text/plain' } },
  ])
    expect(isGenuine(check, { ...came, ...forged })).toBe(false);
  expect(isGenuine({ ...check, secrets: ['54321'] }, came)).toBe(false);
});

test.each([
  ['bodySHA256 beside others', `${target}&bodySHA256=`, 'a9nBmqA0ju/hNViExpshrM61xv4='],
  ['bodySHA256 alone', '/myapp.php?bodySHA256=', 'y77kIzt2vzLz71DgmJGsen2scGs='],
])('Twilio: a JSON body with its hash in the address, %s', (_what, way, signature) => {
  const hash = '0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620';
  const check = { scheme: 'twilio', secrets: ['12345'], url: 'https://mycompany.com' } as const;
  const headers = { 'x-twilio-signature': signature, 'content-type': 'application/json' };
  const body = '{"property": "value", "boolean": true}';
  const came = { target: `${way}${hash}`, headers };
  expect(isGenuine(check, { ...came, body: Buffer.from(body) })).toBe(true);
  expect(isGenuine(check, { ...came, body: Buffer.from(body.replace('true', 'false')) })).toBe(false);
});

test.each([
  ['Python', 1_693_657_560_000, 'K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y='],
  ['Ruby', 1_700_000_300_000, 'RnbPH7+UMKVkbV32P8bz450N4M56aPmcru1+D3kSDtw='],
])('HubSpot: the case of its SDK for %s', (_what, at, signature) => {
  const url = 'https://www.example.com';
  const secrets = ['yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy'];
  const check = { scheme: 'hubspot-v3', url, secrets } as const;
  const came = {
    ...{ target: '/webhook_uri', body: Buffer.from("{'example_field':'example_value'}") },
    headers: { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': `${at}` },
    receivedAt: new Date(at + 1000),
  };
  expect(isGenuine(check, came)).toBe(true);
  expect(isGenuine(check, { ...came, method: 'GET' })).toBe(false);
  expect(isGenuine(check, { ...came, target: '/webhook_uri/' })).toBe(false);
  expect(isGenuine(check, { ...came, receivedAt: new Date(at + 301_000) })).toBe(false);
});

test('GitHub’s example, whose way Redmine and Bling follow', () => {
  const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
  const check = { scheme: 'redmine', secrets: ["It's a Secret to Everybody"] } as const;
  const headers = { 'x-redmine-signature-256': signature };
  expect(isGenuine(check, { headers, body: Buffer.from('Hello, World!') })).toBe(true);
  expect(isGenuine(check, { headers, body: Buffer.from('Hello, World?') })).toBe(false);
});
