import { deliverySettings, deliveryWish } from '../../src/delivery-settings';
import { circuitWorkflowId } from '../../workflows/ids';
import type { CircuitState } from '../../workflows/messages';
import { aProblem, build, send, webhookSecret, type House } from './house';

const at = '2026-11-21T10:00:00.000Z';
const desk = { system: 'sandbox-desk', token: 'x', webhookSecret, url: 'http://127.0.0.1:1/desks/it' };
const connections = Object.fromEntries(
  ['away', 'gone', 'ended', 'refusing', 'odd'].map((name) => [name, desk]),
);
const settings = deliverySettings(
  'away',
  deliveryWish.parse({
    limit: { perMinute: 600, account: 'town-hall' },
    atOnce: 8,
    whenAway: { offer: 'callback' },
    verbs: { createTicket: { then: 'team', team: 'luz' } },
  }),
  undefined,
);

let house: House;
beforeAll(async () => {
  const delivery = Object.fromEntries(Object.keys(connections).map((name) => [name, settings]));
  house = await build({ config: { connections, delivery } });
});
afterAll(() => house.stop());

/** A system whose circuit runs; answers its name. */
async function circuit(connection: string, state: Partial<CircuitState> = {}): Promise<string> {
  const whole: CircuitState = {
    ...{ connection, state: 'open', since: at, waiting: 3, underWay: 0, failures: 4, drained: 1 },
    ...{ lastError: 'The desk answers 503.', nextLookAt: at, oldestSince: at },
    ...state,
  };
  const { taskQueue } = house.config;
  const workflowId = circuitWorkflowId(taskQueue, connection);
  const begun = await house.temporal.workflow.start('keepCircuit', { workflowId, taskQueue, args: [whole] });
  // A worker's first workflow takes longer than the gateway's patience for a look.
  await begun.query('circuitState');
  return connection;
}

const see = async (name: string) => await send(`${house.url}/api/systems/${name}`);
const probe = async (name: string, body: unknown = {}) =>
  await send(`${house.url}/api/systems/${name}/probe`, 'POST', body);

test('a system that is away tells since when, who waits, the last error and the next look; and how it is written to', async () => {
  const name = await circuit('away');
  const { status, body } = await see(name);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    name,
    creation: 'reference',
    circuit: {
      ...{ connection: name, state: 'open', since: at, waiting: 3, underWay: 0, failures: 4, drained: 1 },
      ...{ lastError: 'The desk answers 503.', nextLookAt: at, oldestSince: at },
    },
    delivery: {
      limit: { perMinute: 600, account: 'town-hall' },
      atOnce: 8,
      whenAway: { then: 'retry', offer: 'callback', afterTries: 6, parkedForHours: 24 },
      verbs: { createTicket: { then: 'team', team: 'luz', offer: 'callback' } },
    },
  });
  const all = (await send(`${house.url}/api/systems`)).body['items'] as { name: string }[];
  expect(all.find((system) => system.name === name)).toEqual(body);

  expect(await probe(name, { by: 'ana' })).toMatchObject({
    status: 200,
    body: { result: 'look 1, for ana' },
  });
  expect(await probe(name)).toMatchObject({ body: { result: 'look 2, for operator' } });
  expect(await probe(name, { by: 'nobody' })).toMatchObject({
    status: 409,
    body: { error: 'It is being tried already.', fix: expect.stringMatching(/\S/) },
  });
});

test('a system that nobody waits for is closed, and there is nothing to look for', async () => {
  const name = 'gone';
  expect((await see(name)).body['circuit']).toEqual({
    ...{ connection: name, state: 'closed', waiting: 0, underWay: 0, failures: 0, drained: 0 },
  });
  expect(await probe(name)).toMatchObject({
    status: 409,
    body: { error: `Nothing waits for ${name}`, fix: expect.stringMatching(/closed/) },
  });
});

test('a circuit that has ended is closed since then, however it stood at its end', async () => {
  const name = await circuit('ended');
  expect(await probe(name, { by: 'closer' })).toMatchObject({ status: 200 });
  const ended = house.temporal.workflow.getHandle(circuitWorkflowId(house.config.taskQueue, name));
  await ended.result();
  const { circuit: seen } = (await see(name)).body as { circuit: CircuitState };
  expect(seen).toMatchObject({ state: 'closed', waiting: 0 });
  expect(Date.parse(seen.since)).toBeGreaterThan(Date.now() - 60_000);
  expect(await probe(name)).toMatchObject({ status: 409, body: aProblem });
});

test('a circuit that tells nonsense hides only itself', async () => {
  const name = await circuit('odd', { waiting: 'many' as unknown as number });
  const { status, body } = await see(name);
  expect(status).toBe(200);
  expect(body).not.toHaveProperty('circuit');
});

test('a system that is none, and wishes that make no sense', async () => {
  expect(await see('nobody')).toMatchObject({ status: 404, body: aProblem });
  expect(await probe('nobody')).toMatchObject({ status: 404, body: aProblem });
  expect(await probe('gone', { who: 'ana' })).toMatchObject({ status: 400, body: aProblem });
  expect(await probe('gone', { by: '' })).toMatchObject({ status: 400, body: aProblem });
});
