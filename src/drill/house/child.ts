/** A process of the drilled installation, which the drill may kill at any moment. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';

/** A process that says `{ready: true}` over IPC when it is. */
export interface Child {
  readonly name: string;
  /** Starts it and waits until it is ready. Throws naming its log. */
  start(): Promise<void>;
  /** Ends it and waits until it is gone; nothing happens where it is not running. */
  end(signal: NodeJS.Signals): Promise<void>;
  /** Resolves when the process that runs now is gone, whoever ended it. */
  gone(): Promise<void>;
  isRunning(): boolean;
  /** Says something to it over IPC; lost where it does not run. */
  tell(message: object): void;
}

/** Prepares a process; its output goes to `log`. */
export function child(name: string, file: string, env: NodeJS.ProcessEnv, log: string): Child {
  let running: ChildProcess | undefined;
  const isRunning = (): boolean =>
    running !== undefined && running.exitCode === null && running.signalCode === null;
  return {
    name,
    isRunning,
    async start() {
      const output = openSync(log, 'a');
      const begun = fork(file, [], { env, stdio: ['ignore', output, output, 'ipc'] });
      running = begun;
      const ready = once(begun, 'message').then(() => 'ready' as const);
      const ended = once(begun, 'exit').then(() => 'ended' as const);
      if ((await Promise.race([ready, ended])) === 'ended')
        throw new Error(`${name} ended before it was ready; see ${log}`);
    },
    async end(signal) {
      if (!isRunning() || !running) return;
      const ended = once(running, 'exit');
      running.kill(signal);
      await ended;
    },
    async gone() {
      if (isRunning() && running) await once(running, 'exit');
    },
    tell(message) {
      if (isRunning() && running?.connected) running.send(message, () => undefined);
    },
  };
}
