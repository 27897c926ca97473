/**
 * A gateway that is killed while webhooks come in: what was answered 2xx is there, whatever happened to the process
 * between the check of a signature and the write. RECADO_KILLED_POSTS sets how many are sent; 10,000 take some minutes.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { freePort } from '../../src/cli/free-port';
import { openStore } from '../../src/store/open-store';
import { signWebhook } from '../../src/webhook-schemes/standard';
import { type EmbeddedStore, makeHome, removeHome, startEmbeddedStore } from '../fakes/embedded-store';
import { randomOf } from '../../src/drill/seeded-random';
import { webhookSecret } from './house';

const posts = Number(process.env['RECADO_KILLED_POSTS'] ?? 1_000);
const kills = Math.max(5, Math.round(posts / 500));
const atOnce = 24;
const seed = 61;
const root = join(__dirname, '..', '..');

let home: string;
let database: EmbeddedStore;
let gateway: ChildProcess | undefined;

beforeAll(async () => {
  home = makeHome();
  const desk = { system: 'sandbox-desk', url: 'http://127.0.0.1:1', token: 't', webhookSecret };
  writeFileSync(
    join(home, 'recado.yaml'),
    stringify({
      connections: {
        'town-hall-desk': desk,
        'shop-desk': desk,
        'it-desk': desk,
        agenda: { system: 'agenda' },
      },
    }),
  );
  database = await startEmbeddedStore(home);
});
afterAll(async () => {
  gateway?.kill('SIGKILL');
  await database.kill('SIGTERM');
  removeHome(home);
});

async function startGateway(port: number): Promise<ChildProcess> {
  const child = fork(join(root, 'src/worker/gateway-main.ts'), [], {
    cwd: root,
    execArgv: ['-r', join(root, 'test/fakes/typescript-register.cjs')],
    env: {
      ...process.env,
      ...{ RECADO_HOME: home, RECADO_CONFIG: join(home, 'recado.yaml'), RECADO_AGENTS: join(root, 'agents') },
      ...{ RECADO_PORT: `${port}`, DATABASE_URL: '', OPENAI_API_KEY: '', OPENAI_BASE_URL: '' },
      // Nobody is there: what is taken waits.
      ...{ TEMPORAL_ADDRESS: '127.0.0.1:1', LOG_LEVEL: 'error' },
    },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  gateway = child;
  const ready = once(child, 'message').then(() => 'ready');
  const ended = once(child, 'exit').then(() => 'ended');
  if ((await Promise.race([ready, ended])) !== 'ready') throw new Error('the gateway did not come up');
  return child;
}

/** What became of a try: `cut` where the gateway died with the request in its hands, `refused` where none listened. */
async function post(url: string, eventId: string, recordId: string): Promise<'taken' | 'cut' | 'refused'> {
  const body = JSON.stringify({ type: 'ticket.updated', timestamp: new Date(), data: { id: recordId } });
  const signed = signWebhook(webhookSecret, eventId, new Date(), body);
  const headers = { 'content-type': 'application/json', ...signed };
  const answer = await fetch(url, { method: 'POST', headers, body }).catch((error: unknown) => error);
  if (!(answer instanceof Response)) return codeOf(answer) === 'ECONNREFUSED' ? 'refused' : 'cut';
  // The status came whole; what follows may be cut.
  await answer.text().catch(() => undefined);
  if (answer.status >= 400 && answer.status < 500) throw new Error(`refused with ${answer.status}`);
  return answer.ok ? 'taken' : 'cut';
}

const codeOf = (error: unknown): unknown => (error as { cause?: { code?: unknown } }).cause?.code;

test(`${posts} webhooks, ${kills} kills: none that was answered 2xx is lost, none is there twice`, async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/webhooks/town-hall-desk`;
  const random = randomOf(seed);
  let running = await startGateway(port);
  /** Answered 2xx, with the life of the gateway that answered. */
  const answered = new Map<string, number>();
  let [life, cut, next] = [1, 0, 0];
  const send = async (): Promise<void> => {
    while (next < posts) {
      const number = (next += 1);
      for (;;) {
        const became = await post(url, `msg_${number}`, `${number}`);
        if (became === 'taken') break;
        if (became === 'cut') cut += 1;
        await sleep(became === 'cut' ? 30 : 200);
      }
      answered.set(`msg_${number}`, life);
    }
  };
  const kill = async (): Promise<void> => {
    for (let number = 1; number <= kills; number += 1) {
      const due = Math.round((posts * (number - 0.2 - 0.6 * random())) / kills);
      while (answered.size < due) await sleep(1);
      await sleep(random() * 20);
      const gone = once(running, 'exit');
      running.kill('SIGKILL');
      await gone;
      running = await startGateway(port);
      life += 1;
    }
  };
  await Promise.all([kill(), ...Array.from({ length: atOnce }, send)]);
  running.kill('SIGKILL');

  const store = await openStore({ databaseUrl: undefined, home });
  const there = new Set((await store.listWebhooks({ limit: posts * 2 })).map(({ eventId }) => eventId));
  await store.close();
  const lost = [...answered.keys()].filter((id) => !there.has(id));
  process.stderr.write(
    `${JSON.stringify({ seed, posts, kills, cut, answered: answered.size, there: there.size, lost: lost.length })}\n`,
  );
  expect({ seed, lost }).toEqual({ seed, lost: [] });
  expect(there.size).toBe(posts);
  // The kills found some under way, or this would show nothing.
  expect(cut).toBeGreaterThan(kills);
  expect(new Set(answered.values()).size).toBeGreaterThan(1);
}, 900_000);
