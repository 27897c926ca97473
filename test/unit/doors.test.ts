import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf } from '../../src/api-keys';
import { type ConnectionsFile, readConnections } from '../../src/connections-file';
import { UsageError } from '../../src/errors';
import { outcomeOf, scheduleMs } from '../../src/gateway/notify/outcome';
import { isPrivateAddress } from '../../src/private-address';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'recado-doors-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function read(text: string, env: NodeJS.ProcessEnv = {}): ConnectionsFile {
  const path = join(folder, 'recado.yaml');
  writeFileSync(path, `connections: { desk: { system: sandbox-desk } }\n${text}`);
  return readConnections(path, env);
}
function refusalOf(text: string, env: NodeJS.ProcessEnv = {}): string {
  try {
    read(text, env);
  } catch (error) {
    if (error instanceof UsageError) return `${error.message} ${error.fix}`;
    throw error;
  }
  throw new Error('nothing was refused');
}

const key = 'a-long-key-of-more-than-32-characters';
const hash = digestOf(key);
const secret = 'whsec_c2FuZGJveC1vbmx5LW5vdC1hLXNlY3JldA==';
const hook = (change: string): string =>
  `notify:\n  - { name: board, url: "https://board.example/hook", secret: ${secret}, events: [case.parked]${change} }\n`;

test('keys are known by their hash, whether it is written or made of the environment', () => {
  const { apiKeys } = read(
    `apiKeys:\n  - { name: erp, sha256: ${hash}, scopes: [cases:read], connections: [desk] }\n` +
      `  - { name: shop, key: "\${SHOP_KEY}", scopes: [operate] }\n`,
    { SHOP_KEY: key },
  );
  expect(apiKeys).toEqual([
    { name: 'erp', sha256: hash, scopes: ['cases:read'], connections: ['desk'] },
    { name: 'shop', sha256: hash, scopes: ['operate'] },
  ]);
});

test.each<[string, string, RegExp]>([
  ['a key that is written out', `{ name: a, key: ${key}, scopes: [operate] }`, /itself must not.*\$\{NAME\}/],
  ['a short key', `{ name: a, key: "\${SHORT}", scopes: [operate] }`, /at least 32/],
  ['neither key nor hash', '{ name: a, scopes: [operate] }', /line 3.*either sha256 or key/],
  ['both', `{ name: a, sha256: ${hash}, key: "\${LONG}", scopes: [operate] }`, /either sha256 or key/],
  ['a hash that is none', '{ name: a, sha256: abc, scopes: [operate] }', /64 digits/],
  ['an unknown scope', `{ name: a, sha256: ${hash}, scopes: [everything] }`, /cases:events/],
  ['no scopes', `{ name: a, sha256: ${hash}, scopes: [] }`, /scopes/],
  [
    'an unknown connection',
    `{ name: a, sha256: ${hash}, scopes: [operate], connections: [erp] }`,
    /no connection erp/,
  ],
  ['an unknown setting', `{ name: a, sha256: ${hash}, scopes: [operate], expires: never }`, /expires/],
  ['a name twice', `{ name: b, sha256: ${hash}, scopes: [operate] }`, /there already/],
])('%s is refused, with its line and what to write', (_what, entry, words) => {
  const second = `  - { name: b, sha256: ${hash}, scopes: [operate] }\n`;
  const told = refusalOf(`apiKeys:\n  - ${entry}\n${second}`, { SHORT: 'short', LONG: key });
  expect(told).toMatch(words);
  expect(told).toMatch(/line \d/);
  expect(told).not.toContain(key);
});

test('an endpoint is told by https, and by http on this machine only', () => {
  expect(read(hook('')).notify).toMatchObject([{ name: 'board', secret: [secret], allowPrivate: false }]);
  for (const url of ['http://127.0.0.1:9/x', 'http://localhost:9/x', 'http://[::1]:9/x'])
    expect(read(hook('').replace('https://board.example/hook', url)).notify).toHaveLength(1);
});

test.each([
  'http://board.example/hook',
  'ftp://board.example/',
  'https://ana:password@board.example/',
  'https://board.example/#x',
  'board.example',
  'https://10.0.0.7/',
  'https://192.168.1.1/',
  'https://169.254.169.254/latest/meta-data',
  'https://[fd00::1]/',
  'https://[::ffff:10.0.0.7]/',
  'https://0x0a000007/',
])('the address %s is refused', (url) => {
  expect(refusalOf(hook('').replace('https://board.example/hook', url))).toMatch(/line 3.*url/);
});

test('a private address must be asked for, and events and secrets must be some', () => {
  const inside = hook(', allowPrivate: true').replace('board.example', '10.0.0.7');
  expect(read(inside).notify).toMatchObject([{ allowPrivate: true }]);
  expect(refusalOf(hook('').replace('case.parked', 'case.loved'))).toMatch(/case\.withdrawn/);
  expect(refusalOf(hook('').replace(secret, 'whsec_short'))).toMatch(/whsec_/);
  expect(refusalOf(hook(', colour: red'))).toMatch(/colour/);
});

test.each([
  ...['127.0.0.1', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.0.1', '169.254.169.254'],
  ...[
    '100.64.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'ff02::1',
  ],
  ...['::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::a00:1', '2002:a00:1::', '2001::1', '2001:db8::1'],
])('%s is no address of the public internet', (address) => {
  expect(isPrivateAddress(address)).toBe(true);
});

test.each([
  '8.8.8.8',
  '172.32.0.1',
  '172.15.0.1',
  '100.128.0.1',
  '2606:4700::1111',
  '2a00:1450::1',
  'a.example',
])('%s is none of a private network', (address) => {
  expect(isPrivateAddress(address)).toBe(false);
});

const nowMs = Date.UTC(2026, 10, 21, 9);
const answered = (status: number, more = {}) => ({ status, abort: false, retryAfter: undefined, ...more });

test('a message is tried eight times, as Svix does, and then no more', () => {
  let at = nowMs;
  const tries: number[] = [];
  for (let number = 1; number <= scheduleMs.length; number += 1) {
    tries.push((at - nowMs) / 1000);
    const outcome = outcomeOf(answered(500), number, at);
    if (outcome.state === 'waiting') at = Date.parse(outcome.nextAt);
    else expect({ number, outcome }).toMatchObject({ number: 8, outcome: { state: 'failed', status: 500 } });
  }
  expect(tries).toEqual([0, 5, 305, 2105, 9305, 27_305, 63_305, 99_305]);
});

test('only 2xx is success: a redirect is a failure, and who asks for no more gets no more', () => {
  for (const status of [200, 201, 204, 299])
    expect(outcomeOf(answered(status), 1, 0).state).toBe('delivered');
  for (const status of [100, 199, 300, 301, 307, 400, 410, 429, 500, 503])
    expect(outcomeOf(answered(status), 1, 0).state).toBe('waiting');
  expect(outcomeOf({ fault: 'no answer within 15 s' }, 1, 0)).toMatchObject({
    note: 'no answer within 15 s',
  });
  expect(outcomeOf(answered(400, { abort: true }), 1, 0)).toMatchObject({ state: 'ended', status: 400 });
  expect(outcomeOf(answered(200, { abort: true }), 1, 0).state).toBe('delivered');
});

test.each<[string, string, number]>([
  ['seconds', '60', 60_000],
  ['less than the schedule', '1', 5_000],
  ['a date', new Date(nowMs + 120_000).toUTCString(), 120_000],
  ['a date that is over', new Date(0).toUTCString(), 5_000],
  ['years', '999999999', 24 * 3_600_000],
  ['nonsense', 'soon', 5_000],
  ['a negative number', '-5', 5_000],
])('Retry-After in %s is honoured within reason', (_what, retryAfter, waitMs) => {
  const outcome = outcomeOf(answered(503, { retryAfter }), 1, nowMs);
  expect(outcome).toMatchObject({ nextAt: new Date(nowMs + waitMs).toISOString() });
});
