/** The gateway's process: API, sockets, webhooks, console, and the worker of the lines it holds. Ends with its supervisor. */
import { join } from 'node:path';
import { DefaultLogger, NativeConnection, Runtime, type Worker } from '@temporalio/worker';
import { projectRoot, readManifest } from '../cli/project-root';
import { type Config, loadConfig } from '../config';
import { UsageError } from '../errors';
import { createGateway } from '../gateway/gateway';
import type { Routes } from '../gateway/routes';
import { openTemporal } from '../gateway/temporal';
import { createLog, type Log } from '../log';
import { connectPatiently } from './connect';
import { openGenerate } from './generate';
import { openHost } from './host';
import { openInstallation } from './installation';
import { createLineWorker, type LineParts } from './line-worker';
import { openModels } from './models';
import { openPhone } from './phone';

/** How long turns under way may take when the process is told to end. */
const drainMs = 8_000;

async function main(): Promise<void> {
  const config = loadConfig();
  const log = createLog('gateway', config.logLevel);
  const logger = new DefaultLogger('WARN', ({ level, message }) => {
    // The lines' worker has activities only, which the SDK finds worth a warning at each start.
    if (!message.startsWith('No workflows registered')) log.warn({ sdk: level }, message);
  });
  Runtime.install({ logger, shutdownSignals: [] });

  const installation = await openInstallation(config);
  const { store, assistants, connectors, tools } = installation;
  const temporal = openTemporal(config);
  const models = openModels(config, assistants);
  const host = openHost(openGenerate({ models, tools, assistants, log }));
  const greetings = assistants.list();
  const phone = openPhone(config, host, greetings, log);
  const root = projectRoot();
  const gateway = createGateway({
    config,
    store,
    temporal,
    assistants,
    connectors,
    lines: host.lines,
    host: host.host,
    ...(phone ? { phone } : {}),
    log,
    version: readManifest(root)?.version ?? 'unknown',
    consoleFolder: join(root, 'dist/console'),
  });
  const stopWorking = keepWorking({ config, ...host }, log);

  await listen(gateway, config);
  endOnce(log, async () => {
    await gateway.close();
    await stopWorking();
    await store.close();
  });
  log.info({ host: config.host, port: config.port }, 'gateway listens');
  process.send?.({ ready: true });
}

async function listen(gateway: Routes, { host, port }: Config): Promise<void> {
  try {
    await gateway.listen({ host, port });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    throw new UsageError(
      `Port ${port} is taken by another program.`,
      'End that program, or set RECADO_PORT to another port.',
    );
  }
}

/** Runs the lines' worker whenever Temporal is there; without it turns are answered all the same, only not in pieces. */
function keepWorking(parts: Omit<LineParts, 'connection'>, log: Log): () => Promise<void> {
  let stopped = false;
  let worker: Worker | undefined;
  const { address } = parts.config.temporal;
  const work = async (): Promise<void> => {
    while (!stopped) {
      let connection: NativeConnection | undefined;
      try {
        connection = await connectPatiently(() => NativeConnection.connect({ address }), 2_000);
        worker = await createLineWorker({ ...parts, connection });
        if (!stopped) await worker.run();
      } catch (error) {
        log.warn({ err: error }, 'the lines’ worker waits for Temporal');
      }
      worker = undefined;
      await connection?.close().catch(() => undefined);
    }
  };
  const working = work();
  return async () => {
    stopped = true;
    if (worker?.getState() === 'RUNNING') worker.shutdown();
    await working;
  };
}

/** Ends gracefully at the first sign, and at the latest after the drain. */
function endOnce(log: Log, close: () => Promise<void>): void {
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(0), drainMs).unref();
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'the end was not clean');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', end).once('SIGINT', end).once('disconnect', end);
  // The supervisor may be gone since before the line above.
  if (process.send && !process.connected) end();
}

main().catch((error: unknown) => {
  const told = error instanceof UsageError ? `${error.message}\n${error.fix}` : error;
  process.stderr.write(`${told instanceof Error ? (told.stack ?? told.message) : String(told)}\n`);
  process.exit(error instanceof UsageError ? 2 : 1);
});
