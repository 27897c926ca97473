/** A gateway on a free port with a real Temporal server and stand-in workflows behind it. */
import { speechSettingsOf } from '../../src/speech/settings';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { assistantsOf } from '../../src/agent/assistants';
import type { Config } from '../../src/config';
import { agendaConnector, type AgendaDependencies } from '../../src/connectors/agenda';
import { registerConnector } from '../../src/connectors/register';
import { defineSystems, openConnectors } from '../../src/connectors/registry';
import { deliverySettings, deliveryWish } from '../../src/delivery-settings';
import { assistant } from '../../src/domain/assistant';
import { createGateway } from '../../src/gateway/gateway';
import { openTemporal } from '../../src/gateway/temporal';
import { createLines, type Lines } from '../../src/line/lines';
import { createLog } from '../../src/log';
import { reachSettings } from '../../src/reach-settings';
import type { Store } from '../../src/store/store';
import { createMemoryStore } from '../fakes/memory-store';

export const webhookSecret = 'whsec_c2FuZGJveC1vbmx5LW5vdC1hLXNlY3JldA==';

export const townHall = assistant.parse({
  id: 'town-hall',
  name: 'Ayuntamiento',
  tenant: 'villanueva',
  language: 'es',
  zone: 'Europe/Madrid',
  greeting: 'Le habla el asistente automático.',
  tickets: 'town-hall-desk',
  person: { team: 'atención', withinHours: 24 },
  errands: [
    {
      name: 'report_lamp',
      verb: 'createTicket',
      title: 'avisar de una farola apagada',
      description: 'A street lamp is broken.',
      when: ['farola'],
      fields: [{ name: 'place', kind: 'address', label: 'la dirección', ask: '¿En qué calle?' }],
      ticket: { category: 'alumbrado', team: 'alumbrado', due: { hours: 48 } },
    },
  ],
});

/** A house and its rooms. */
export interface House {
  url: string;
  config: Config;
  temporal: Client;
  store: Store;
  /** Replace a method to see what becomes of it when the store fails. */
  doorStore: Store;
  lines: Lines;
  logged: string[];
  stop(): Promise<void>;
}

export interface HouseOptions {
  temporalAddress?: string;
  config?: Partial<Config>;
  sandboxUrl?: string;
  consoleFolder?: string;
  /** In the place of one in memory. */
  store?: Store;
  /** With this book, connections may be agendas. */
  agenda?: AgendaDependencies;
  /** Without a worker nothing at Temporal answers. */
  withoutWorker?: boolean;
}

try {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
} catch {
  // Another file of this process installed it already.
}

/** Builds one. */
export async function build(options: HouseOptions = {}): Promise<House> {
  const address = options.temporalAddress ?? process.env.TEMPORAL_TEST_ADDRESS;
  if (!address) throw new Error('TEMPORAL_TEST_ADDRESS is not set; jest’s globalSetup sets it.');
  const config = configOf(address, options);
  const worker = options.withoutWorker ? undefined : await hire(config);
  const store = options.store ?? createMemoryStore();
  const logged: string[] = [];
  const doorStore = { ...store };
  const lines = createLines();
  const gatewayTemporal = openTemporal(config);
  const gateway = createGateway(
    {
      config,
      store: doorStore,
      temporal: gatewayTemporal,
      assistants: assistantsOf([townHall]),
      connectors: openConnectors(
        config.connections,
        defineSystems(
          registerConnector(store.register),
          ...(options.agenda ? [agendaConnector(options.agenda)] : []),
        ),
      ),
      lines,
      host: 'house',
      log: createLog('test', 'debug', { write: (line) => void logged.push(line) }),
      version: '1.2.3',
      ...(options.consoleFolder === undefined ? {} : { consoleFolder: options.consoleFolder }),
    },
    { pollMs: 200, firstMs: 100 },
  );
  await gateway.listen({ host: '127.0.0.1', port: 0 });
  const { port } = gateway.server.address() as AddressInfo;
  const connection = Connection.lazy({ address });
  const temporal = new Client({ connection });
  return {
    url: `http://127.0.0.1:${port}`,
    config,
    temporal,
    store,
    doorStore,
    lines,
    logged,
    async stop() {
      await gateway.close();
      await worker?.leave();
      await connection.close();
      await gatewayTemporal.connection.close();
    },
  };
}

function configOf(address: string, { config, sandboxUrl }: HouseOptions): Config {
  const desk = { system: 'sandbox-desk', token: 'sandbox', webhookSecret };
  const sandbox = sandboxUrl ?? 'http://127.0.0.1:1';
  const connections = config?.connections ?? {
    'town-hall-desk': { ...desk, url: `${sandbox}/desks/town-hall` },
  };
  const delivery = Object.keys(connections).map((name) => [
    name,
    deliverySettings(name, deliveryWish.parse({}), undefined),
  ]);
  return {
    // No folder can be made there, so that nothing is spooled.
    home: '/dev/null/nowhere',
    agents: '/nowhere',
    configFile: '/nowhere/recado.yaml',
    host: '127.0.0.1',
    port: 0,
    sandboxPort: 0,
    apiKey: undefined,
    secret: 'test',
    twilio: undefined,
    mail: undefined,
    speech: speechSettingsOf({}),
    taskQueue: `house-${process.pid}-${Date.now()}-${Math.random()}`,
    temporal: {
      address,
      external: true,
      namespace: 'default',
      port: 0,
      uiPort: 8233,
      uiUrl: 'http://127.0.0.1:8233',
    },
    databaseUrl: undefined,
    openai: undefined,
    logLevel: 'debug',
    connections,
    reach: reachSettings(),
    delivery: Object.fromEntries(delivery) as Config['delivery'],
    apiKeys: [],
    notify: [],
    ...config,
  };
}

/** A worker with the stand-in workflows on a house's task queue. */
export async function hire(config: Config): Promise<{ leave(): Promise<void> }> {
  const connection = await NativeConnection.connect({ address: config.temporal.address });
  const worker = await Worker.create({
    connection,
    taskQueue: config.taskQueue,
    workflowsPath: join(__dirname, 'stand-in-workflows.ts'),
  });
  const run = worker.run();
  run.catch(() => undefined);
  return {
    async leave() {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await run.catch(() => undefined);
      await connection.close();
    },
  };
}

/** Sends JSON and gives status and body. */
export async function send(
  url: string,
  method = 'GET',
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
  const response = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : { text },
    headers: response.headers,
  };
}

/** What every refusal looks like. */
export const aProblem = { error: expect.stringMatching(/\S/), fix: expect.stringMatching(/\S/) };
