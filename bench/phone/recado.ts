/** Recado as it runs: Temporal, store, worker and gateway, each a process. */
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { freePort } from '../../src/cli/free-port';
import { ensureTemporal } from '../../src/cli/temporal-server';
import { startTemporal } from '../../src/cli/temporal-start';
import { UsageError } from '../../src/errors';
import type { Contender } from './contender';
import { environmentOf } from './home';
import { type BenchProcess, startProcess } from './process';
import type { Services } from './services';
import { assistantId } from './talk';

/** Recado, and a look behind it. */
export interface Recado extends Contender {
  temporal: Client;
}

export interface RecadoWish {
  home: string;
  logs: string;
  services: Services;
  tell: (line: string) => void;
  /** Folder for a CPU profile of gateway and worker. */
  profiles?: string;
}

const mains = join(__dirname, '..', '..', 'src', 'worker');

/** Starts it. What was started is ended where that fails. */
export async function startRecado({ home, logs, services, tell, profiles }: RecadoWish): Promise<Recado> {
  const { TEMPORAL_ADDRESS: _, ...own } = process.env;
  const found = await ensureTemporal({ onProgress: tell, env: own });
  if (found.kind === 'external')
    throw new UsageError('This bench starts a Temporal server of its own.', 'Unset TEMPORAL_ADDRESS.');
  const ends: (() => Promise<unknown>)[] = [];
  const end = async (): Promise<void> => {
    for (const one of ends.splice(0).reverse()) await one().catch(() => undefined);
  };
  try {
    const [port, temporalPort] = [await freePort(), await freePort()];
    const data = profiles === undefined ? 'recado' : 'recado-profiled';
    const env = {
      ...environmentOf(home, data, port, { ...services, model: 'recado' }),
      TEMPORAL_ADDRESS: `127.0.0.1:${temporalPort}`,
    };
    const server = await startTemporal({
      ...{ path: found.path, home: join(home, data, 'temporal'), port: temporalPort },
    });
    ends.push(() => server.stop(2000));
    process.once('exit', () => server.process.kill('SIGKILL'));
    const processes: BenchProcess[] = [];
    for (const name of ['store', 'worker', 'gateway']) {
      const execArgv =
        profiles !== undefined && name !== 'store'
          ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`, `--cpu-prof-name=${name}.cpuprofile`]
          : [];
      const file = join(mains, `${name}-main.js`);
      const started = await startProcess({ name, file, env, execArgv, log: join(logs, `${name}.log`) });
      processes.push(started);
      ends.push(() => started.end());
    }
    const connection = await Connection.connect({ address: server.address });
    ends.push(() => connection.close());
    const temporal = {
      name: 'temporal',
      pid: server.process.pid ?? 0,
      child: server.process,
      ready: undefined,
    };
    return {
      ...{ name: 'recado', url: `http://127.0.0.1:${port}`, end },
      statusPath: `/twilio/status/${assistantId}`,
      processes: [...processes, { ...temporal, end: () => server.stop(2000) }],
      temporal: new Client({ connection }),
    };
  } catch (error) {
    await end();
    throw error;
  }
}
