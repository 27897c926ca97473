/** The same pipeline without Temporal, in one process. */
import { join } from 'node:path';
import { freePort } from '../../src/cli/free-port';
import type { Contender } from './contender';
import { environmentOf } from './home';
import { startProcess } from './process';
import type { Services } from './services';

/** Starts it. */
export async function startBare(home: string, logs: string, services: Services): Promise<Contender> {
  const port = await freePort();
  const started = await startProcess({
    name: 'bare',
    file: join(__dirname, 'bare-main.js'),
    env: environmentOf(home, 'bare', port, { ...services, model: 'bare' }),
    log: join(logs, 'bare.log'),
  });
  return {
    ...{ name: 'bare', url: `http://127.0.0.1:${port}`, processes: [started] },
    end: () => started.end(),
  };
}
