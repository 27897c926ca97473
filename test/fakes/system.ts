/** A whole Recado in this process, on sockets of its own: real store, Temporal, worker, gateway and sandbox. */
import type { Client } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, type Worker } from '@temporalio/worker';
import { freePort } from '../../src/cli/free-port';
import type { Model } from '../../src/agent/model';
import { type Config, loadConfig } from '../../src/config';
import { createGateway } from '../../src/gateway/gateway';
import type { ReaderPace } from '../../src/gateway/mailbox/reader';
import { openTemporal } from '../../src/gateway/temporal';
import { createLog } from '../../src/log';
import { createSandbox, type Sandbox } from '../../src/sandbox/server';
import { type Installation, openInstallation } from '../../src/worker/installation';
import { openGenerate } from '../../src/worker/generate';
import { openHost } from '../../src/worker/host';
import { openPhone } from '../../src/worker/phone';
import { createLineWorker } from '../../src/worker/line-worker';
import { openModels } from '../../src/worker/models';
import { createWorkers } from '../../src/worker/worker';
import { makeHome, removeHome, startEmbeddedStore } from './embedded-store';

/** A running system and its parts, for tests that look behind the curtain. */
export interface System {
  url: string;
  config: Config;
  temporal: Client;
  installation: Installation;
  sandbox: Sandbox;
  /** kill -9 of the store's process; `startStore` brings it back. */
  killStore(): Promise<void>;
  startStore(): Promise<void>;
  /** The environment under which a process of the product joins this system. */
  env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/** What a test changes about its system. */
export interface SystemOptions {
  env?: Record<string, string>;
  /** Models in the place of the scripted one. */
  models?: (installation: Installation) => Model[];
  /** False: the test brings a worker process of its own, with `env`. */
  worker?: boolean;
  /** How many activities its worker does at a time. */
  activitySlots?: number;
  consoleFolder?: string;
  /** How the mailbox of answers is read. */
  mailPace?: Partial<ReaderPace>;
  /** Calls by telephone: an account of the simulator’s, and the stand-ins for speech that this environment names. */
  phone?: Record<string, string>;
}

const secret = 'whsec_c2FuZGJveC1vbmx5LW5vdC1hLXNlY3JldA==';

try {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
} catch {
  // Another file of this process installed it already.
}

/** The simulator's account. */
export const twilioAccount = {
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'a-simulated-auth-token-0000000000',
  TWILIO_FROM: '+34910000000',
};

/** Starts everything on free ports, with a task queue of its own. */
export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const home = makeHome();
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const env = {
    RECADO_HOME: home,
    RECADO_PORT: `${port}`,
    RECADO_SANDBOX_PORT: `${sandboxPort}`,
    RECADO_SANDBOX_URL: `http://127.0.0.1:${sandboxPort}`,
    RECADO_TASK_QUEUE: `test-${port}-${Date.now()}`,
    // Codes are derived with it: the same wish in two tests must not be the same delivery.
    RECADO_SECRET: `test-${port}-${Date.now()}`,
    TEMPORAL_ADDRESS: process.env.TEMPORAL_TEST_ADDRESS,
    LOG_LEVEL: 'silent',
    ...(options.phone
      ? { ...twilioAccount, RECADO_PUBLIC_URL: `http://127.0.0.1:${port}`, ...options.phone }
      : {}),
    ...options.env,
  };
  const config = loadConfig(env);
  const log = createLog('test', config.logLevel);
  let embedded = await startEmbeddedStore(home);
  const url = `http://127.0.0.1:${port}`;
  const sandbox = await createSandbox({
    ...{ home, port: sandboxPort, token: 'sandbox', webhookSecret: secret, gatewayUrl: url },
    webhookScheduleMs: [200, 500, 1000],
    // The systems of one test run share a Temporal server, and follow-ups are named for their tickets.
    firstNumber: 1001 + Math.floor(Math.random() * 1_000_000),
  });
  const installation = await openInstallation(config);
  const connection = await NativeConnection.connect({ address: config.temporal.address });
  const temporal = openTemporal(config);
  const models = options.models?.(installation) ?? openModels(config, installation.assistants);
  const { tools, assistants } = installation;
  const host = openHost(openGenerate({ models, tools, assistants, log }));
  const phone = openPhone(config, host, assistants.list(), log);
  const workflows = { codePath: process.env.RECADO_TEST_BUNDLE ?? '' };
  const own = options.worker ?? true;
  const parts = { connection, models, workflows, log };
  const runs = [
    ...(own
      ? (await createWorkers(installation, { ...parts, activitySlots: options.activitySlots })).map(running)
      : []),
    running(await createLineWorker({ connection, config, ...host })),
  ];
  const gateway = createGateway({
    ...{ config, store: installation.store, temporal, assistants: installation.assistants },
    ...{ connectors: installation.connectors, lines: host.lines, host: host.host, log, version: 'test' },
    ...(phone ? { phone } : {}),
    ...(options.consoleFolder ? { consoleFolder: options.consoleFolder } : {}),
    ...(options.mailPace ? { mailPace: options.mailPace } : {}),
  });
  await gateway.listen({ host: '127.0.0.1', port });

  return {
    ...{ url, config, temporal, installation, sandbox },
    env: { ...process.env, ...env },
    killStore: async () => void (await embedded.kill('SIGKILL')),
    startStore: async () => void (embedded = await startEmbeddedStore(home)),
    async stop() {
      await gateway.close();
      await Promise.all(runs.map(({ stop }) => stop()));
      await connection.close();
      await temporal.connection.close();
      await sandbox.close();
      await installation.store.close();
      await embedded.kill('SIGTERM');
      removeHome(home);
    },
  };
}

function running(worker: Worker): { stop(): Promise<void> } {
  const ended = worker.run();
  ended.catch(() => undefined);
  return {
    async stop() {
      worker.shutdown();
      await ended;
    },
  };
}
