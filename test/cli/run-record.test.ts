import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  endOrphans,
  pidsPath,
  runningProcesses,
  runState,
  takeHome,
  writePids,
} from '../../src/cli/run-record';
import { findProcess } from '../../src/cli/process-table';
import { temporalDatabase } from '../../src/cli/temporal-start';
import { eventually, isAlive, removeScratch, scratchFolder } from './scratch';

const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  removeScratch();
});

/** A process with these words in its command line. */
async function start(code: string, ...words: string[]): Promise<number> {
  const child = spawn(
    process.execPath,
    ['-e', `${code}; console.log('up'); setInterval(() => {}, 1000)`, ...words],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  children.push(child);
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  if (child.pid === undefined) throw new Error('no pid');
  return child.pid;
}

function home(): string {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'run'), { recursive: true });
  return folder;
}

test('a Temporal server on our database that a killed run left behind is ended, though nobody wrote it down', async () => {
  const folder = home();
  const ours = await start(
    '',
    'server',
    'start-dev',
    '--db-filename',
    temporalDatabase(folder),
    '--ip',
    '127.0.0.1',
  );
  const others = await start(
    '',
    'server',
    'start-dev',
    '--db-filename',
    temporalDatabase(`${folder}-other`),
    '--ip',
    '127.0.0.1',
  );
  const backup = await start(
    '',
    'server',
    'start-dev',
    '--db-filename',
    `${temporalDatabase(folder)}.old`,
    '--ip',
  );
  expect(await endOrphans(folder)).toEqual([`temporal (process ${ours})`]);
  await eventually(() => !isAlive(ours));
  expect([isAlive(others), isAlive(backup)]).toEqual([true, true]);
});

test('a server that was written down as well is named once', async () => {
  const folder = home();
  const temporal = await start('', 'server', 'start-dev', '--db-filename', temporalDatabase(folder), '--ip');
  writePids(folder, { temporal }, true);
  expect(await endOrphans(folder)).toEqual([`temporal (process ${temporal})`]);
});

test('a process that was written down is ended when it is still the same one', async () => {
  const folder = home();
  const worker = await start('');
  writePids(folder, { worker }, true);
  expect(await endOrphans(folder)).toEqual([`worker (process ${worker})`]);
  await eventually(() => !isAlive(worker));
});

test('one that does not heed SIGTERM is killed', async () => {
  const folder = home();
  const worker = await start(`process.on('SIGTERM', () => {})`);
  writePids(folder, { worker }, true);
  await endOrphans(folder, 300);
  await eventually(() => !isAlive(worker));
});

test('another program that was given the same number since is left alone', async () => {
  const folder = home();
  const stranger = await start('');
  writePids(folder, { worker: stranger }, true);
  const path = pidsPath(folder);
  const record = JSON.parse(readFileSync(path, 'utf8'));
  record.identities.worker.startedAt = '1';
  writeFileSync(path, JSON.stringify(record));
  expect(runningProcesses(folder)).not.toHaveProperty('worker');
  expect(await endOrphans(folder)).toEqual([]);
  expect(isAlive(stranger)).toBe(true);
});

test('a mangled record is as good as none', async () => {
  const folder = home();
  writeFileSync(pidsPath(folder), '{"pids": ');
  expect(runningProcesses(folder)).toEqual({});
  expect(await endOrphans(folder)).toEqual([]);
});

test('the record names each process, and says whether all are up', async () => {
  const folder = home();
  const worker = await start('');
  expect(runState(folder)).toBe('off');
  writePids(folder, { worker }, false);
  expect(runState(folder)).toBe('starting');
  writePids(folder, { worker }, true);
  expect(runState(folder)).toBe('ready');
  expect(JSON.parse(readFileSync(pidsPath(folder), 'utf8')).pids).toEqual({ recado: process.pid, worker });
  expect(runningProcesses(folder)['worker']).toEqual(findProcess(worker));
});

test('a second Recado on the same folder is refused with the number of the first', async () => {
  const folder = home();
  const giveBack = takeHome(folder);
  writePids(folder, {}, true);
  expect(() => takeHome(folder)).toThrow(`Recado already runs from ${folder} (process ${process.pid}).`);
  giveBack();
  takeHome(folder)();
});

test('the lock of a Recado that was killed is taken over', async () => {
  const folder = home();
  writeFileSync(join(folder, 'run', 'recado.lock'), JSON.stringify({ pid: 999_999_999, startedAt: '1' }));
  takeHome(folder)();
});
