/** One process that Recado keeps running. */
export interface ChildSpec {
  /** Its name in messages, in `pids.json` and of its log file. */
  name: string;
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  /**
   * `message`: it has an IPC channel, sends `{ready: true}`, and exits by itself when the channel closes.
   * A function: resolves when the process answers; called anew after each restart.
   */
  ready: 'message' | ((signal: AbortSignal) => Promise<void>);
  /** Names of those that must be ready before it is first started. */
  after: string[];
  /** Lower ones are stopped first; the same number stops together. */
  stopRank: number;
}

/** How soon a process that died is started again, and when that is given up. Milliseconds. */
export interface RestartRules {
  firstDelayMs: number;
  longestDelayMs: number;
  /** After this long up, the next delay is the first one again. */
  steadyAfterMs: number;
  /** That many deaths within `givingUpWithinMs` before it was ever ready end everything. */
  deathsBeforeReady: number;
  givingUpWithinMs: number;
  /** From SIGTERM to SIGKILL. */
  graceMs: number;
}

/** The rules of `recado dev`. */
export const restartRules: RestartRules = {
  firstDelayMs: 250,
  longestDelayMs: 10_000,
  steadyAfterMs: 30_000,
  deathsBeforeReady: 5,
  givingUpWithinMs: 60_000,
  graceMs: 8000,
};
