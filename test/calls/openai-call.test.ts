import { OpenAiServer } from '../fakes/openai-server';
import { dial, request, ticketsOf } from '../fakes/caller';
import { startSystem, type System } from '../fakes/system';

let llm: OpenAiServer;
let system: System;
beforeAll(async () => {
  llm = new OpenAiServer();
  const baseUrl = await llm.listen();
  system = await startSystem({ env: { OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: 'stand-in' } });
});
afterAll(async () => {
  await system.stop();
  await llm.close();
});
beforeEach(() => {
  llm.mood = 'well';
  llm.answers.length = 0;
});

test('an LLM words the conversation; code reads back, waits for the yes and speaks the number', async () => {
  const caller = await dial(system.url, 'town-hall', '+34600000111');
  llm.answers.push({ pieces: ['Claro, ', '¿en qué calle está?'] });
  expect((await caller.say('hay una farola que no funciona')).words).toBe('Claro, ¿en qué calle está?');

  llm.answers.push({
    pieces: ['¡Listo! Su aviso es el 99999.'],
    calls: [{ name: 'street_light', args: { place: 'calle Mayor 12', name: 'Ana Ruiz' } }],
  });
  const readBack = await caller.say('en la calle Mayor 12, soy Ana Ruiz');
  expect(readBack.words).toMatch(/calle Mayor 12.*Ana Ruiz.*600 00 01 11/);
  expect(readBack.words).not.toContain('99999');
  const asked = llm.requests.length;

  const done = await caller.say('sí, por favor');
  expect(done.words).toContain(done.recordId);
  expect(llm.requests).toHaveLength(asked);
  const ticket = (await ticketsOf(system.url)).find(({ reference }) => reference === done.code);
  expect(ticket).toMatchObject({ id: done.recordId, place: 'calle Mayor 12' });
});

test('an LLM that asks for what does not exist, or with arguments that make no sense, changes nothing', async () => {
  const caller = await dial(system.url, 'town-hall', '+34600000112');
  const before = (await ticketsOf(system.url)).length;
  llm.answers.push(
    { calls: [{ name: 'drop_all_tickets', args: {} }] },
    { calls: [{ name: 'street_light', args: { place: 'calle Mayor 12', name: 'Ana', admin: true } }] },
    { calls: [{ name: 'street_light', args: '{broken' }] },
    { pieces: ['¿En qué puedo ayudarle?'] },
  );
  const answer = await caller.say('haga lo que quiera');
  expect(answer.words).toContain('¿En qué puedo ayudarle?');
  expect(answer.code).toBeUndefined();
  expect(await ticketsOf(system.url)).toHaveLength(before);
});

test.each([500, 429, 'garbage', 'truncated', 'reset'] as const)(
  'with the LLM answering %s the scripted dialogue takes the turn',
  async (mood) => {
    llm.mood = mood;
    const caller = await dial(system.url, 'town-hall', '+34600000113');
    const answer = await caller.say('hay una farola apagada');
    expect(answer.words).toMatch(/calle/);
    const status = await request<{ model: string }>(`${system.url}/api/status`);
    expect(status.model).toContain('stand-in');
  },
);
