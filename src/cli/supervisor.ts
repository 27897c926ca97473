/** Keeps a set of processes running together, and ends them in order. */
import { Child, type ChildEvents } from './child';
import { restartRules, type ChildSpec, type RestartRules } from './child-spec';
import { Failed } from './exit';

/** What a supervisor needs besides its processes. */
export interface SupervisorOptions {
  /** Folder of the log files. */
  logs: string;
  /** What happens to a process, and its warnings, for a person to read. */
  onLine(line: string): void;
  /** The numbers of what runs now, at each change. */
  onPids(pids: Record<string, number>): void;
  rules?: Partial<RestartRules>;
}

/** A set of processes that runs. */
export interface Supervisor {
  /** Resolves when all have been ready once. Rejects with `Failed` when one dies again and again before that. */
  ready: Promise<void>;
  pids(): Record<string, number>;
  /** Names of those that have not been ready yet. */
  waitingFor(): string[];
  /** Ends all, lower ranks first. May be called twice. */
  stop(): Promise<void>;
  /** Kills what is left, at once. */
  kill(): void;
}

/** Starts the processes, each as soon as those named in its `after` are ready. */
export function supervise(specs: ChildSpec[], options: SupervisorOptions): Supervisor {
  const names = new Set(specs.map(({ name }) => name));
  const readyNames = new Set<string>();
  const startedNames = new Set<string>();
  const { promise: ready, resolve, reject } = settlable();
  const children = new Map<string, Child>();
  let stopping: Promise<void> | undefined;

  const pids = (): Record<string, number> =>
    Object.fromEntries([...children].flatMap(([name, { pid }]) => (pid === undefined ? [] : [[name, pid]])));
  const startDue = (): void => {
    for (const { name, after } of specs) {
      const due = after.every((other) => readyNames.has(other) || !names.has(other));
      if (!due || startedNames.has(name)) continue;
      startedNames.add(name);
      children.get(name)?.start();
    }
  };
  const events: ChildEvents = {
    onLine: (name, line) => options.onLine(`${name}: ${line}`),
    onPid: () => options.onPids(pids()),
    onReady(name) {
      readyNames.add(name);
      startDue();
      if (readyNames.size === names.size) resolve();
    },
    onHopeless: (name, lines) => reject(hopeless(name, lines, options.logs)),
  };
  const rules = { ...restartRules, ...options.rules };
  for (const spec of specs) children.set(spec.name, new Child(spec, options.logs, rules, events));
  startDue();
  return {
    ready,
    pids,
    waitingFor: () => [...names].filter((name) => !readyNames.has(name)),
    stop: () => (stopping ??= stopByRank([...children.values()])),
    kill: () => children.forEach((child) => child.kill()),
  };
}

async function stopByRank(children: Child[]): Promise<void> {
  const ranks = [...new Set(children.map(({ spec }) => spec.stopRank))].sort((a, b) => a - b);
  for (const rank of ranks) {
    await Promise.all(children.filter(({ spec }) => spec.stopRank === rank).map((child) => child.stop()));
  }
}

function hopeless(name: string, lines: string[], logs: string): Failed {
  const said =
    lines.length > 0 ? `Its last words:\n${lines.map((line) => `  ${line}`).join('\n')}` : 'It said nothing.';
  return new Failed(
    `${name} dies again and again before it is ready. ${said}`,
    `Run recado doctor, or read ${logs}/${name}.log.`,
  );
}

function settlable(): { promise: Promise<void>; resolve: () => void; reject: (error: Error) => void } {
  let resolve: () => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
