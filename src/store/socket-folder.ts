/** Where the embedded database listens: a Unix socket in a folder that only this user can enter. */
import { createHash } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../errors';

/** Name of the socket inside its folder, as PostgreSQL's clients look for it. */
export const socketName = '.s.PGSQL.5432';

// The kernel's limit is 107 bytes with the closing zero on Linux, 103 on macOS; a longer path is cut off in silence.
const longestPath = 100;

/** The folder of the embedded database's socket: `<home>/run`, or a short one of the system's where that is too long. */
export function socketFolderOf(home: string): string {
  const folder = join(home, 'run');
  if (Buffer.byteLength(join(folder, socketName)) <= longestPath) return folder;
  const hash = createHash('sha256').update(home).digest('hex').slice(0, 16);
  return join(tmpdir(), `recado-${hash}`);
}

/** Makes the folder, for this user only. Throws `UsageError` when it is another user's: a socket there could be a trap. */
export function makeSocketFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  refuseStrangers(folder);
}

/** Throws `UsageError` when the folder exists and others could have put a socket there. */
export function refuseStrangers(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (!found || process.getuid === undefined) return;
  if (found.uid !== process.getuid() || (found.mode & 0o022) !== 0)
    throw new UsageError(
      `The database's socket folder ${folder} belongs to another user or can be written by others.`,
      `Remove ${folder}, or run "chmod 700" on it as its owner.`,
    );
}
