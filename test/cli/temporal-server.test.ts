import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { cachedPaths, cacheFolder, readPinned } from '../../src/cli/temporal-cache';
import { keepDownloaded } from '../../src/cli/temporal-download';
import { ensureTemporal, findTemporal } from '../../src/cli/temporal-server';
import { readTemporalVersion } from '../../src/cli/temporal-version';
import { eventually, isAlive, removeScratch, scratchFolder } from './scratch';

afterEach(removeScratch);

const said = (server: string): string => `echo "temporal version 1.9.0 (Server ${server}, UI 2.50.1)"`;

/** A program that is a shell script. */
function program(folder: string, name: string, body: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** An environment with nothing but a PATH folder and an empty cache. */
function bare(): { env: NodeJS.ProcessEnv; bin: string } {
  const folder = scratchFolder();
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  // The downloader must not reach the network from a test, should there be one.
  const away = { HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9' };
  return {
    env: { PATH: `${bin}:/usr/bin:/bin`, RECADO_CACHE: join(folder, 'cache'), HOME: folder, ...away },
    bin,
  };
}

/** A `go` that takes a while and leaves a program that answers. */
const smallGo = (log: string, body = ''): string => `
case "$1" in
  env) echo '{"GOVERSION":"go${readPinned().go}","GOTOOLCHAIN":"local"}';;
  build)
    echo built >> ${log}
    while [ "$1" != "-o" ]; do shift; done
    printf '#!/bin/sh\\n' > "$2"
    ${body}
    sleep 0.5
    echo '${said('1.32.0').replaceAll("'", '')}' >> "$2"
    chmod 755 "$2";;
esac`;

test('TEMPORAL_ADDRESS wins over everything', async () => {
  const { env, bin } = bare();
  program(bin, 'temporal', said('1.32.0'));
  expect(await ensureTemporal({ env: { ...env, TEMPORAL_ADDRESS: 'temporal.example:7233' } })).toEqual({
    kind: 'external',
    address: 'temporal.example:7233',
  });
});

test('temporal on the PATH wins over the cache', async () => {
  const { env, bin } = bare();
  const onPath = program(bin, 'temporal', said('1.32.0'));
  const { built } = cachedPaths(env);
  program(dirname(built), basename(built), said('1.32.0'));
  expect(await ensureTemporal({ env })).toEqual({ kind: 'binary', path: onPath });
});

test.each([
  ['is another program of that name', 'echo "temporal 3.1, the music typesetter"'],
  ['fails', 'echo "libfoo is missing" >&2; exit 1'],
  ['is too old', said('1.22.4')],
])('a temporal on the PATH that %s is passed over for the cache', async (_, body) => {
  const { env, bin } = bare();
  program(bin, 'temporal', body);
  const { built } = cachedPaths(env);
  program(dirname(built), basename(built), said('1.32.0'));
  expect(await findTemporal({ env })).toEqual({ kind: 'binary', path: built, way: 'cache (built)' });
});

test('a program that does not answer is given up in time', async () => {
  const path = program(scratchFolder(), 'temporal', 'exec sleep 30');
  await expect(readTemporalVersion(path, 200)).rejects.toThrow('did not answer --version in 0.2 s');
});

test('a half-written file in the cache is passed over', async () => {
  const { env } = bare();
  const { built } = cachedPaths(env);
  mkdirSync(dirname(built), { recursive: true });
  writeFileSync(built, 'half', { mode: 0o755 });
  expect(await findTemporal({ env })).toBeUndefined();
});

test('the caller may ask for a newer server than the floor', async () => {
  const { env, bin } = bare();
  program(bin, 'temporal', said('1.31.2'));
  expect(await findTemporal({ env })).toMatchObject({ kind: 'binary' });
  expect(await findTemporal({ env, minimumServer: '1.32.0' })).toBeUndefined();
});

test('when no way leads to a server, every way is named with its reason', async () => {
  const { env, bin } = bare();
  program(bin, 'temporal', said('1.22.4'));
  program(bin, 'go', `echo '{"GOVERSION":"go1.20.1","GOTOOLCHAIN":"local"}'`);
  const failure = ensureTemporal({ env, downloadTimeoutMs: 20_000 });
  await expect(failure).rejects.toMatchObject({
    name: 'UsageError',
    message: expect.stringMatching(
      /TEMPORAL_ADDRESS: not set\n.*PATH: its server is 1\.22\.4; .*\n.*\(built\): nothing.*\n.*\(downloaded\): nothing.*\n.*download by the SDK: .+\n.*Go 1\.20\.1 is too old/,
    ),
    fix: expect.stringMatching(/temporal --version.*Go .*TEMPORAL_ADDRESS/),
  });
});

test('an older Go is good enough where it may fetch the newer one by itself', async () => {
  const { env, bin } = bare();
  const log = join(scratchFolder(), 'builds');
  const go = smallGo(log).replace(/go[\d.]+","GOTOOLCHAIN":"local"/, 'go1.22.0","GOTOOLCHAIN":"auto"');
  program(bin, 'go', go);
  expect(await ensureTemporal({ env })).toMatchObject({ kind: 'binary' });
});

test('two builders take turns: one builds, the other finds the work done', async () => {
  const { env, bin } = bare();
  const log = join(scratchFolder(), 'builds');
  program(bin, 'go', smallGo(log));
  const progress: string[] = [];
  const both = await Promise.all([
    ensureTemporal({ env }),
    ensureTemporal({ env, onProgress: (line) => progress.push(line) }),
  ]);
  const { built } = cachedPaths(env);
  expect(both).toEqual([
    { kind: 'binary', path: built },
    { kind: 'binary', path: built },
  ]);
  expect(readFileSync(log, 'utf8')).toBe('built\n');
  expect(readdirSync(dirname(built))).toEqual([basename(built)]);
  expect(await readTemporalVersion(built)).toEqual({ cli: '1.9.0', server: '1.32.0' });
});

test.each([
  ['a full disk', 'echo "write x.a: no space left on device" >&2; exit 1', /disk is full/],
  [
    'no network',
    'echo "go: example.com/x@v1: Get x: dial tcp: lookup proxy: no such host" >&2; exit 1',
    /module proxy cannot be reached: .*no such host/,
  ],
  [
    'a fault of the compiler',
    'echo "# pkg" >&2; echo "x.go:1:2: undefined: y" >&2; exit 1',
    /x\.go:1:2: undefined: y/,
  ],
])('a build that ends with %s says so and leaves nothing behind', async (_, body, reason) => {
  const { env, bin } = bare();
  program(bin, 'go', smallGo(join(scratchFolder(), 'builds'), body));
  await expect(ensureTemporal({ env })).rejects.toThrow(reason);
  expect(readdirSync(dirname(cachedPaths(env).built))).toEqual([]);
});

test('a build that is broken off by Ctrl-C ends the compiler and leaves nothing behind', async () => {
  const { env, bin } = bare();
  const log = join(scratchFolder(), 'builds');
  program(bin, 'go', smallGo(log, 'sleep 30 & echo $! > "$2.pid"; wait'));
  const end = new AbortController();
  const building = ensureTemporal({ env, signal: end.signal });
  building.catch(() => undefined);
  const folder = dirname(cachedPaths(env).built);
  const note = await eventually(
    () => existsSync(folder) && readdirSync(folder).find((name) => name.endsWith('.pid')),
  );
  const compiler = await eventually(() => Number(readFileSync(join(folder, note), 'utf8')) || undefined);
  expect(isAlive(compiler)).toBe(true);
  end.abort(new Error('ended by the user'));
  await expect(building).rejects.toThrow('ended by the user');
  await eventually(() => !isAlive(compiler), 3000);
  expect(readdirSync(folder)).toEqual([note]);
});

test('what the downloader leaves is kept when it answers, and only then', async () => {
  const folder = scratchFolder();
  const target = join(scratchFolder(), 'temporal-kept');
  program(folder, 'temporal-sdk-typescript-1.24.0', `${said('1.31.0')}\n# ${'x'.repeat(500)}`);
  writeFileSync(join(folder, 'small'), 'x');
  expect(await keepDownloaded(folder, target)).toEqual({ cli: '1.9.0', server: '1.31.0' });
  expect(await readTemporalVersion(target)).toMatchObject({ server: '1.31.0' });
  await expect(keepDownloaded(scratchFolder(), target)).rejects.toThrow('left no file');
  const broken = scratchFolder();
  writeFileSync(join(broken, 'page.html'), '<html>');
  await expect(keepDownloaded(broken, join(scratchFolder(), 'none'))).rejects.toThrow(/page\.html/);
});

test('the cache is outside the repository, and its names hold the versions', () => {
  expect(cacheFolder({ RECADO_CACHE: '/c' })).toBe('/c');
  expect(cacheFolder({ XDG_CACHE_HOME: '/x' })).toBe('/x/recado');
  expect(cacheFolder({})).toMatch(/\/\.cache\/recado$/);
  const { cli, server } = readPinned();
  expect(cachedPaths({ RECADO_CACHE: '/c' }).built).toContain(
    `/c/temporal/temporal-${cli}-server-${server}-`,
  );
});
