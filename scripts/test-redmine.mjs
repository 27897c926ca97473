/**
 * Runs the connector's contract and a whole conversation against a real Redmine: Debian's package on a throwaway instance (a folder
 * of its own with an SQLite database), on a free port of loopback. Installs nothing; needs no root.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = resolve(dirname(fileURLToPath(import.meta.url)), '..');
/** Where Debian's package lies. */
const redmine = process.env.REDMINE_ROOT ?? '/usr/share/redmine';
const startWithinMs = 90_000;

if (!existsSync(join(redmine, 'config.ru')) || spawnSync('puma', ['--version']).error) {
  console.error(`There is no Redmine in ${redmine}, or no puma to run it.
  On Debian 12, as root: sh scripts/install-redmine.sh (about 20 s)
  Elsewhere: set REDMINE_URL and REDMINE_API_KEY as docs/connectors/redmine.md says, and run
    npx jest 'redmine-(real|conversation)'`);
  process.exit(1);
}

const home = mkdtempSync(join(tmpdir(), 'recado-redmine-'));
const keys = { REDMINE_API_KEY: secret(), REDMINE_REPORTER_KEY: secret() };
// Debian's Redmine reads each instance's settings from instances/<name>; a name may be a way to another folder.
const instance = relative(join(redmine, 'instances'), home);
const env = {
  ...process.env,
  ...keys,
  X_DEBIAN_SITEID: throughLink(instance),
  RAILS_ENV: 'production',
  REDMINE_LANG: 'en',
};

let server;
let status = 1;
process.once('SIGINT', stop).once('SIGTERM', stop);
try {
  prepare();
  say('making the database');
  rails('bin/rake', 'db:migrate');
  rails('bin/rake', 'redmine:load_default_data');
  rails('bin/rails', 'runner', join(project, 'scripts/redmine-seed.rb'));
  const url = await start(await freePort());
  say(`running at ${url}`);
  status = jest(url);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
} finally {
  await end();
}
process.exit(status);

function secret() {
  return randomBytes(20).toString('hex');
}

/** `instances` may be a link to another place, from which the way goes on; more `..` than folders stop at the root. */
function throughLink(way) {
  return `${'../'.repeat(8)}${way.replace(/^(\.\.\/)+/, '')}`;
}

function prepare() {
  for (const folder of ['config', 'log', 'tmp', 'files', 'public/plugin_assets'])
    mkdirSync(join(home, folder), { recursive: true });
  const database = {
    production: { adapter: 'sqlite3', database: join(home, 'redmine.sqlite3'), encoding: 'utf8' },
  };
  // JSON is YAML.
  writeFileSync(join(home, 'config/database.yml'), JSON.stringify(database));
  writeFileSync(join(home, 'config/secret_key.txt'), secret());
}

function rails(command, ...args) {
  const run = spawnSync(join(redmine, command), args, { cwd: redmine, env, encoding: 'utf8' });
  if (run.status !== 0)
    throw new Error(`${command} ${args.join(' ')} failed:\n${run.stdout ?? ''}${run.stderr ?? run.error}`);
}

async function start(port) {
  const url = `http://127.0.0.1:${port}`;
  const log = join(home, 'log/puma.log');
  server = spawn(
    'puma',
    ['-e', 'production', '-b', `tcp://127.0.0.1:${port}`, '--dir', redmine, join(redmine, 'config.ru')],
    {
      cwd: home,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let told = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (piece) => (told += piece));
  const begun = Date.now();
  while (Date.now() - begun < startWithinMs) {
    if (server.exitCode !== null) break;
    // 401 without a key: it is up, and its REST interface is on.
    if ((await fetch(`${url}/issues.json`).catch(() => undefined))?.status === 401) return url;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(
    `Redmine did not start within ${startWithinMs / 1000} s:\n${told}${existsSync(log) ? readFileSync(log, 'utf8') : ''}`,
  );
}

function jest(url) {
  const run = spawnSync(
    process.execPath,
    [
      join(project, 'node_modules/jest/bin/jest.js'),
      '--runInBand',
      'redmine-(real|conversation)',
      ...process.argv.slice(2),
    ],
    { cwd: project, stdio: 'inherit', env: { ...process.env, ...keys, REDMINE_URL: url } },
  );
  return run.status ?? 1;
}

async function freePort() {
  const holder = createServer();
  await new Promise((done, fail) => holder.once('error', fail).listen(0, '127.0.0.1', done));
  const { port } = holder.address();
  await new Promise((done) => holder.close(done));
  return port;
}

async function end() {
  if (server && server.exitCode === null) {
    const gone = new Promise((done) => server.once('exit', done));
    const slow = setTimeout(() => server.kill('SIGKILL'), 10_000);
    server.kill('SIGTERM');
    await gone;
    clearTimeout(slow);
  }
  rmSync(home, { recursive: true, force: true });
}

function stop() {
  void end().finally(() => process.exit(130));
}

function say(text) {
  console.log(`redmine: ${text}`);
}
