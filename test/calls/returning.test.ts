/** A caller who comes back by the same number: their open case is told in the first words, and to nobody else. */
import type { CallBegun } from '../../src/gateway/shapes';
import { caseOf, dial, eventually, office, request } from '../fakes/caller';
import { askForStreetLight } from '../fakes/street-light';
import { startSystem, type System } from '../fakes/system';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(async () => await system.stop());

/** A street light that the office has; its case is watched by now. */
async function reported(from: string, street: string, name = 'Ana Ruiz') {
  const caller = await dial(system.url, 'town-hall', from);
  await askForStreetLight(caller, street, name);
  const { code = '', recordId = '' } = await caller.say('sí');
  await caller.hangUp();
  await eventually('the office has it', async () => (await caseOf(system.url, code)).waitingFor === 'office');
  return { code, recordId };
}
const greetingFor = async (from?: string, assistant = 'town-hall'): Promise<string> => {
  const body = { assistant, ...(from === undefined ? {} : { from }) };
  return (await request<CallBegun>(`${system.url}/api/calls`, 'POST', body)).greeting;
};

test('who calls again is greeted with their case, hears how it goes, and adds to it without its number', async () => {
  const from = '+34600000801';
  const { code, recordId } = await reported(from, 'calle del Tejo 2');
  const caller = await dial(system.url, 'town-hall', from);
  const { greeting: plain } = system.installation.assistants.get('town-hall');
  expect(caller.greeting.startsWith(plain)).toBe(true);
  expect(caller.greeting).toContain(
    `Su solicitud ${code}, para avisar de una farola apagada, sigue abierta; tendrá`,
  );
  expect((await caller.say('sí, de esa')).words).toContain(`Su solicitud ${recordId}`);
  await caller.say('quiero añadir algo');
  expect((await caller.say('ahora parpadea toda la noche')).words).toContain(`a la solicitud ${recordId}`);
  expect((await caller.say('sí')).delivery).toBe('delivered');
  const seen = await request<{ lines: { text: string }[] }>(`${system.url}/api/calls/${caller.callId}`);
  expect(seen.lines.map(({ text }) => text).join(' ')).toContain(code);
});

test('the newest of two is told, and how many there are; once the office closes them, none', async () => {
  const from = '+34600000802';
  const first = await reported(from, 'calle del Olmo 4');
  const second = await reported(from, 'calle del Haya 9');
  expect(await greetingFor(from)).toContain(
    `Tiene 2 solicitudes abiertas; la más reciente es la ${second.code}`,
  );
  await office(system.url, second.recordId, 'close');
  await eventually('one is closed', async () =>
    (await greetingFor(from)).includes(`Su solicitud ${first.code}`),
  );
  await office(system.url, first.recordId, 'close');
  const { greeting } = system.installation.assistants.get('town-hall');
  await eventually('both are closed', async () => (await greetingFor(from)) === greeting);
});

test('another number, a withheld one, and another tenant’s assistant hear nothing of it', async () => {
  const from = '+34600000803';
  const { code } = await reported(from, 'calle del Pino 6');
  const { greeting } = system.installation.assistants.get('town-hall');
  expect(await greetingFor('+34600000804')).toBe(greeting);
  expect(await greetingFor()).toBe(greeting);
  expect(await greetingFor(from, 'shop')).not.toContain(code);
  expect(await greetingFor(from)).toContain(code);
});

test('a number under which two people have asked hears of neither’s case', async () => {
  const from = '+34600000805';
  await reported(from, 'calle del Roble 1', 'Ana Ruiz');
  await reported(from, 'calle del Roble 8', 'Luis Ruiz');
  expect(await greetingFor(from)).toBe(system.installation.assistants.get('town-hall').greeting);
});

test('where the store is away the greeting is the plain one, and the call goes on', async () => {
  const from = '+34600000807';
  const { code } = await reported(from, 'calle del Arce 5');
  expect(await greetingFor(from)).toContain(code);
  await system.killStore();
  const caller = await dial(system.url, 'town-hall', from);
  expect(caller.greeting).toBe(system.installation.assistants.get('town-hall').greeting);
  expect((await caller.say('hay una farola apagada')).words).toContain('calle');
  await system.startStore();
});
