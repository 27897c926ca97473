/** A caller who comes back by SMS, by telephone, or is called up: told first that no person speaks, then how their case stands. */
import { randomUUID } from 'node:crypto';
import { caseOf, dial, eventually, request } from '../fakes/caller';
import { type PhoneOffice, said, startPhoneOffice } from '../fakes/phone-office';
import { askForStreetLight } from '../fakes/street-light';

const ours = '+34910000000';
let phone: PhoneOffice;
beforeAll(async () => {
  phone = await startPhoneOffice({ 'town-hall': { transport: 'relay' } }, { TWILIO_SMS_FROM: ours }, [
    'street_light',
    'ticket_status',
  ]);
}, 120_000);
afterAll(async () => await phone.stop());

/** A street light that the office has; its case is watched by now. */
async function reported(from: string, street: string) {
  const { url } = phone.system;
  const caller = await dial(url, 'town-hall', from);
  await askForStreetLight(caller, street);
  const { code = '', recordId = '' } = await caller.say('sí');
  await caller.hangUp();
  await eventually('the office has it', async () => (await caseOf(url, code)).waitingFor === 'office');
  return { code, recordId };
}

test('who writes by SMS is told so in the first answer, once, and is answered about that case', async () => {
  const from = '+34600000811';
  const { code, recordId } = await reported(from, 'calle del Fresno 3');
  const texts = (): string[] => phone.carrier.messages.telephoneOf(from).map(({ text }) => text);
  await phone.carrier.messages.say(from, ours, '¿se sabe algo de lo mío?');
  const first = await eventually('an answer', async () => await Promise.resolve(texts()[0]));
  expect(first.indexOf('inteligencia artificial')).toBeGreaterThan(-1);
  expect(first.indexOf(code)).toBeGreaterThan(first.indexOf('inteligencia artificial'));
  expect(first).toContain(`Su solicitud ${recordId}`);
  await phone.carrier.messages.say(from, ours, 'gracias');
  const second = await eventually('a second answer', async () => await Promise.resolve(texts()[1]));
  expect(second).not.toContain(code);
}, 90_000);

test('who calls by telephone hears it behind the greeting, and a yes joins the call to it', async () => {
  const from = '+34600000812';
  const { code, recordId } = await reported(from, 'calle del Fresno 5');
  const result = await phone.carrier.call({
    ...{ from, assistant: 'town-hall', withinMs: 60_000, patienceMs: 30_000 },
    steps: [{ hear: 'esa solicitud' }, { say: 'sí, de esa' }, { hear: recordId }, { hangUp: true }],
  });
  expect(result.failures).toEqual([]);
  const words = said(result).join('\n');
  const places = ['inteligencia artificial', 'ayudarle', code, 'esa solicitud'].map((one) =>
    words.indexOf(one),
  );
  expect(places.every((place) => place >= 0)).toBe(true);
  expect(places).toEqual(places.toSorted((one, other) => one - other));
}, 90_000);

test('who is called up by us hears it behind our reason, and is not asked whether they call about it', async () => {
  const from = '+34600000813';
  const { code } = await reported(from, 'calle del Fresno 7');
  const talked = phone.carrier.call({
    ...{ from, direction: 'outbound', withinMs: 60_000, patienceMs: 30_000, answers: { amdMs: 200 } },
    steps: [{ hear: code }, { hangUp: true }],
  });
  const body = {
    assistant: 'town-hall',
    to: from,
    callId: `out-${randomUUID()}`,
    say: 'Le devolvemos su llamada.',
  };
  await request(`${phone.system.url}/api/calls/outbound`, 'POST', body);
  const result = await talked;
  expect(result.failures).toEqual([]);
  expect(said(result).join('\n')).toContain('Le devolvemos su llamada.');
  expect(said(result).join('\n')).not.toContain('¿Es por esa');
}, 90_000);
