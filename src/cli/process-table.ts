/** What runs on this machine: enough to know a process again although its number may have been given to another. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A process; two with the same three values are the same process. */
export interface ProcessIdentity {
  pid: number;
  /** Opaque: clock ticks since boot on Linux, a date elsewhere. */
  startedAt: string;
  command: string;
}

/** The process with that number, or undefined where there is none (a zombie counts as none). */
export function findProcess(pid: number): ProcessIdentity | undefined {
  return process.platform === 'linux' ? readProc(pid) : readPs(['-p', `${pid}`])[0];
}

/** Every process whose command line holds the text. */
export function findProcesses(text: string): ProcessIdentity[] {
  const all =
    process.platform === 'linux'
      ? readdirSync('/proc')
          .filter((name) => /^\d+$/.test(name))
          .flatMap((name) => readProc(Number(name)) ?? [])
      : readPs(['-ax']);
  return all.filter((found) => found.command.includes(text));
}

/** Whether the process that was written down still runs. */
export function isSameProcess(known: ProcessIdentity): boolean {
  const now = findProcess(known.pid);
  return now?.startedAt === known.startedAt && now.command === known.command;
}

function readProc(pid: number): ProcessIdentity | undefined {
  try {
    // The second field is the program's name in brackets and may hold anything, so count from its end.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
    return { pid, startedAt: fields[19] ?? '', command };
  } catch {
    return undefined;
  }
}

function readPs(selection: string[]): ProcessIdentity[] {
  try {
    const text = execFileSync('ps', [...selection, '-ww', '-o', 'pid=,stat=,lstart=,command='], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, LC_ALL: 'C' },
    });
    return text.split('\n').flatMap((line) => {
      const match = /^\s*(\d+)\s+(\S+)\s+(\S+\s+\S+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)$/.exec(line);
      if (!match?.[1] || match[2]?.startsWith('Z')) return [];
      return [{ pid: Number(match[1]), startedAt: match[3] ?? '', command: (match[4] ?? '').trim() }];
    });
  } catch {
    return [];
  }
}
