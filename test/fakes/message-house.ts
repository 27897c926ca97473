/** A gateway with Twilio's doors over a real store, for tests of messages alone: no worker, and Temporal is away. */
import { freePort } from '../../src/cli/free-port';
import { type Config, loadConfig } from '../../src/config';
import { createGateway } from '../../src/gateway/gateway';
import { openTemporal } from '../../src/gateway/temporal';
import { createLines } from '../../src/line/lines';
import { createLog } from '../../src/log';
import { openStore } from '../../src/store/open-store';
import type { WebhookRecord } from '../../src/store/records';
import type { Store } from '../../src/store/store';
import { openHost } from '../../src/worker/host';
import { openPhone } from '../../src/worker/phone';
import { makeHome, removeHome, startEmbeddedStore } from './embedded-store';
import { twilioAccount } from './system';

/** The house and its rooms. */
export interface MessageHouse {
  url: string;
  config: Config;
  store: Store;
  /** Replace a method to see what becomes of it when the store fails. */
  doorStore: Store;
  /** Lines of the log. */
  logged: string[];
  /** Everything that came in, oldest first. */
  came(): Promise<WebhookRecord[]>;
  stop(): Promise<void>;
}

/** Opens it on free ports. Without `env` Twilio is set up, and its doors are there. */
export async function openMessageHouse(env: Record<string, string> = twilioAccount): Promise<MessageHouse> {
  const home = makeHome();
  const [port, away] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const config = loadConfig({
    ...{ RECADO_HOME: home, RECADO_CONFIG: `${home}/recado.yaml`, RECADO_SECRET: 'a secret of the tests' },
    ...{ TEMPORAL_ADDRESS: `127.0.0.1:${away}`, RECADO_PUBLIC_URL: url, ...env },
  });
  const embedded = await startEmbeddedStore(home);
  const store = await openStore(config);
  const logged: string[] = [];
  const log = createLog('test', 'debug', { write: (line) => void logged.push(line) });
  const host = openHost(async () => {
    throw new Error('nobody speaks here');
  });
  const phone = openPhone(config, host, [], log);
  const doorStore = { ...store };
  const temporal = openTemporal(config);
  const gateway = createGateway({
    ...{ config, store: doorStore, temporal, lines: createLines(), host: host.host, log, version: 'test' },
    assistants: { get: () => Promise.reject(new Error('no assistants')) as never, list: () => [] },
    connectors: new Map(),
    ...(phone ? { phone } : {}),
  });
  await gateway.listen({ host: '127.0.0.1', port });
  return {
    ...{ url, config, store, doorStore, logged },
    came: async () => (await store.listWebhooks({ limit: 1000 })).reverse(),
    async stop() {
      await gateway.close();
      await temporal.connection.close();
      await store.close();
      await embedded.kill('SIGTERM');
      removeHome(home);
    },
  };
}
