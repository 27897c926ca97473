/** The sandbox as a process: killed at any moment it loses nothing that it acknowledged. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answering, type Answering, nowhere } from '../fakes/answering-server';

const draft = { subject: 'x', category: 'c', priority: 'normal', team: 't', contact: {}, pending: [] };
const headers = { authorization: 'Bearer sandbox', 'content-type': 'application/json' };

let home = '';
let gateway: Answering | undefined;
let child: ChildProcess | undefined;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'recado-sandbox-'));
});
afterEach(async () => {
  await killed(child);
  await gateway?.close();
  gateway = child = undefined;
  rmSync(home, { recursive: true, force: true });
});

const portOf = (url: string): string => new URL(url).port;
const killed = async (process: ChildProcess | undefined): Promise<void> => {
  if (!process || process.exitCode !== null || process.signalCode !== null) return;
  process.kill('SIGKILL');
  await once(process, 'exit');
};

/** Starts the process; resolves when it says that it listens, or with what it wrote when it ended instead. */
async function start(env: Record<string, string>): Promise<string> {
  child = fork(join(__dirname, '../../src/worker/sandbox-main.ts'), [], {
    execArgv: ['-r', join(__dirname, '../fakes/typescript-register.cjs')],
    env: { ...process.env, RECADO_HOME: home, ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let told = '';
  child.stderr?.on('data', (piece: Buffer) => (told += piece.toString()));
  return Promise.race([
    once(child, 'message').then(([message]) => JSON.stringify(message)),
    once(child, 'exit').then(([code]) => `ended with ${code}: ${told}`),
  ]);
}

test('kill -9 in the middle of writing loses no acknowledged ticket and numbers none twice', async () => {
  const url = await nowhere();
  const acknowledged = new Map<string, string>();
  let asked = 0;
  for (let round = 0; round < 3; round += 1) {
    expect(await start({ RECADO_SANDBOX_PORT: portOf(url) })).toBe('{"ready":true}');
    const write = async (): Promise<void> => {
      for (;;) {
        asked += 1;
        const reference = `R-${asked}`;
        const body = JSON.stringify({ ...draft, reference });
        const response = await fetch(`${url}/desks/it/tickets`, { method: 'POST', headers, body });
        const { ticket } = (await response.json()) as { ticket: { id: string } };
        acknowledged.set(ticket.id, reference);
      }
    };
    const writers = [write(), write(), write()].map((writer) => writer.catch(() => undefined));
    const enough = acknowledged.size + 40;
    while (acknowledged.size < enough) await new Promise((resolve) => setTimeout(resolve, 1));
    await killed(child);
    await Promise.all(writers);
  }
  expect(await start({ RECADO_SANDBOX_PORT: portOf(url) })).toBe('{"ready":true}');
  for (const [id, reference] of acknowledged) {
    const response = await fetch(`${url}/desks/it/tickets/${id}`, { headers });
    expect(await response.json()).toMatchObject({ ticket: { id, reference } });
  }
  expect(acknowledged.size).toBeGreaterThanOrEqual(120);
});

test('a webhook of the office survives kill -9 and reaches the gateway of RECADO_PORT', async () => {
  const url = await nowhere();
  const away = await nowhere();
  const port = portOf(url);
  await start({ RECADO_SANDBOX_PORT: port, RECADO_PORT: portOf(away) });
  await fetch(`${url}/desks/shop/tickets`, { method: 'POST', headers, body: JSON.stringify(draft) });
  const closing = await fetch(`${url}/admin/desks/shop/tickets/1001/close`, {
    method: 'POST',
    headers,
    body: '{}',
  });
  expect(closing.status).toBe(200);
  await killed(child);

  gateway = await answering({ status: 200 });
  await start({ RECADO_SANDBOX_PORT: port, RECADO_PORT: portOf(gateway.url), RECADO_HOST: '0.0.0.0' });
  while (gateway.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(gateway.asked[0]?.url).toBe('/webhooks/shop-desk');
});

test.each(['SIGTERM', 'SIGINT', 'disconnect'] as const)('it ends at %s, without an error', async (how) => {
  await start({ RECADO_SANDBOX_PORT: portOf(await nowhere()) });
  if (how === 'disconnect') child?.disconnect();
  else child?.kill(how);
  expect(child && (await once(child, 'exit'))).toEqual([0, null]);
});

test('a taken port and a bad setting end it with what to do', async () => {
  gateway = await answering({ status: 200 });
  expect(await start({ RECADO_SANDBOX_PORT: portOf(gateway.url) })).toMatch(
    /ended with 1: sandbox: Port \d+.*taken/,
  );
  expect(await start({ RECADO_SANDBOX_PORT: 'many' })).toMatch(/RECADO_SANDBOX_PORT.*\n.*Correct or unset/);
  expect(await start({ RECADO_SANDBOX_WEBHOOK_SECRET: 'my-password' })).not.toContain('my-password');
});
