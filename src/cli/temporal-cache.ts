/** Where a Temporal server that was built or downloaded is kept: outside the repository, shared by all copies of Recado. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { UsageError } from '../errors';
import { projectRoot, readManifest } from './project-root';

/** `$RECADO_CACHE`, else `$XDG_CACHE_HOME/recado`, else `~/.cache/recado`. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env['RECADO_CACHE']) return resolve(env['RECADO_CACHE']);
  const caches = env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(caches, 'recado');
}

/** The small Go module of ours that pins what is built. */
export const serverModule = (): string => join(projectRoot(), 'deploy', 'temporal-server');

/** What `deploy/temporal-server/go.mod` pins. */
export interface PinnedVersions {
  cli: string;
  server: string;
  go: string;
}

/** Reads the pinned versions; throws `UsageError` where the file is missing or was mangled. */
export function readPinned(folder: string = serverModule()): PinnedVersions {
  let text = '';
  try {
    text = readFileSync(join(folder, 'go.mod'), 'utf8');
  } catch {
    // Falls through to the same message as a file without the lines.
  }
  const find = (pattern: RegExp): string | undefined => pattern.exec(text)?.[1];
  const cli = find(/^\s*(?:require )?github\.com\/temporalio\/cli v(\S+)/m);
  const server = find(/^\s*(?:require )?go\.temporal\.io\/server v(\S+)/m);
  const go = find(/^go (\S+)/m);
  if (cli && server && go) return { cli, server, go };
  throw new UsageError(
    `${join(folder, 'go.mod')} is missing or does not pin Temporal.`,
    'Restore deploy/temporal-server from the repository.',
  );
}

/** Paths in the cache, in the order they are tried. The versions are in the names, so an update never runs an old server. */
export function cachedPaths(env: NodeJS.ProcessEnv = process.env): { built: string; downloaded: string } {
  const pinned = readPinned();
  const sdk = readManifest(projectRoot())?.dependencies['@temporalio/testing'] ?? 'unknown';
  const suffix = `${process.platform}-${process.arch}${process.platform === 'win32' ? '.exe' : ''}`;
  const folder = join(cacheFolder(env), 'temporal');
  return {
    built: join(folder, `temporal-${pinned.cli}-server-${pinned.server}-${suffix}`),
    downloaded: join(folder, `temporal-for-sdk-${sdk}-${suffix}`),
  };
}
