import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Pool } from 'pg';

let folder: string;
let server: ChildProcess;
let pool: Pool;

const where = () => ({ host: folder, port: 5432, user: 'postgres', database: 'postgres' });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recado-wire-'));
  const fakes = join(__dirname, '..', 'fakes');
  server = fork(join(fakes, 'wire-process.ts'), [join(folder, '.s.PGSQL.5432')], {
    execArgv: ['-r', join(fakes, 'typescript-register.cjs')],
  });
  await new Promise((resolve) => server.once('message', resolve));
  pool = new Pool({ ...where(), max: 5 });
  pool.on('error', () => undefined);
  await pool.query('create table notes (id serial primary key, writer text, text text)');
});
afterAll(async () => {
  await pool?.end();
  server?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function client(socket = new Socket()): Promise<Client> {
  const made = new Client({ ...where(), stream: () => socket });
  made.on('error', () => undefined);
  await made.connect();
  return made;
}

const countOf = async (writer: string): Promise<number> =>
  Number((await pool.query('select count(*) from notes where writer = $1', [writer])).rows[0].count);

test('values of half a megabyte from many clients never meet the statement of another', async () => {
  const pools = Array.from({ length: 3 }, () => new Pool({ ...where(), max: 3 }));
  const long = 'ñ'.repeat(250_000);
  await Promise.all(
    Array.from({ length: 60 }, async (_, index) => {
      const each = pools[index % 3] ?? pool;
      const { rows } =
        index % 2 === 0
          ? await each.query('select length($1::text) as size, $2::int as number', [long, index])
          : await each.query('select $3::int as number, $2::text as half, length($1::text) as size', [
              long,
              'x',
              index,
            ]);
      expect(rows[0]).toMatchObject({ size: 250_000, number: index });
    }),
  );
  await Promise.all(pools.map((each) => each.end()));
}, 120_000);

test('what one client does in a transaction is seen by others only when it is committed', async () => {
  const writer = await client();
  await writer.query('begin');
  await writer.query("insert into notes (writer, text) values ('ana', 'one')");
  const seen = countOf('ana');
  await writer.query("insert into notes (writer, text) values ('ana', 'two')");
  await writer.query('commit');
  expect(await seen).toBe(2);
  await writer.end();
});

test('a client that dies in a transaction leaves nothing behind and stops nobody', async () => {
  for (let round = 0; round < 20; round += 1) {
    const socket = new Socket();
    const dying = await client(socket);
    dying.query('begin').catch(() => undefined);
    dying.query("insert into notes (writer, text) values ('luis', 'half')").catch(() => undefined);
    if (round % 2 === 0) await sleep(round);
    socket.destroy();
    expect(await countOf('luis')).toBe(0);
  }
});

test('a client that falls silent in a transaction is cut off, and the others go on', async () => {
  const silent = await client();
  await silent.query('begin');
  await silent.query("insert into notes (writer, text) values ('eva', 'never')");
  expect(await countOf('eva')).toBe(0);
  await expect(silent.query('commit')).rejects.toThrow();
});

test('after an error in a transaction the others go on', async () => {
  const failing = await client();
  await failing.query('begin');
  await expect(failing.query('select * from no_such_table')).rejects.toThrow('no_such_table');
  const others = countOf('nobody');
  await expect(failing.query('select 1')).rejects.toThrow('aborted');
  await failing.query('rollback');
  expect(await others).toBe(0);
  expect((await failing.query('select 7 as seven')).rows).toEqual([{ seven: 7 }]);
  await failing.end();
});

test('a client that sends half a request and goes away stops nobody', async () => {
  const socket = connect(join(folder, '.s.PGSQL.5432'));
  await new Promise((resolve) => socket.once('connect', resolve));
  const startUp = Buffer.from('\0\0\0\0\0\x03\0\0user\0postgres\0database\0postgres\0\0', 'latin1');
  startUp.writeInt32BE(startUp.length, 0);
  socket.write(startUp);
  await new Promise((resolve) => socket.once('data', resolve));
  // A parse message without its sync, then a message cut off in its middle.
  socket.write(Buffer.from('P\0\0\0\x0e\0select\0\0\0B\0\0\0\xff', 'latin1'));
  await sleep(20);
  socket.destroy();
  expect(await countOf('nobody')).toBe(0);
});

test('bytes that are no message end their sender only', async () => {
  const socket = connect(join(folder, '.s.PGSQL.5432'));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined);
  socket.write(Buffer.alloc(16));
  await closed;
  expect(await countOf('nobody')).toBe(0);
});
