/**
 * Before the first test: one real Temporal server for the whole run, found or built the way `recado dev` does it, and
 * the workflows bundled once. Both reach the tests by the environment.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import { ensureTemporal } from '../src/cli/temporal-server';
import { freePort } from '../src/cli/free-port';
import { type RunningTemporal, startTemporal } from '../src/cli/temporal-start';

declare global {
  var recadoTestRun: { server?: RunningTemporal; folder: string } | undefined;
}

export default async function setUp(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'recado-test-'));
  const found = await ensureTemporal({
    onProgress: (line) => process.stderr.write(`${line}\n`),
    // Older servers cannot skip time.
    minimumServer: '1.32.0',
  });
  globalThis.recadoTestRun = { folder };
  if (found.kind === 'external') process.env.TEMPORAL_TEST_ADDRESS = found.address;
  else {
    process.env.TEMPORAL_TEST_BINARY = found.path;
    const server = await startTemporal({ path: found.path, home: folder, port: await freePort() });
    globalThis.recadoTestRun.server = server;
    process.env.TEMPORAL_TEST_ADDRESS = server.address;
  }
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(__dirname, '../workflows/index.ts'),
    logger: {
      log() {},
      trace() {},
      debug() {},
      info() {},
      warn() {},
      error: (message) => process.stderr.write(message),
    },
  });
  const bundle = join(folder, 'workflow-bundle.js');
  await writeFile(bundle, code);
  process.env.RECADO_TEST_BUNDLE = bundle;
}

/** After the last test: ends the server by its process id. */
export async function tearDown(): Promise<void> {
  const run = globalThis.recadoTestRun;
  if (!run) return;
  await run.server?.stop();
  await rm(run.folder, { recursive: true, force: true });
}
