import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf } from '../../src/api-keys';
import { runCommandLine } from '../../src/cli/command-line';
import { readConnections } from '../../src/connections-file';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'recado-key-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await runCommandLine(words, {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
  });
  return { code, out, err };
}

test('a new key is printed once, with lines that recado.yaml takes as they are', async () => {
  const wish = [
    'erp',
    '--scopes',
    'cases:events, operate',
    '--tenants',
    'san martín: 2',
    '--connections',
    'desk',
  ];
  const { code, out } = await run('key', ...wish, '--json');
  expect(code).toBe(0);
  const { key, yaml } = JSON.parse(out) as { key: string; yaml: string };
  expect(key).toMatch(/^rk_[\w-]{43}$/);
  expect(yaml).not.toContain(key);
  const path = join(folder, 'recado.yaml');
  writeFileSync(path, `connections: { desk: { system: sandbox-desk } }\n${yaml}\n`);
  expect(readConnections(path, {}).apiKeys).toEqual([
    {
      ...{ name: 'erp', sha256: digestOf(key), scopes: ['cases:events', 'operate'] },
      ...{ connections: ['desk'], tenants: ['san martín: 2'] },
    },
  ]);
});

test('no two keys are the same, and a person reads the key and the lines', async () => {
  const [one, two] = [await run('key', 'erp'), await run('key', 'erp')];
  const keys = [one, two].map(({ out }) => /rk_[\w-]{43}/.exec(out)?.[0]);
  expect(new Set(keys).size).toBe(2);
  expect(one.out).toContain('scopes: ["cases:read", "cases:events"]');
});

test.each([
  ['an unknown scope', ['erp', '--scopes', 'everything'], /scopes/],
  ['a name with capitals', ['Erp'], /name/],
])('%s is refused', async (_what, words, told) => {
  const { code, err } = await run('key', ...words);
  expect(code).toBe(2);
  expect(err).toMatch(told);
});
