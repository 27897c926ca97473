import type { Order } from '../../src/domain/call';
import { mintCode } from '../../src/domain/code';
import type { CaseRecord } from '../../src/store/records';
import { aProblem, build, send, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await build();
});
afterAll(() => house.stop());

const at = '2025-11-25T09:30:00.000Z';
const draft = {
  category: 'alumbrado',
  priority: 'normal' as const,
  team: 'alumbrado',
  subject: 'avisar de una farola apagada',
  contact: { name: 'Ana', phone: '+34600000001' },
  place: 'Calle Mayor 12',
  pending: [],
  origin: {
    channel: 'dev',
    callId: 'c1',
    at,
    language: 'es' as const,
    intent: 'report_lamp',
    entities: {},
    summary: 'Una farola apagada.',
  },
};

/** A case whose delivery is parked; without a workflow where it has ended. */
async function park(
  state: CaseRecord['state'] = 'parked',
  live = true,
  more: Partial<CaseRecord> = {},
): Promise<string> {
  const code = mintCode(Math.random);
  const order: Order = {
    tenant: 'villanueva',
    assistant: 'town-hall',
    connection: 'town-hall-desk',
    language: 'es',
    channel: 'dev',
    zone: 'Europe/Madrid',
    callId: 'c1',
    title: 'avisar de una farola apagada',
    contact: {},
    terms: {
      ...{ creation: 'reference', indexLagMs: 0, settleMs: 5000, atOnce: 4 },
      policy: { then: 'retry', offer: 'promise', afterTries: 6, parkedForHours: 24 },
    },
    verb: 'createTicket',
    args: draft,
  };
  const workflowId = `delivery/${code}`;
  if (live) {
    const { taskQueue } = house.config;
    await house.temporal.workflow.start('deliver', { workflowId, taskQueue, args: [order, code] });
  }
  const entry = {
    subject: `case/${code}`,
    number: 1,
    at,
    who: 'caller',
    what: 'asked',
    detail: 'createTicket',
  };
  const { tenant, channel, assistant, language, callId, connection, verb, title } = order;
  await house.store.saveCase(
    {
      ...{ tenant, channel, assistant, language, callId, connection, verb, title, code, workflowId, state },
      callerKey: 'hmac-of-a-number',
      attempts: 3,
      flagged: false,
      createdAt: at,
      updatedAt: at,
      version: 1,
      ...more,
    },
    [entry],
  );
  return code;
}

const wish = async (code: string, what: string, body: unknown) =>
  await send(`${house.url}/api/cases/${code}/${what}`, 'POST', body);

test('a case is found however its code is written, with its trail and arguments, and without the caller’s key', async () => {
  const code = await park();
  const spoken = code.toLowerCase().replaceAll('-', '');
  const { status, body } = await send(`${house.url}/api/cases/${spoken}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    code,
    state: 'parked',
    audit: [{ at, who: 'caller', what: 'asked', detail: 'createTicket' }],
    args: { place: 'Calle Mayor 12' },
    workflowUrl: expect.stringContaining(encodeURIComponent(`delivery/${code}`)),
  });
  expect(JSON.stringify(body)).not.toContain('hmac');
});

test('the open ones can be listed apart', async () => {
  const [open, settled] = [await park('parked'), await park('settled', false)];
  const codes = async (query: string): Promise<string[]> =>
    ((await send(`${house.url}/api/cases${query}`)).body['items'] as { code: string }[]).map(
      ({ code }) => code,
    );
  expect(await codes('')).toEqual(expect.arrayContaining([open, settled]));
  const onlyOpen = await codes('?open=true&limit=50');
  expect(onlyOpen).toContain(open);
  expect(onlyOpen).not.toContain(settled);
});

test('possible doubles can be listed apart', async () => {
  const [double, other] = [await park('delivered', false, { flagged: true }), await park('delivered', false)];
  const { body } = await send(`${house.url}/api/cases?flagged=true`);
  const codes = (body['items'] as { code: string }[]).map(({ code }) => code);
  expect(codes).toContain(double);
  expect(codes).not.toContain(other);
  expect(await send(`${house.url}/api/cases?flagged=maybe`)).toMatchObject({ status: 400, body: aProblem });
});

test('a parked case tells why, whose it is, what comes next and until when', async () => {
  const parked = {
    ...{ parkedFor: 'The desk rejects the category.', owner: 'operators', deadline: at },
    ...{ nextStep: 'operators retry, correct or withdraw it.', lastError: 'category: unknown (rejected)' },
  };
  const code = await park('parked', false, parked);
  expect((await send(`${house.url}/api/cases/${code}`)).body).toMatchObject({ ...parked, flagged: false });
});

test('operators retry, correct and withdraw', async () => {
  const code = await park();
  expect(await wish(code, 'retry', { by: 'marta' })).toMatchObject({
    status: 200,
    body: { result: 'tried for marta' },
  });
  const args = { ...draft, place: 'Calle Menor 3' };
  expect(await wish(code, 'correct', { args })).toMatchObject({
    status: 200,
    body: { result: 'corrected for operator' },
  });
  expect((await send(`${house.url}/api/cases/${code}`)).body['args']).toMatchObject({
    place: 'Calle Menor 3',
  });
  expect(await wish(code, 'withdraw', { reason: 'doubled' })).toMatchObject({
    status: 200,
    body: { result: 'withdrawn: doubled' },
  });
});

test('a wish that makes no sense now is refused with the workflow’s reason', async () => {
  const code = await park();
  expect(await wish(code, 'retry', { by: 'stranger' })).toMatchObject({
    status: 409,
    body: { error: 'A try is under way; wait some seconds.', fix: expect.stringMatching(/\S/) },
  });
});

test('a delivery that has ended takes no wishes', async () => {
  const code = await park('delivered', false);
  for (const [what, body] of [
    ['retry', {}],
    ['correct', { args: draft }],
    ['withdraw', { reason: 'x' }],
  ] as const) {
    const refused = await wish(code, what, body);
    expect(refused).toMatchObject({ status: 409, body: aProblem });
    expect(refused.body['error']).toContain('delivered');
  }
  const { body } = await send(`${house.url}/api/cases/${code}`);
  expect(body).not.toHaveProperty('args');
});

test.each([
  ['an unknown field', { ...draft, plaza: 'Mayor' }, 'plaza'],
  ['a missing field', { ...draft, team: undefined }, 'team'],
  ['a wrong number', { ...draft, contact: { phone: '600 00 00 01' } }, 'contact.phone'],
  ['another verb’s arguments', { id: '1', text: 'hola' }, 'category'],
])('a correction with %s names it', async (_what, args, named) => {
  const code = await park();
  const { status, body } = await wish(code, 'correct', { args });
  expect(status).toBe(400);
  expect(body).toEqual(aProblem);
  expect(JSON.stringify(body)).toContain(named);
});

test('codes that are none, or of no case', async () => {
  for (const code of ['R-0000-0001', 'hello', mintCode(() => 0.5), '%E0%A4%A']) {
    const { status, body } = await wish(code, 'retry', {});
    expect([404, 400]).toContain(status);
    expect(body).toEqual(aProblem);
  }
});
