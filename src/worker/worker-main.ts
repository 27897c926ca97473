/** The worker's process: ends by itself when its supervisor is gone, and drains before it does. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { loadConfig } from '../config';
import { UsageError } from '../errors';
import { createLog } from '../log';
import { openInstallation } from './installation';
import { openModels } from './models';
import { createWorkers } from './worker';
import { connectPatiently } from './connect';

const bundle = join(__dirname, '../../workflow-bundle.js');

async function main(): Promise<void> {
  const config = loadConfig();
  const log = createLog('worker', config.logLevel);
  if (!existsSync(bundle)) throw new UsageError('The workflows are not built.', 'Run npm run build.');
  const logger = new DefaultLogger('WARN', ({ level, message }) => {
    // The worker of hearing has activities only, which the SDK finds worth a warning at each start.
    if (!message.startsWith('No workflows registered')) log.warn({ sdk: level }, message);
  });
  Runtime.install({ logger, shutdownSignals: ['SIGTERM', 'SIGINT'] });
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  const [installation, connection] = await Promise.all([
    openInstallation(config),
    connectPatiently(() => NativeConnection.connect({ address: config.temporal.address })),
  ]);
  const models = openModels(config, installation.assistants);
  const workers = await createWorkers(installation, {
    connection,
    models,
    workflows: { codePath: bundle },
    log,
  });
  process.send?.({ ready: true });
  log.info({ taskQueue: config.taskQueue }, 'worker runs');
  try {
    await Promise.all(workers.map(async (worker) => await worker.run()));
  } finally {
    await connection.close();
    await installation.store.close();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const told = error instanceof UsageError ? `${error.message}\n${error.fix}` : error;
    process.stderr.write(`${told instanceof Error ? (told.stack ?? told.message) : String(told)}\n`);
    process.exit(1);
  },
);
