/** A process of a bench: started with IPC where it is one of Node's, awaited until it is ready, measured, and ended. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';

/** One that runs. */
export interface BenchProcess {
  readonly name: string;
  readonly pid: number;
  /** What it said first over IPC. */
  readonly ready: unknown;
  readonly child: ChildProcess;
  /** SIGTERM, and SIGKILL after 10 s. */
  end(): Promise<void>;
}

/** How it is started. */
export interface ProcessWish {
  name: string;
  /** A file of ours, run by this Node; or a program. */
  file: string;
  program?: { command: string; args: string[] };
  env: NodeJS.ProcessEnv;
  log: string;
  execArgv?: string[];
}

const graceMs = 10_000;

/** Starts it and waits for its first message; of a program that has no IPC nothing is waited for. Throws naming its log. */
export async function startProcess(wish: ProcessWish): Promise<BenchProcess> {
  const { name, file, program, env, log, execArgv = [] } = wish;
  const output = openSync(log, 'a');
  const { command, args } = program ?? { command: process.execPath, args: [...execArgv, file] };
  const child = spawn(command, args, {
    env,
    stdio: ['ignore', output, output, program ? 'ignore' : 'ipc'],
  });
  // Whatever ends this process takes the rest along.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.removeListener('exit', kill));
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${name} ended before it was ready; see ${log}`);
  });
  const [ready] = program
    ? [undefined]
    : ((await Promise.race([once(child, 'message'), ended])) as unknown[]);
  ended.catch(() => undefined);
  return {
    ...{ name, child, ready, pid: child.pid ?? 0 },
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await gone;
      clearTimeout(timer);
    },
  };
}

/** What a process has used so far. Linux only: elsewhere both are 0. */
export interface Usage {
  cpuMs: number;
  rssMb: number;
}

const ticksPerSecond = 100;

/** Looks it up in /proc. */
export function usageOf(pid: number): Usage {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Behind the name, which may hold anything: state is field 3, utime and stime are 14 and 15.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    const rss = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return { cpuMs: (ticks * 1000) / ticksPerSecond, rssMb: Number(rss ?? 0) / 1024 };
  } catch {
    return { cpuMs: 0, rssMb: 0 };
  }
}
