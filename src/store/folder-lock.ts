/** One process per data folder: two that write to one PGlite folder destroy it. */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { UsageError } from '../errors';
import { errorCode } from './faults';

const holder = z.object({ pid: z.number().int(), startedAt: z.string() });
type Holder = z.infer<typeof holder>;

/**
 * Takes the lock file, or throws `UsageError` naming the living process that holds it. The function returned gives it back.
 * A file left by a process that was killed is taken over.
 */
export function takeLock(path: string): () => void {
  const self: Holder = { pid: process.pid, startedAt: startOf(process.pid) };
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(self));
  try {
    // A link fails when the name is taken, and the file is whole from its first moment.
    while (!linked(mine, path)) {
      const other = readHolder(path);
      if (other && isAlive(other)) throw heldBy(path, other);
      moveAside(path, `${mine}.stale`);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return () => rmSync(path, { force: true });
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Removes a dead holder's file. Between look and move another process may have taken the lock; then it gets it back. */
function moveAside(path: string, aside: string): void {
  try {
    renameSync(path, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  const moved = readHolder(aside);
  if (moved && isAlive(moved)) linked(aside, path);
  rmSync(aside, { force: true });
  if (moved && isAlive(moved)) throw heldBy(path, moved);
}

function readHolder(path: string): Holder | undefined {
  try {
    return holder.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}

function isAlive({ pid, startedAt }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCode(error) !== 'EPERM') return false;
  }
  return startOf(pid) === startedAt;
}

/** When a process began, in clock ticks since boot: tells it from a later one with the same id. Empty where unknown. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command's name may hold spaces and brackets; the fields are counted after its last bracket.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function heldBy(path: string, { pid }: Holder): UsageError {
  return new UsageError(
    `Process ${pid} already uses this data folder (${path}).`,
    'Stop that Recado first, or set RECADO_HOME to another folder.',
  );
}
