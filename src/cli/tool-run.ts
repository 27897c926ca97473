/** Runs a tool to its end in a process group of its own, so that ending it ends what it started too. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** How a tool is run. */
export interface ToolRun {
  command: string;
  args: string[];
  cwd?: string;
  env: NodeJS.ProcessEnv;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** Each line of stderr. */
  onLine: (line: string) => void;
}

/** Resolves when the tool ended with 0. Throws an `Error` saying how it ended otherwise; not what it printed. */
export async function runTool(run: ToolRun): Promise<void> {
  run.signal?.throwIfAborted();
  const child = spawn(run.command, run.args, {
    ...(run.cwd ? { cwd: run.cwd } : {}),
    env: run.env,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const endGroup = (): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    endGroup();
  }, run.timeoutMs);
  run.signal?.addEventListener('abort', endGroup);
  process.once('exit', endGroup);
  createInterface(child.stderr).on('line', run.onLine);
  try {
    const ended = await new Promise<string | undefined>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve(code === 0 ? undefined : `${signal ?? code}`));
    });
    run.signal?.throwIfAborted();
    if (late) throw new Error(`it was not done after ${Math.round(run.timeoutMs / 1000)} s`);
    if (ended !== undefined) throw new Error(`it ended with ${ended}`);
  } finally {
    clearTimeout(timer);
    run.signal?.removeEventListener('abort', endGroup);
    process.removeListener('exit', endGroup);
  }
}
