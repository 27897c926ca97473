import { accessSync, constants, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../errors';
import { codeOf } from './error-code';

/** Below this much free space Recado does not start: both databases would stop in the middle of a write. */
export const neededMegabytes = 200;

/** Megabytes that this user can still write on the disk of a folder. */
export function freeMegabytes(folder: string): number {
  const disk = statfsSync(folder);
  return Math.floor((disk.bavail * disk.bsize) / 2 ** 20);
}

/** Makes the data folder and tries a write. Throws `UsageError` where it cannot be written or the disk is nearly full. */
export function requireHome(home: string, freeMb: (folder: string) => number = freeMegabytes): void {
  const probe = join(home, `.probe-${process.pid}`);
  try {
    mkdirSync(home, { recursive: true });
    accessSync(home, constants.R_OK | constants.W_OK | constants.X_OK);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const reason = codeOf(error);
    if (reason === 'ENOSPC') throw fullDisk(home, 0);
    throw new UsageError(
      `The data folder ${home} cannot be written (${reason}).`,
      'Make it writable for this user, or set RECADO_HOME to another folder.',
    );
  }
  const free = freeMb(home);
  if (free < neededMegabytes) throw fullDisk(home, free);
}

const fullDisk = (home: string, free: number): UsageError =>
  new UsageError(
    `The disk of ${home} has ${free} MB free; Recado needs ${neededMegabytes} MB.`,
    'Free some space, or set RECADO_HOME to a folder on another disk.',
  );
