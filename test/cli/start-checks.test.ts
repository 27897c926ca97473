import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { requireHome } from '../../src/cli/disk';
import { isAtLeast, requireNode } from '../../src/cli/node-floor';
import { type PortUse, requirePorts } from '../../src/cli/ports';
import { ensureSecrets, readSecrets, secretsPath } from '../../src/cli/secrets';
import { removeScratch, scratchFolder } from './scratch';

const servers: Server[] = [];
const isRoot = process.getuid?.() === 0;

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  removeScratch();
});

async function takenPort(): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const use = (port: number, variable = 'RECADO_PORT'): PortUse => ({
  what: 'gateway and console',
  owner: 'gateway',
  variable,
  host: '127.0.0.1',
  port,
});

test('a port that another program has is named, with the variable to change', async () => {
  const port = await takenPort();
  await expect(requirePorts([use(port)])).rejects.toMatchObject({
    message: `Port ${port} (gateway and console) is taken by another program.`,
    fix: expect.stringContaining('RECADO_PORT'),
  });
});

test('two variables with the same port are refused before anything listens', async () => {
  await expect(requirePorts([use(40_001), use(40_001, 'RECADO_SANDBOX_PORT')])).rejects.toThrow(
    'RECADO_PORT and RECADO_SANDBOX_PORT are both 40001.',
  );
});

test('an address that is not of this machine is refused with RECADO_HOST as the thing to change', async () => {
  await expect(requirePorts([{ ...use(40_002), host: '192.0.2.1' }])).rejects.toMatchObject({
    fix: expect.stringContaining('RECADO_HOST'),
  });
});

test('a data folder that is a file is refused', () => {
  const path = join(scratchFolder(), 'file');
  writeFileSync(path, '');
  expect(() => requireHome(join(path, 'home'))).toThrow(/cannot be written \(ENOTDIR\)/);
});

(isRoot ? test.skip : test)(
  'a data folder that may not be written is refused (root may write everywhere)',
  () => {
    const folder = join(scratchFolder(), 'home');
    mkdirSync(folder);
    chmodSync(folder, 0o500);
    expect(() => requireHome(folder)).toThrow(/cannot be written \(EACCES\)/);
  },
);

test('a disk with less than 200 MB is refused before anything is written', () => {
  const folder = scratchFolder();
  expect(() => requireHome(folder, () => 199)).toThrow('199 MB free; Recado needs 200 MB');
  requireHome(folder, () => 200);
});

test('Node versions are compared as numbers', () => {
  expect(isAtLeast('20.9.0', '20.20.0')).toBe(false);
  expect(isAtLeast('20.20.0', '20.20.0')).toBe(true);
  expect(isAtLeast('22.1.0', '20.20.0')).toBe(true);
  expect(isAtLeast('go1.26.8', '1.26.10')).toBe(false);
  expect(() => requireNode('18.19.1')).toThrow('This is Node 18.19.1; Recado needs 20.20.0 or newer.');
});

test('secrets are made once, for this user only, and kept', () => {
  const home = scratchFolder();
  const first = ensureSecrets(home);
  expect(Object.keys(first).toSorted()).toEqual([
    'RECADO_SANDBOX_TOKEN',
    'RECADO_SANDBOX_WEBHOOK_SECRET',
    'RECADO_SECRET',
  ]);
  const key = /^whsec_(.+)$/.exec(first['RECADO_SANDBOX_WEBHOOK_SECRET'] ?? '')?.[1] ?? '';
  expect(Buffer.from(key, 'base64').length).toBeGreaterThanOrEqual(24);
  expect(statSync(secretsPath(home)).mode & 0o777).toBe(0o600);
  expect(ensureSecrets(home)).toEqual(first);
  expect(ensureSecrets(scratchFolder())['RECADO_SECRET']).not.toBe(first['RECADO_SECRET']);
});

test('a secret that is missing is added, what a person put in is kept, and others lose the right to read', () => {
  const home = scratchFolder();
  writeFileSync(secretsPath(home), 'RECADO_SECRET=mine=1\nEXTRA=2\n', { mode: 0o644 });
  const all = ensureSecrets(home);
  expect(all).toMatchObject({ RECADO_SECRET: 'mine=1', EXTRA: '2' });
  expect(readSecrets(home)).toEqual(all);
  expect(statSync(secretsPath(home)).mode & 0o077).toBe(0);
  chmodSync(secretsPath(home), 0o640);
  ensureSecrets(home);
  expect(statSync(secretsPath(home)).mode & 0o077).toBe(0);
});

test('a mangled line of the secrets is named and nothing is overwritten', () => {
  const home = scratchFolder();
  writeFileSync(secretsPath(home), 'RECADO_SECRET=x\nhello\n');
  expect(() => ensureSecrets(home)).toThrow(/line 2 is not NAME=value/);
  expect(readFileSync(secretsPath(home), 'utf8')).toBe('RECADO_SECRET=x\nhello\n');
  expect(existsSync(`${secretsPath(home)}.${process.pid}`)).toBe(false);
});
