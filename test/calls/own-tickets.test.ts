import { dial, sayAll, ticketsOf } from '../fakes/caller';
import { askForStreetLight } from '../fakes/street-light';
import { startSystem, type System } from '../fakes/system';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(async () => await system.stop());

test('a caller asks for their ticket by number and by code, comments it, raises it once, lists it and closes it', async () => {
  const caller = await dial(system.url, 'town-hall', '+34600000131');
  await askForStreetLight(caller, 'calle del Lago 2');
  const { recordId: id = '', code = '' } = await caller.say('sí');
  const ticket = async () => (await ticketsOf(system.url)).find((one) => one.id === id);

  expect((await sayAll(caller, ['quiero saber cómo va mi aviso', id])).words).toContain(id);
  expect((await sayAll(caller, ['quiero saber cómo va mi aviso', code])).words).toContain(id);

  await sayAll(caller, ['quiero añadir un comentario a mi aviso', id, 'ahora parpadea toda la noche']);
  expect((await caller.say('sí')).delivery).toBe('delivered');
  expect((await ticket())?.comments.map(({ text }) => text)).toEqual(['ahora parpadea toda la noche']);

  await sayAll(caller, ['quiero subir la prioridad de mi aviso', id]);
  expect((await caller.say('sí')).delivery).toBe('delivered');
  expect((await ticket())?.priority).toBe('high');
  const refused = await sayAll(caller, ['quiero subir la prioridad de mi aviso', id]);
  expect(refused.code).toBeUndefined();
  expect((await ticket())?.priority).toBe('high');

  expect((await caller.say('¿qué avisos tengo?')).words).toContain(id);

  let answer = await sayAll(caller, ['quiero cerrar mi aviso', id]);
  for (let turn = 0; turn < 3 && !answer.delivery; turn += 1) {
    answer = await caller.say(
      answer.words.endsWith('?') && !answer.words.includes(id) ? 'ya está arreglada' : 'sí',
    );
  }
  expect(answer.delivery).toBe('delivered');
  expect((await ticket())?.status).toBe('closed');
  expect((await ticketsOf(system.url)).filter((one) => one.reference === code)).toHaveLength(1);
}, 60_000);
