/** Whether the database answers and is the right kind. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { runningProcesses } from '../run-record';
import { socketFolderOf } from '../../store/socket-folder';
import { type Check, fault, ok, type Patient, warn, wordsOf } from './check';

const timeoutMs = 3000;
const oldestPostgres = 130_000;
const clockToleranceMs = 5000;

/** Looks at PostgreSQL, or at the embedded database. */
export async function checkStore({ config, home, now }: Patient): Promise<Check[]> {
  if (!config) return [];
  if (config.databaseUrl === undefined) return [await checkEmbedded(home)];
  if (!/^postgres(ql)?:\/\//.test(config.databaseUrl)) {
    return [
      fault(
        'store',
        'DATABASE_URL is no address of a PostgreSQL database',
        'Write it like postgresql://user:password@host:5432/database, or unset it for the embedded one.',
      ),
    ];
  }
  try {
    return [await ask({ connectionString: config.databaseUrl }, judgeWith(now))];
  } catch (error) {
    return [
      fault(
        'store',
        `PostgreSQL does not let us in: ${wordsOf(error)}`,
        'Start it, and check host, user, password and database in DATABASE_URL; unset it for the embedded one.',
      ),
    ];
  }
}

async function checkEmbedded(home: string): Promise<Check> {
  const pid = runningProcesses(home)['store']?.pid;
  if (pid === undefined) {
    const there = existsSync(join(home, 'database'));
    return ok('store', there ? 'embedded, not running' : 'embedded; made at the first start');
  }
  try {
    const host = socketFolderOf(home);
    return await ask({ host, port: 5432, user: 'postgres', database: 'postgres', ssl: false }, () =>
      ok('store', `embedded, process ${pid}, answers`),
    );
  } catch (error) {
    const fix = `Look into logs/store.log; kill ${pid} makes Recado start it again, and nothing is lost.`;
    return fault('store', `embedded, process ${pid}, does not answer: ${wordsOf(error)}`, fix);
  }
}

interface ServerFacts {
  version: number;
  at: Date;
}

async function ask(
  address: ConstructorParameters<typeof Client>[0] & object,
  judge: (facts: ServerFacts) => Check,
): Promise<Check> {
  const client = new Client({ ...address, connectionTimeoutMillis: timeoutMs, query_timeout: timeoutMs });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<ServerFacts>(
      `select current_setting('server_version_num')::int as version, clock_timestamp() as at`,
    );
    const [facts] = rows;
    if (!facts) throw new Error('it answers without an answer');
    return judge(facts);
  } finally {
    await client.end().catch(() => undefined);
  }
}

const judgeWith =
  (now: () => number) =>
  ({ version, at }: ServerFacts): Check => {
    const name = `PostgreSQL ${Math.floor(version / 10_000)}`;
    if (version < oldestPostgres) return fault('store', `${name} is too old`, 'Use PostgreSQL 13 or newer.');
    const apart = Math.abs(at.getTime() - now());
    if (apart <= clockToleranceMs) return ok('store', `${name} answers`);
    return warn(
      'store',
      `${name} answers, but its clock and ours are ${Math.round(apart / 1000)} s apart`,
      'Set both clocks by NTP.',
    );
  };
