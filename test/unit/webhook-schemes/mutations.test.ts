/** Every scheme: what is genuine comes in, and of more than 1,000 requests changed on the way none does. */
import { randomOf } from '../../../src/drill/seeded-random';
import type { SignedRequest } from '../../../src/webhook-schemes/scheme';
import { schemeNames, type SchemeName } from '../../../src/webhook-schemes/table';
import { verifyWebhook } from '../../../src/webhook-schemes/verify';
import { senders, sent, type Sender } from '../../fakes/webhook-senders';

const seed = 61;
const perScheme = 108;
const random = randomOf(seed);
const below = (count: number): number => Math.floor(random() * count);
const at = new Date('2026-11-22T10:00:00.000Z');
const bodyNo = (number: number): string =>
  JSON.stringify({ id: `evt_${number}`, ticket: { id: 1000 + number, subject: 'Farola rota, calle Peña' } });

const check = (from: Sender, ...secrets: string[]) => ({
  ...from.check,
  secrets: secrets.length > 0 ? secrets : [from.secret],
});
const flipped = (text: string, place: number): string =>
  // The lowest bit: another would only make a capital of a hexadecimal digit, which means the same.
  text.slice(0, place) + String.fromCharCode(text.charCodeAt(place) ^ 1) + text.slice(place + 1);

type Change = (request: SignedRequest, from: Sender) => SignedRequest | undefined;
const proofHeader = ({ headers }: SignedRequest): string | undefined =>
  Object.keys(headers).find((name) =>
    /signature(-v3|-256)?$|hmac|token|authorization|x-recado-secret/.test(name),
  );

/** Undefined where a change means nothing to a scheme. */
const changes: Record<string, Change> = {
  'a bit of the body': (request, { signs }) => {
    if (!signs.body) return undefined;
    const body = Buffer.from(request.body);
    const place = below(body.length);
    body[place] = (body[place] ?? 0) ^ (1 << below(8));
    return { ...request, body };
  },
  'a bit of the signature': (request) => {
    const name = proofHeader(request);
    if (name === undefined) return undefined;
    const text = request.headers[name] ?? '';
    const start = /[=,]/.test(text.slice(0, 8)) ? text.search(/[=,]/) + 1 : text.startsWith('Basic ') ? 6 : 0;
    const place = start + below(Math.max(1, text.replace(/=*$/, '').length - start));
    return { ...request, headers: { ...request.headers, [name]: flipped(text, place) } };
  },
  'the next tenant’s key': (request, from) =>
    sent(from, request.body.toString(), request.receivedAt, from.other),
  'a moment 301 s and more ago': (request, { signs, check: { scheme } }) =>
    signs.time && { ...request, receivedAt: new Date(+at + windowOf(scheme) + 1000 + below(1e6)) },
  'a moment 301 s and more ahead': (request, { signs, check: { scheme } }) =>
    signs.time && { ...request, receivedAt: new Date(+at - windowOf(scheme) - 1000 - below(1e6)) },
  'the body written anew': (request, { signs }) =>
    signs.body && {
      ...request,
      body: Buffer.from(JSON.stringify(JSON.parse(request.body.toString()), undefined, 1 + below(8))),
    },
  'another address': (request, from) =>
    from.signs.url && { ...request, target: request.target.replace('crm', 'erp') },
  'a doubled header': (request) => {
    const name = proofHeader(request);
    const text = name === undefined ? undefined : request.headers[name];
    return name && text
      ? { ...request, headers: { ...request.headers, [name]: `${text}, ${text}` } }
      : undefined;
  },
  'no signature': (request) => {
    const name = proofHeader(request);
    return name === undefined ? { ...request, target: '/webhooks/crm' } : { ...request, headers: {} };
  },
};
const windowOf = (scheme: SchemeName): number => (scheme === 'glpi' ? 24 * 3_600_000 : 300_000);

test.each(schemeNames)('%s: what is genuine comes in, with either of two secrets', (name) => {
  const from = senders[name];
  for (let number = 0; number < 20; number += 1) {
    const request = sent(from, bodyNo(number), at);
    expect(verifyWebhook(check(from), request)).toMatchObject({ genuine: true });
    expect(verifyWebhook(check(from, from.other, from.secret), request)).toMatchObject({ genuine: true });
    expect(verifyWebhook(check(from, from.secret, from.other), request)).toMatchObject({ genuine: true });
    expect(
      verifyWebhook(check(from, from.other, from.secret), sent(from, bodyNo(number), at, from.other)),
    ).toMatchObject({ genuine: true });
  }
});

let tried = 0;
test.each(schemeNames)('%s: nothing that was changed comes in', (name) => {
  const from = senders[name];
  const kinds = Object.entries(changes);
  for (let number = 0; number < perScheme; number += 1) {
    const [what, change] = kinds[number % kinds.length] ?? ['', () => undefined];
    const changed = change(sent(from, bodyNo(number), at), from);
    if (!changed) continue;
    tried += 1;
    const verdict = verifyWebhook(check(from), changed);
    expect({ seed, name, what, genuine: verdict.genuine }).toEqual({ seed, name, what, genuine: false });
  }
});

test('a proxy’s other port, protocol or host is no way in where the address is signed', () => {
  for (const name of ['hubspot-v3', 'twilio'] as const) {
    const from = senders[name];
    const direct = sent(from, bodyNo(1), at);
    const request = { ...direct, headers: { ...direct.headers, host: 'calls.example.org' } };
    for (const url of [
      'https://calls.example.org:8443',
      'http://calls.example.org',
      'https://calls.example.com',
    ]) {
      const verdict = verifyWebhook({ ...check(from), url }, request);
      // Twilio itself signs with and without the port, so its own check lets a port of our settings pass.
      if (name === 'twilio' && url.endsWith(':8443')) continue;
      expect(verdict).toMatchObject({
        genuine: false,
        why: 'url',
        found: expect.stringContaining('https://calls.example.org/'),
      });
      tried += 1;
    }
  }
});

test('a signature has one writing only: spare bits of base64 are no room for another', () => {
  const from = senders['adobe-commerce'];
  const name = 'x-adobe-commerce-webhook-signature';
  const request = sent(from, bodyNo(1), at);
  const text = request.headers[name] ?? '';
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const last = text.indexOf('=') - 1;
  const next = alphabet[alphabet.indexOf(text[last] ?? '') + 1] ?? '';
  const other = text.slice(0, last) + next + text.slice(last + 1);
  expect(Buffer.from(other, 'base64')).toEqual(Buffer.from(text, 'base64'));
  expect(verifyWebhook(check(from), { ...request, headers: { [name]: other } }).genuine).toBe(false);
});

test('that were more than a thousand', () => {
  expect(tried).toBeGreaterThan(1_000);
});
