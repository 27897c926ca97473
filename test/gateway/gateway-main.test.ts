import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { WebSocket } from 'ws';
import { freePort } from '../../src/cli/free-port';
import { eventually } from '../fakes/caller';
import { makeHome, removeHome, startEmbeddedStore, type EmbeddedStore } from '../fakes/embedded-store';
import { send, webhookSecret } from './house';

const root = join(__dirname, '..', '..');
let home: string;
let store: EmbeddedStore;
const children: ChildProcess[] = [];

beforeAll(async () => {
  home = makeHome();
  store = await startEmbeddedStore(home);
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await store.kill('SIGTERM');
  removeHome(home);
});

interface Main {
  child: ChildProcess;
  ready: Promise<void>;
  ended: Promise<{ code: number | null; said: string }>;
}

function start(port: number, temporal: string, more: Record<string, string> = {}): Main {
  const child = fork(join(root, 'src/worker/gateway-main.ts'), [], {
    cwd: root,
    execArgv: ['-r', join(root, 'test/fakes/typescript-register.cjs')],
    env: {
      ...process.env,
      RECADO_HOME: home,
      RECADO_AGENTS: join(root, 'agents'),
      RECADO_PORT: `${port}`,
      TEMPORAL_ADDRESS: temporal,
      DATABASE_URL: '',
      OPENAI_API_KEY: '',
      OPENAI_BASE_URL: '',
      LOG_LEVEL: 'info',
      ...more,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  children.push(child);
  let said = '';
  child.stdout?.on('data', (piece: Buffer) => (said += piece.toString()));
  child.stderr?.on('data', (piece: Buffer) => (said += piece.toString()));
  // Not its event `close`, which never comes after a `disconnect` of ours.
  const streams = [child.stdout, child.stderr].map((stream) => stream && once(stream, 'close'));
  const ended = Promise.all([once(child, 'exit'), ...streams]).then(() => ({ code: child.exitCode, said }));
  const ready = new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    void ended.then(() => reject(new Error(said)));
  });
  ready.catch(() => undefined);
  return { child, ready, ended };
}

test('it comes up while Temporal is not there yet, takes webhooks, and ends with its supervisor', async () => {
  const port = await freePort();
  const main = start(port, `127.0.0.1:${await freePort()}`);
  await main.ready;
  const url = `http://127.0.0.1:${port}`;
  expect((await send(`${url}/healthz`)).status).toBe(200);
  expect(await send(`${url}/readyz`)).toMatchObject({ status: 503, body: { temporal: false, store: true } });
  expect((await send(`${url}/api/assistants`)).status).toBe(200);
  const id = `msg_${Date.now()}`;
  const at = new Date();
  const body = JSON.stringify({ type: 'ticket.updated', timestamp: at.toISOString(), data: { id: '1001' } });
  const hook = await send(`${url}/webhooks/town-hall-desk`, 'POST', body, {
    'webhook-id': id,
    'webhook-timestamp': `${Math.floor(at.getTime() / 1000)}`,
    'webhook-signature': new Webhook(webhookSecret).sign(id, at, body),
  });
  expect(hook).toMatchObject({ status: 200, body: { result: 'new' } });
  const { body: waiting } = await send(`${url}/api/webhooks?state=waiting`);
  expect((waiting['items'] as { eventId: string }[]).map(({ eventId }) => eventId)).toContain(id);
  main.child.disconnect();
  expect((await main.ended).code).toBe(0);
});

test('told to end, it closes its lines and ends in time, also while Temporal serves it', async () => {
  const port = await freePort();
  const main = start(port, process.env.TEMPORAL_TEST_ADDRESS ?? '');
  await main.ready;
  const url = `http://127.0.0.1:${port}`;
  await eventually('Temporal', async () => (await send(`${url}/readyz`)).status === 200);
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/calls/c1/socket`);
  await new Promise((resolve) => void socket.once('open', resolve));
  const closed = new Promise((resolve) => void socket.once('close', resolve));
  const began = Date.now();
  main.child.kill('SIGTERM');
  await closed;
  const { code, said } = await main.ended;
  expect(Date.now() - began).toBeLessThan(9_000);
  expect(code).toBe(0);
  expect(said).toContain('gateway listens');
  expect(said).not.toContain('not clean');
});

test('a port that is taken, and an address for others without a key, are told in one clear line each', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => void taken.once('listening', resolve));
  const { port } = taken.address() as AddressInfo;
  const blocked = await start(port, '127.0.0.1:1').ended;
  taken.close();
  expect(blocked).toMatchObject({ code: 2, said: expect.stringContaining(`Port ${port} is taken`) });
  expect(blocked.said).not.toContain('at async');

  const open = await start(port, '127.0.0.1:1', { RECADO_HOST: '0.0.0.0', RECADO_API_KEY: '' }).ended;
  expect(open).toMatchObject({ code: 2, said: expect.stringContaining('RECADO_API_KEY') });
});
