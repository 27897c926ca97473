/** One telephone line of a peer: a process of its own that holds one call, as the frameworks' own workers have it. */
import { type ChildProcess, fork } from 'node:child_process';
import type { AgentEnvironment, Dial, FromAgent, Say } from './wire';

/** A line. */
export interface Line {
  /** A call begins; the process is started where none runs. */
  dial(call: Dial['dial']): Promise<void>;
  /** The agent's words; undefined where its process died over them, or said nothing for a minute. */
  say(message: Say): Promise<string | undefined>;
  /** kill -9, at once. */
  kill(): void;
  close(): Promise<void>;
}

const patienceMs = 60_000;

/** A line whose agent is this file. Throws, with what the process wrote, where it ends by itself. */
export function openLine(file: string, env: AgentEnvironment): Line {
  let agent: Agent | undefined;
  const running = async (): Promise<Agent> => (agent = agent?.isAlive() ? agent : await start(file, env));
  return {
    async dial(call) {
      if (!(await (await running()).ask({ dial: call }))) throw new Error(`${file} did not take the call`);
    },
    async say(message) {
      const answer = await (await running()).ask(message);
      return answer && 'said' in answer ? answer.said : undefined;
    },
    kill: () => agent?.kill(),
    async close() {
      agent?.kill();
      await agent?.gone;
    },
  };
}

interface Agent {
  /** The process's next word; undefined where it was killed instead, or is silent for too long. */
  ask(message: Dial | Say): Promise<FromAgent | undefined>;
  isAlive(): boolean;
  kill(): void;
  gone: Promise<void>;
}

async function start(file: string, env: AgentEnvironment): Promise<Agent> {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = fork(file, [], {
    env: { ...{ PATH, HOME, TMPDIR }, ...env },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let words = '';
  child.stderr?.on('data', (piece: Buffer) => (words = `${words}${piece.toString()}`.slice(-4000)));
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null;
  const agent: Agent = {
    ...{ isAlive, gone },
    kill: () => void child.kill('SIGKILL'),
    async ask(message) {
      const answered = nextWord(child, gone);
      child.send(message, () => undefined);
      const answer = await answered;
      if (answer && 'trouble' in answer) throw new Error(`${file}: ${answer.trouble}`);
      if (!answer && child.exitCode !== null) throw new Error(`${file} ended by itself: ${words}`);
      // Who has said nothing for a minute must not answer the next sentence with the last one's words.
      if (!answer) child.kill('SIGKILL');
      return answer;
    },
  };
  if (!(await nextWord(child, gone))) throw new Error(`${file} did not start: ${words}`);
  return agent;
}

function nextWord(child: ChildProcess, gone: Promise<void>): Promise<FromAgent | undefined> {
  return new Promise((resolve) => {
    const end = (word: FromAgent | undefined): void => {
      clearTimeout(timer);
      child.off('message', end);
      resolve(word);
    };
    const timer = setTimeout(() => end(undefined), patienceMs);
    child.once('message', end);
    void gone.then(() => end(undefined));
  });
}
