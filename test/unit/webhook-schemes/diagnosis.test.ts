import { createHmac } from 'node:crypto';
import { refusalInWords } from '../../../src/webhook-schemes/refusal';
import type { SignedRequest } from '../../../src/webhook-schemes/scheme';
import { schemeNames } from '../../../src/webhook-schemes/table';
import { verifyWebhook, type Verdict } from '../../../src/webhook-schemes/verify';
import { senders, sent } from '../../fakes/webhook-senders';

const at = new Date('2026-11-22T10:00:00.000Z');
const body = '{"ticket":{"id":17,"url":"https://desk.example.org/17","subject":"Peña"},"tags":["a","b"]}';
const value: unknown = JSON.parse(body);
const zendesk = senders.zendesk;
const check = { scheme: 'zendesk', secrets: [zendesk.secret] } as const;

function reasonOf(verdict: Verdict): { why: string; reason: string; fix: string } {
  if (verdict.genuine) throw new Error('it was genuine');
  return { why: verdict.why, ...refusalInWords(verdict, check) };
}
const judged = (request: SignedRequest) => reasonOf(verifyWebhook(check, request));

test.each([
  ['indented', JSON.stringify(value, undefined, 2)],
  ['with a line end', `${body}\n`],
  ['with a carriage return and a line end', `${body}\r\n`],
  ['with a byte order mark', `\uFEFF${body}`],
])('a body that came %s is told from a wrong key, though the sender signed it without', (_what, came) => {
  const request = { ...sent(zendesk, body, at), body: Buffer.from(came) };
  expect(judged(request)).toMatchObject({
    why: 'body-reencoded',
    fix: expect.stringContaining('byte for byte'),
  });
});

test.each([
  ['as Python writes it', '{"ticket": {"id": 17, "subject": "Pe\\u00f1a"}, "tags": ["a", "b"], "none": []}'],
  ['as PHP writes it', '{"url":"https:\\/\\/desk.example.org\\/17","subject":"Pe\\u00f1a"}'],
  ['indented by four', JSON.stringify(value, undefined, 4)],
  ['with a line end', `${body}\n`],
  ['with line ends of Windows', '{\r\n"a":1\r\n}'],
])('JSON that was sent %s and parsed and written anew on the way is told', (_what, was) => {
  const anew = /\r/.test(was) ? was.replaceAll('\r\n', '\n') : JSON.stringify(JSON.parse(was));
  const request = { ...sent(zendesk, was, at), body: Buffer.from(anew) };
  expect(verifyWebhook(check, sent(zendesk, was, at)).genuine).toBe(true);
  expect(judged(request)).toMatchObject({ why: 'body-reencoded' });
});

test('a body in bytes that are no UTF-8 is checked as it came', () => {
  const bytes = Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d]);
  const signature = createHmac('sha256', 'a shared secret').update(bytes).digest('hex');
  const request = { method: 'POST', target: '/', headers: { 'x-cal-signature-256': signature } };
  const verdict = verifyWebhook(
    { scheme: 'cal-com', secrets: ['a shared secret'] },
    { ...request, body: bytes, receivedAt: at },
  );
  expect(verdict.genuine).toBe(true);
});

test('a clock that is wrong is told by how much, and only where the signature is right', () => {
  const late = { ...sent(zendesk, body, at), receivedAt: new Date(+at + 3 * 3_600_000) };
  expect(judged(late)).toMatchObject({ why: 'clock', reason: expect.stringContaining('3 hours before') });
  expect(judged({ ...late, body: Buffer.from('{}') })).toMatchObject({ why: 'wrong-key' });
});

test('an address behind a proxy is named as the sender knows it', () => {
  const from = senders['hubspot-v3'];
  const behind = { scheme: 'hubspot-v3', secrets: [from.secret], url: 'http://10.0.0.7:8790' } as const;
  const request = sent(from, body, at);
  const verdict = verifyWebhook(behind, {
    ...request,
    headers: { ...request.headers, host: '10.0.0.7:8790', 'x-forwarded-host': 'calls.example.org' },
  });
  expect(verdict).toMatchObject({ why: 'url', found: 'https://calls.example.org/webhooks/crm' });
  // Never the query, which may hold a secret.
  expect(JSON.stringify(verdict)).not.toContain('b=two');
});

test('a signature in another dress, a prefix that is missing, and a header that came twice are malformed', () => {
  const hmac = createHmac('sha256', check.secrets[0]).update(at.toISOString() + body);
  const headers = { 'x-zendesk-webhook-signature-timestamp': at.toISOString() };
  const hex = {
    ...sent(zendesk, body, at),
    headers: { ...headers, 'x-zendesk-webhook-signature': hmac.digest('hex') },
  };
  expect(judged(hex)).toMatchObject({ why: 'malformed', reason: expect.stringContaining('sha256 in hex') });

  const bling = { scheme: 'bling', secrets: [senders.bling.secret] } as const;
  const request = sent(senders.bling, body, at);
  const text = request.headers['x-bling-signature-256'] ?? '';
  const bare = { ...request, headers: { 'x-bling-signature-256': text.replace('sha256=', '') } };
  expect(verifyWebhook(bling, bare)).toMatchObject({
    why: 'malformed',
    found: expect.stringContaining('right'),
  });
  const twice = { ...request, headers: { 'x-bling-signature-256': `${text}, ${text}` } };
  expect(verifyWebhook(bling, twice)).toMatchObject({
    why: 'malformed',
    found: expect.stringContaining('once'),
  });
});

test('a secret that was copied with a space is told', () => {
  const verdict = verifyWebhook({ ...check, secrets: [`${zendesk.secret}\n`] }, sent(zendesk, body, at));
  expect(verdict).toMatchObject({ why: 'wrong-key', found: expect.stringContaining('spaces') });
});

test.each([
  ['nested thirty thousand deep', `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
  ['a list of thirty thousand', `[${'0,'.repeat(30_000)}0]`],
  ['nothing but line ends', '\n'.repeat(60_000)],
  ['letters that are escaped', JSON.stringify('ñ'.repeat(30_000))],
])('a stranger’s body, %s, is looked into within a moment', (_what, long) => {
  const from = senders['hubspot-v3'];
  const asked = { ...from.check, secrets: [from.secret, 'a', 'b'] };
  const forged = sent(from, long, at, from.other);
  const headers = { ...forged.headers, host: 'a.example.org:1', 'x-forwarded-host': 'b.example.org' };
  const began = performance.now();
  expect(verifyWebhook(asked, { ...forged, headers })).toMatchObject({ why: 'wrong-key' });
  expect(performance.now() - began).toBeLessThan(10_000);
});

test('no reason of any scheme holds a secret, a signature or the body', () => {
  for (const name of schemeNames) {
    const from = senders[name];
    const genuine = sent(from, body, at);
    const bad: SignedRequest[] = [
      { ...genuine, headers: {}, target: '/webhooks/crm' },
      { ...genuine, body: Buffer.from(`${body} `) },
      { ...genuine, receivedAt: new Date(+at + 1e9) },
      sent(from, body, at, from.other),
      {
        ...genuine,
        headers: Object.fromEntries(Object.keys(genuine.headers).map((one) => [one, 'nonsense'])),
      },
    ];
    for (const request of bad) {
      const asked = { ...from.check, secrets: [from.secret] };
      const verdict = verifyWebhook(asked, request);
      if (verdict.genuine) continue;
      const words = Object.values(refusalInWords(verdict, asked)).join(' ');
      expect(words).toMatch(/\.$/);
      for (const hidden of [
        from.secret,
        from.other,
        'Peña',
        'nonsense',
        'undefined',
        ...Object.values(genuine.headers),
      ])
        expect(words).not.toContain(hidden);
    }
  }
});
