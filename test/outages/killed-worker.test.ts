import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { caseOf, dial, eventually, inboxOf, ticketsOf, turnMood } from '../fakes/caller';
import { askForStreetLight } from '../fakes/street-light';
import { startSystem, type System } from '../fakes/system';

let system: System;
let worker: ChildProcess;

beforeAll(async () => {
  system = await startSystem({ worker: false });
  worker = await forkWorker();
});
afterAll(async () => {
  worker.kill('SIGKILL');
  await system.stop();
});

/** The product's own worker process, on the test's queue. */
async function forkWorker(): Promise<ChildProcess> {
  const child = fork(join(__dirname, '../../dist/src/worker/worker-main.js'), [], {
    env: system.env,
    silent: true,
  });
  let words = '';
  child.stderr?.on('data', (piece: Buffer) => (words += piece.toString()));
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`worker ended with ${code}: ${words}`)));
  });
  return child;
}

test('a worker killed after the desk has made the ticket and before it has read the answer makes no second one', async () => {
  const from = '+34600000031';
  const caller = await dial(system.url, 'town-hall', from);
  await askForStreetLight(caller, 'calle del Puente 4');
  await turnMood(system.url, 'slow');
  const answered = caller.say('sí');
  // Slow does the work at once and answers late: the ticket is there, the answer is in flight.
  const ticket = await eventually('the ticket', async () => (await ticketsOf(system.url))[0]);
  worker.kill('SIGKILL');
  await turnMood(system.url, 'well');
  worker = await forkWorker();

  const answer = await answered;
  const code = answer.code ?? ticket.reference ?? '';
  await eventually('the receipt', async () => (await caseOf(system.url, code)).state === 'delivered', 60_000);
  expect(await ticketsOf(system.url)).toHaveLength(1);
  await caller.hangUp();
  if (answer.delivery === 'pending') {
    await eventually('the message', async () => (await inboxOf(system.url, from))[0], 60_000);
    expect(await inboxOf(system.url, from)).toHaveLength(1);
  }
}, 120_000);

test('a worker killed in the middle of a conversation leaves the conversation where it was', async () => {
  const caller = await dial(system.url, 'town-hall', '+34600000032');
  await caller.say('hay una farola apagada');
  worker.kill('SIGKILL');
  const answered = caller.say('en la calle del Molino 8');
  worker = await forkWorker();
  await answered;
  const state = await caller.say('repita, por favor');
  expect(state.words.length).toBeGreaterThan(0);
  const before = (await ticketsOf(system.url)).length;
  for (const line of ['no lo sé', 'no, nada más', 'me llamo Ana Ruiz', 'sí']) {
    const answer = await caller.say(line);
    if (answer.delivery) break;
  }
  const tickets = await eventually('the ticket', async () => {
    const found = await ticketsOf(system.url);
    return found.length > before && found;
  });
  expect(tickets.filter(({ place }) => place?.includes('Molino 8'))).toHaveLength(1);
}, 120_000);
