import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UsageError } from '../../src/errors';
import { openStore } from '../../src/store/open-store';
import { makeSocketFolder, socketFolderOf } from '../../src/store/socket-folder';
import type { MessageRecord } from '../../src/store/records';
import { forkEmbeddedStore, makeHome, removeHome, startEmbeddedStore } from '../fakes/embedded-store';

const homes: string[] = [];
const emptyHome = (): string => {
  const home = makeHome();
  homes.push(home);
  return home;
};
// Making a database takes seconds, copying one does not.
let made: string;
const newHome = (): string => {
  const home = emptyHome();
  cpSync(join(made, 'database'), join(home, 'database'), { recursive: true });
  return home;
};
beforeAll(async () => {
  made = emptyHome();
  const database = await startEmbeddedStore(made);
  await database.kill('SIGTERM');
});
afterAll(() => homes.forEach(removeHome));

const to = '+34600000001';
const message = (id: number): MessageRecord => ({
  id: String(id),
  code: 'R-1',
  channel: 'sms',
  to,
  text: 'Hecho',
  sentAt: new Date(id * 1000).toISOString(),
});

test('what was answered before kill -9 is there after the restart, round after round', async () => {
  const home = newHome();
  let answered = 0;
  for (let round = 0; round < 5; round += 1) {
    const database = await startEmbeddedStore(home);
    const store = await openStore({ home, databaseUrl: undefined });
    const found = await store.listMessages({ to, limit: 100_000 });
    expect(found.slice(0, answered).map(({ id }) => id)).toEqual(
      Array.from({ length: answered }, (_, id) => String(id)),
    );
    // The one that was under way when it was killed may be there or not; nobody was told either way.
    expect(found.length - answered).toBeLessThanOrEqual(1);

    answered = found.length;
    const enough = answered + 50;
    const ended = new Promise((resolve) => database.process.once('exit', resolve));
    for (;;) {
      try {
        await store.putMessage(message(answered));
        answered += 1;
        if (answered === enough) setTimeout(() => database.process.kill('SIGKILL'), round);
      } catch {
        break;
      }
    }
    await ended;
    expect(answered).toBeGreaterThanOrEqual(enough);
    await store.close();
  }
}, 120_000);

test('killed while it makes its files, it makes them anew', async () => {
  const home = emptyHome();
  for (const afterMs of [300, 1200, 2500]) {
    const child = forkEmbeddedStore(home);
    await sleep(afterMs);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
  }
  const database = await startEmbeddedStore(home);
  const store = await openStore({ home, databaseUrl: undefined });
  await store.putMessage(message(1));
  expect(await store.listMessages({ to, limit: 1 })).toEqual([message(1)]);
  await store.close();
  expect(await database.kill('SIGTERM')).toBe(0);
  expect(existsSync(join(home, 'database.lock'))).toBe(false);
}, 60_000);

test('a second process on the same folder is refused and told which one has it', async () => {
  const home = newHome();
  const first = await startEmbeddedStore(home);
  await expect(startEmbeddedStore(home)).rejects.toThrow(
    new RegExp(`ended with 2: Process ${first.process.pid} already uses this data folder`),
  );
  const store = await openStore({ home, databaseUrl: undefined });
  await store.ping();
  await store.close();
  await first.kill('SIGKILL');
}, 60_000);

test('a lock left by a dead process, or by an earlier one with the id of a living, is taken over', async () => {
  const home = newHome();
  writeFileSync(join(home, 'database.lock'), JSON.stringify({ pid: process.pid, startedAt: '1' }));
  const first = await startEmbeddedStore(home);
  expect(readFileSync(join(home, 'database.lock'), 'utf8')).toContain(String(first.process.pid));
  await first.kill('SIGKILL');
  writeFileSync(join(home, 'database.lock'), 'half a li');
  const second = await startEmbeddedStore(home);
  await second.kill('SIGKILL');
}, 60_000);

test('without its parent the database process ends by itself and leaves the folder free', async () => {
  const home = newHome();
  const database = await startEmbeddedStore(home);
  const store = await openStore({ home, databaseUrl: undefined });
  const ended = new Promise((resolve) => database.process.once('exit', resolve));
  database.process.disconnect();
  expect(await ended).toBe(0);
  expect(existsSync(join(home, 'database.lock'))).toBe(false);
  await expect(store.ping()).rejects.toThrow();
  await store.close();
}, 60_000);

test('a store outlives a restart of its database: what is asked meanwhile fails, what is asked after is done', async () => {
  const home = newHome();
  const first = await startEmbeddedStore(home);
  const store = await openStore({ home, databaseUrl: undefined });
  await Promise.all([1, 2, 3].map((id) => store.putMessage(message(id))));
  await first.kill('SIGKILL');
  await expect(store.putMessage(message(4))).rejects.toThrow();
  const second = await startEmbeddedStore(home);
  await store.putMessage(message(4));
  expect(await store.listMessages({ to, limit: 9 })).toHaveLength(4);
  await store.close();
  await second.kill('SIGKILL');
}, 60_000);

test('a store that is opened before its database waits for it', async () => {
  const home = newHome();
  const opening = openStore({ home, databaseUrl: undefined });
  await sleep(300);
  const database = await startEmbeddedStore(home);
  const store = await opening;
  await store.ping();
  await store.close();
  await database.kill('SIGKILL');
}, 60_000);

test('a data folder with a long path has its socket in a short one', async () => {
  const home = join(newHome(), 'a'.repeat(120));
  mkdirSync(home);
  writeFileSync(join(home, 'recado.yaml'), 'connections: {}\n');
  expect(Buffer.byteLength(socketFolderOf(home))).toBeLessThan(90);
  expect(socketFolderOf(`${home}b`)).not.toBe(socketFolderOf(home));
  const database = await startEmbeddedStore(home);
  const store = await openStore({ home, databaseUrl: undefined });
  await store.ping();
  await store.close();
  await database.kill('SIGTERM');
  removeHome(socketFolderOf(home));
}, 60_000);

test('a socket folder that others can write to is refused', () => {
  const folder = join(newHome(), 'run');
  mkdirSync(folder);
  makeSocketFolder(folder);
  expect(() => makeSocketFolder('/tmp')).toThrow(UsageError);
});

test('a database that never answers is a clear error that says what to do', async () => {
  const home = emptyHome();
  const opening = openStore({ home, databaseUrl: undefined }, { comeUpMs: 300 });
  await expect(opening).rejects.toThrow(UsageError);
  await expect(opening).rejects.toMatchObject({ fix: expect.stringContaining('npm start') });
  const closedPort = 'postgresql://someone:secret@127.0.0.1:1/db';
  const elsewhere = openStore({ home, databaseUrl: closedPort }, { comeUpMs: 300 });
  await expect(elsewhere).rejects.toThrow('PostgreSQL does not answer');
  await expect(elsewhere).rejects.toThrow(/^((?!secret).)*$/);
  await expect(openStore({ home, databaseUrl: 'mysql://x' })).rejects.toMatchObject({
    fix: expect.stringContaining('postgresql://'),
  });
});
