/** A real PostgreSQL for tests: the server of `DATABASE_URL`, or a throwaway cluster of the one installed here. */
import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';

const run = promisify(execFile);

/** A server on which each suite makes a database of its own. */
export interface TestPostgres {
  /** Makes an empty database; answers its address. */
  createDatabase(): Promise<string>;
  /** Ends the server and removes its files; at a server of `DATABASE_URL`, drops the databases made. */
  stop(): Promise<void>;
}

/** Why no PostgreSQL can be had here; undefined where one can. */
export function postgresIsMissing(): string | undefined {
  if (process.env['DATABASE_URL'] || binaries()) return undefined;
  return 'PostgreSQL is not installed (no initdb on the PATH or in /usr/lib/postgresql) and DATABASE_URL is not set';
}

/** Starts a server, or uses the one of `DATABASE_URL`. Ask `postgresIsMissing` first. */
export async function startPostgres(): Promise<TestPostgres> {
  const url = process.env['DATABASE_URL'];
  if (url) return server(url, async () => undefined);
  const folder = binaries();
  if (!folder) throw new Error(postgresIsMissing());
  return startCluster(folder);
}

function binaries(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  return [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...versions.map((version) => join(debian, version, 'bin')),
  ].find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

async function startCluster(folder: string): Promise<TestPostgres> {
  const home = mkdtempSync(join(tmpdir(), 'recado-pg-'));
  const data = join(home, 'data');
  const user = unprivileged();
  if (user) chownSync(home, user.uid, user.gid);
  chmodSync(home, 0o700);
  const options = { ...user, cwd: home };
  await run(join(folder, 'initdb'), ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync'], options);
  const settings = [
    'listen_addresses=',
    `unix_socket_directories=${home}`,
    'fsync=off',
    'max_connections=200',
  ];
  const child = spawn(join(folder, 'postgres'), ['-D', data, ...settings.flatMap((each) => ['-c', each])], {
    ...options,
    stdio: 'ignore',
  });
  const url = `postgresql://postgres@/postgres?host=${encodeURIComponent(home)}`;
  await answering(url, child);
  return server(url, async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    await ended;
    rmSync(home, { recursive: true, force: true });
  });
}

/** PostgreSQL refuses to run as root; then it runs as the user that Debian made for it, or as nobody. */
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
  throw new Error('PostgreSQL does not run as root, and there is neither a user "postgres" nor "nobody".');
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; child.exitCode === null && tries < 200; tries += 1) {
    try {
      await query(url, 'select 1');
      return;
    } catch {
      await sleep(50);
    }
  }
  child.kill('SIGKILL');
  throw new Error('The test PostgreSQL did not come up.');
}

function server(url: string, end: () => Promise<void>): TestPostgres {
  const made: string[] = [];
  return {
    async createDatabase() {
      const name = `recado_test_${process.pid}_${Date.now()}_${made.length}`;
      await query(url, `create database ${name}`);
      made.push(name);
      return url.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${name}`);
    },
    async stop() {
      for (const name of made) await query(url, `drop database if exists ${name} with (force)`);
      await end();
    },
  };
}

async function query(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
