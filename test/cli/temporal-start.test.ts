import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { searchAttributes } from '../../src/cli/temporal-attributes';
import { awaitTemporal, inspectTemporal } from '../../src/cli/temporal-reach';
import { freePort } from '../../src/cli/free-port';
import { ensureTemporal } from '../../src/cli/temporal-server';
import { type RunningTemporal, startTemporal, temporalArguments } from '../../src/cli/temporal-start';
import {
  codeKey,
  channelKey,
  deadlineKey,
  languageKey,
  stateKey,
  systemKey,
  tenantKey,
  waitingForKey,
} from '../../workflows/search-attributes';
import { eventually, isAlive, removeScratch, scratchFolder } from './scratch';

const running: RunningTemporal[] = [];
let path = '';

beforeAll(async () => {
  const found = await ensureTemporal({ env: { ...process.env, TEMPORAL_ADDRESS: '' } });
  if (found.kind === 'binary') path = found.path;
}, 1_800_000);

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
  removeScratch();
});

async function start(home: string, more: { uiPort?: number } = {}): Promise<RunningTemporal> {
  const server = await startTemporal({ path, home, port: await freePort(), ...more });
  running.push(server);
  return server;
}

/** Addresses a process listens on, from the kernel's tables. */
function listeners(pid: number): string[] {
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).map((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1];
      } catch {
        return undefined;
      }
    }),
  );
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === '0A' && sockets.has(fields[9]))
      .map((fields) => fields[1]?.split(':')[0] ?? ''),
  );
}

test('a server is ready with namespace and search attributes, and keeps them over kill -9', async () => {
  const home = scratchFolder();
  const first = await start(home);
  const target = { address: first.address, namespace: 'default', timeoutMs: 5000 };
  expect(await inspectTemporal(target)).toEqual({ namespace: true, missing: [] });
  first.process.kill('SIGKILL');
  await eventually(() => !isAlive(first.process.pid ?? 0) || first.process.signalCode !== null);
  const second = await start(home);
  expect(await inspectTemporal({ ...target, address: second.address })).toEqual({
    namespace: true,
    missing: [],
  });
});

(process.platform === 'linux' ? test : test.skip)('every port of the server is on loopback', async () => {
  const server = await start(scratchFolder(), { uiPort: await freePort() });
  const found = listeners(server.process.pid ?? 0);
  expect(found.length).toBeGreaterThanOrEqual(3);
  // 127.0.0.1 in the kernel's byte order.
  expect(new Set(found)).toEqual(new Set(['0100007F']));
});

test('a database made by an older Recado gets the search attributes it lacks', async () => {
  const home = scratchFolder();
  const port = await freePort();
  const all = temporalArguments({ home, port, uiPort: undefined, ip: '127.0.0.1', namespace: 'default' });
  const withoutAttributes = all.filter(
    (word, index) => word !== '--search-attribute' && all[index - 1] !== '--search-attribute',
  );
  // The server makes its file before it listens; a moment is enough.
  expect(() => execFileSync(path, withoutAttributes, { timeout: 2000, stdio: 'ignore' })).toThrow();
  const server = await start(home);
  expect(await inspectTemporal({ address: server.address, namespace: 'default', timeoutMs: 5000 })).toEqual({
    namespace: true,
    missing: [],
  });
});

test('a namespace that is not there is told apart from a server that is not there', async () => {
  const server = await start(scratchFolder());
  expect(await inspectTemporal({ address: server.address, namespace: 'elsewhere', timeoutMs: 5000 })).toEqual(
    {
      namespace: false,
      missing: [],
    },
  );
  const nobody = { address: `127.0.0.1:${await freePort()}`, namespace: 'default', timeoutMs: 500 };
  await expect(inspectTemporal(nobody)).rejects.toThrow();
  await expect(awaitTemporal(nobody)).rejects.toThrow();
});

test('a server that cannot start says why', async () => {
  // Takes connections and says nothing; gRPC never lets go of such a one by itself.
  const sockets: Socket[] = [];
  const taken = createServer((socket) => void sockets.push(socket));
  await new Promise<void>((resolve) => void taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  await expect(startTemporal({ path, home: scratchFolder(), port })).rejects.toThrow(/Temporal ended with 1/);
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => taken.close(resolve));
});

test('the server registers exactly the attributes that the workflows set', () => {
  const keys = [tenantKey, channelKey, stateKey, systemKey, codeKey, waitingForKey, languageKey, deadlineKey];
  const types: Record<string, string> = { KEYWORD: 'Keyword', DATETIME: 'Datetime' };
  expect(Object.fromEntries(keys.map(({ name, type }) => [name, types[type]]))).toEqual(searchAttributes);
});
