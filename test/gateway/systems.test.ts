import { createSandbox, type Sandbox } from '../../src/sandbox/server';
import { makeHome, removeHome } from '../fakes/embedded-store';
import { aProblem, build, send, webhookSecret, type House } from './house';

let house: House;
let sandbox: Sandbox;
let home: string;
let systems: string;

beforeAll(async () => {
  home = makeHome();
  const gatewayUrl = 'http://127.0.0.1:1';
  sandbox = await createSandbox({ home, port: 0, token: 'sandbox', webhookSecret, gatewayUrl });
  house = await build({
    sandboxUrl: sandbox.url,
    withoutWorker: true,
    config: {
      connections: {
        'town-hall-desk': {
          system: 'sandbox-desk',
          token: 'sandbox',
          webhookSecret,
          url: `${sandbox.url}/desks/town-hall`,
        },
        'lost-desk': {
          system: 'sandbox-desk',
          token: 'sandbox',
          webhookSecret,
          url: 'http://127.0.0.1:1/desks/it',
        },
        'locked-desk': {
          system: 'sandbox-desk',
          token: 'wrong',
          webhookSecret,
          url: `${sandbox.url}/desks/it`,
        },
      },
    },
  });
  systems = `${house.url}/api/systems`;
});
afterAll(async () => {
  await house.stop();
  await sandbox.close();
  removeHome(home);
});

const anyDelivery = expect.objectContaining({ atOnce: 4, verbs: {} });

const atRest = (connection: string) => ({
  ...{ connection, state: 'closed', waiting: 0, underWay: 0, failures: 0, drained: 0 },
});

async function file(): Promise<string> {
  const headers = { authorization: 'Bearer sandbox' };
  const draft = {
    subject: 'Farola',
    category: 'alumbrado',
    priority: 'normal',
    team: 'luz',
    contact: {},
    pending: [],
  };
  const { status, body } = await send(`${sandbox.url}/desks/town-hall/tickets`, 'POST', draft, headers);
  expect(status).toBe(201);
  return String((body['ticket'] as { id: string }).id);
}

test('operators see every system, its mood, how much it holds, and which cannot be reached', async () => {
  await file();
  const { body } = await send(systems);
  expect(body['items']).toEqual(
    [
      {
        name: 'town-hall-desk',
        system: 'sandbox-desk',
        creation: 'reference',
        mood: 'well',
        records: expect.any(Number),
        reachable: true,
      },
      { name: 'lost-desk', system: 'sandbox-desk', creation: 'reference', reachable: false },
      { name: 'locked-desk', system: 'sandbox-desk', creation: 'reference', reachable: false },
    ].map((system) => ({ ...system, delivery: anyDelivery, circuit: atRest(system.name) })),
  );
});

test('the outage switch switches the desk', async () => {
  for (const mood of ['down', 'mute', 'slow', 'well']) {
    expect((await send(`${systems}/town-hall-desk/mood`, 'PUT', { mood })).status).toBe(200);
    const [desk] = (await send(systems)).body['items'] as { mood: string }[];
    expect(desk?.mood).toBe(mood);
  }
  expect(await send(`${systems}/town-hall-desk/mood`, 'PUT', { mood: 'sad' })).toMatchObject({
    status: 400,
    body: aProblem,
  });
});

test('the office comments, closes and reopens a ticket', async () => {
  const id = await file();
  const at = `${systems}/town-hall-desk/tickets`;
  const commented = await send(`${at}/${id}/comment`, 'POST', { text: 'Vamos mañana.' });
  expect(commented).toMatchObject({
    status: 200,
    body: { ticket: { id, comments: [{ text: 'Vamos mañana.' }] } },
  });
  expect(await send(`${at}/${id}/close`, 'POST', { reason: 'Arreglada' })).toMatchObject({
    status: 200,
    body: { ticket: { status: 'closed' } },
  });
  expect(await send(`${at}/${id}/reopen`, 'POST')).toMatchObject({
    status: 200,
    body: { ticket: { status: 'open' } },
  });
  const { body } = await send(at);
  expect((body['items'] as { id: string }[]).map((ticket) => ticket.id)).toContain(id);
  expect(await send(`${at}/999999/close`, 'POST', {})).toMatchObject({ status: 404, body: aProblem });
  expect(await send(`${at}/${id}/comment`, 'POST', { text: '' })).toMatchObject({
    status: 400,
    body: aProblem,
  });
  expect(await send(`${at}/..%2F..%2Fmood/close`, 'POST', {})).toMatchObject({ status: 400, body: aProblem });
});

test('a system that is none, or not the sandbox’s, has no switch', async () => {
  for (const name of ['nobody', 'toString', '__proto__']) {
    expect(await send(`${systems}/${name}/mood`, 'PUT', { mood: 'down' })).toMatchObject({
      status: 404,
      body: aProblem,
    });
    expect(await send(`${systems}/${name}/tickets`)).toMatchObject({ status: 404, body: aProblem });
  }
});

test('a desk that does not answer is told as such', async () => {
  for (const name of ['lost-desk', 'locked-desk']) {
    expect(await send(`${systems}/${name}/tickets`)).toMatchObject({ status: 503, body: aProblem });
  }
});
