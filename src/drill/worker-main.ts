/**
 * The worker of a drill: the product's own worker with two things more. Calls that play a script are answered by that
 * script instead of a model, and it kills itself (SIGKILL) at the point of a write that the drill names.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { Model } from '../agent/model';
import { loadConfig } from '../config';
import { createLog } from '../log';
import { connectPatiently } from '../worker/connect';
import { openInstallation } from '../worker/installation';
import { openModels } from '../worker/models';
import { createWorkers } from '../worker/worker';
import type { KillOrder } from './house/kill-points';
import { createScriptModel, isScripted } from './script-model';
import type { DrillScript } from './script';

let order: KillOrder['dieAt'] | undefined;
process.on('message', (message: KillOrder) => void (order = message.dieAt));

const dieIf = (point: KillOrder['dieAt']): void => {
  if (order === point) process.kill(process.pid, 'SIGKILL');
};

/** Dies before, or after, the activity that writes. */
const dying: ActivityInterceptorsFactory = (context) => ({
  inbound: {
    async execute(input, next) {
      if (context.info.activityType !== 'write') return await next(input);
      dieIf('K2');
      const result = await next(input);
      dieIf('K6');
      // By then the SDK has told the server, and the answer to it may not have come yet.
      if (order === 'K7') setTimeout(() => dieIf('K7'), 15);
      return result;
    },
  },
});

/** Dies just before a request that changes something leaves. */
function dieBeforeRequests(): void {
  const real = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : input.toString();
    if (init?.method === 'POST' && !address.endsWith('/token')) dieIf('K3');
    return await real(input, init);
  };
}

async function main(): Promise<void> {
  const config = loadConfig();
  const log = createLog('worker', config.logLevel);
  const logger = new DefaultLogger('WARN', ({ level, message }) => log.warn({ sdk: level }, message));
  Runtime.install({ logger, shutdownSignals: ['SIGTERM'] });
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  dieBeforeRequests();
  const [installation, connection] = await Promise.all([
    openInstallation(config),
    connectPatiently(() => NativeConnection.connect({ address: config.temporal.address })),
  ]);
  const played = createScriptModel(scripts(), mode());
  const [scripted] = openModels({ ...config, openai: undefined }, installation.assistants).slice(-1);
  const model: Model = {
    reply: async (context, options) =>
      isScripted(context.callId) || !scripted
        ? await played.reply(context, options)
        : await scripted.reply(context, options),
  };
  const workers = await createWorkers(installation, {
    connection,
    models: [model],
    workflows: { codePath: join(__dirname, '../../workflow-bundle.js') },
    log,
    activityInterceptors: [dying],
  });
  process.send?.({ ready: true });
  try {
    await Promise.all(workers.map(async (worker) => await worker.run()));
  } finally {
    await connection.close();
    await installation.store.close();
  }
}

const scripts = (): DrillScript[] =>
  JSON.parse(readFileSync(process.env['RECADO_DRILL_SCRIPTS'] ?? '', 'utf8')) as DrillScript[];

const mode = (): 'honest' | 'lying' | 'obedient' => {
  const asked = process.env['RECADO_DRILL_MODEL'];
  return asked === 'lying' || asked === 'obedient' ? asked : 'honest';
};

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
