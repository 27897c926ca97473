/**
 * The embedded database: PGlite (PostgreSQL in WebAssembly) in one folder, served to the other processes.
 *
 * What was answered survives any kill of the process: a commit is in the kernel before it is answered. A power cut may take
 * more, for PGlite never calls fsync, whatever its settings say (looked at with strace). Production stands on PostgreSQL.
 */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { UsageError } from '../errors';
import { reasonOf } from './faults';
import { takeLock } from './folder-lock';
import { makeSocketFolder, socketName } from './socket-folder';
import { serveWire } from './wire-server';

export interface EmbeddedOptions {
  dataFolder: string;
  socketFolder: string;
  /** PGlite broke down; the process should end, and a new one recovers from the log. Ends this process by default. */
  onFault?: (error: unknown) => void;
}

/** Opens the folder's database, made anew where there is none, and serves it. Throws `UsageError` when another process has it. */
export async function serveEmbedded(options: EmbeddedOptions): Promise<{ close(): Promise<void> }> {
  const { dataFolder, socketFolder } = options;
  mkdirSync(dirname(dataFolder), { recursive: true });
  makeSocketFolder(socketFolder);
  const unlock = takeLock(`${dataFolder}.lock`);
  const path = join(socketFolder, socketName);
  try {
    await clearSocket(path);
    const database = await openFolder(dataFolder);
    const wire = await serveWire(database, path, {
      idleInTransactionMs: 30_000,
      onFault: options.onFault ?? endProcess,
    });
    return {
      async close() {
        await wire.close();
        await database.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

async function openFolder(dataFolder: string): Promise<PGlite> {
  try {
    if (!existsSync(dataFolder)) await makeFolder(dataFolder);
    return await PGlite.create(dataFolder, { extensions: { btree_gist } });
  } catch (error) {
    throw new UsageError(
      `The database in ${dataFolder} does not open: ${reasonOf(error)}`,
      'Free some disk space and look at the rights of that folder; or move it away to begin with an empty database.',
    );
  }
}

/** A kill while the files are being laid out would leave half a database for ever, so they get their name when complete. */
async function makeFolder(dataFolder: string): Promise<void> {
  const unfinished = `${dataFolder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const database = await PGlite.create(unfinished, { extensions: { btree_gist } });
  await database.close();
  renameSync(unfinished, dataFolder);
}

/** Removes a socket that a killed process left behind; one that somebody answers on is not ours to take. */
async function clearSocket(path: string): Promise<void> {
  const answered = await new Promise<boolean>((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
  if (answered)
    throw new UsageError(
      `Another database already listens on ${path}.`,
      'Stop that Recado first, or set RECADO_HOME to another folder.',
    );
  rmSync(path, { force: true });
}

function endProcess(error: unknown): void {
  process.stderr.write(`The embedded database failed and ends: ${String(error)}\n`);
  process.exit(70);
}
