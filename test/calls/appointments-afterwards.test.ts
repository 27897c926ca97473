/** What happens to an appointment when the call is long over: the office moves it, the caller is told, and answers. */
import { setTimeout as sleep } from 'node:timers/promises';
import { phrasesOf } from '../../src/language/phrases-of';
import { caseOf, eventually, request } from '../fakes/caller';
import { type AppointmentOffice, openAppointmentOffice } from '../fakes/own-agenda';
import { ours, startWrittenOffice, type WrittenOffice } from '../fakes/written-office';

const agenda = `agenda-${Math.random().toString(36).slice(2, 10)}`;
let office: WrittenOffice;
let desk: AppointmentOffice;
beforeAll(async () => {
  const errands = ['book_register', 'move_register', 'cancel_appointment'];
  office = await startWrittenOffice({ ladder: ['sms'], errands, agenda });
  desk = openAppointmentOffice(office.system, agenda);
}, 120_000);
afterAll(async () => await office?.stop());

const when = (at: string): string => phrasesOf('es').when(at, 'Europe/Madrid');
const answer = async (from: string, text: string): Promise<void> =>
  void (await office.carrier.messages.say(from, ours, text));
const seen = async (id: string) =>
  (
    await request<{ appointment: { status: string; startsAt: string } }>(
      `${office.system.url}/api/systems/${agenda}/appointments/${id}`,
    )
  ).appointment;

/** A caller whose appointment the office has moved, and who was told so. */
async function movedByOffice(from: string, days: number) {
  const { id, code } = await desk.book(from);
  await desk.followed(id, true);
  const slot = await desk.free(id, days);
  await desk.move(id, slot);
  const text = await office.got(from, /nueva hora.*Responda 1/);
  expect(text).toContain(when(slot.startsAt));
  expect(text).toContain(code);
  return { id, code, slot };
}

test('moved by the office: the caller hears the new time, answers 3, and it is cancelled, told once', async () => {
  const from = '+34600000321';
  const { id, code } = await movedByOffice(from, 6);
  await answer(from, '3');
  await office.got(from, /anulada/);
  expect(await seen(id)).toMatchObject({ status: 'cancelled' });
  await desk.followed(id, false);
  await sleep(1500);
  expect(office.textsOf(from)).toHaveLength(2);
  expect(await caseOf(office.system.url, code)).toMatchObject({ state: 'settled' });
}, 90_000);

test('who answers 1 is thanked, and their case says by what they confirmed', async () => {
  const from = '+34600000322';
  const { id, code } = await movedByOffice(from, 7);
  await answer(from, '1');
  await office.got(from, /confirmado/);
  const found = await eventually('the line on the trail', async () => {
    const detail = await caseOf(office.system.url, code);
    return detail.audit.some(({ what }) => what === 'confirmed') && detail;
  });
  expect(found.audit.find(({ what }) => what === 'confirmed')).toMatchObject({
    ...{ who: 'caller', detail: 'by the caller by sms' },
  });
  expect(found.nextStep).toMatch(/^Confirmed by the caller by sms/);
  expect(await seen(id)).toMatchObject({ status: 'booked' });
}, 90_000);

test('who answers 2 is asked for another time by the assistant, and their yes moves it', async () => {
  const from = '+34600000323';
  const { id, slot } = await movedByOffice(from, 8);
  const write = async (text: string): Promise<string> => {
    const before = office.textsOf(from).length;
    await answer(from, text);
    return await eventually(`an answer to "${text}"`, async () => office.textsOf(from)[before]);
  };
  expect(await write('2')).toMatch(/día/i);
  await write('lo antes posible');
  expect(await write('la primera')).toMatch(/\?$/);
  await write('sí');
  await eventually('the new time', async () => (await seen(id)).startsAt !== slot.startsAt);
  await eventually('word of it', async () =>
    office.textsOf(from).some((text) => text.includes('cita') && !/nueva hora/.test(text)),
  );
  expect(office.textsOf(from).join(' ')).not.toMatch(/confirmado/);
  expect(office.textsOf(from).filter((text) => /nueva hora para su cita/.test(text))).toHaveLength(1);
}, 90_000);
