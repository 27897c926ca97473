/** The embedded database in a process of its own, as `recado dev` runs it, so that it can be killed. */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** An embedded database that runs. */
export interface EmbeddedStore {
  home: string;
  process: ChildProcess;
  /** Ends it as the system would end it, and waits for that. */
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

/** A data folder of its own. */
export function makeHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'recado-store-'));
  writeFileSync(join(home, 'recado.yaml'), 'connections: {}\n');
  return home;
}

export const removeHome = (home: string): void => rmSync(home, { recursive: true, force: true });

/** Forks `store-main` on a data folder, and waits for nothing. */
export function forkEmbeddedStore(home: string): ChildProcess {
  return fork(join(root, 'src/worker/store-main.ts'), [], {
    cwd: root,
    execArgv: ['-r', join(__dirname, 'typescript-register.cjs')],
    env: {
      ...process.env,
      RECADO_HOME: home,
      RECADO_CONFIG: join(home, 'recado.yaml'),
      DATABASE_URL: '',
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

/** Starts `store-main` on a data folder; fails with what it wrote when it does not come up. */
export async function startEmbeddedStore(home: string): Promise<EmbeddedStore> {
  const child = forkEmbeddedStore(home);
  let written = '';
  child.stderr?.on('data', (piece: Buffer) => (written += piece.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`store-main ended with ${code}: ${written}`)));
  });
  return {
    home,
    process: child,
    kill(signal) {
      child.kill(signal);
      return ended;
    },
  };
}
