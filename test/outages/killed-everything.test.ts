/** The product as a newcomer starts it, killed by process id. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { freePort } from '../../src/cli/free-port';
import { makeHome, removeHome } from '../fakes/embedded-store';
import { caseOf, dial, eventually, inboxOf, ticketsOf, turnMood } from '../fakes/caller';
import { askForStreetLight } from '../fakes/street-light';

const root = join(__dirname, '../..');
let home: string;
let env: NodeJS.ProcessEnv;
let url: string;
let running: Running | undefined;

interface Running {
  process: ChildProcess;
  pids: Record<string, number>;
}

beforeAll(async () => {
  home = makeHome();
  const [port, sandbox, temporal, ui] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  url = `http://127.0.0.1:${port}`;
  env = {
    ...process.env,
    RECADO_HOME: home,
    RECADO_PORT: `${port}`,
    RECADO_SANDBOX_PORT: `${sandbox}`,
    RECADO_SANDBOX_URL: `http://127.0.0.1:${sandbox}`,
    RECADO_TEMPORAL_PORT: `${temporal}`,
    RECADO_TEMPORAL_UI_PORT: `${ui}`,
  };
  running = await start();
});
afterAll(async () => {
  if (running) await end(running);
  removeHome(home);
});

/** `recado dev`, until it says that it is ready. */
async function start(): Promise<Running> {
  const child = spawn(process.execPath, [join(root, 'dist/src/cli/main.js'), 'dev', '--json'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  child.stderr?.on('data', (piece: Buffer) => (words += piece.toString()));
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('{')) continue;
    return { process: child, pids: (JSON.parse(line) as { pids: Record<string, number> }).pids };
  }
  throw new Error(`recado dev ended: ${words}`);
}

async function end({ process: child }: Running): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

const kill = (name: string): void => {
  const pid = running?.pids[name];
  if (pid === undefined) throw new Error(`no process ${name}`);
  process.kill(pid, 'SIGKILL');
};

test('everything killed at once after the promise: after the next start there is one ticket and one message', async () => {
  const from = '+34600000101';
  const caller = await dial(url, 'town-hall', from);
  await askForStreetLight(caller, 'calle del Trueno 1');
  await turnMood(url, 'down');
  const answer = await caller.say('sí');
  expect(answer.delivery).toBe('pending');

  const gone = new Promise((resolve) => running?.process.once('exit', resolve));
  for (const name of Object.keys(running?.pids ?? {})) kill(name);
  await gone;
  running = await start();
  await turnMood(url, 'well');
  const code = answer.code ?? '';
  await eventually('the receipt', async () => (await caseOf(url, code)).state === 'delivered', 90_000);
  await caller.hangUp().catch(() => undefined);
  await eventually('the message', async () => (await inboxOf(url, from))[0], 60_000);
  expect((await ticketsOf(url)).filter(({ reference }) => reference === code)).toHaveLength(1);
  expect(await inboxOf(url, from)).toHaveLength(1);
}, 240_000);

test.each(['gateway', 'worker', 'store', 'sandbox', 'temporal'])(
  'the %s killed right after the yes: it comes back by itself, and there is one ticket',
  async (name) => {
    const from = '+34600000102';
    const street = `calle del Rayo ${name.length}${name.charCodeAt(0)}`;
    const caller = await dial(url, 'town-hall', from);
    await askForStreetLight(caller, street);
    const yes = caller.insist('sí');
    kill(name);
    const { code = '' } = await yes;
    await eventually(
      'the ticket',
      async () => {
        // Where Temporal was away a moment too long, the code is that of the intake, and leads to the delivery's.
        const { code: final } = await caseOf(url, code);
        return (await ticketsOf(url)).some(({ reference }) => reference === final);
      },
      90_000,
    );
    await eventually('the receipt', async () => (await caseOf(url, code)).state === 'delivered', 90_000);
    expect((await ticketsOf(url)).filter(({ place }) => place?.includes(street))).toHaveLength(1);
    await eventually('new pids', async () => {
      const { pids } = JSON.parse(readFileSync(join(home, 'run/pids.json'), 'utf8')) as Pick<Running, 'pids'>;
      if (pids[name] === undefined || pids[name] === running?.pids[name]) return false;
      if (running) running = { ...running, pids };
      return true;
    });
  },
  180_000,
);
