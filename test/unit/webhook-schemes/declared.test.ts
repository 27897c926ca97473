import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { readConnections } from '../../../src/connections-file';
import { openConnector } from '../../../src/connectors/registry';
import { UsageError } from '../../../src/errors';
import type { SignedRequest } from '../../../src/webhook-schemes/scheme';
import { senders, sent } from '../../fakes/webhook-senders';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'recado-webhook-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = new Date('2026-11-22T10:00:00.000Z');
function load(webhook: unknown, system = 'webhooks-only') {
  const path = join(folder, 'recado.yaml');
  writeFileSync(path, stringify({ connections: { crm: { system, webhook } } }));
  const settings = readConnections(path, { NEW: 'the new secret', OLD: 'the old secret' }).connections['crm'];
  if (!settings) throw new Error('no connection');
  return openConnector('crm', settings);
}
function refusalOf(webhook: unknown, system?: string): UsageError {
  try {
    load(webhook, system);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
const zendesk = { scheme: 'zendesk', secret: senders.zendesk.secret, record: 'ticket.id' };
const bodyOf = (value: unknown): string => JSON.stringify(value);
const read = (webhook: unknown, request: SignedRequest) => load(webhook).verbs.readWebhook?.(request);

test('a system without a connector tells which record changed, as recado.yaml says where it stands', () => {
  const request = sent(
    senders.zendesk,
    bodyOf({ id: 'evt_9', ticket: { id: 17 }, on: '2026-11-22T09:59:00Z' }),
    at,
  );
  expect(read({ ...zendesk, event: 'id', at: 'on' }, request)).toEqual([
    { eventId: 'evt_9', record: { connection: 'crm', id: '17' }, at: '2026-11-22T09:59:00.000Z' },
  ]);
  // Without them: the id of the delivery, and the moment that is signed.
  expect(read(zendesk, request)).toEqual([
    { eventId: '01H9', record: { connection: 'crm', id: '17' }, at: at.toISOString() },
  ]);
});

test('one request may report several events', () => {
  const from = senders['hubspot-v3'];
  const body = bodyOf([
    { eventId: 1, objectId: 70 },
    { eventId: 2, objectId: 71 },
  ]);
  const webhook = { ...from.check, secret: from.secret, record: '*.objectId', event: '*.eventId' };
  const events = read(webhook, sent(from, body, at));
  expect(events?.map(({ eventId, record }) => [eventId, record.id])).toEqual([
    ['1', '70'],
    ['2', '71'],
  ]);
  const { event: _, ...withoutIds } = webhook;
  const ids = read(withoutIds, sent(from, body, at))?.map(({ eventId }) => eventId) ?? [];
  expect(new Set(ids).size).toBe(2);
  expect(read(withoutIds, sent(from, body, at))?.map(({ eventId }) => eventId)).toEqual(ids);
});

test('ids may stand in headers, in the address, or in a form', () => {
  const google = senders['google-channel'];
  const channel = { scheme: 'google-channel', secret: google.secret, record: 'header:X-Goog-Channel-Id' };
  expect(read(channel, sent(google, '', at))).toMatchObject([{ eventId: 'c1/7', record: { id: 'c1' } }]);
  const shop = senders['url-secret'];
  const inUrl = { ...shop.check, secret: shop.secret, record: 'query:order' };
  const request = sent(shop, '', at);
  expect(read(inUrl, { ...request, target: `${request.target}&order=9` })).toMatchObject([
    { record: { id: '9' } },
  ]);
  const form = {
    ...sent(senders['header-secret'], 'ticket=31&who=ana', at),
  };
  const headers = { ...form.headers, 'content-type': 'application/x-www-form-urlencoded' };
  const inForm = {
    ...senders['header-secret'].check,
    secret: senders['header-secret'].secret,
    record: 'ticket',
  };
  expect(read(inForm, { ...form, headers })).toMatchObject([{ record: { id: '31' } }]);
});

test('without an id and a moment, two webhooks of the same words are two', () => {
  const from = senders['cal-com'];
  const webhook = { scheme: 'cal-com', secret: from.secret, record: 'uid' };
  const [first] = read(webhook, sent(from, bodyOf({ uid: 'b1' }), at)) ?? [];
  const [second] = read(webhook, sent(from, bodyOf({ uid: 'b1' }), new Date(+at + 1))) ?? [];
  expect(first?.eventId).not.toBe(second?.eventId);
});

test.each([
  ['no JSON', 'hello'],
  ['nothing there', bodyOf({ ticket: {} })],
  ['an object there', bodyOf({ ticket: { id: {} } })],
  ['a number that is none', '{"ticket":{"id":1e400}}'],
])('what is genuine and has %s is senseless, and not quoted', (_what, body) => {
  expect(() => read(zendesk, sent(senders.zendesk, body, at))).toThrow(
    expect.objectContaining({
      kind: 'malformed',
      message: 'A webhook of crm has no number of a record at ticket.id.',
    }),
  );
});

test('the new and the old secret hold while they are being changed', () => {
  const both = { scheme: 'jira', secret: ['${NEW}', '${OLD}'], record: 'id' };
  for (const secret of ['the new secret', 'the old secret'])
    expect(read(both, sent(senders.jira, '{"id":1}', at, secret))).toHaveLength(1);
});

test.each<[string, unknown, string]>([
  ['a scheme nobody knows', { ...zendesk, scheme: 'zendeks' }, 'webhook.scheme'],
  ['no secret', { scheme: 'zendesk', record: 'id' }, 'webhook.secret'],
  ['an empty secret', { ...zendesk, secret: '' }, 'webhook.secret'],
  ['four secrets', { ...zendesk, secret: Array(4).fill('12345678') }, 'webhook.secret'],
  ['no record', { scheme: 'zendesk', secret: '12345678' }, 'webhook.record'],
  ['a path with spaces', { ...zendesk, record: 'ticket id' }, 'webhook.record'],
  ['a key of another spelling', { ...zendesk, Secret: 'x' }, 'webhook.Secret'],
  ['a header where it is known', { ...zendesk, header: 'x-a' }, 'webhook.header'],
  [
    'no header where it is needed',
    { scheme: 'header-secret', secret: 'a'.repeat(20), record: 'id' },
    'webhook.header',
  ],
  [
    'a short secret that comes along',
    { scheme: 'url-secret', secret: 'a'.repeat(9), record: 'id' },
    'webhook.secret',
  ],
  [
    'no address where it is signed',
    { scheme: 'hubspot-v3', secret: '12345678', record: '*.objectId' },
    'webhook.url',
  ],
  ['an address where it is not', { ...zendesk, url: 'https://a.example.org' }, 'webhook.url'],
  [
    'an address without TLS',
    { scheme: 'twilio', secret: '12345678', record: 'a', url: 'http://a.example.org' },
    'webhook.url',
  ],
  [
    'no secret of Standard Webhooks',
    { scheme: 'standard-webhooks', secret: 'my-password', record: 'id' },
    'webhook.secret',
  ],
  ['no public key', { scheme: 'adobe-commerce', secret: 'my-password', record: 'id' }, 'webhook.secret'],
  ['no user', { scheme: 'pipedrive', secret: 'my-password', record: 'id' }, 'webhook.secret'],
  ['many events of one record', { ...zendesk, event: '*.id' }, 'webhook.record'],
])('%s is told by its place, with what to write, and without the secret', (_what, webhook, key) => {
  const { message, fix } = refusalOf(webhook);
  expect(message).toMatch(/recado\.yaml line \d+: /);
  expect(message).toContain(`connections.crm.${key}`);
  expect(fix).toMatch(/^\S.*\.$/s);
  expect(`${message} ${fix}`).not.toMatch(/my-password|12345678/);
});

test('a connector that checks its webhooks itself takes no other check', () => {
  const desk = { url: 'http://127.0.0.1:1', token: 't', webhookSecret: senders['standard-webhooks'].secret };
  const settings = { system: 'sandbox-desk', ...desk };
  const path = join(folder, 'recado.yaml');
  writeFileSync(path, stringify({ connections: { desk: { ...settings, webhook: zendesk } } }));
  const read = readConnections(path, {}).connections['desk'];
  expect(() => openConnector('desk', read ?? settings)).toThrow(/checks its webhooks itself/);
});
