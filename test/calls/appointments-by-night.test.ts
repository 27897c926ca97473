/** What the office does to an appointment by night: in the morning the caller is told what is so then, and nothing else. */
import { setTimeout as sleep } from 'node:timers/promises';
import { skipTime } from '../../src/drill/skip-time';
import { phrasesOf } from '../../src/language/phrases-of';
import { outreachWorkflowId } from '../../workflows/ids';
import { caseOf, eventually } from '../fakes/caller';
import { type AppointmentOffice, openAppointmentOffice } from '../fakes/own-agenda';
import { startWrittenOffice, type WrittenOffice } from '../fakes/written-office';

const agenda = `agenda-${Math.random().toString(36).slice(2, 10)}`;
let office: WrittenOffice;
let desk: AppointmentOffice;

/** It is night in Madrid, for some hours to come. */
const wall = (hours: number): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Madrid', hour: '2-digit', hourCycle: 'h23' }).format(
    Date.now() + hours * 3_600_000,
  );
beforeAll(async () => {
  const errands = ['book_register', 'move_register', 'cancel_appointment'];
  const reach = { quietHours: { from: `${wall(-2)}:00`, until: `${wall(6)}:00` } };
  office = await startWrittenOffice({ ladder: ['sms'], errands, reach, agenda });
  desk = openAppointmentOffice(office.system, agenda);
}, 120_000);
afterAll(async () => await office?.stop());

const when = (at: string): string => phrasesOf('es').when(at, 'Europe/Madrid');

test('moved twice by night, the caller hears in the morning of the last time alone; what they cancel themselves, not at all', async () => {
  const from = '+34600000331';
  const { id, code } = await desk.book(from);
  await desk.followed(id, true);
  const stateOf = async (number: number) =>
    (await office.system.temporal.workflow.getHandle(outreachWorkflowId(code, number)).describe()).status
      .name;
  const untilWaits = async (number: number) =>
    await eventually(`notice ${number} to wait for the morning`, async () => {
      const { audit } = await caseOf(office.system.url, code);
      return audit.filter(({ what }) => what === 'notice: appointmentMoved').length >= number - 1;
    });
  const move = async (days: number) => {
    const slot = await desk.free(id, days);
    await desk.move(id, slot);
    return slot;
  };

  const first = await move(6);
  await untilWaits(2);
  const second = await move(9);
  await untilWaits(3);
  expect(await stateOf(2)).toBe('CANCELLED');
  expect(office.textsOf(from)).toEqual([]);
  await skipTime(office.system.temporal, outreachWorkflowId(code, 3), 9 * 3600);
  const [told = ''] = await eventually(
    'the morning',
    async () => office.textsOf(from).length > 0 && office.textsOf(from),
  );
  expect(told).toContain(when(second.startsAt));
  expect(told).not.toContain(when(first.startsAt));

  await move(13);
  await untilWaits(4);
  await desk.ask(from, ['quiero anular mi cita']);
  await desk.followed(id, false);
  await eventually('the notice to be taken back', async () => (await stateOf(4)) === 'CANCELLED');
  await sleep(500);
  expect(office.textsOf(from)).toHaveLength(1);
}, 120_000);
