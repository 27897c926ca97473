import type { Config } from '../../config';

/** What was looked at, and how it is. */
export interface Check {
  name: string;
  /** `warn`: it works, but something is missing or will bite. `fault`: it does not work. */
  state: 'ok' | 'warn' | 'fault';
  detail: string;
  /** What mends it, in one line. */
  fix?: string;
}

/** What the checks look at; tests hand in a sick one. */
export interface Patient {
  env: NodeJS.ProcessEnv;
  home: string;
  /** Recado's own folder. */
  root: string;
  /** Undefined where it does not load; then the configuration's own check says why. */
  config: Config | undefined;
  nodeVersion: string;
  /** Milliseconds since 1970. */
  now: () => number;
  freeMegabytes: (folder: string) => number;
}

/** All is well. */
export const ok = (name: string, detail: string): Check => ({ name, state: 'ok', detail });
/** It works, but. */
export const warn = (name: string, detail: string, fix: string): Check => ({
  name,
  state: 'warn',
  detail,
  fix,
});
/** It does not work. */
export const fault = (name: string, detail: string, fix: string): Check => ({
  name,
  state: 'fault',
  detail,
  fix,
});

/** An error's message in one line. */
export const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim() || 'unknown';
