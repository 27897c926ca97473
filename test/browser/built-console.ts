/** The console, built from the sources as they are now, in a folder of its own. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(__dirname, '..', '..');

/** Builds it; `remove` deletes the folder. */
export async function buildConsole(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'recado-console-'));
  const vite = join(dirname(require.resolve('vite/package.json')), 'bin', 'vite.js');
  const args = [
    vite,
    'build',
    '--config',
    'console/vite.config.ts',
    '--outDir',
    folder,
    '--logLevel',
    'error',
  ];
  // Under NODE_ENV=test, which jest sets, React's development build would be taken.
  await run(process.execPath, args, { cwd: root, env: { ...process.env, NODE_ENV: 'production' } });
  return { folder, remove: async () => await rm(folder, { recursive: true, force: true }) };
}
