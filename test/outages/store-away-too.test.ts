/** Temporal out of reach and the store down, with a gateway process of its own that may be killed. */
import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../src/cli/free-port';
import { callState } from '../../workflows/messages';
import { caseOf, dial, eventually, inboxOf, ticketsOf } from '../fakes/caller';
import { cuttableLine, type CuttableLine } from '../fakes/cuttable-line';
import { askForStreetLight } from '../fakes/street-light';
import { startSystem, type System } from '../fakes/system';

const root = join(__dirname, '..', '..');
/** Of worker and gateway in this process, and of the gateway process. */
let line: CuttableLine;
let gatewayLine: CuttableLine;
let system: System;
let gateway: Gateway;

interface Gateway {
  url: string;
  process: ChildProcess;
}

beforeAll(async () => {
  line = await cuttableLine(process.env.TEMPORAL_TEST_ADDRESS ?? '');
  gatewayLine = await cuttableLine(process.env.TEMPORAL_TEST_ADDRESS ?? '');
  system = await startSystem({ env: { TEMPORAL_ADDRESS: line.address } });
  gateway = await startGateway();
}, 120_000);
const cut = (): void => [line, gatewayLine].forEach((one) => one.cut());
const mend = (): void => [line, gatewayLine].forEach((one) => one.mend());
afterEach(mend);
afterAll(async () => {
  await kill();
  // What was cut off is tried again by the client by itself, and must still find its connection then.
  await pause(2_000);
  await system.stop();
  await line.close();
  await gatewayLine.close();
});

/** A gateway process of the product beside the one in this process, on the same data. */
async function startGateway(): Promise<Gateway> {
  const port = await freePort();
  const child = fork(join(root, 'src/worker/gateway-main.ts'), [], {
    cwd: root,
    execArgv: ['-r', join(root, 'test/fakes/typescript-register.cjs')],
    env: {
      ...system.env,
      RECADO_PORT: `${port}`,
      TEMPORAL_ADDRESS: gatewayLine.address,
      DATABASE_URL: '',
      OPENAI_API_KEY: '',
      OPENAI_BASE_URL: '',
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`the gateway ended with ${code}`)));
  });
  return { url: `http://127.0.0.1:${port}`, process: child };
}

/** kill -9. */
async function kill(): Promise<void> {
  const { process: child } = gateway;
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => void child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

const delivered = async (code: string) =>
  await eventually(
    `the receipt of ${code}`,
    async () => {
      const found = await caseOf(system.url, code);
      return found.state === 'delivered' && found;
    },
    90_000,
  );
const ticketsAbout = async (words: string) =>
  (await ticketsOf(system.url)).filter((ticket) => JSON.stringify(ticket).includes(words));

test('a gateway killed after it acknowledged: what it noted in the store is handed over by another', async () => {
  const from = '+34600000211';
  const caller = await dial(gateway.url, 'town-hall', from);
  await askForStreetLight(caller, 'calle del Laurel 1');
  cut();
  const { code = '' } = await caller.say('sí');
  await caller.hangUp();
  await kill();
  expect(await caseOf(system.url, code)).toMatchObject({ state: 'delivering' });
  mend();
  await delivered(code);
  expect(await ticketsAbout('Laurel')).toHaveLength(1);
  await eventually('the message', async () => (await inboxOf(system.url, from))[0], 60_000);
  gateway = await startGateway();
}, 180_000);

test('the store away too: noted on disk, found by the code, and handed over by the next process after a kill', async () => {
  const from = '+34600000212';
  const spool = join(system.config.home, 'spool/intakes.jsonl');
  const live = await dial(gateway.url, 'town-hall', from);
  await askForStreetLight(live, 'calle del Mirto 2');
  cut();
  await system.killStore();
  const yes = await live.say('sí');
  expect(yes).toMatchObject({ delivery: 'pending', code: expect.stringMatching(/^R-/) });
  await live.hangUp();
  const fresh = await dial(gateway.url, 'town-hall', from);
  const words = await fresh.say('se ha roto un banco en la plaza del Romero');
  expect((await fresh.say('no, gracias')).code).toBe(words.code);
  expect(readFileSync(spool, 'utf8')).toContain('Romero');
  for (const { code = '' } of [yes, words])
    expect(await caseOf(gateway.url, code)).toMatchObject({ code, state: 'delivering' });

  await kill();
  await system.startStore();
  gateway = await startGateway();
  mend();
  await delivered(yes.code ?? '');
  await delivered(words.code ?? '');
  expect(await ticketsAbout('Mirto')).toHaveLength(1);
  expect(await ticketsAbout('Romero')).toHaveLength(1);
  await eventually('both messages', async () => (await inboxOf(system.url, from))[1], 60_000);
  await pause(1_000);
  expect(await inboxOf(system.url, from)).toHaveLength(2);
  expect(existsSync(spool)).toBe(false);
}, 240_000);

test('Temporal back before the store: what is on disk is handed over all the same', async () => {
  cut();
  await system.killStore();
  const caller = await dial(gateway.url, 'town-hall', '+34600000213');
  const { code = '' } = await caller.say('hay un gato en el tejado de la calle Lavanda');
  await caller.hangUp();
  mend();
  const workflow = system.temporal.workflow.getHandle(`intake/${code}`);
  await eventually('the intake', async () => await workflow.describe(), 60_000);
  await system.startStore();
  expect((await delivered(code)).code).toBe(code);
  expect(await ticketsAbout('Lavanda')).toHaveLength(1);
}, 180_000);

test('an answer that was lost with the line: its read-back binds nobody, its caller’s later yes to the intake neither', async () => {
  const caller = await dial(gateway.url, 'town-hall', '+34600000214');
  for (const words of ['hay una farola apagada', 'en la calle del Tomillo 4', 'no lo sé', 'no, nada más'])
    await caller.say(words);
  gatewayLine.cut('mute');
  const noted = await caller.say('me llamo Ana Ruiz');
  expect(noted.words).toMatch(/anotado con el código/);
  const { lines } = await system.temporal.workflow.getHandle(caller.workflowId).query(callState);
  expect(lines.at(-1)).toMatchObject({ who: 'assistant', text: expect.stringMatching(/¿La registro así\?/) });
  mend();
  await eventually('the conversation to hear it', async () => {
    const { nextStep } = await caseOf(system.url, noted.code ?? '');
    return nextStep?.startsWith('When the call ends');
  });
  const late = await caller.say('sí');
  expect(late.words).toMatch(/Tomillo 4.*¿La registro así\?/);
  expect(await ticketsAbout('Tomillo')).toHaveLength(0);
  const yes = await caller.say('sí');
  expect(yes.delivery).toBe('delivered');
  await caller.hangUp();
  expect((await delivered(noted.code ?? '')).code).toBe(yes.code);
  expect(await ticketsAbout('Tomillo')).toHaveLength(1);
}, 120_000);

test('a receipt whose answer was lost with the line: the caller heard only a code, and is told by one message', async () => {
  const from = '+34600000215';
  const caller = await dial(gateway.url, 'town-hall', from);
  await askForStreetLight(caller, 'calle del Espliego 5');
  gatewayLine.cut('mute');
  const { code = '', words } = await caller.say('sí');
  expect(words).toMatch(/anotado con el código/);
  await eventually('the ticket', async () => (await ticketsAbout('Espliego')).length === 1);
  await caller.hangUp();
  mend();
  const found = await delivered(code);
  const message = await eventually('the message', async () => (await inboxOf(system.url, from))[0], 60_000);
  expect(message).toMatchObject({ code, text: expect.stringContaining(found.recordId ?? '-') });
  await pause(2_000);
  expect(await inboxOf(system.url, from)).toHaveLength(1);
  expect(await ticketsAbout('Espliego')).toHaveLength(1);
}, 120_000);
