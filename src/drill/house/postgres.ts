/** A PostgreSQL cluster of the drill's own, which it stops and starts; the server installed on this machine runs it. */
import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { UsageError } from '../../errors';

/** A cluster that may go down. */
export interface Cluster {
  /** Address for `DATABASE_URL`. */
  url: string;
  /** Stops it at once, as `pg_ctl stop -m immediate`: nothing is put in order. */
  stopAtOnce(): Promise<void>;
  /** Starts it again and waits until it answers. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Makes and starts a cluster below `home`. Throws `UsageError` where PostgreSQL is not installed. */
export async function openCluster(home: string): Promise<Cluster> {
  const binaries = findBinaries();
  const folder = join(home, 'postgres');
  const data = join(folder, 'data');
  mkdirSync(folder, { recursive: true });
  const user = unprivileged();
  if (user) {
    chownSync(folder, user.uid, user.gid);
    chmodSync(home, 0o755);
  }
  const options = { ...user, cwd: folder };
  const initialise = ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync'];
  await promisify(execFile)(join(binaries, 'initdb'), initialise, options);
  const url = `postgresql://postgres@/postgres?host=${encodeURIComponent(folder)}`;
  let server: ChildProcess | undefined;

  const cluster: Cluster = {
    url,
    async start() {
      const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'max_connections=100'];
      server = spawn(
        join(binaries, 'postgres'),
        ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
        { ...options, stdio: 'ignore' },
      );
      await answering(url, server);
    },
    async stopAtOnce() {
      if (!server || server.exitCode !== null || server.signalCode !== null) return;
      const gone = once(server, 'exit');
      server.kill('SIGQUIT');
      await gone;
    },
    async close() {
      await cluster.stopAtOnce();
    },
  };
  await cluster.start();
  return cluster;
}

function findBinaries(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
  const found = folders.find((folder) => existsSync(join(folder, 'initdb')));
  if (found) return found;
  throw new UsageError(
    'This plan stops a real PostgreSQL, and none is installed here.',
    'Install it (on Debian: apt-get install postgresql), or run another plan.',
  );
}

/** PostgreSQL does not run as root; then it runs as the user that Debian made for it, or as nobody. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      continue;
    }
  }
  return undefined;
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; server.exitCode === null && tries < 400; tries += 1) {
    const client = new Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('select 1');
      return;
    } catch {
      await sleep(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  throw new Error('the drill’s PostgreSQL did not come up');
}
