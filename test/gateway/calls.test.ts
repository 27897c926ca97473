import { setTimeout as sleep } from 'node:timers/promises';
import { aProblem, build, send, type House } from './house';

let house: House;
let api: string;

beforeAll(async () => {
  house = await build();
  api = `${house.url}/api/calls`;
});
afterAll(() => house.stop());

const begin = async (more: Record<string, unknown> = {}) =>
  await send(api, 'POST', { assistant: 'town-hall', from: '+34600000001', ...more });
async function dial(): Promise<string> {
  const { body } = await begin();
  return String(body['callId']);
}
const say = async (callId: string, turnId: string, text: string) =>
  await send(`${api}/${callId}/turns`, 'POST', { turnId, text });

test('a call begins with the greeting and can be found at Temporal under a readable id', async () => {
  const { status, body } = await begin();
  expect(status).toBe(200);
  expect(body).toMatchObject({ language: 'es', greeting: 'Le habla el asistente automático.' });
  expect(body['workflowId']).toBe(`call/dev/${String(body['callId'])}`);
  expect(body['workflowUrl']).toBe(
    `http://127.0.0.1:8233/namespaces/default/workflows/${encodeURIComponent(String(body['workflowId']))}`,
  );
  const described = await house.temporal.workflow.getHandle(String(body['workflowId'])).describe();
  expect(described.typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value])).toEqual(
    expect.arrayContaining([
      ['Tenant', 'villanueva'],
      ['Channel', 'dev'],
      ['State', 'live'],
      ['Language', 'es'],
    ]),
  );
  expect(JSON.stringify(described.searchAttributes)).not.toContain('600000001');
});

test('the same callId again begins no second call, live or over', async () => {
  const callId = `twice-${Date.now()}`;
  await begin({ callId });
  await say(callId, 't1', 'hola');
  const again = await begin({ callId });
  expect(again.status).toBe(200);
  expect((await say(callId, 't2', 'otra')).body['say']).toEqual(['2: otra']);

  await say(callId, 't3', 'goodbye');
  const late = await begin({ callId });
  expect(late.status).toBe(409);
  expect(late.body).toEqual(aProblem);
});

test('a turn is answered, and the same turnId gets the same answer', async () => {
  const callId = await dial();
  const first = await say(callId, 't1', 'hola');
  expect(first).toMatchObject({ status: 200, body: { turnId: 't1', say: ['1: hola'], ended: false } });
  expect((await say(callId, 't1', 'hola')).body).toEqual(first.body);
  expect((await say(callId, 't2', 'más')).body['say']).toEqual(['2: más']);
});

test('two tries of one turn at the same time are one turn', async () => {
  const callId = await dial();
  const both = await Promise.all([say(callId, 't1', 'wait 300'), say(callId, 't1', 'wait 300')]);
  expect(both.map(({ body }) => body['say'])).toEqual([['1: wait 300'], ['1: wait 300']]);
});

test('whose last answer was lost gets it again after the call is over; anything new is refused', async () => {
  const callId = await dial();
  const last = await say(callId, 't1', 'goodbye');
  expect(last.body['ended']).toBe(true);
  await house.temporal.workflow.getHandle(`call/dev/${callId}`).result();
  expect(await say(callId, 't1', 'goodbye')).toMatchObject({ status: 200, body: last.body });
  const late = await say(callId, 't2', 'hola?');
  expect(late).toMatchObject({ status: 409, body: aProblem });
});

test('a turn that nothing could answer is no end of the call', async () => {
  const callId = await dial();
  const broken = await say(callId, 't1', 'break');
  expect(broken).toMatchObject({ status: 500, body: aProblem });
  expect(JSON.stringify(broken.body)).not.toContain('model');
  expect((await say(callId, 't2', 'hola')).status).toBe(200);
});

test('a call whose workflow stumbles over a fault of the program takes its turns once it is mended', async () => {
  const callId = await dial();
  const first = say(callId, 't1', `stumble ${Date.now() + 4_000}`);
  // By then its tasks have failed so often that the server takes no update for it.
  await sleep(2_000);
  const second = say(callId, 't2', 'más');
  expect((await first).status).toBe(200);
  expect((await second).body).toMatchObject({ turnId: 't2', say: ['2: más'] });
}, 60_000);

test('a turn of a call that never was', async () => {
  expect(await say('nobody', 't1', 'hola')).toMatchObject({ status: 404, body: aProblem });
});

test('a call over the API channel is found by its id alone', async () => {
  const { body } = await begin({ channel: 'api' });
  expect((await say(String(body['callId']), 't1', 'hola')).status).toBe(200);
});

test('hanging up ends the call, twice is once, and nobody’s call cannot be hung up', async () => {
  const callId = await dial();
  expect((await send(`${api}/${callId}/hang-up`, 'POST')).status).toBe(200);
  await house.temporal.workflow.getHandle(`call/dev/${callId}`).result();
  const again = await send(`${api}/${callId}/hang-up`, 'POST', {});
  expect(again).toMatchObject({ status: 200, body: { state: 'ended' } });
  expect(await send(`${api}/nobody/hang-up`, 'POST')).toMatchObject({ status: 404, body: aProblem });
});

test('operators see a call with its lines, and without them when its workflow cannot be asked', async () => {
  const callId = await dial();
  await say(callId, 't1', 'hay una farola apagada');
  const record = {
    callId,
    workflowId: `call/dev/${callId}`,
    channel: 'dev',
    tenant: 'villanueva',
    assistant: 'town-hall',
    language: 'es' as const,
    state: 'live' as const,
    fromMasked: '+34 ••• •••• 01',
    turns: 1,
    codes: [],
    startedAt: new Date().toISOString(),
    version: 1,
  };
  await house.store.saveCall(record);
  const { body } = await send(`${api}/${callId}`);
  expect(body['lines']).toEqual([
    { who: 'assistant', text: 'Le habla el asistente automático.' },
    { who: 'caller', text: 'hay una farola apagada' },
  ]);
  expect(body).not.toHaveProperty('version');

  await house.store.saveCall({ ...record, callId: 'orphan', workflowId: 'call/dev/orphan' });
  const orphan = await send(`${api}/orphan`);
  expect(orphan.status).toBe(200);
  expect(orphan.body).not.toHaveProperty('lines');

  const listed = await send(`${api}?state=live&limit=5`);
  expect((listed.body['items'] as { callId: string }[]).map((call) => call.callId)).toContain(callId);
  expect(await send(`${api}/unknown`)).toMatchObject({ status: 404, body: aProblem });
});

test('calls are taken and answered while the store is away', async () => {
  const { findCall, listCalls } = house.doorStore;
  const away = () => Promise.reject(new Error('ECONNREFUSED'));
  Object.assign(house.doorStore, { findCall: away, listCalls: away });
  try {
    const callId = await dial();
    expect((await say(callId, 't1', 'hola')).status).toBe(200);
    expect(await send(api)).toMatchObject({ status: 503, body: aProblem });
  } finally {
    Object.assign(house.doorStore, { findCall, listCalls });
  }
});

test('the log tells nothing that a caller said, nor who they are', async () => {
  const callId = await dial();
  await say(callId, 't1', 'mi secreto es Zanahoria');
  await send(`${house.url}/api/messages?to=%2B34600000001`);
  const log = house.logged.join('');
  expect(log).toContain('"route":"/api/calls/:callId/turns"');
  expect(log).not.toContain('Zanahoria');
  expect(log).not.toContain('600000001');
});

test('a call that is noted and not begun yet is not denied, however slow the store: the turn may be sent again', async () => {
  const { doorStore, store } = house;
  const callId = `noted-${Date.now()}`;
  const at = new Date().toISOString();
  const start = {
    ...{ callId, channel: 'dev', tenant: 'villanueva', assistant: 'town-hall', language: 'es' as const },
    ...{ greeting: 'Hola.', budgetMs: 6000, zone: 'Europe/Madrid', personWithinHours: 24 },
  };
  const begun = { kind: 'begun' as const, at };
  await store.saveIntake({ code: 'R-NOTD-0001', start, notes: [begun], state: 'started', createdAt: at }, 0);
  doorStore.intakesOf = async (...call) => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    return await store.intakesOf(...call);
  };
  try {
    expect(await say(callId, 't1', 'hola')).toMatchObject({ status: 503, body: aProblem });
    expect(await say('nobody', 't1', 'hola')).toMatchObject({ status: 404, body: aProblem });
    doorStore.intakesOf = async () => await Promise.reject(new Error('the store is away'));
    expect(await say('nobody', 't2', 'hola')).toMatchObject({ status: 503, body: aProblem });
  } finally {
    doorStore.intakesOf = store.intakesOf;
  }
});
