/** A whole Recado of the drill's own, in processes it may kill, in front of stand-in systems that keep the ledger. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { freePort } from '../../cli/free-port';
import type { Assistant } from '../../domain/assistant';
import type { Json } from '../../domain/call';
import type { CreationClass } from '../../domain/terms';
import type { DrillScript } from '../script';
import { createStandIn, type StandIn, type StandInEvent } from '../stand-in';
import { type Child, child } from './child';
import { type Cluster, openCluster } from './postgres';
import { type DrillTemporal, openTemporal } from './temporal';

/** What a drill's house is made of. */
export interface HouseOptions {
  seed: number;
  creation: CreationClass;
  /** Bounds of the lag, in milliseconds, after which a look-up shows a record. */
  indexLagMs: [number, number];
  /** Folder of assistants' YAML files; those of `assistants` are added. */
  agents: string;
  assistants: Assistant[];
  /** Connections of `recado.yaml` as the drill writes it: settings by name, besides those of the stand-in. */
  connections: Record<string, ConnectionOptions>;
  scripts: DrillScript[];
  model: 'honest' | 'lying' | 'obedient';
  /** A real PostgreSQL instead of the embedded store. */
  postgres: boolean;
  /** Dynamic configuration of the Temporal server, `key=value`. */
  temporalSettings: string[];
  /** What a stand-in answers to a declared operation or look-up. */
  answer: (system: string, tool: string, args: Json) => Json | undefined;
  onProgress: (line: string) => void;
  /** How long a session token of a stand-in is good for. */
  sessionSeconds: number;
  /** Keeps the folder with its logs. */
  keep: boolean;
}

/** A connection of the drilled installation; `agenda` and `register` are our own, all others are stand-ins. */
export interface ConnectionOptions {
  system: 'stand-in' | 'agenda' | 'register';
  /** The reserved key `delivery` of recado.yaml. */
  delivery?: Json;
  /** Milliseconds until the connector gives a request up. */
  timeoutMs?: number;
}

/** A running house. */
export interface House {
  home: string;
  /** The gateway, `http://127.0.0.1:<port>`. */
  url: string;
  temporal: DrillTemporal;
  postgres: Cluster | undefined;
  standIn: StandIn;
  worker: Child;
  gateway: Child;
  /** Is asked at each point of each request to a stand-in; the request waits for it. */
  onEvent: (listener: (event: StandInEvent) => void | Promise<void>) => void;
  close(): Promise<void>;
}

const mains = join(__dirname, '..', '..', 'worker');

/** Builds the house and waits until it takes calls. What was started is ended when that fails. */
export async function openHouse(options: HouseOptions): Promise<House> {
  const home = mkdtempSync(join(tmpdir(), 'recado-drill-'));
  const ends: (() => Promise<unknown>)[] = [];
  // Whoever ends the drill ends its house: nothing of it is left behind.
  const onSignal = (): void => void close().finally(() => process.exit(130));
  const close = async (): Promise<void> => {
    process.removeListener('SIGTERM', onSignal).removeListener('SIGINT', onSignal);
    for (const end of ends.splice(0).reverse()) await end().catch(() => undefined);
    if (!options.keep) rmSync(home, { recursive: true, force: true });
  };
  process.once('SIGTERM', onSignal).once('SIGINT', onSignal);
  try {
    return await build(home, options, ends, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function build(
  home: string,
  options: HouseOptions,
  ends: (() => Promise<unknown>)[],
  close: () => Promise<void>,
): Promise<House> {
  let listener: (event: StandInEvent) => void | Promise<void> = () => undefined;
  const desks = Object.entries(options.connections).filter(([, { system }]) => system === 'stand-in');
  const standIn = await createStandIn({
    seed: options.seed,
    indexLagMs: options.indexLagMs,
    systems: Object.fromEntries(desks.map(([name]) => [name, { class: options.creation }])),
    answer: options.answer,
    sessionSeconds: options.sessionSeconds,
    onEvent: (event) => listener(event),
  });
  ends.push(() => standIn.close());
  const temporal = await openTemporal(join(home, 'temporal'), options.temporalSettings, options.onProgress);
  ends.push(() => temporal.close());
  const postgres = options.postgres ? await openCluster(home) : undefined;
  if (postgres) ends.push(() => postgres.close());

  const port = await freePort();
  const env = environment(home, { port, temporal, postgres, standIn, options });
  const logs = join(home, 'logs');
  mkdirSync(logs, { recursive: true });
  const process = (name: string, file: string): Child => {
    const made = child(name, file, env, join(logs, `${name}.log`));
    ends.push(() => made.end('SIGKILL'));
    return made;
  };
  const store = postgres ? undefined : process('store', join(mains, 'store-main.js'));
  const worker = process('worker', join(__dirname, '..', 'worker-main.js'));
  const gateway = process('gateway', join(mains, 'gateway-main.js'));
  await store?.start();
  // One after the other: both bring the tables up to date.
  await worker.start();
  await gateway.start();
  return {
    ...{ home, temporal, postgres, standIn, worker, gateway, close },
    url: `http://127.0.0.1:${port}`,
    onEvent: (next) => void (listener = next),
  };
}

/** Writes the files and answers the environment of every process. Nothing of the drill's own environment gets in. */
function environment(
  home: string,
  around: {
    port: number;
    temporal: DrillTemporal;
    postgres: Cluster | undefined;
    standIn: StandIn;
    options: HouseOptions;
  },
): NodeJS.ProcessEnv {
  const { options, standIn } = around;
  const agents = join(home, 'agents');
  cpSync(options.agents, agents, { recursive: true });
  for (const assistant of options.assistants)
    writeFileSync(join(agents, `${assistant.id}.yaml`), stringify(assistant));
  const connections = Object.fromEntries(
    Object.entries(options.connections).map(([name, connection]) => [
      name,
      connectionOf(name, connection, standIn, options),
    ]),
  );
  writeFileSync(join(home, 'recado.yaml'), stringify({ connections }));
  const scripts = join(home, 'scripts.json');
  writeFileSync(scripts, JSON.stringify(options.scripts));
  const { PATH, HOME, TMPDIR } = process.env;
  return {
    ...{ PATH, HOME, TMPDIR },
    LOG_LEVEL: 'warn',
    RECADO_HOME: home,
    RECADO_CONFIG: join(home, 'recado.yaml'),
    RECADO_AGENTS: agents,
    RECADO_PORT: `${around.port}`,
    RECADO_SECRET: 'a drill’s secret',
    RECADO_DRILL_SCRIPTS: scripts,
    RECADO_DRILL_MODEL: options.model,
    TEMPORAL_ADDRESS: around.temporal.address,
    ...(around.postgres ? { DATABASE_URL: around.postgres.url } : {}),
  };
}

function connectionOf(
  name: string,
  { system, delivery, timeoutMs = 2000 }: ConnectionOptions,
  standIn: StandIn,
  { creation, indexLagMs }: HouseOptions,
): Json {
  const reserved: { [key: string]: Json } = delivery === undefined ? {} : { delivery };
  if (system !== 'stand-in') return { system, ...reserved };
  return {
    system: 'sandbox-desk',
    url: standIn.urlOf(name),
    token: standIn.token,
    session: true,
    webhookSecret: 'whsec_c2FuZGJveC1vbmx5LW5vdC1hLXNlY3JldA==',
    creation,
    indexLagMs: creation === 'reference' ? indexLagMs[1] : 0,
    settleMs: 3000,
    timeoutMs,
    ...reserved,
  };
}
