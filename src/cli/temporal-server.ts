/** How a Temporal server is found or made. The order is a promise to users; design section 8 gives it. */
import { existsSync } from 'node:fs';
import { UsageError } from '../errors';
import { withElapsed } from './elapsed';
import { isAtLeast } from './node-floor';
import { findOnPath } from '../search-path';
import { buildTemporal } from './temporal-build';
import { cachedPaths, readPinned, serverModule } from './temporal-cache';
import { downloadTemporal } from './temporal-download';
import { readTemporalVersion, serverFloor } from './temporal-version';

/** A server that runs elsewhere, or a program that can be started here. */
export type TemporalFound = { kind: 'external'; address: string } | { kind: 'binary'; path: string };

/** How a server is looked for. */
export interface Search {
  /** A line for the person who waits. */
  onProgress?: (line: string) => void;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
  /** Oldest server that will do; older ones on the PATH or in the cache are passed over. */
  minimumServer?: string;
  downloadTimeoutMs?: number;
}

interface Way {
  name: string;
  /** Answers the server; throws an `Error` with the reason where this way does not lead to one. */
  take: () => Promise<TemporalFound>;
}

/**
 * Finds a Temporal server, in order: `TEMPORAL_ADDRESS`; `temporal` on the PATH; our cache; the SDK's downloader; a
 * build with Go. Throws `UsageError` that names every way and why each one failed.
 */
export async function ensureTemporal(search: Search = {}): Promise<TemporalFound> {
  return takeFirst([...waysAtHand(search), ...waysToMake(search)], search.signal);
}

/** As `ensureTemporal`, but neither downloads nor builds; undefined where nothing is at hand. */
export async function findTemporal(
  search: Search = {},
): Promise<(TemporalFound & { way: string }) | undefined> {
  for (const way of waysAtHand(search)) {
    const found = await way.take().catch(() => undefined);
    if (found) return { ...found, way: way.name };
  }
  return undefined;
}

async function takeFirst(ways: Way[], signal: AbortSignal | undefined): Promise<TemporalFound> {
  const failures: string[] = [];
  for (const way of ways) {
    try {
      return await way.take();
    } catch (error) {
      signal?.throwIfAborted();
      failures.push(`  - ${way.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new UsageError(
    ['There is no Temporal server, and none could be made:', ...failures].join('\n'),
    `Install Temporal's command line tool so that "temporal --version" answers, or install Go ${readPinned().go} or newer, or set TEMPORAL_ADDRESS to a running server (host:port).`,
  );
}

function waysAtHand(search: Search): Way[] {
  const env = search.env ?? process.env;
  const floor = search.minimumServer ?? serverFloor;
  const address = env['TEMPORAL_ADDRESS']?.trim();
  const usable = async (path: string): Promise<TemporalFound> => {
    const { server } = await readTemporalVersion(path);
    if (isAtLeast(server, floor)) return { kind: 'binary', path };
    throw new Error(`its server is ${server}; ${floor} or newer is needed`);
  };
  const kept = async (path: string): Promise<TemporalFound> => {
    if (!existsSync(path)) throw new Error('nothing there yet');
    return usable(path);
  };
  const cached = cachedPaths(env);
  return [
    {
      name: 'TEMPORAL_ADDRESS',
      take: async () => {
        if (!address) throw new Error('not set');
        return { kind: 'external', address };
      },
    },
    {
      name: 'temporal on the PATH',
      take: async () => {
        const path = findOnPath(['temporal'], env);
        if (!path) throw new Error('not found');
        return usable(path);
      },
    },
    { name: 'cache (built)', take: () => kept(cached.built) },
    { name: 'cache (downloaded)', take: () => kept(cached.downloaded) },
  ];
}

function waysToMake(search: Search): Way[] {
  const env = search.env ?? process.env;
  const say = search.onProgress ?? (() => undefined);
  const floor = search.minimumServer ?? serverFloor;
  const cached = cachedPaths(env);
  const download = async (): Promise<TemporalFound> => {
    const timeoutMs = search.downloadTimeoutMs ?? 90_000;
    say('No Temporal server is here yet; trying to download one.');
    const { server } = await withElapsed(
      5000,
      (elapsed) => say(`Downloading the Temporal server … ${elapsed}`),
      () => downloadTemporal({ target: cached.downloaded, timeoutMs, env, signal: search.signal }),
    );
    if (isAtLeast(server, floor)) return { kind: 'binary', path: cached.downloaded };
    throw new Error(`what it downloads is server ${server}; ${floor} or newer is needed`);
  };
  const build = async (): Promise<TemporalFound> => {
    const module = serverModule();
    await buildTemporal({ module, target: cached.built, env, onProgress: say, signal: search.signal });
    return { kind: 'binary', path: cached.built };
  };
  return [
    { name: 'download by the SDK', take: download },
    { name: 'build with Go', take: build },
  ];
}
