/** Keeps one process running: starts it, knows when it is ready, starts it again when it dies, and ends it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { openChildLog, type ChildLog } from './child-log';
import type { ChildSpec, RestartRules } from './child-spec';

/** What the supervisor wants to know. */
export interface ChildEvents {
  onLine(name: string, line: string): void;
  /** A process was started or has ended. */
  onPid(name: string, pid: number | undefined): void;
  onReady(name: string): void;
  /** It died too often before it was ever ready. */
  onHopeless(name: string, lastLines: string[]): void;
}

/** One process that is kept running. */
export class Child {
  private process: ChildProcess | undefined;
  private startedAt = 0;
  private everReady = false;
  private delayMs: number;
  private deaths: number[] = [];
  private stopping = false;
  private timer: NodeJS.Timeout | undefined;
  private waiting = new AbortController();
  private readonly log: ChildLog;

  constructor(
    readonly spec: ChildSpec,
    logs: string,
    private readonly rules: RestartRules,
    private readonly events: ChildEvents,
  ) {
    this.delayMs = rules.firstDelayMs;
    this.log = openChildLog(logs, spec.name, (line) => {
      // While it is being ended it complains of what is ending beside it.
      if (!this.stopping) events.onLine(spec.name, line);
    });
  }

  get pid(): number | undefined {
    return this.process?.pid;
  }

  /** Starts it; does nothing once it is being stopped. */
  start(): void {
    if (this.stopping) return;
    const { name, command, args, env, ready } = this.spec;
    const streams = ['ignore', 'pipe', 'pipe'] as const;
    // A group of its own: Ctrl-C in a terminal reaches the whole group, and the order of ending is ours.
    const child = spawn(command, args, {
      env,
      detached: true,
      stdio: ready === 'message' ? [...streams, 'ipc'] : [...streams],
    });
    this.process = child;
    this.startedAt = performance.now();
    child.stdout?.setEncoding('utf8').on('data', (piece: string) => this.log.write(piece));
    child.stderr?.setEncoding('utf8').on('data', (piece: string) => this.log.write(piece));
    child.once('error', (error) => this.log.write(`cannot be started: ${error.message}\n`));
    child.once('close', (code, signal) => this.ended(code, signal));
    this.events.onPid(name, child.pid);
    this.awaitReady(child);
  }

  /** SIGTERM, SIGKILL after the grace; resolves when the process is gone. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    this.waiting.abort();
    const child = this.process;
    if (child) {
      const gone = new Promise<void>((resolve) => void child.once('close', () => resolve()));
      const timer = setTimeout(() => child.kill('SIGKILL'), this.rules.graceMs);
      child.kill('SIGTERM');
      await gone;
      clearTimeout(timer);
    }
    this.log.close();
  }

  /** SIGKILL at once; for the last moment of the supervisor. */
  kill(): void {
    this.stopping = true;
    clearTimeout(this.timer);
    this.process?.kill('SIGKILL');
  }

  private awaitReady(child: ChildProcess): void {
    const { name, ready } = this.spec;
    const isReady = (): void => {
      if (this.stopping || this.process !== child) return;
      this.everReady = true;
      this.events.onReady(name);
    };
    if (ready === 'message') {
      child.on('message', (message) => {
        if (typeof message === 'object' && message !== null && 'ready' in message && message.ready === true)
          isReady();
      });
      return;
    }
    this.waiting = new AbortController();
    const { signal } = this.waiting;
    ready(signal).then(isReady, (error: unknown) => {
      if (signal.aborted) return;
      this.events.onLine(name, `does not answer: ${error instanceof Error ? error.message : String(error)}`);
      child.kill('SIGKILL');
    });
  }

  private ended(code: number | null, signal: string | null): void {
    const { name } = this.spec;
    this.process = undefined;
    this.waiting.abort();
    this.events.onPid(name, undefined);
    if (this.stopping) return;
    const now = performance.now();
    if (now - this.startedAt >= this.rules.steadyAfterMs) this.delayMs = this.rules.firstDelayMs;
    this.deaths = [...this.deaths.filter((at) => now - at < this.rules.givingUpWithinMs), now];
    if (!this.everReady && this.deaths.length >= this.rules.deathsBeforeReady) {
      this.events.onHopeless(name, this.log.lastLines());
      return;
    }
    const how = signal ? `was killed by ${signal}` : `ended with ${code}`;
    this.events.onLine(name, `${how}; starting it again in ${this.delayMs} ms`);
    this.timer = setTimeout(() => this.start(), this.delayMs);
    this.delayMs = Math.min(this.delayMs * 2, this.rules.longestDelayMs);
  }
}
