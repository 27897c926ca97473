import {
  type Caller,
  caseOf,
  dial,
  eventually,
  inboxOf,
  request,
  ticketsOf,
  turnMood,
} from '../fakes/caller';
import { startSystem, type System } from '../fakes/system';
import { wish, wishingModel } from '../fakes/wishing-model';

let system: System;
beforeAll(async () => {
  system = await startSystem({ models: () => [wishingModel] });
});
afterAll(async () => await system.stop());

const light = async (caller: Caller, place: string, name = 'Ana Ruiz') =>
  await wish(caller, 'street_light', { place, name });
const ticketsAt = async (place: string) =>
  (await ticketsOf(system.url)).filter((ticket) => ticket.place?.includes(place));

/** Calls, reports a street light and agrees. */
async function reported(place: string, from: string): Promise<{ caller: Caller; code: string }> {
  const caller = await dial(system.url, 'town-hall', from);
  await light(caller, place);
  const { code = '', delivery } = await caller.say('sí');
  expect(delivery).toBe('delivered');
  return { caller, code };
}

test('who calls again and asks for the same is told its code, and a no leaves it at one ticket', async () => {
  const from = '+34600000201';
  const { caller: first, code } = await reported('calle del Olmo 1', from);
  await first.hangUp();

  const again = await dial(system.url, 'town-hall', from);
  const asked = await light(again, 'calle del Olmo 1');
  expect(asked).toMatchObject({ code, words: expect.stringMatching(/ya está anotado.*\?$/) });
  expect(asked.words).toContain(code);
  expect(asked.delivery).toBeUndefined();
  const left = await again.say('no');
  expect(left.words).toContain(code);
  expect((await again.say('sí')).delivery).toBeUndefined();
  expect(await ticketsAt('Olmo 1')).toHaveLength(1);
});

test('who says that it is a second one gets a second ticket, with a code of its own', async () => {
  const from = '+34600000202';
  const { caller: first, code } = await reported('calle del Olmo 2', from);
  await first.hangUp();

  const again = await dial(system.url, 'town-hall', from);
  await light(again, 'calle del Olmo 2');
  const second = await again.say('sí');
  expect(second.delivery).toBe('delivered');
  expect(second.code).not.toBe(code);
  const references = (await ticketsAt('Olmo 2')).map(({ reference }) => reference);
  expect(references).toHaveLength(2);
  expect(references).toEqual(expect.arrayContaining([code, second.code]));
});

test('an answer that is no clear yes lets the question for a second one lapse', async () => {
  const from = '+34600000203';
  await reported('calle del Olmo 3', from);
  const again = await dial(system.url, 'town-hall', from);
  await light(again, 'calle del Olmo 3');
  await again.say('sí, bueno, no sé');
  await again.say('sí');
  expect(await ticketsAt('Olmo 3')).toHaveLength(1);
});

test.each([
  ['in capitals', 'CALLE DEL TILO 4', 'ANA RUIZ', 4],
  ['with accents and dots', 'Cálle del  Tilo 5.', 'Ana Ruíz', 5],
])('the same wish spelled %s is the same wish', async (_, place, name, number) => {
  const from = `+3460000021${number}`;
  const { code } = await reported(`calle del Tilo ${number}`, from);
  const again = await dial(system.url, 'town-hall', from);
  expect(await light(again, place, name)).toMatchObject({ code });
});

test('the same of another caller, and something else of the same caller, are wishes of their own', async () => {
  await reported('calle del Tejo 1', '+34600000221');
  await reported('calle del Tejo 1', '+34600000222');
  await reported('calle del Tejo 2', '+34600000221');
  expect(await ticketsAt('Tejo')).toHaveLength(3);
});

test('a wish that comes by several channels at the same moment is one delivery; the others hear its code', async () => {
  const from = '+34600000231';
  const callers = await Promise.all([1, 2, 3].map(() => dial(system.url, 'town-hall', from)));
  await Promise.all(callers.map((caller) => light(caller, 'calle del Roble 1')));
  const answers = await Promise.all(callers.map((caller) => caller.say('sí')));

  expect(new Set(answers.map(({ code }) => code)).size).toBe(1);
  expect(answers.filter(({ delivery }) => delivery === 'delivered')).toHaveLength(1);
  for (const { words, code } of answers.filter(({ delivery }) => !delivery)) expect(words).toContain(code);
  expect(await ticketsAt('Roble 1')).toHaveLength(1);
});

test('a model that asks twice in one call makes one ticket', async () => {
  const { caller, code } = await reported('calle del Haya 1', '+34600000241');
  expect(await light(caller, 'calle del Haya 1')).toMatchObject({ code });
  expect(await light(caller, 'calle del Haya 1')).toMatchObject({ code });
  expect(await ticketsAt('Haya 1')).toHaveLength(1);
});

test('a person asked for twice is one request; asked for in another call, code asks whether it is a second one', async () => {
  const from = '+34600000251';
  const caller = await dial(system.url, 'town-hall', from);
  const first = await wish(caller, 'request_person');
  const twice = await wish(caller, 'request_person');
  expect(twice.code).toBe(first.code);
  expect(twice.words).not.toMatch(/\?$/);
  await caller.hangUp();

  const again = await dial(system.url, 'town-hall', from);
  expect(await wish(again, 'request_person')).toMatchObject({
    code: first.code,
    words: expect.stringMatching(/\?$/),
  });
  const second = await again.say('sí');
  expect(second.words).toContain(second.code);
  expect(second.code).not.toBe(first.code);
});

test('what waits for its system is known when its caller calls again, and what was withdrawn may be asked again', async () => {
  const from = '+34600000261';
  await turnMood(system.url, 'down');
  const caller = await dial(system.url, 'town-hall', from);
  await light(caller, 'calle del Pino 1');
  const { code = '', delivery } = await caller.say('sí');
  expect(delivery).toBe('pending');
  await caller.hangUp();

  const again = await dial(system.url, 'town-hall', from);
  expect(await light(again, 'calle del Pino 1')).toMatchObject({ code, words: expect.stringMatching(/\?$/) });
  await again.say('no');

  await eventually('the withdrawal', async () => {
    await request(`${system.url}/api/cases/${code}/withdraw`, 'POST', { reason: 'asked for in error' });
    return true;
  });
  await eventually('it to be withdrawn', async () => (await caseOf(system.url, code)).state === 'withdrawn');
  await turnMood(system.url, 'well');
  const readBack = await light(again, 'calle del Pino 1');
  expect(readBack.code).toBeUndefined();
  const done = await again.say('sí');
  expect(done.delivery).toBe('delivered');
  expect(done.code).not.toBe(code);
  expect(await ticketsAt('Pino 1')).toHaveLength(1);
  expect(await inboxOf(system.url, from)).not.toHaveLength(0);
}, 60_000);
