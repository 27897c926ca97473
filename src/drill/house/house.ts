/** A whole Recado of the drill's own, in processes it may kill, in front of stand-in systems that keep the ledger. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { freePort } from '../../cli/free-port';
import type { Assistant } from '../../domain/assistant';
import type { Json } from '../../domain/call';
import type { CreationClass } from '../../domain/terms';
import type { DrillScript } from '../script';
import { createStandIn, type StandIn, type StandInEvent } from '../stand-in';
import type { Carrier } from '../../phone/carrier';
import { type Child, child } from './child';
import { type Cluster, openCluster } from './postgres';
import { type Exchange, openExchange } from './telephone';
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
  /** How many gateways take calls, behind one address; 1 where it is not said. */
  gateways?: number;
  /** A carrier brings spoken calls, and whoever is cut off is called back. */
  spoken?: boolean;
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
  /** All of them, `gateway` first. */
  gateways: { url: string; child: Child }[];
  /** The carrier of spoken calls, where there are any. */
  carrier?: Carrier;
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

async function standInFor(
  { connections, creation, seed, indexLagMs, answer, sessionSeconds }: HouseOptions,
  onEvent: (event: StandInEvent) => void | Promise<void>,
): Promise<StandIn> {
  const desks = Object.entries(connections).filter(([, { system }]) => system === 'stand-in');
  return await createStandIn({
    ...{ seed, indexLagMs, answer, sessionSeconds, onEvent },
    systems: Object.fromEntries(desks.map(([name]) => [name, { class: creation }])),
  });
}

async function build(
  home: string,
  options: HouseOptions,
  ends: (() => Promise<unknown>)[],
  close: () => Promise<void>,
): Promise<House> {
  let listener: (event: StandInEvent) => void | Promise<void> = () => undefined;
  const standIn = await standInFor(options, (event) => listener(event));
  ends.push(() => standIn.close());
  const temporal = await openTemporal(join(home, 'temporal'), options.temporalSettings, options.onProgress);
  ends.push(() => temporal.close());
  const postgres = options.postgres ? await openCluster(home) : undefined;
  if (postgres) ends.push(() => postgres.close());

  const exchange = options.spoken ? await openExchange() : undefined;
  if (exchange) ends.push(() => exchange.close());
  const ports = await Promise.all(Array.from({ length: options.gateways ?? 1 }, () => freePort()));
  const urls = ports.map((port) => `http://127.0.0.1:${port}`);
  const [url = ''] = urls;
  const env = environment(home, { temporal, postgres, standIn, exchange, url, options });
  const logs = join(home, 'logs');
  mkdirSync(logs, { recursive: true });
  const process = (name: string, file: string, more: NodeJS.ProcessEnv = {}): Child => {
    const made = child(name, file, { ...env, ...more }, join(logs, `${name}.log`));
    ends.push(() => made.end('SIGKILL'));
    return made;
  };
  const store = postgres ? undefined : process('store', join(mains, 'store-main.js'));
  const worker = process('worker', join(__dirname, '..', 'worker-main.js'));
  const gateways = ports.map((port, at) => ({
    url: urls[at] ?? '',
    child: process(at === 0 ? 'gateway' : `gateway-${at + 1}`, join(mains, 'gateway-main.js'), {
      RECADO_PORT: `${port}`,
    }),
  }));
  const [gateway] = gateways;
  if (!gateway) throw new Error('a house has a gateway');
  await store?.start();
  // One after the other: each brings the tables up to date.
  await worker.start();
  for (const one of gateways) await one.child.start();
  const carrier = await exchange?.open(urls);
  return {
    ...{ home, temporal, postgres, standIn, worker, gateways, close, url },
    gateway: gateway.child,
    ...(carrier ? { carrier } : {}),
    onEvent: (next) => void (listener = next),
  };
}

/** Writes the files and answers the environment of every process. Nothing of the drill's own environment gets in. */
function environment(
  home: string,
  around: {
    temporal: DrillTemporal;
    postgres: Cluster | undefined;
    standIn: StandIn;
    exchange: Exchange | undefined;
    /** Of the first gateway. */
    url: string;
    options: HouseOptions;
  },
): NodeJS.ProcessEnv {
  const { options, standIn } = around;
  const agents = join(home, 'agents');
  cpSync(options.agents, agents, { recursive: true });
  if (options.spoken) takeCalls(agents);
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
    RECADO_SECRET: 'a drill’s secret',
    RECADO_DRILL_SCRIPTS: scripts,
    RECADO_DRILL_MODEL: options.model,
    TEMPORAL_ADDRESS: around.temporal.address,
    ...(around.postgres ? { DATABASE_URL: around.postgres.url } : {}),
    ...around.exchange?.env(around.url),
  };
}

/** Each assistant by Media Streams, and as `<id>-relay` by ConversationRelay; whoever is cut off is called back. */
function takeCalls(agents: string): void {
  for (const file of readdirSync(agents).filter((name) => name.endsWith('.yaml'))) {
    const assistant = parse(readFileSync(join(agents, file), 'utf8')) as { id: string; phone?: object };
    const phone = { ...assistant.phone, transport: 'media', ifDropped: 'call-back' };
    writeFileSync(join(agents, file), stringify({ ...assistant, phone }));
    const relay = { ...assistant, id: `${assistant.id}-relay`, phone: { ...phone, transport: 'relay' } };
    writeFileSync(join(agents, `${relay.id}.yaml`), stringify(relay));
  }
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
