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
    'en la calle Mayor 12',
    'me llamo Ana Ruiz',
    'no lo sé',
    'no lo sé',
    'no lo sé',
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

test('uma pessoa pede a troca de um produto e recebe o número', async () => {
  const caller = await dial(system.url, 'shop', '+5511987654321');
  const done = await talkUntilDelivered(caller.say, 'quero trocar um produto', 'sim', 'não sei', [
    [/pedido/i, '10452'],
    [/nome/i, 'me chamo João Silva'],
    [/motivo|por qu|aconteceu|problema/i, 'veio no tamanho errado'],
    [/produto|item/i, 'uma camiseta azul'],
  ]);
  expect(done.words).toContain(done.recordId);
  expect((await ticketsOf(system.url, 'shop-desk')).map(({ reference }) => reference)).toContain(done.code);
});

test('a colleague in English reports a VPN problem and gets a number', async () => {
  const caller = await dial(system.url, 'help-desk', '+353861234567');
  const done = await talkUntilDelivered(caller.say, 'the VPN does not connect', 'yes', "I don't know", [
    [/name/i, 'my name is Mary Byrne'],
    [/error|message|happen|describe/i, 'it says connection timed out'],
    [/since|when/i, 'since this morning'],
  ]);
  expect(done.words).toContain(done.recordId);
  expect((await ticketsOf(system.url, 'it-desk')).map(({ reference }) => reference)).toContain(done.code);
});

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

/** Answers what is asked by the first pattern that fits, until the read-back, and agrees to it. */
async function talkUntilDelivered<T extends { words: string; delivery?: string | undefined }>(
  say: (text: string) => Promise<T>,
  opening: string,
  yes: string,
  unknown: string,
  answers: [RegExp, string][],
): Promise<T> {
  let answer = await say(opening);
  for (let turn = 0; turn < 12; turn += 1) {
    const readBack = /correct|certo|confirm|right\?/i.test(answer.words);
    const fitting = answers.find(([pattern]) => pattern.test(answer.words));
    answer = await say(readBack ? yes : (fitting?.[1] ?? unknown));
    if (answer.delivery) return answer;
  }
  throw new Error(`no delivery: ${answer.words}`);
}
