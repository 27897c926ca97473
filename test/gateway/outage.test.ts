import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../src/cli/free-port';
import { ensureTemporal } from '../../src/cli/temporal-server';
import { startTemporal, type RunningTemporal } from '../../src/cli/temporal-start';
import { eventually } from '../fakes/caller';
import { aProblem, build, hire, send, townHall, type House } from './house';

let folder: string;
let path: string;
let port: number;
let server: RunningTemporal;
let house: House;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recado-outage-'));
  const found = await ensureTemporal({
    onProgress: () => undefined,
    env: { ...process.env, TEMPORAL_ADDRESS: '' },
  });
  path = found.kind === 'binary' ? found.path : '';
  port = await freePort();
  server = await startTemporal({ path, home: folder, port });
  house = await build({ temporalAddress: server.address, withoutWorker: true });
});
afterAll(async () => {
  await house.stop();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const killServer = async (): Promise<void> => await server.stop(0);
const startServer = async (): Promise<void> => {
  server = await startTemporal({ path, home: folder, port });
};
const begin = async (callId: string) =>
  await send(`${house.url}/api/calls`, 'POST', { assistant: 'town-hall', callId });
const codeOf = async (callId: string): Promise<string> =>
  (await house.store.intakesOf('dev', callId))[0]?.code ?? '';
const say = async (callId: string, turnId: string, text: string) =>
  await send(`${house.url}/api/calls/${callId}/turns`, 'POST', { turnId, text });

test('a turn under way when Temporal is killed is answered once it is back, once', async () => {
  const worker = await hire(house.config);
  await begin('c1');
  await say('c1', 't1', 'hola');
  const turn = say('c1', 't2', 'wait 2000');
  await pause(500);
  await killServer();
  const spoken = say('c1', 't3', 'while it is away');
  const begun = begin('c2');
  await startServer();
  expect(await turn).toMatchObject({ status: 200, body: { say: ['2: wait 2000'] } });
  expect(await spoken).toMatchObject({ status: 200, body: { say: [expect.stringMatching(/^[23]: while/)] } });
  expect(await begun).toMatchObject({ status: 200, body: { callId: 'c2' } });
  expect(await say('c1', 't2', 'wait 2000')).toMatchObject({ body: { say: ['2: wait 2000'] } });
  await worker.leave();
});

test('a turn waits for a worker that comes back', async () => {
  await begin('c3');
  const turn = say('c3', 't1', 'hola');
  await pause(6_000);
  const worker = await hire(house.config);
  expect(await turn).toMatchObject({ status: 200, body: { say: ['1: hola'] } });
  await worker.leave();
});

test('while Temporal stays away, what callers say is noted within seconds, and at once from then on', async () => {
  await killServer();
  const began = Date.now();
  const [turn, call, hangUp] = await Promise.all([
    say('c3', 't2', 'la calle Mayor'),
    begin('c4'),
    send(`${house.url}/api/calls/c1/hang-up`, 'POST'),
  ]);
  expect(Date.now() - began).toBeLessThan(9_000);
  expect(turn).toMatchObject({
    status: 200,
    body: { code: expect.stringMatching(/^R-/), delivery: 'pending' },
  });
  expect(call).toMatchObject({
    status: 200,
    body: { callId: 'c4', greeting: expect.stringMatching(/avería/) },
  });
  expect(hangUp).toMatchObject({ status: 200, body: { state: 'ending' } });
  const { code } = turn.body;
  const again = Date.now();
  expect((await say('c3', 't2', 'la calle Mayor')).body).toEqual(turn.body);
  expect((await say('c3', 't3', 'el número 5')).body).toMatchObject({ code });
  expect((await begin('c4')).body).toEqual(call.body);
  const asked = await say('c4', 't1', 'hay una farola apagada');
  expect(asked.body['say']).toEqual([expect.stringMatching(/número de teléfono podemos avisarle/)]);
  const told = await say('c4', 't2', 'el 612 34 56 78');
  expect(told.body['say']).toEqual([expect.stringMatching(/Le avisaremos\. ¿Quiere que anote algo más/)]);
  expect((await say('c4', 't3', 'no, gracias')).body).toMatchObject({
    ended: true,
    code: asked.body['code'],
  });
  expect(await say('c4', 't4', 'hola')).toMatchObject({ status: 409, body: aProblem });
  expect(Date.now() - again).toBeLessThan(4_000);
  expect(await house.store.intakesOf('dev', 'c3')).toMatchObject([
    { code, notes: [{ turnId: 't2' }, { turnId: 't3' }] },
  ]);
});

test('a call that nobody here knows, and a store that is away without a disk: an honest refusal', async () => {
  const [unknown, ready, status] = await Promise.all([
    say('nobody', 't1', 'hola'),
    send(`${house.url}/readyz`),
    send(`${house.url}/api/status`),
  ]);
  expect(unknown).toMatchObject({ status: 503, body: aProblem });
  expect(unknown.body['fix']).toMatch(/nothing is lost.*same turnId/i);
  expect(ready).toMatchObject({ status: 503, body: { temporal: false, store: true } });
  expect(status.body['temporal']).toBe('down');

  const { intakesOf, saveIntake } = house.doorStore;
  const away = () => Promise.reject(new Error('ECONNREFUSED'));
  Object.assign(house.doorStore, { intakesOf: away, saveIntake: away });
  const refused = await begin('c5');
  Object.assign(house.doorStore, { intakesOf, saveIntake });
  expect(refused).toMatchObject({ status: 503, body: aProblem });
  expect(refused.body['fix']).toContain('c5');
});

test('back again: what was noted is handed over in order, and a worker that is gone is no reason to note anything', async () => {
  await startServer();
  await eventually('Temporal', async () => (await begin('c6')).body['greeting'] === townHall.greeting);
  const turn = say('c6', 't9', 'hola');
  await pause(6_000);
  const worker = await hire(house.config);
  expect(await turn).toMatchObject({ status: 200, body: { say: ['1: hola'] } });
  const intake = house.temporal.workflow.getHandle(`intake/${await codeOf('c4')}`);
  expect(await intake.result()).toEqual([
    'begun',
    'hay una farola apagada',
    'el 612 34 56 78',
    'no, gracias',
  ]);
  const [noted] = await house.store.intakesOf('dev', 'c3');
  expect(noted?.state).toBe('started');
  await worker.leave();
});
