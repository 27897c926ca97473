/** A Pipecat agent on its own Twilio transport, from bench/peers-voice, with the same stand-ins. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../src/cli/free-port';
import { projectRoot } from '../../src/cli/project-root';
import type { Contender } from './contender';
import { startProcess } from './process';
import type { Services } from './services';
import { greeting } from './talk';

const startsWithinMs = 60_000;

/** Starts it; undefined where it is not installed (`sh bench/peers-voice/install.sh`). */
export async function startPipecat(logs: string, services: Services): Promise<Contender | undefined> {
  const folder = join(projectRoot(), 'bench', 'peers-voice');
  const python = join(folder, '.venv', 'bin', 'python');
  if (!existsSync(python)) return undefined;
  const port = await freePort();
  const { PATH, HOME, TMPDIR } = process.env;
  const started = await startProcess({
    ...{ name: 'pipecat', file: '', log: join(logs, 'pipecat.log') },
    program: { command: python, args: [join(folder, 'pipecat_agent.py')] },
    env: {
      ...{
        PATH,
        HOME,
        TMPDIR,
        PEER_PORT: `${port}`,
        PEER_GREETING: greeting,
        PEER_MODEL_URL: services.modelUrl,
      },
      PEER_DEEPGRAM_URL: services.speechEnv['DEEPGRAM_BASE_URL'],
      PEER_ELEVENLABS_URL: services.speechEnv['ELEVENLABS_BASE_URL'],
    },
  });
  const url = `http://127.0.0.1:${port}`;
  const untilMs = performance.now() + startsWithinMs;
  while (!(await answers(url))) {
    if (performance.now() > untilMs || started.child.exitCode !== null) {
      await started.end();
      throw new Error(`The Pipecat agent did not start; see ${join(logs, 'pipecat.log')}.`);
    }
    await sleep(200);
  }
  return { name: 'pipecat', url, processes: [started], end: () => started.end() };
}

const answers = async (url: string): Promise<boolean> =>
  await fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  );
