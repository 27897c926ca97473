/** An agent of @livekit/agents on a LiveKit server of its own, with a bridge to Twilio's streams, and the same stand-ins. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { freePort } from '../../src/cli/free-port';
import { projectRoot } from '../../src/cli/project-root';
import { cacheFolder } from '../../src/cli/temporal-cache';
import type { Contender } from './contender';
import { type BenchProcess, startProcess } from './process';
import type { Services } from './services';
import { greeting } from './talk';

const startsWithinMs = 30_000;
const keys = { LIVEKIT_API_KEY: 'bench', LIVEKIT_API_SECRET: 'a secret of the bench, 32 letters' };

/** Starts it; undefined where it is not installed (`sh bench/peers-voice/install.sh livekit`). */
export async function startLivekit(logs: string, services: Services): Promise<Contender | undefined> {
  const bench = join(projectRoot(), 'bench');
  const version = readFileSync(join(bench, 'peers-voice', 'livekit-server-version'), 'utf8').trim();
  const server = join(cacheFolder(), 'livekit', version, 'server');
  const scripts = join(bench, 'peers');
  if (!existsSync(server) || !existsSync(join(scripts, 'node_modules', '@livekit', 'agents')))
    return undefined;
  const [port, mediaPort, bridgePort, workerPort] = await ports();
  const address = `127.0.0.1:${port}`;
  const processes: BenchProcess[] = [];
  const end = async (): Promise<void> => {
    for (const one of processes.splice(0).reverse()) await one.end();
  };
  try {
    processes.push(await startServer(server, join(logs, 'livekit-server.log'), port, mediaPort));
    await untilAnswers(`http://${address}`);
    const { PATH, HOME, TMPDIR } = process.env;
    const common = { PATH, HOME, TMPDIR, ...keys, NODE_ENV: 'production', LIVEKIT_URL: `ws://${address}` };
    const worker = {
      ...{ PEER_WORKER_PORT: `${workerPort}`, PEER_GREETING: greeting, PEER_MODEL_URL: services.modelUrl },
      PEER_DEEPGRAM_URL: services.speechEnv['DEEPGRAM_BASE_URL'],
      PEER_ELEVENLABS_URL: services.speechEnv['ELEVENLABS_BASE_URL'],
    };
    for (const [name, own] of [
      ['livekit-worker', worker],
      ['livekit-bridge', { PEER_PORT: `${bridgePort}` }],
    ] as const) {
      const file = join(scripts, `${name}.mjs`);
      const env = { ...common, ...own };
      processes.push(await startProcess({ name, file, env, log: join(logs, `${name}.log`) }));
    }
    return { name: 'livekit-agents', url: `http://127.0.0.1:${bridgePort}`, processes: [...processes], end };
  } catch (error) {
    await end();
    throw error;
  }
}

const ports = async (): Promise<[number, number, number, number]> => [
  await freePort(),
  await freePort(),
  await freePort(),
  await freePort(),
];

/** On loopback only, and by UDP only. */
function startServer(command: string, log: string, port: number, mediaPort: number): Promise<BenchProcess> {
  const settings = stringify({
    port,
    bind_addresses: ['127.0.0.1'],
    keys: { [keys.LIVEKIT_API_KEY]: keys.LIVEKIT_API_SECRET },
    logging: { level: 'warn' },
    rtc: {
      ...{ udp_port: mediaPort, tcp_port: 0, node_ip: '127.0.0.1', use_external_ip: false },
      ...{ enable_loopback_candidate: true, interfaces: { includes: ['lo'] } },
      // Where there is none, clients are told to ask Google's. Nobody answers here, and nobody needs an answer.
      stun_servers: ['127.0.0.1:9'],
    },
  });
  return startProcess({
    ...{ name: 'livekit-server', file: '', log },
    program: { command, args: ['--config-body', settings] },
    env: {},
  });
}

async function untilAnswers(url: string): Promise<void> {
  const untilMs = performance.now() + startsWithinMs;
  for (;;) {
    const answered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answered) return;
    if (performance.now() > untilMs)
      throw new Error('LiveKit’s server did not start; see livekit-server.log.');
    await sleep(100);
  }
}
