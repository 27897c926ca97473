import { setTimeout as sleep } from 'node:timers/promises';
import { skipTime } from '../../src/drill/skip-time';
import { phrasesOf } from '../../src/language/phrases-of';
import { appointmentState, callerConfirms, callerDecided, recordSeen } from '../../workflows/messages';
import { caseOf, eventually, inboxOf } from '../fakes/caller';
import {
  type AppointmentOffice,
  openAppointmentOffice,
  type OwnAgenda,
  writeOwnAgenda,
} from '../fakes/own-agenda';
import { endsWithoutStore } from '../fakes/ending-watch';
import { startSystem, type System } from '../fakes/system';

const zone = 'Europe/Madrid';
let agenda: OwnAgenda;
let system: System;
let office: AppointmentOffice;
beforeAll(async () => {
  const before = [{ before: { hours: 24 } }, { before: { hours: 2 } }];
  agenda = writeOwnAgenda(
    { appointmentReminders: before },
    `notify:
  - { name: board, url: "http://127.0.0.1:1/hook", secret: "whsec_bmV3LXNlY3JldC1uZXctc2VjcmV0LW5ldw==", events: [appointment.changed] }`,
  );
  system = await startSystem({ env: agenda.env });
  office = openAppointmentOffice(system, agenda.name);
});
afterAll(async () => {
  await system.stop();
  agenda.remove();
});

const textsOf = async (from: string) => (await inboxOf(system.url, from)).map(({ text }) => text);
const got = async (from: string, count: number) =>
  await eventually(`${count} messages`, async () => {
    const all = await textsOf(from);
    return all.length >= count && all;
  });
const handleOf = (id: string) => system.temporal.workflow.getHandle(office.watchOf(id));
const knownOf = async (id: string) => await handleOf(id).query(appointmentState);
const when = (at: string) => phrasesOf('es').when(at, zone);
const trailOf = async (code: string) => (await caseOf(system.url, code)).audit;
const untilTrail = async (code: string, wanted: string) =>
  await eventually(`"${wanted}" on the trail`, async () =>
    (await trailOf(code)).find(({ what }) => what === wanted),
  );
const changesOf = async (code: string) =>
  (await system.installation.store.outbox.list({ limit: 100, endpoint: 'board' }))
    .filter((one) => one.code === code)
    .map(({ body }) => (JSON.parse(body) as { data: { change: string; by: string } }).data)
    .map(({ change, by }) => `${change} by the ${by}`);
/** Lets the watch run ahead until so long before its appointment starts; a little further, since it stands still before a timer that does not fit. */
async function runUntil(id: string, beforeMs: number): Promise<void> {
  const { slot } = await knownOf(id);
  const seconds = Math.ceil((Date.parse(slot.startsAt) - beforeMs - Date.now()) / 1000) + 60;
  await skipTime(system.temporal, office.watchOf(id), seconds);
}
const hourMs = 3_600_000;

/** A caller with an appointment some days ahead, told of that by the office. */
async function withAppointment(from: string, days = 6) {
  const { id, code } = await office.book(from);
  await office.followed(id, true);
  const slot = await office.free(id, days);
  await office.move(id, slot);
  const [moved = ''] = await got(from, 1);
  expect(moved).toContain(when(slot.startsAt));
  return { id, code, slot };
}

test('the office moves it, then cancels it: the caller is told of each once, and whoever listens is too', async () => {
  const from = '+34600000701';
  const { id, code, slot } = await withAppointment(from);
  await office.cancel(id);
  const [, cancelled = ''] = await got(from, 2);
  expect(cancelled).toMatch(/anular/);
  expect(cancelled).toContain(when(slot.startsAt));
  await office.followed(id, false);
  await sleep(1000);
  expect(await textsOf(from)).toHaveLength(2);
  expect(await caseOf(system.url, code)).toMatchObject({ state: 'settled', waitingFor: 'nobody' });
  expect((await trailOf(code)).map(({ what }) => what)).toEqual(
    expect.arrayContaining(['watching', 'moved', 'notice: appointmentMoved', 'cancelled', 'settled']),
  );
  expect((await changesOf(code)).toSorted()).toEqual([
    'booked by the caller',
    'cancelled by the office',
    'moved by the office',
  ]);
}, 90_000);

test('the caller is reminded a day before and two hours before, and the watch ends with the appointment', async () => {
  const from = '+34600000702';
  const { id, code, slot } = await withAppointment(from);
  await runUntil(id, 24 * hourMs);
  const [, reminder = ''] = await got(from, 2);
  expect(reminder).toMatch(/^R-.*recuerde su cita.*Responda 1/);
  expect(reminder).toContain(when(slot.startsAt));
  await runUntil(id, 2 * hourMs);
  await got(from, 3);
  await runUntil(id, -2 * hourMs);
  await office.followed(id, false);
  expect((await textsOf(from)).filter((text) => /recuerde/.test(text))).toHaveLength(2);
  expect(await caseOf(system.url, code)).toMatchObject({
    state: 'settled',
    nextStep: expect.stringContaining('over'),
  });
}, 180_000);

test('who confirms it is seen to have, and gets no second reminder', async () => {
  const from = '+34600000703';
  const { id, code } = await withAppointment(from);
  await runUntil(id, 24 * hourMs);
  await got(from, 2);
  await handleOf(id).signal(callerConfirms, { by: 'sms', at: new Date().toISOString() });
  expect(await untilTrail(code, 'confirmed')).toMatchObject({
    who: 'caller',
    detail: 'by the caller by sms',
  });
  expect((await caseOf(system.url, code)).nextStep).toMatch(/^Confirmed by the caller by sms/);
  await runUntil(id, -2 * hourMs);
  await office.followed(id, false);
  expect(await textsOf(from)).toHaveLength(2);
  expect(await untilTrail(code, 'no reminder')).toMatchObject({ detail: 'it is confirmed' });
}, 180_000);

test('nobody is reminded of what was cancelled', async () => {
  const from = '+34600000704';
  const { id } = await withAppointment(from);
  // Nobody tells us: the look before the reminder finds it out.
  await system.installation.connectors.get(agenda.name)?.verbs.cancelAppointment?.(id, 'by-hand');
  await runUntil(id, 24 * hourMs);
  await office.followed(id, false);
  const texts = await textsOf(from);
  expect(texts).toHaveLength(2);
  expect(texts[1]).toMatch(/anular/);
}, 180_000);

test('who moves and cancels it themselves is told nothing anew, and reminded of the new time', async () => {
  const from = '+34600000705';
  const { id, code, slot } = await withAppointment(from);
  const moved = await office.ask(from, [
    'quiero cambiar la cita del padrón',
    'lo antes posible',
    'la primera',
  ]);
  await eventually('the watch to know', async () => {
    const { slot: known, asked } = await knownOf(id);
    return known.startsAt !== slot.startsAt && asked.length === 0;
  });
  expect(await untilTrail(code, 'moved')).toBeDefined();
  expect((await knownOf(id)).remindAt ?? []).not.toContain(
    new Date(Date.parse(slot.startsAt) - 24 * hourMs).toISOString(),
  );
  await office.ask(from, ['quiero anular mi cita']);
  await office.followed(id, false);
  await sleep(1000);
  expect(await textsOf(from)).toHaveLength(1);
  expect(await changesOf(code)).toEqual(expect.not.arrayContaining(['cancelled by the office']));
  expect(await changesOf(moved)).toEqual(['moved by the caller']);
}, 120_000);

test('an appointment that nobody follows is followed once its caller has moved it', async () => {
  const from = '+34600000706';
  const { id } = await office.book(from);
  await office.followed(id, true);
  await handleOf(id).terminate('lost');
  const code = await office.ask(from, [
    'quiero cambiar la cita del padrón',
    'lo antes posible',
    'la segunda',
  ]);
  await office.followed(id, true);
  const slot = await office.free(id, 7);
  await office.move(id, slot);
  const [text = ''] = await got(from, 1);
  expect(text).toContain(code);
  expect(text).toContain(when(slot.startsAt));
}, 90_000);

test('what the office reports while a watch is just writing down its end is looked at, and its caller hears of it', async () => {
  const from = '+34600000707';
  const { id } = await office.book(from);
  await office.followed(id, true);
  const verbs = system.installation.connectors.get(agenda.name)?.verbs;
  const before = await verbs?.readAppointment?.(id);
  if (!before) throw new Error('nothing was booked');
  const slot = await office.free(id, 7);
  const { startsAt } = slot;
  // Nobody tells us of it.
  expect(await verbs?.moveAppointment?.(id, slot, 'by-hand')).toBeDefined();
  const appointment = { ...before, status: 'cancelled' as const };
  await endsWithoutStore(
    system,
    handleOf(id),
    async () => await handleOf(id).signal(callerDecided, { code: 'R-7K3F-92QD', appointment }),
    async () => (await knownOf(id)).status === 'cancelled',
  );
  const record = { connection: agenda.name, id };
  await handleOf(id).signal(recordSeen, { eventId: 'late', record, at: new Date().toISOString() });
  await system.startStore();
  const [text] = await got(from, 1);
  expect(text).toContain(when(startsAt));
  await office.followed(id, true);
  expect(await knownOf(id)).toMatchObject({ status: 'booked', slot: { startsAt } });
}, 120_000);
