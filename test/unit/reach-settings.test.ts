import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { loadConfig } from '../../src/config';
import { UsageError } from '../../src/errors';
import { capsOf, ladderOf, priceOf } from '../../src/reach-settings';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'recado-reach-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function loadText(text: string) {
  const path = join(folder, 'recado.yaml');
  writeFileSync(path, text);
  return loadConfig({ RECADO_CONFIG: path }).reach;
}
const connections = { register: { system: 'register' } };
const load = (reach?: unknown) =>
  loadText(stringify({ connections, ...(reach === undefined ? {} : { reach }) }));

function refusalOf(reach: unknown): string {
  try {
    load(reach);
  } catch (error) {
    if (error instanceof UsageError) return `${error.message} ${error.fix}`.replace(/^.*recado\.yaml /, '');
    throw error;
  }
  throw new Error('nothing was refused');
}

test('who says nothing of it sends at most six messages a person and day, by day, and nowhere unasked', () => {
  expect(load()).toEqual({
    ladder: undefined,
    quietHours: { from: '21:30', until: '09:00' },
    allow: undefined,
    caps: { personPerDay: 6, tenantPerDay: 500, perDay: 2000 },
    waitForReceipt: { whatsapp: 10, sms: 30, email: 1440, voice: 5, inbox: 1 },
    prices: undefined,
    templates: {},
    perTenant: {},
  });
});

test('without a ladder what is configured is tried but for calls, and the inbox only where nothing is', () => {
  const reach = load();
  expect(ladderOf(reach, 'villanueva', ['inbox'])).toEqual(['inbox']);
  expect(ladderOf(reach, 'villanueva', ['voice', 'inbox', 'sms'])).toEqual(['sms']);
  expect(ladderOf(load({ ladder: ['email', 'sms'] }), 'villanueva', ['inbox'])).toEqual(['email', 'sms']);
});

test('a tenant may have a ladder and caps of its own; the rest is everybody’s', () => {
  const reach = load({
    ladder: ['whatsapp', 'sms'],
    caps: { personPerDay: 3 },
    perTenant: { villanueva: { ladder: ['email'], caps: { tenantPerDay: 40 } } },
  });
  expect(ladderOf(reach, 'villanueva', [])).toEqual(['email']);
  expect(ladderOf(reach, 'shop', [])).toEqual(['whatsapp', 'sms']);
  expect(ladderOf(reach, 'constructor', [])).toEqual(['whatsapp', 'sms']);
  expect(capsOf(reach, 'villanueva')).toEqual({ personPerDay: 3, tenantPerDay: 40, perDay: 2000 });
  expect(capsOf(reach, 'shop')).toEqual({ personPerDay: 3, tenantPerDay: 500, perDay: 2000 });
});

test('a price is known where recado.yaml says it, to the millionth', () => {
  const reach = load({ prices: { currency: 'EUR', sms: { ES: 0.0675 }, voice: { BR: 1.1 } } });
  expect(priceOf(reach, 'sms', 'ES')).toEqual({ micros: 67_500, currency: 'EUR' });
  expect(priceOf(reach, 'voice', 'BR')).toEqual({ micros: 1_100_000, currency: 'EUR' });
  for (const [channel, country] of [
    ['sms', 'PT'],
    ['whatsapp', 'ES'],
    ['email', 'ES'],
    ['sms', undefined],
  ] as const)
    expect(priceOf(reach, channel, country)).toBeUndefined();
  expect(priceOf(load(), 'sms', 'ES')).toBeUndefined();
});

test('times may stand without quotes, and NO is Norway', () => {
  const text = `${stringify({ connections })}reach:\n  quietHours: { from: 22:00, until: 08:30 }\n  allow: [NO, ES]\n`;
  expect(loadText(text)).toMatchObject({
    quietHours: { from: '22:00', until: '08:30' },
    allow: ['NO', 'ES'],
  });
});

test.each<[string, unknown, RegExp]>([
  [
    'an unknown key',
    { ladders: [] },
    /^line 5: reach\.ladders: There is no such key\. Known there: ladder, quiet/,
  ],
  ['an unknown channel', { ladder: ['fax'] }, /^line 6: reach\.ladder\.0: .*Write channels in the order/],
  ['a channel twice', { ladder: ['sms', 'sms'] }, /every channel once/],
  ['no channel', { ladder: [] }, /at least one channel/],
  [
    'no time',
    { quietHours: { from: '24:00', until: '09:00' } },
    /reach\.quietHours\.from: a time like 21:30/,
  ],
  ['half of a night', { quietHours: { from: '21:30' } }, /reach\.quietHours\.until.*Write a time of day/],
  ['a night without a day', { quietHours: { from: '09:00', until: '08:00' } }, /Less than two hours/],
  ['a country that is none', { allow: ['ES', 'UK'] }, /reach\.allow\.1: .*GB, not UK.*like \[ES, PT, BR\]/],
  ['a country by its name', { allow: ['Spain'] }, /reach\.allow\.0/],
  ['half a message', { caps: { personPerDay: 1.5 } }, /reach\.caps\.personPerDay.*whole numbers/],
  ['less than nothing', { caps: { perDay: -1 } }, /reach\.caps\.perDay/],
  [
    'an unknown cap',
    { caps: { perHour: 3 } },
    /reach\.caps\.perHour: There is no such key\. Known there: personPerDay/,
  ],
  ['a receipt after a month', { waitForReceipt: { sms: 43_200 } }, /reach\.waitForReceipt\.sms.*1 to 10080/],
  ['a price without its currency', { prices: { sms: { ES: 0.07 } } }, /reach\.prices\.currency/],
  ['a currency without a price', { prices: { currency: 'EUR' } }, /There is no price/],
  ['a price below nothing', { prices: { currency: 'EUR', sms: { ES: -1 } } }, /reach\.prices\.sms\.ES/],
  [
    'a tenant’s own cap of all',
    { perTenant: { a: { caps: { perDay: 3 } } } },
    /perTenant\.a\.caps\.perDay: There is no such key/,
  ],
  ['a list', ['sms'], /reach: .*Known there: ladder/],
  ['a word', 'sms', /reach: .*Known there: ladder/],
])('%s is refused with its line and what to write instead', (_, reach, refusal) => {
  expect(refusalOf(reach)).toMatch(refusal);
});

test('the example of the documentation is one that loads', () => {
  const [, example = ''] = /```yaml\n(reach:[\s\S]*?)```/.exec(readFileSync('docs/reach.md', 'utf8')) ?? [];
  expect(loadText(`${stringify({ connections })}${example}`)).toMatchObject({ allow: ['ES', 'PT', 'BR'] });
});
