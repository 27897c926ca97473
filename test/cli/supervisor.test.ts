import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { ChildSpec } from '../../src/cli/child-spec';
import { type Supervisor, supervise } from '../../src/cli/supervisor';
import { eventually, isAlive, removeScratch, scratchFolder } from './scratch';

const running: Supervisor[] = [];
const rules = { firstDelayMs: 20, longestDelayMs: 200, graceMs: 400 };

afterEach(async () => {
  for (const supervisor of running.splice(0)) {
    supervisor.kill();
    await supervisor.stop();
  }
  removeScratch();
});

const readyAtOnce = `process.send({ ready: true });`;
const goesWithParent = `process.on('disconnect', () => process.exit(0));`;

function child(name: string, code: string, more: Partial<ChildSpec> = {}): ChildSpec {
  const args = ['-e', `${goesWithParent} ${code}; setInterval(() => {}, 1000)`];
  return {
    name,
    command: process.execPath,
    args,
    env: process.env,
    ready: 'message',
    after: [],
    stopRank: 0,
    ...more,
  };
}

function begin(specs: ChildSpec[], more: { rules?: object } = {}) {
  const lines: string[] = [];
  const logs = scratchFolder();
  let pids: Record<string, number> = {};
  const supervisor = supervise(specs, {
    logs,
    onLine: (line) => lines.push(line),
    onPids: (now) => (pids = now),
    rules: { ...rules, ...more.rules },
  });
  running.push(supervisor);
  return { supervisor, lines, logs, pids: () => pids };
}

test('a process that is killed with -9 is started again, and a line says so', async () => {
  const { supervisor, lines, pids } = begin([child('worker', readyAtOnce)]);
  await supervisor.ready;
  const first = pids()['worker'];
  if (first === undefined) throw new Error('no pid');
  process.kill(first, 'SIGKILL');
  const second = await eventually(() => pids()['worker'] !== first && pids()['worker']);
  expect(isAlive(first)).toBe(false);
  expect(isAlive(second)).toBe(true);
  expect(lines).toContainEqual(
    expect.stringMatching(/^worker: was killed by SIGKILL; starting it again in 20 ms$/),
  );
});

test('each death in a row waits twice as long, up to the longest delay', async () => {
  const { supervisor, lines } = begin([
    child('worker', `${readyAtOnce} setTimeout(() => process.exit(3), 30)`),
  ]);
  await supervisor.ready;
  await eventually(() => lines.length >= 6);
  const delays = lines.map((line) => Number(/ended with 3; starting it again in (\d+) ms/.exec(line)?.[1]));
  expect(delays.slice(0, 6)).toEqual([20, 40, 80, 160, 200, 200]);
});

test('after it has been up for long enough, the next delay is the short one again', async () => {
  const { supervisor, lines } = begin(
    [child('worker', `${readyAtOnce} setTimeout(() => process.exit(3), 300)`)],
    {
      rules: { steadyAfterMs: 250 },
    },
  );
  await supervisor.ready;
  await eventually(() => lines.length >= 3);
  expect(lines.every((line) => line.includes('in 20 ms'))).toBe(true);
});

test('a process that dies five times before it is ever ready is given up with its last words', async () => {
  const { supervisor, lines } = begin([
    child('gateway', `console.error('no such table'); process.exit(1)`),
    child('worker', readyAtOnce),
  ]);
  await expect(supervisor.ready).rejects.toMatchObject({
    message: expect.stringMatching(/gateway dies again and again.*no such table/s),
    fix: expect.stringContaining('gateway.log'),
  });
  expect(lines.filter((line) => line.includes('starting it again'))).toHaveLength(4);
});

test('a program that is not there is given up too, with the reason', async () => {
  const missing = {
    ...child('temporal', ''),
    command: '/nowhere/temporal',
    args: [],
    ready: () => new Promise<void>(() => undefined),
  };
  const { supervisor } = begin([missing]);
  await expect(supervisor.ready).rejects.toThrow(/temporal dies again and again.*ENOENT/s);
});

test('what others need is ready before they are started', async () => {
  const folder = scratchFolder();
  const mark = (name: string) =>
    `require('fs').appendFileSync(${JSON.stringify(join(folder, 'order'))}, '${name} ');`;
  const { supervisor } = begin([
    child('worker', `${mark('worker')} ${readyAtOnce}`, { after: ['store', 'absent'] }),
    child('store', `setTimeout(() => { ${mark('store')} ${readyAtOnce} }, 200)`),
  ]);
  await supervisor.ready;
  expect(readFileSync(join(folder, 'order'), 'utf8')).toBe('store worker ');
});

test('stopping ends the lower ranks first and waits for each before the next', async () => {
  const file = join(scratchFolder(), 'ends');
  const note = (name: string, afterMs: number) =>
    `process.on('SIGTERM', () => setTimeout(() => { require('fs').appendFileSync(${JSON.stringify(file)}, '${name} '); process.exit(0); }, ${afterMs})); ${readyAtOnce}`;
  const { supervisor, lines, pids } = begin([
    child('temporal', note('temporal', 0), { stopRank: 2 }),
    child('worker', note('worker', 150), { stopRank: 0 }),
    child('sandbox', note('sandbox', 50), { stopRank: 1 }),
  ]);
  await supervisor.ready;
  await supervisor.stop();
  expect(readFileSync(file, 'utf8')).toBe('worker sandbox temporal ');
  expect(pids()).toEqual({});
  expect(lines).toEqual([]);
});

test('one that does not heed SIGTERM is killed after the grace', async () => {
  const { supervisor, pids } = begin([child('worker', `process.on('SIGTERM', () => {}); ${readyAtOnce}`)]);
  await supervisor.ready;
  const pid = pids()['worker'] ?? 0;
  const from = Date.now();
  await supervisor.stop();
  expect(Date.now() - from).toBeGreaterThanOrEqual(350);
  expect(isAlive(pid)).toBe(false);
});

test('one that waits for its next start is not started any more once stopping has begun', async () => {
  const { supervisor, lines, pids } = begin(
    [child('worker', `${readyAtOnce} setTimeout(() => process.exit(1), 50)`)],
    {
      rules: { firstDelayMs: 300 },
    },
  );
  await supervisor.ready;
  await eventually(() => lines.length > 0);
  await supervisor.stop();
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(pids()).toEqual({});
});

test('nothing is started any more by what becomes ready while the rest is being stopped', async () => {
  const slowly = `process.on('SIGTERM', () => setTimeout(() => process.exit(0), 350)); ${readyAtOnce}`;
  const started = join(scratchFolder(), 'started');
  const { supervisor, pids } = begin([
    child('slow', slowly),
    child('late', `setTimeout(() => { ${readyAtOnce} }, 250)`, { stopRank: 1 }),
    child('dependent', `require('fs').writeFileSync(${JSON.stringify(started)}, ''); ${readyAtOnce}`, {
      after: ['late'],
    }),
  ]);
  await eventually(() => !supervisor.waitingFor().includes('slow'));
  await supervisor.stop();
  expect(supervisor.waitingFor()).toContain('dependent');
  expect(existsSync(started)).toBe(false);
  expect(pids()).toEqual({});
});

test('warnings reach the terminal with the name in front, the rest only the log', async () => {
  const pino = (level: number, msg: string) =>
    `console.log(JSON.stringify({ level: ${level}, msg: '${msg}' }));`;
  const { supervisor, lines, logs } = begin([
    child(
      'worker',
      `${pino(30, 'all is well')} ${pino(40, 'the desk is slow')} console.error('Error: boom'); setTimeout(() => { ${readyAtOnce} }, 100)`,
    ),
  ]);
  await supervisor.ready;
  expect(lines.toSorted()).toEqual(['worker: Error: boom', 'worker: the desk is slow']);
  await supervisor.stop();
  expect(readFileSync(join(logs, 'worker.log'), 'utf8')).toContain('all is well');
});

test('a flood of warnings does not flood the terminal', async () => {
  const { supervisor, lines, logs } = begin([
    child(
      'worker',
      `for (let i = 0; i < 500; i += 1) console.error('Error ' + i); setTimeout(() => { ${readyAtOnce} }, 100)`,
    ),
  ]);
  await supervisor.ready;
  expect(lines.length).toBeLessThan(12);
  expect(lines.at(-1)).toContain('worker.log');
  await supervisor.stop();
  expect(readFileSync(join(logs, 'worker.log'), 'utf8')).toContain('Error 499');
});

test('a log that has grown past 10 MB is begun anew', async () => {
  const logs = scratchFolder();
  writeFileSync(join(logs, 'worker.log'), Buffer.alloc(10 * 2 ** 20 + 1, 'x'));
  const supervisor = supervise([child('worker', `console.log('fresh'); ${readyAtOnce}`)], {
    logs,
    onLine: () => undefined,
    onPids: () => undefined,
    rules,
  });
  running.push(supervisor);
  await supervisor.ready;
  await supervisor.stop();
  expect(readFileSync(join(logs, 'worker.log'), 'utf8')).toBe('fresh\n');
});

test('when the supervisor is killed with -9 its Node processes go by themselves', async () => {
  // The parent stands for the supervisor: the same spawn, with a channel and a process group of its own.
  const code = `${goesWithParent} setInterval(() => {}, 1000)`;
  const parent = spawn(
    process.execPath,
    [
      '-e',
      `const c = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(code)}], { detached: true, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] }); console.log(c.pid); setInterval(() => {}, 1000)`,
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const pid = Number(
    await new Promise<string>((resolve) =>
      parent.stdout.once('data', (piece: Buffer) => resolve(piece.toString())),
    ),
  );
  expect(isAlive(pid)).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 300));
  parent.kill('SIGKILL');
  await eventually(() => !isAlive(pid));
});
