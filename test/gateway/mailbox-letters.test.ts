/** What letters come to: whose case they are about, who may answer it, and what is nobody's. */
import { addressKey } from '../../src/address-key';
import { letterIdOf, threadIdOf } from '../../src/channels/email/letter-ids';
import { codeOf } from '../../src/domain/code';
import { takeLetter } from '../../src/gateway/mailbox/letters';
import type { CaseRecord, WebhookRecord } from '../../src/store/records';
import type { Store } from '../../src/store/store';
import { createMemoryStore } from '../fakes/memory-store';
import { answerHeads, letterOf, ours, partsOf, reports } from '../unit/email/letters';

const secret = 'a secret of the tests';
const domain = 'villanueva.example';
const [code, other] = ['first', 'other'].map((text) => codeOf(Buffer.from(text))) as [string, string];
const at = '2026-11-23T10:00:00.000Z';

let store: Store;
beforeEach(async () => {
  store = createMemoryStore();
  await wrote(code, 'ana@example.org', ours);
});

/** A case, and a letter of ours about it. */
async function wrote(about: string, to: string, id: string): Promise<void> {
  const record = { code: about, assistant: 'town-hall', language: 'es', version: 1 } as CaseRecord;
  await store.saveCase(record, []);
  const sendId = `outreach/${about}/1/email`;
  const key = addressKey(secret, to);
  await store.reach.admit(
    {
      ...{ id: sendId, outreach: `outreach/${about}/1`, code: about, tenant: 't', channel: 'email' },
      ...{ personKey: key, addressKey: key, toMasked: 'a•••', at },
    },
    { personPerDay: 9, tenantPerDay: 9, perDay: 9 },
    '2026-11-23',
  );
  await store.reach.note(sendId, { providerId: id });
}
const take = async (bytes: Uint8Array, sizeBytes = bytes.byteLength) =>
  await takeLetter({ store, secret }, { bytes, sizeBytes, at: new Date(at) });
const came = async (): Promise<WebhookRecord[]> => await store.waitingWebhooks(100);
const why = async (bytes: Uint8Array, sizeBytes?: number): Promise<string> => {
  const taken = await take(bytes, sizeBytes);
  expect(await came()).toEqual([]);
  return taken.is === 'aside' ? taken.found.reason().why : taken.is;
};
const root = threadIdOf(secret, code, domain);

test('an answer is a message of its case, and the letter it answers has been read', async () => {
  expect(await take(letterOf(answerHeads({ References: `${root} ${ours}` }), '1'))).toEqual({ is: 'new' });
  const [receipt, message] = await came();
  expect(receipt).toMatchObject({
    kind: 'receipt',
    recordId: `outreach/${code}/1/email`,
    payload: { state: 'read' },
  });
  expect(message).toMatchObject({
    ...{ kind: 'message', connection: 'email' },
    payload: {
      ...{ channel: 'email', from: 'ana@example.org', text: '1', assistant: 'town-hall', about: code },
      thread: { code, inReplyTo: '<answer-1@example.org>', references: [root, ours] },
    },
  });
  expect(`${message?.recordId} ${message?.eventId}`).not.toMatch(/ana|example/);
  expect(await take(letterOf(answerHeads(), '1'))).toEqual({ is: 'known' });
  expect(await came()).toHaveLength(2);
});

test('where a relay gave our letter another id, the root of the thread leads there; nobody reads it for another letter', async () => {
  const relayed = { 'In-Reply-To': '<0100@relay.example>', References: `${root} <0100@relay.example>` };
  expect(await take(letterOf(answerHeads(relayed), '1'))).toEqual({ is: 'new' });
  expect(await came()).toMatchObject([{ kind: 'message', payload: { about: code } }]);
});

test('of two cases that a letter names the newest is meant', async () => {
  const later = letterIdOf(secret, 'outreach/2', domain);
  await wrote(other, 'ana@example.org', later);
  const both = `${root} ${ours} ${threadIdOf(secret, other, domain)} ${later}`;
  await take(letterOf(answerHeads({ 'In-Reply-To': later, References: both }), '1'));
  expect((await came()).find(({ kind }) => kind === 'message')?.payload).toMatchObject({ about: other });
});

test.each([
  ['a code that anybody may know', { 'In-Reply-To': `<case.${code}@${domain}>`, References: '' }],
  ['a root under another key', { 'In-Reply-To': threadIdOf('another', code, domain), References: '' }],
  ['an id that only looks like ours', { 'In-Reply-To': ours.replace('0', 'f'), References: '' }],
  ['nothing', { 'In-Reply-To': '', References: '' }],
])('a letter that names %s is not ours to act on', async (_, heads) => {
  expect(await why(letterOf(answerHeads(heads), '1'))).toBe('not-ours');
});

test('who was not written to is not heard, whatever they name; nor is who is written to about another case', async () => {
  await wrote(other, 'eve@example.org', letterIdOf(secret, 'outreach/2', domain));
  for (const From of [
    'eve@example.org',
    'ana@example.org.evil.example',
    '"ana@example.org" <eve@evil.example>',
  ])
    expect(await why(letterOf(answerHeads({ From }), '1'))).toBe('other-sender');
});

test('a machine says nothing; what it answers of ours is known to be ours', async () => {
  const holiday = await take(letterOf(answerHeads({ 'Auto-Submitted': 'auto-replied' }), '1'));
  expect(holiday).toMatchObject({ is: 'nothing', isOfOurs: true });
  const list = await take(
    letterOf(answerHeads({ Precedence: 'list', 'In-Reply-To': '', References: '' }), '1'),
  );
  expect(list).toMatchObject({ is: 'nothing', isOfOurs: false });
  expect(await came()).toEqual([]);
});

test('a bounce is a receipt of the letter that it returns, and of no other', async () => {
  expect(await take(reports.postfix())).toEqual({ is: 'new' });
  expect(await came()).toMatchObject([
    {
      ...{ kind: 'receipt', recordId: `outreach/${code}/1/email` },
      payload: { state: 'failed', reason: 'bounced: there is no such mailbox (5.1.1)' },
    },
  ]);
});

test('a bounce that names no letter of ours is set aside, though it names somebody we wrote to', async () => {
  const forged = Buffer.from(Buffer.from(reports.postfix()).toString().replaceAll(ours, '<x@example.org>'));
  expect(await why(forged)).toBe('not-ours');
  expect(await why(reports.postfix('4.0.0', 'delayed'))).toBe('nothing');
});

describe('the button by which mail programs leave a list', () => {
  const button = (subject: string, from = 'ana@example.org'): Uint8Array =>
    letterOf(
      { From: from, To: 'avisos@villanueva.example', Subject: subject, 'Message-ID': '<off@example.org>' },
      'This message was automatically generated.',
    );

  test('ends e-mail, whatever else the letter says', async () => {
    expect(await take(button(`BAJA ${code}`))).toEqual({ is: 'new' });
    expect(await came()).toMatchObject([
      { payload: { optOut: 'STOP', about: code, from: 'ana@example.org' } },
    ]);
  });

  test.each([
    ['something else is asked for', `Anular ${code}`, 'ana@example.org', 'not-ours'],
    ['more is asked for than a button does', `BAJA TODO ${code}`, 'ana@example.org', 'not-ours'],
    ['somebody else asks', `BAJA ${code}`, 'eve@example.org', 'other-sender'],
    ['there is no such case', `BAJA ${codeOf(Buffer.from('third'))}`, 'ana@example.org', 'not-ours'],
  ])('does nothing where %s', async (_, subject, from, reason) => {
    expect(await why(button(subject, from))).toBe(reason);
  });
});

test('of a letter that is too long the beginning counts, where there are words in it', async () => {
  const heads = answerHeads({ 'MIME-Version': '1.0', 'Content-Type': 'multipart/mixed; boundary=edge' });
  const picture = `Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n${'iVBORw0K'.repeat(50)}`;
  const words = 'Content-Type: text/plain\n\n1';
  const [first, last] = [partsOf('edge', picture, words), partsOf('edge', words, picture)].map((body) =>
    letterOf(heads, body).subarray(0, 500),
  );
  expect(await why(first ?? new Uint8Array(), 9_000_000)).toBe('too-large');
  expect(await take(last ?? new Uint8Array(), 9_000_000)).toEqual({ is: 'new' });
});

test('what is no letter is set aside', async () => {
  expect(await why(Buffer.from(`X: ${'y'.repeat(300_000)}\r\n\r\n1`))).toBe('unreadable');
  expect(await why(letterOf(answerHeads({ From: 'a@example.org, b@example.org' }), '1'))).toBe('unreadable');
});
