/** Twilio's own published cases (its documentation, twilio-node, twilio-php, twilio-csharp), and forgeries. */
import { createHmac } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { readForm } from '../../../src/channels/twilio/form';
import { createSignatureCheck } from '../../../src/channels/twilio/signature';

const authToken = '12345';
const target = '/myapp.php?foo=1&bar=2';
const form = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
};
const published = 'RSOYDt4T1cUTdK1PDd93/VVr8B8=';
const at = (publicUrl: string) => createSignatureCheck({ authToken, publicUrl });
const check = at('https://mycompany.com');

/** Signs as Twilio's documentation says, without its package. */
const sign = (url: string, fields: Record<string, string> = {}): string =>
  createHmac('sha1', authToken)
    .update(
      Object.keys(fields)
        .toSorted()
        .reduce((text, name) => text + name + fields[name], url),
    )
    .digest('base64');

test.each([
  ['the documentation’s example', 'https://mycompany.com', published],
  ['an address with a port, signed without it', 'https://mycompany.com:1234', published],
  ['an http address, signed with its port', 'http://mycompany.com:1234', 'Zmvh+3yNM1Phv2jhDCwEM3q5ebU='],
  ['an https address, signed with its port', 'https://mycompany.com:1234', 'CYn1h0gLBdNxDGkKJg6hYohgeD8='],
  ['signed with port 443', 'https://mycompany.com', 'kvajT1Ptam85bY51eRf/AJRuM3w='],
  ['signed with port 80', 'http://mycompany.com', '0ZXoZLH/DfblKGATFgpif+LLRf4='],
  ['a user and password', 'https://user:pass@mycompany.com', 'CukzLTc1tT5dXEDIHm/tKBanW10='],
  [
    'a user and password, signed with port 443',
    'https://user:pass@mycompany.com',
    'ZQFR1PTIZXF2MXB8ZnKCvnnA+rI=',
  ],
  ['a name in capitals', 'https://MyCompany.com', 'g9IN/x4Cft2g517EjYvEvM/W7LU='],
  ['a name in capitals with a port', 'https://MyCompany.com:1234', 'PCqOZm8cnu/L6+u5i5fuEd+Iac4='],
])('published: %s is Twilio’s', (_, publicUrl, signature) => {
  expect(at(publicUrl).isFormGenuine({ target, signature }, form)).toBe(true);
});

test('published: a field that comes more than once is Twilio’s', () => {
  const fields = readForm('Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234');
  expect(check.isFormGenuine({ target, signature: 'IK+Dwps556ElfBT0I3Rgjkr1wJU=' }, fields)).toBe(true);
});

const body = '{"property": "value", "boolean": true}';
const hash = '0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620';

test('published: JSON bodies with their hash in the address are Twilio’s', () => {
  const both = { target: `${target}&bodySHA256=${hash}`, signature: 'a9nBmqA0ju/hNViExpshrM61xv4=' };
  const only = { target: `/myapp.php?bodySHA256=${hash}`, signature: 'y77kIzt2vzLz71DgmJGsen2scGs=' };
  expect(check.isBodyGenuine(both, body)).toBe(true);
  expect(check.isBodyGenuine(only, body)).toBe(true);
  expect(check.isBodyGenuine(both, body.replace('true', 'false'))).toBe(false);
  expect(check.isBodyGenuine({ target, signature: published }, body)).toBe(false);
});

test('published: an address that was signed with other characters escaped is Twilio’s', () => {
  const s3cr3t = createSignatureCheck({ authToken: 's3cr3t', publicUrl: 'https://example.com' });
  const quote = (text: string) => `/path?test=param${text}WithQuote`;
  for (const [signed, came] of [
    ["'", "'"],
    ["'", '%27'],
    ['%27', "'"],
    ['%27', '%27'],
  ] as const) {
    const signature = getExpectedTwilioSignature('s3cr3t', `https://example.com${quote(signed)}`, {});
    expect(s3cr3t.isFormGenuine({ target: quote(came), signature }, {})).toBe(true);
  }
  const other = getExpectedTwilioSignature('s3cr3t', 'https://example.com/path?test=param', {});
  expect(s3cr3t.isFormGenuine({ target: '/path?test=param2', signature: other }, {})).toBe(false);
});

test.each([
  ['another value', { ...form, Digits: '9999' }, target, published],
  ['a further field', { ...form, Extra: '1' }, target, published],
  ['a field less', { CallSid: form.CallSid }, target, published],
  ['another address', form, '/myapp.php?foo=1&bar=3', published],
  ['another path', form, '/other.php?foo=1&bar=2', published],
  ['no signature', form, target, undefined],
  ['two signatures', form, target, [published, published]],
  ['an empty signature', form, target, ''],
  ['a made-up signature', form, target, 'NOTRSOYDt4T1cUTdK1PDd93/VVr8B8='],
  ['half a signature', form, target, published.slice(0, 14)],
  ['a very long signature', form, target, 'A'.repeat(100_000)],
])('forged: %s is refused', (_, fields, path, signature) => {
  expect(check.isFormGenuine({ target: path, signature }, fields)).toBe(false);
});

test('forged: an address that only becomes the signed one when it is tidied up is refused', () => {
  const signature = sign('https://mycompany.com/twilio/voice', form);
  expect(check.isFormGenuine({ target: '/twilio/voice', signature }, form)).toBe(true);
  for (const crooked of [
    '/admin/../twilio/voice',
    '/twilio/./voice',
    '/admin/%2e%2e/twilio/voice',
    '/twilio\\voice',
    'https://mycompany.com/twilio/voice',
    '//x/../twilio/voice',
    '/twilio/voice#x',
    '',
  ]) {
    expect(check.isFormGenuine({ target: crooked, signature }, form)).toBe(false);
  }
});

test('behind a proxy: what counts is the address Twilio called, with the prefix the proxy takes off', () => {
  const behind = at('https://calls.example.org/recado/');
  const signature = sign('https://calls.example.org/recado/twilio/voice', form);
  expect(behind.isFormGenuine({ target: '/twilio/voice', signature }, form)).toBe(true);
  const toUs = sign('http://10.0.0.7:8790/twilio/voice', form);
  expect(behind.isFormGenuine({ target: '/twilio/voice', signature: toUs }, form)).toBe(false);
});

test.each([
  ['wss', 'https://mycompany.com', 'wss://mycompany.com/twilio/media'],
  ['wss with port 443', 'https://mycompany.com', 'wss://mycompany.com:443/twilio/media'],
  ['wss with a port of ours', 'https://mycompany.com:8443', 'wss://mycompany.com:8443/twilio/media'],
  ['wss below a prefix', 'https://mycompany.com/recado', 'wss://mycompany.com/recado/twilio/media'],
  ['a slash behind it', 'https://mycompany.com', 'wss://mycompany.com/twilio/media/'],
  ['the simulator’s', 'http://127.0.0.1:8790', 'ws://127.0.0.1:8790/twilio/media'],
])('a socket is opened by Twilio: %s', (_, publicUrl, signed) => {
  const call = { target: '/twilio/media', signature: sign(signed) };
  expect(at(publicUrl).isUpgradeGenuine(call)).toBe(true);
});

test.each([
  ['https instead of wss', 'https://mycompany.com/twilio/media'],
  ['another path', 'wss://mycompany.com/twilio/relay'],
  ['another host', 'wss://mycompany.org/twilio/media'],
])('a socket is refused: signed for %s', (_, signed) => {
  expect(check.isUpgradeGenuine({ target: '/twilio/media', signature: sign(signed) })).toBe(false);
});

test('a socket is refused: no signature, or one of another account', () => {
  expect(check.isUpgradeGenuine({ target: '/twilio/media', signature: undefined })).toBe(false);
  const other = getExpectedTwilioSignature('54321', 'wss://mycompany.com/twilio/media', {});
  expect(check.isUpgradeGenuine({ target: '/twilio/media', signature: other })).toBe(false);
});
