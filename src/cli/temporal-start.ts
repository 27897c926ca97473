/** Starting Temporal's dev server the way Recado needs it; tests start theirs with the same flags. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { searchAttributes } from './temporal-attributes';
import { awaitTemporal } from './temporal-reach';

/** A dev server of ours. */
export interface TemporalOptions {
  /** Folder of its database file. */
  home: string;
  port: number;
  /** Undefined: no UI. */
  uiPort: number | undefined;
  ip: string;
  namespace: string;
  /** Further dynamic configuration, `key=value`. */
  settings?: string[];
}

/** The database file; also how a server that was left behind is known. */
export const temporalDatabase = (home: string): string => join(home, 'temporal.db');

/** Arguments of the server. Its metrics and inner ports are random ones on the same address. */
export function temporalArguments(options: TemporalOptions): string[] {
  const pragmas = ['journal_mode=WAL', 'synchronous=NORMAL'];
  // Without the first, a turn waits up to 100 ms once a call has had some fifteen of them; the second is for tests and fast-forward.
  const settings = [
    'history.transferProcessorMaxPollRPS=2000',
    'frontend.WorkflowTimeSkippingEnabled=true',
    ...(options.settings ?? []),
  ];
  const attributes = Object.entries(searchAttributes).map(([name, type]) => `${name}=${type}`);
  const each = (flag: string, values: string[]): string[] => values.flatMap((value) => [flag, value]);
  const address = ['--ip', options.ip, '--port', `${options.port}`];
  const ui = options.uiPort === undefined ? ['--headless'] : ['--ui-port', `${options.uiPort}`];
  return [
    'server',
    'start-dev',
    '--db-filename',
    temporalDatabase(options.home),
    ...address,
    ...ui,
    '--namespace',
    options.namespace,
    '--log-level',
    'warn',
    ...each('--sqlite-pragma', pragmas),
    ...each('--dynamic-config-value', settings),
    ...each('--search-attribute', attributes),
  ];
}

/** A server that answers. */
export interface RunningTemporal {
  process: ChildProcess;
  address: string;
  /** SIGTERM, and SIGKILL after `graceMs`. */
  stop(graceMs?: number): Promise<void>;
}

/** Starts a server and waits until namespace and search attributes are there. Throws an `Error` with its last words. */
export async function startTemporal(
  options: Partial<TemporalOptions> & { path: string; home: string; port: number },
): Promise<RunningTemporal> {
  const full = { uiPort: undefined, ip: '127.0.0.1', namespace: 'default', ...options };
  mkdirSync(full.home, { recursive: true });
  const child = spawn(full.path, temporalArguments(full), { stdio: ['ignore', 'ignore', 'pipe'] });
  let words = '';
  child.stderr.on('data', (piece: Buffer) => (words = (words + piece.toString()).slice(-2000)));
  const gone = new Promise<void>((resolve) => void child.once('close', () => resolve()));
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Temporal ended with ${code}: ${words.trim()}`)));
  });
  const stop = async (graceMs = 8000): Promise<void> => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await gone;
    clearTimeout(timer);
  };
  const address = `${full.ip}:${full.port}`;
  const given = new AbortController();
  failed.catch(() => given.abort());
  const answers = awaitTemporal({
    address,
    namespace: full.namespace,
    timeoutMs: 30_000,
    signal: given.signal,
  });
  try {
    await Promise.race([failed, answers]);
  } catch (error) {
    // Nothing of ours is left behind: neither the server nor a connection that is being tried.
    await Promise.allSettled([stop(0), answers]);
    throw error;
  }
  return { process: child, address, stop };
}
