/** The drill's own Temporal server, on a file, which it kills and starts again; with a gate before it where asked. */
import { Client, Connection } from '@temporalio/client';
import { freePort } from '../../cli/free-port';
import { type RunningTemporal, startTemporal } from '../../cli/temporal-start';
import { ensureTemporal } from '../../cli/temporal-server';
import { UsageError } from '../../errors';
import { type Gate, openGate } from './gate';

/** A server that may die and a gate that may shut. */
export interface DrillTemporal {
  /** Where worker and gateway connect: the gate's address. */
  address: string;
  gate: Gate;
  /** The drill's own client, past the gate. */
  client: Client;
  /** kill -9. */
  kill(): Promise<void>;
  /** Starts it again on the same file and waits until it answers. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a server below `home`. Throws `UsageError` where only a server of somebody else's is to be had. */
export async function openTemporal(
  home: string,
  settings: string[],
  onProgress: (line: string) => void,
): Promise<DrillTemporal> {
  const { TEMPORAL_ADDRESS: _, ...env } = process.env;
  const found = await ensureTemporal({ onProgress, env });
  if (found.kind === 'external')
    throw new UsageError(
      'A drill kills its Temporal server.',
      'Unset TEMPORAL_ADDRESS; it then starts its own.',
    );
  const port = await freePort();
  const start = async (): Promise<RunningTemporal> =>
    await startTemporal({ path: found.path, home, port, settings });
  let server = await start();
  const gate = await openGate({ port });
  const connection = await Connection.connect({ address: server.address });
  return {
    address: gate.address,
    gate,
    client: new Client({ connection }),
    kill: async () => await server.stop(0).catch(() => undefined),
    async restart() {
      server = await start();
    },
    async close() {
      await server.stop(2000);
      await gate.close();
      // Last, since a request that is being tried again throws where nobody can catch it.
      await connection.close();
    },
  };
}
