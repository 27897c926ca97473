import { dial, ticketsOf } from '../fakes/caller';
import { askForStreetLight } from '../fakes/street-light';
import { startSystem, type System } from '../fakes/system';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(async () => await system.stop());

test.each(['sí, pero espere un momento', 'no', 'no sé', 'mmm', '¿seguro que está bien?', 'sí no'])(
  'after the read-back "%s" is no yes: nothing is written',
  async (words) => {
    const caller = await dial(system.url, 'town-hall', '+34600000121');
    await askForStreetLight(caller, 'calle del Prado 2');
    const answer = await caller.say(words);
    expect(answer.code).toBeUndefined();
    expect(answer.words).not.toBe('');
    expect(await ticketsOf(system.url)).toHaveLength(0);
  },
);

test('a yes agrees to what was read back last, once: said again it makes no second ticket', async () => {
  const caller = await dial(system.url, 'town-hall', '+34600000122');
  await askForStreetLight(caller, 'calle del Prado 4');
  await caller.say('no, es la calle del Prado 6');
  const done = await caller.say('sí');
  expect(done.delivery).toBe('delivered');
  await caller.say('sí');
  const tickets = await ticketsOf(system.url);
  expect(tickets.map(({ place }) => place)).toEqual([expect.stringContaining('Prado 6')]);
});

test('the same wish said twice in one call is taken once', async () => {
  const caller = await dial(system.url, 'town-hall', '+34600000123');
  await askForStreetLight(caller, 'calle del Prado 8');
  const first = await caller.say('sí');
  const again = await askForStreetLight(caller, 'calle del Prado 8');
  expect(again.code).toBe(first.code);
  expect((await ticketsOf(system.url)).filter(({ place }) => place?.includes('Prado 8'))).toHaveLength(1);
});
