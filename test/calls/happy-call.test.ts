import { dial, eventually, request, sayAll, ticketsOf } from '../fakes/caller';
import { startSystem, type System } from '../fakes/system';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(async () => await system.stop());

test('a caller in Spanish reports a street light, hears it read back, agrees, and gets number and deadline', async () => {
  const caller = await dial(system.url, 'town-hall', '+34600000011');
  expect(caller.greeting).toMatch(/autom[aá]tic/);
  const asked = await caller.say('Hola, hay una farola apagada');
  expect(asked.words).toMatch(/calle|dirección/i);
  const readBack = await sayAll(caller, [
    'en la calle Mayor 10',
    'no, es la calle Mayor 12',
    'no lo sé',
    'repita, por favor',
    'no lo sé',
    'me llamo Ana Ruiz',
  ]);
  expect(readBack.words).toMatch(/Mayor 12/);
  expect(readBack.code).toBeUndefined();
  const before = (await ticketsOf(system.url)).length;

  const done = await caller.say('sí');
  expect(done).toMatchObject({ delivery: 'delivered', recordId: expect.stringMatching(/^\d+$/) });
  expect(done.words).toContain(done.recordId);
  const tickets = await ticketsOf(system.url);
  expect(tickets).toHaveLength(before + 1);
  const ticket = tickets.find(({ id }) => id === done.recordId);
  expect(ticket).toMatchObject({
    reference: done.code,
    place: expect.stringContaining('Mayor 12'),
    status: 'open',
  });
});

test('uma pessoa pede a troca de um produto, corrige o pedido e recebe o número', async () => {
  const caller = await dial(system.url, 'shop', '+5511987654321');
  const readBack = await sayAll(caller, [
    'quero trocar um produto',
    'pedido 10451',
    'trocar',
    'uma camiseta azul que veio no tamanho errado',
    'me chamo João Silva',
    'não, o pedido é 10452',
  ]);
  expect(readBack.words).toMatch(/10452/);
  const done = await caller.say('sim, pode');
  expect(done.words).toContain(done.recordId);
  const ticket = (await ticketsOf(system.url, 'shop-desk')).find(({ reference }) => reference === done.code);
  expect(ticket).toMatchObject({ id: done.recordId, status: 'open' });
});

test('a colleague in English reports a VPN problem and gets a number', async () => {
  const caller = await dial(system.url, 'help-desk', '+353861234567');
  const readBack = await sayAll(caller, [
    'the VPN does not connect',
    'it says connection timed out since this morning',
    "I don't know",
    'my name is Mary Byrne',
  ]);
  expect(readBack.words).toMatch(/Mary Byrne/);
  const done = await caller.say('yes, please');
  expect(done.words).toContain(done.recordId);
  expect((await ticketsOf(system.url, 'it-desk')).map(({ reference }) => reference)).toContain(done.code);
});

test.each([
  ['town-hall', 'cancelar', 'quiero hablar con una persona', 'adiós', '+34600000061'],
  ['shop', 'cancelar', 'quero falar com uma pessoa', 'tchau', '+5511987654322'],
  ['help-desk', 'cancel', 'I want to talk to a person', 'goodbye', '+353861234568'],
] as const)(
  'at %s a caller may cancel, ask for a person at once and say goodbye',
  async (assistant, cancel, person, goodbye, from) => {
    const caller = await dial(system.url, assistant, from);
    expect((await caller.say(cancel)).code).toBeUndefined();
    const handed = await caller.say(person);
    expect(handed.words).toContain(handed.code);
    expect(await caller.say(goodbye)).toMatchObject({ ended: true });
    await expect(caller.say(goodbye)).rejects.toMatchObject({ status: 409 });
  },
);

test('operators find the call and its case, each with its workflow', async () => {
  const { items: calls } = await request<{
    items: { state: string; codes: string[]; workflowUrl: string }[];
  }>(`${system.url}/api/calls`);
  expect(calls.length).toBeGreaterThanOrEqual(3);
  const code = await eventually('a case', async () => {
    const { items } = await request<{ items: { code: string; state: string }[] }>(`${system.url}/api/cases`);
    return items.find(({ state }) => state === 'delivered')?.code;
  });
  const detail = await request<{ audit: { what: string }[]; workflowId: string }>(
    `${system.url}/api/cases/${code}`,
  );
  expect(detail.audit.map(({ what }) => what)).toEqual(expect.arrayContaining(['asked', 'try 1', 'told']));
});
