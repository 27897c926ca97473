/** What runs from a data folder: `run/recado.lock` (one supervisor at a time) and `run/pids.json` (its processes by name). */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../errors';
import { takeLock } from '../store/folder-lock';
import { findProcess, findProcesses, isSameProcess, type ProcessIdentity } from './process-table';
import { temporalDatabase } from './temporal-start';

const record = z.object({
  /** By name; `recado` is the supervisor. */
  pids: z.record(z.string(), z.number()),
  /** False while they are starting. */
  ready: z.boolean(),
  /** To know them again after a crash, when the numbers may belong to others. */
  identities: z.record(z.string(), z.object({ pid: z.number(), startedAt: z.string(), command: z.string() })),
});

const lockPath = (home: string): string => join(home, 'run', 'recado.lock');
/** `<home>/run/pids.json` */
export const pidsPath = (home: string): string => join(home, 'run', 'pids.json');

/** Takes the data folder for this supervisor; the function returned gives it back. Throws `UsageError` where another has it. */
export function takeHome(home: string): () => void {
  mkdirSync(join(home, 'run'), { recursive: true, mode: 0o700 });
  try {
    return takeLock(lockPath(home));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const pid = readRecord(home)?.identities['recado']?.pid;
    throw new UsageError(
      `Recado already runs from ${home}${pid === undefined ? '' : ` (process ${pid})`}.`,
      'End that one (Ctrl-C in its terminal), or set RECADO_HOME and the RECADO_*_PORT variables for a second one.',
    );
  }
}

/** Writes down which processes run, this one as `recado` beside them, and whether all are ready. */
export function writePids(home: string, children: Record<string, number>, ready: boolean): void {
  const pids = { recado: process.pid, ...children };
  const known = readRecord(home)?.identities ?? {};
  const identities = Object.fromEntries(
    Object.entries(pids).flatMap(([name, pid]) => {
      const identity = known[name]?.pid === pid ? known[name] : findProcess(pid);
      return identity ? [[name, identity]] : [];
    }),
  );
  const next = `${pidsPath(home)}.${process.pid}`;
  writeFileSync(next, `${JSON.stringify({ pids, ready, identities }, undefined, 2)}\n`);
  renameSync(next, pidsPath(home));
}

/** The processes that were written down and still run; `recado` is the supervisor. */
export function runningProcesses(home: string): Record<string, ProcessIdentity> {
  const written = Object.entries(readRecord(home)?.identities ?? {});
  return Object.fromEntries(written.filter(([, identity]) => isSameProcess(identity)));
}

/** Whether Recado runs from this folder, and whether all of it has come up. */
export function runState(home: string): 'off' | 'starting' | 'ready' {
  if (!('recado' in runningProcesses(home))) return 'off';
  return readRecord(home)?.ready ? 'ready' : 'starting';
}

/**
 * Ends what a killed supervisor left behind: whatever is written down and is still the same process, and any server on
 * our Temporal database. To be called with the folder taken. Answers what was ended.
 */
export async function endOrphans(home: string, graceMs = 8000): Promise<string[]> {
  const { recado: _own, ...written } = runningProcesses(home);
  const servers = findProcesses(`start-dev --db-filename ${temporalDatabase(home)} `);
  const known = new Set(Object.values(written).map(({ pid }) => pid));
  const orphans = [
    ...Object.entries(written),
    ...servers.filter(({ pid }) => !known.has(pid)).map((found) => ['temporal', found] as const),
  ];
  await Promise.all(orphans.map(([, identity]) => endProcess(identity, graceMs)));
  return orphans.map(([name, { pid }]) => `${name} (process ${pid})`);
}

async function endProcess(identity: ProcessIdentity, graceMs: number): Promise<void> {
  const until = performance.now() + graceMs;
  send(identity.pid, 'SIGTERM');
  while (isSameProcess(identity)) {
    if (performance.now() > until) send(identity.pid, 'SIGKILL');
    if (performance.now() > until + 2000) {
      throw new UsageError(
        `Process ${identity.pid} was left behind by an earlier run and cannot be ended: ${identity.command}`,
        `End it by hand (kill -9 ${identity.pid}).`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

function send(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already, or another user's; the caller looks whether it still runs.
  }
}

function readRecord(home: string): z.infer<typeof record> | undefined {
  try {
    return record.parse(JSON.parse(readFileSync(pidsPath(home), 'utf8')));
  } catch {
    return undefined;
  }
}
