/** A whole Recado of its own for a bench: fresh folder, free ports, ended by process id. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../src/cli/free-port';

/** A system that answers. `readyMs` counts from the start of `npm start`. */
export interface Running {
  url: string;
  startedAt: number;
  readyMs: number;
  stop(): Promise<void>;
}

/** Starts `npm start` in an empty data folder and waits until it says that it is ready. */
export async function startRunning(): Promise<Running> {
  const home = await mkdtemp(join(tmpdir(), 'recado-bench-'));
  const [port, sandboxPort, temporalPort, uiPort] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
    freePort(),
  ]);
  const startedAt = performance.now();
  const child = spawn('npm', ['start', '--silent', '--', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      RECADO_HOME: home,
      RECADO_PORT: `${port}`,
      RECADO_SANDBOX_PORT: `${sandboxPort}`,
      RECADO_SANDBOX_URL: `http://127.0.0.1:${sandboxPort}`,
      RECADO_TEMPORAL_PORT: `${temporalPort}`,
      RECADO_TEMPORAL_UI_PORT: `${uiPort}`,
    },
  });
  const supervisor = await readyLine(child);
  return {
    url: `http://127.0.0.1:${port}`,
    startedAt,
    readyMs: Math.round(performance.now() - startedAt),
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      process.kill(supervisor.pids.recado, 'SIGTERM');
      await gone;
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function readyLine(child: ChildProcess): Promise<{ pids: { recado: number } }> {
  if (!child.stdout) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{')) return JSON.parse(line) as { pids: { recado: number } };
  }
  throw new Error('npm start ended before it was ready; see its output above');
}
