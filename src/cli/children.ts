/** The processes of `recado dev`. */
import { join } from 'node:path';
import type { Config } from '../config';
import type { ChildSpec } from './child-spec';
import { awaitTemporal } from './temporal-reach';
import type { TemporalFound } from './temporal-server';
import { temporalArguments } from './temporal-start';

const temporalTimeoutMs = 60_000;

/** The mains of Recado's own processes. */
export const workerFolder = (): string => join(__dirname, '..', 'worker');

/** What to run, for a configuration and the Temporal server that was found. */
export function childrenOf(config: Config, temporal: TemporalFound, env: NodeJS.ProcessEnv): ChildSpec[] {
  // Worker and gateway wait for Temporal and the store by themselves, so all load side by side.
  const node = (name: string, stopRank: number): ChildSpec => ({
    name,
    command: process.execPath,
    args: [join(workerFolder(), `${name}-main.js`)],
    env,
    ready: 'message',
    after: [],
    stopRank,
  });
  const server: ChildSpec[] = temporal.kind === 'external' ? [] : [temporalChild(config, temporal.path, env)];
  const store = config.databaseUrl === undefined ? [node('store', 2)] : [];
  return [...server, ...store, node('sandbox', 1), node('worker', 0), node('gateway', 0)];
}

function temporalChild(config: Config, path: string, env: NodeJS.ProcessEnv): ChildSpec {
  const { port, uiPort, namespace, address } = config.temporal;
  return {
    name: 'temporal',
    command: path,
    args: temporalArguments({ home: config.home, port, uiPort, ip: '127.0.0.1', namespace }),
    env: onlyNeeded(env),
    ready: (signal) => awaitTemporal({ address, namespace, timeoutMs: temporalTimeoutMs, signal }),
    after: [],
    stopRank: 2,
  };
}

/** The server needs none of our secrets. */
const onlyNeeded = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => /^(PATH|HOME|USER|TMPDIR|TZ|LANG|LC_\w+)$/.test(name)),
  );
