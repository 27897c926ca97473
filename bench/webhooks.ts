/**
 * `npm run bench -- webhooks`: how long a webhook takes from its sending to its 2xx, at a fixed rate, with PostgreSQL's
 * own durability; beside a bare commit of the same row. Both are sent on a schedule that waits for nobody. They take turns,
 * so that whatever else this machine does befalls both.
 */
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { Pool } from 'pg';
import { z } from 'zod';
import { freePort } from '../src/cli/free-port';
import { projectRoot } from '../src/cli/project-root';
import { ensureTemporal } from '../src/cli/temporal-server';
import { startTemporal } from '../src/cli/temporal-start';
import { openCluster } from '../src/drill/house/postgres';
import { UsageError } from '../src/errors';
import { signWebhook } from '../src/webhook-schemes/standard';
import { followUpWorkflowId } from '../workflows/ids';
import { flag, optionsIn } from './options';
import { type Outcome, type Place, runInHome } from './phone/in-home';
import { startProcess } from './phone/process';

const wish = z.strictObject({
  json: flag,
  rate: z.coerce.number().int().min(1).max(5_000).default(200),
  seconds: z.coerce.number().int().min(1).max(600).default(10),
  rounds: z.coerce.number().int().min(1).max(50).default(3),
  alone: flag,
  report: z.string().optional(),
  keep: flag,
});
type Wish = z.infer<typeof wish>;
const fix =
  'Use: npm run bench -- webhooks [--json] [--rate 200] [--seconds 10] [--rounds 3] [--alone, without Temporal] [--report file.json] [--keep]';

const connection = 'town-hall-desk';
const secret = 'whsec_c2FuZGJveC1vbmx5LW5vdC1hLXNlY3JldA==';
/** Follow-ups that the webhooks are handed to. */
const records = 50;

/** Runs it; answers the exit code. */
export async function benchWebhooks(words: string[]): Promise<number> {
  const asked = optionsIn(words, wish, fix);
  return await runInHome(asked, async (place) => await measure(place, asked));
}

async function measure(place: Place, asked: Wish): Promise<Outcome> {
  const { home, logs, tell, hold } = place;
  const cluster = await openCluster(home);
  hold({ end: () => cluster.close() });
  const temporal = asked.alone ? '127.0.0.1:1' : await startFollowUps(place);
  const port = await freePort();
  const file = join(__dirname, '..', 'src', 'worker', 'gateway-main.js');
  const env = environmentOf(home, cluster.url, temporal, port);
  const gateway = { name: 'gateway', file, env, log: join(logs, 'gateway.log') };
  hold(await startProcess(gateway));
  const bare = await openBare(cluster.url);
  hold({ end: () => bare.end() });
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  hold({ end: async () => agent.destroy() });
  const door = (): Promise<void> => post(agent, port);
  const { rate, seconds, rounds } = asked;
  // Not counted: connections are opened and code is compiled.
  await play(bare.commit, rate, 2);
  await play(door, rate, 2);
  const took: Record<'door' | 'bare', number[]> = { door: [], bare: [] };
  for (let round = 1; round <= rounds; round += 1) {
    took.bare.push(...(await play(bare.commit, rate, seconds)));
    took.door.push(...(await play(door, rate, seconds)));
    tell(
      `round ${round} of ${rounds}: door ${JSON.stringify(told(took.door))} bare ${JSON.stringify(told(took.bare))}`,
    );
  }
  const [atDoor, atBare] = [told(took.door), told(took.bare)];
  const figures = {
    ...{ ratePerSecond: rate, p50Ms: atDoor.p50Ms, p99Ms: atDoor.p99Ms, bareP50Ms: atBare.p50Ms },
    ratio: Math.round((100 * atDoor.p50Ms) / atBare.p50Ms) / 100,
  };
  return {
    figures,
    report: { figures, rounds, seconds, temporal: !asked.alone, door: atDoor, bare: atBare },
  };
}

/** A Temporal server of the bench's own with follow-ups that take signals; no worker, so that nothing else is measured. */
async function startFollowUps({ home, tell, hold }: Place): Promise<string> {
  const { TEMPORAL_ADDRESS: _, ...own } = process.env;
  const found = await ensureTemporal({ onProgress: tell, env: own });
  if (found.kind === 'external')
    throw new UsageError('This bench starts a Temporal server of its own.', 'Unset TEMPORAL_ADDRESS.');
  const folder = join(home, 'temporal');
  const server = await startTemporal({ path: found.path, home: folder, port: await freePort() });
  hold({ end: () => server.stop(2000) });
  process.once('exit', () => server.process.kill('SIGKILL'));
  const link = await Connection.connect({ address: server.address });
  const client = new Client({ connection: link });
  for (let id = 0; id < records; id += 1) {
    const workflowId = followUpWorkflowId(connection, `${id}`);
    await client.workflow.start('followUp', { workflowId, taskQueue: 'nobody', args: [] });
  }
  await link.close();
  return server.address;
}

function environmentOf(home: string, databaseUrl: string, temporal: string, port: number): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  const root = projectRoot();
  return {
    ...{ PATH, HOME, TMPDIR, LOG_LEVEL: 'warn' },
    ...{ RECADO_HOME: join(home, 'recado'), RECADO_CONFIG: join(root, 'recado.yaml') },
    ...{ RECADO_AGENTS: join(root, 'agents'), RECADO_PORT: `${port}`, RECADO_SANDBOX_WEBHOOK_SECRET: secret },
    ...{ DATABASE_URL: databaseUrl, TEMPORAL_ADDRESS: temporal },
  };
}

let sent = 0;

async function post(agent: Agent, port: number): Promise<void> {
  const number = (sent += 1);
  const now = new Date();
  const data = { id: `${number % records}` };
  const body = JSON.stringify({ type: 'ticket.updated', timestamp: now.toISOString(), data });
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...signWebhook(secret, `msg_${number}`, now, body),
  };
  const status = await new Promise<number>((resolve, reject) => {
    const asked = request(
      { agent, port, host: '127.0.0.1', method: 'POST', path: `/webhooks/${connection}`, headers },
      (answer) => void answer.resume().once('end', () => resolve(answer.statusCode ?? 0)),
    );
    asked.once('error', reject).end(body);
  });
  if (status !== 200) throw new Error(`the door answered ${status}`);
}

/** The same row into a table of the same columns and indexes, which no forwarder empties. */
async function openBare(url: string): Promise<{ commit: () => Promise<void>; end: () => Promise<void> }> {
  const pool = new Pool({ connectionString: url, max: 10 });
  pool.on('error', () => undefined);
  await pool.query('create table bare_webhooks (like webhooks including all)');
  const text = `insert into bare_webhooks (connection, kind, event_id, record_id, at, received_at, state, tries)
    values ($1, 'record', $2, $3, $4, $5, 'waiting', 0)
    on conflict (connection, event_id) do update set times = bare_webhooks.times + 1 returning times`;
  let number = 0;
  return {
    async commit() {
      number += 1;
      const now = new Date().toISOString();
      await pool.query(text, [connection, `msg_${number}`, `${number % records}`, now, now]);
    },
    end: () => pool.end(),
  };
}

const timerMs = 2;

/** So many a second, whether or not those before are done; the milliseconds each took. */
async function play(act: () => Promise<void>, rate: number, seconds: number): Promise<number[]> {
  const took: Promise<number>[] = [];
  const began = performance.now();
  for (let number = 0; number < rate * seconds; number += 1) {
    const due = began + (number * 1000) / rate;
    if (due > performance.now()) await sleep(due - performance.now());
    // A timer may be a little early or late; what counts as our own delay is more than that.
    const begun = performance.now();
    const from = begun - due > timerMs ? due : begun;
    took.push(act().then(() => performance.now() - from));
  }
  return await Promise.all(took);
}

function told(took: readonly number[]): { p50Ms: number; p99Ms: number; most: number; count: number } {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    Math.round(100 * (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN)) /
    100;
  return { p50Ms: at(0.5), p99Ms: at(0.99), most: at(1), count: took.length };
}
