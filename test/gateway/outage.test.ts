import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../bench/free-port';
import { ensureTemporal } from '../../src/cli/temporal-server';
import { startTemporal, type RunningTemporal } from '../../src/cli/temporal-start';
import { aProblem, build, hire, send, type House } from './house';

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
  await pause(2_000);
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

test('while Temporal stays away, the caller is told after a while that nothing is lost', async () => {
  await killServer();
  const began = Date.now();
  const [turn, call, hangUp, ready, status] = await Promise.all([
    say('c3', 't2', 'hola'),
    begin('c4'),
    send(`${house.url}/api/calls/c3/hang-up`, 'POST'),
    send(`${house.url}/readyz`),
    send(`${house.url}/api/status`),
  ]);
  expect(Date.now() - began).toBeLessThan(40_000);
  for (const answer of [turn, call, hangUp]) expect(answer).toMatchObject({ status: 503, body: aProblem });
  expect(turn.body['fix']).toMatch(/nothing is lost.*same turnId/i);
  expect(call.body['fix']).toContain('c4');
  expect(ready).toMatchObject({ status: 503, body: { temporal: false, store: true } });
  expect(status.body['temporal']).toBe('down');

  await startServer();
  const worker = await hire(house.config);
  expect(await say('c3', 't2', 'hola')).toMatchObject({ status: 200, body: { say: ['2: hola'] } });
  await worker.leave();
});
