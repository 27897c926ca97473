/** Builds the server from the Go module proxy: the way that works where downloads do not and Go is there. */
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { UsageError } from '../errors';
import { takeLock } from '../store/folder-lock';
import { spanWords, withElapsed } from './elapsed';
import { freeMegabytes } from './disk';
import { isAtLeast } from './node-floor';
import { type PinnedVersions, readPinned } from './temporal-cache';
import { readTemporalVersion } from './temporal-version';
import { runTool } from './tool-run';

/** What a build needs to know. */
export interface Build {
  /** Folder with our go.mod. */
  module: string;
  /** Where the server is put in the end. */
  target: string;
  env: NodeJS.ProcessEnv;
  onProgress: (line: string) => void;
  signal?: AbortSignal | undefined;
}

const buildTimeoutMs = 40 * 60_000;
const progressEveryMs = 10_000;
/** A cold build leaves about this much in Go's two caches and in ours. */
const neededMegabytes = 3000;

/**
 * Builds the server to `target`. Two builders of the same target take turns, and the second one finds the work done.
 * Throws an `Error` that says why not: no Go, too old a Go, no network, no space.
 */
export async function buildTemporal(build: Build): Promise<void> {
  const pinned = readPinned(build.module);
  await requireGo(pinned, build.env);
  mkdirSync(dirname(build.target), { recursive: true });
  const giveBack = await takeTurn(`${build.target}.lock`, build);
  try {
    if (await isUsable(build.target)) return;
    clearRemains(build.target);
    await compile(build, pinned);
  } finally {
    giveBack();
  }
}

async function compile(build: Build, pinned: PinnedVersions): Promise<void> {
  const free = freeMegabytes(dirname(build.target));
  if (free < neededMegabytes) {
    throw new Error(`a build needs ${neededMegabytes} MB, and ${dirname(build.target)} has ${free} MB free`);
  }
  const part = `${build.target}.part-${process.pid}`;
  const flags = `-s -w -X github.com/temporalio/cli/internal/temporalcli.Version=${pinned.cli}`;
  const errors: string[] = [];
  let compiled = 0;
  const onLine = (line: string): void => {
    // With -v Go prints each package as it is compiled; whatever else it says is a fault or a download.
    if (/^[\w.\-/~]+$/.test(line)) compiled += 1;
    else if (!/^go: (downloading|finding|extracting)/.test(line)) errors.push(line);
  };
  const say = (elapsed: string): void =>
    build.onProgress(
      compiled === 0
        ? `Fetching the sources of the Temporal server … ${elapsed}`
        : `Building the Temporal server … ${elapsed}, ${compiled} packages of about 1800`,
    );
  const from = performance.now();
  build.onProgress('Building the Temporal server with Go, once; this takes three to six minutes.');
  try {
    const args = ['build', '-v', '-buildvcs=false', `-ldflags=${flags}`, '-o', part];
    const env = { ...build.env, GOWORK: 'off' };
    await withElapsed(progressEveryMs, say, () =>
      runTool({
        command: 'go',
        args: [...args, 'github.com/temporalio/cli/cmd/temporal'],
        cwd: build.module,
        env,
        timeoutMs: buildTimeoutMs,
        signal: build.signal,
        onLine,
      }),
    ).catch((error: unknown) => {
      build.signal?.throwIfAborted();
      throw new Error(
        reasonIn(errors) ?? `go build: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
    await readTemporalVersion(part);
    renameSync(part, build.target);
  } finally {
    rmSync(part, { force: true });
  }
  build.onProgress(
    `The Temporal server is built (${spanWords(performance.now() - from)}) and kept for the next time.`,
  );
}

/** The one line of Go's errors that a person can act on. */
function reasonIn(errors: string[]): string | undefined {
  const full = errors.find((line) => /no space left on device/.test(line));
  if (full) return 'the disk is full: no space left on device';
  const network = errors.find((line) =>
    /dial tcp|no such host|connection refused|i\/o timeout|lookup /.test(line),
  );
  if (network) return `the Go module proxy cannot be reached: ${network.split(': ').slice(-2).join(': ')}`;
  const line = errors.find((text) => text.trim() !== '' && !text.startsWith('#')) ?? errors[0];
  return line && `go build: ${line.trim().slice(0, 240)}`;
}

const goSettings = z.object({ GOVERSION: z.string(), GOTOOLCHAIN: z.string() });

async function requireGo(pinned: PinnedVersions, env: NodeJS.ProcessEnv): Promise<void> {
  const text = await promisify(execFile)('go', ['env', '-json', 'GOVERSION', 'GOTOOLCHAIN'], {
    // Outside of any module: inside ours an old Go would fetch a newer one before it answers.
    cwd: '/',
    env,
    timeout: 20_000,
  }).then(
    ({ stdout }) => stdout,
    (error: NodeJS.ErrnoException) => {
      throw new Error(
        error.code === 'ENOENT' ? 'Go is not installed' : `go env failed: ${error.message.split('\n')[0]}`,
      );
    },
  );
  const { GOVERSION: version, GOTOOLCHAIN: toolchain } = goSettings.parse(JSON.parse(text));
  if (isAtLeast(version, pinned.go)) return;
  // From 1.21 on Go fetches the toolchain that a module asks for, unless it was told not to.
  if (isAtLeast(version, '1.21.0') && !toolchain.startsWith('local')) return;
  throw new Error(`Go ${version.replace('go', '')} is too old; ${pinned.go} or newer is needed`);
}

/** Waits until nobody else builds; answers how to give the turn back. */
async function takeTurn(path: string, build: Build): Promise<() => void> {
  const from = performance.now();
  for (let waits = 0; ; waits += 1) {
    build.signal?.throwIfAborted();
    try {
      return takeLock(path);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
    }
    if (waits % 20 === 0) {
      const elapsed = spanWords(performance.now() - from);
      build.onProgress(`Another process is building the Temporal server; waiting for it … ${elapsed}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Whether a server lies there and answers. */
export const isUsable = (path: string): Promise<boolean> =>
  readTemporalVersion(path).then(
    () => true,
    () => false,
  );

/** Half-written files of builders that were killed; we hold the lock, so nobody writes them now. */
function clearRemains(target: string): void {
  for (const name of readdirSync(dirname(target))) {
    if (name.startsWith(`${basename(target)}.part-`)) rmSync(join(dirname(target), name), { force: true });
  }
}
