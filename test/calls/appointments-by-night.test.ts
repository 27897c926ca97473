/** What the office does to an appointment by night: in the morning the caller is told what is so then, and nothing else. */
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { skipTime } from '../../src/drill/skip-time';
import { phrasesOf } from '../../src/language/phrases-of';
import { outreachWorkflowId } from '../../workflows/ids';
import { caseOf, eventually } from '../fakes/caller';
import { makeHome, removeHome } from '../fakes/embedded-store';
import { type AppointmentOffice, openAppointmentOffice } from '../fakes/own-agenda';
import { type PhoneOffice, startPhoneOffice } from '../fakes/phone-office';

const ours = '+34910000000';
const home = makeHome();
const agenda = `agenda-${Math.random().toString(36).slice(2, 10)}`;
let office: PhoneOffice;
let desk: AppointmentOffice;

/** It is night in Madrid, for some hours to come. */
const wall = (hours: number): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Madrid', hour: '2-digit', hourCycle: 'h23' }).format(
    Date.now() + hours * 3_600_000,
  );
const config = `
connections:
  ${agenda}: { system: agenda }
  town-hall-desk:
    system: sandbox-desk
    url: \${RECADO_SANDBOX_URL}/desks/town-hall
    token: sandbox
    webhookSecret: whsec_c2FuZGJveC1vbmx5LW5vdC1hLXNlY3JldA==
reach:
  ladder: [sms]
  quietHours: { from: "${wall(-2)}:00", until: "${wall(6)}:00" }
  allow: [ES]
`;

beforeAll(async () => {
  const file = join(home, 'recado.yaml');
  writeFileSync(file, config);
  const env = { RECADO_CONFIG: file, TWILIO_SMS_FROM: ours };
  const errands = ['book_register', 'move_register', 'cancel_appointment'];
  office = await startPhoneOffice({ 'town-hall': { transport: 'relay' } }, env, errands, agenda);
  desk = openAppointmentOffice(office.system, agenda);
}, 120_000);
afterAll(async () => {
  await office?.stop();
  removeHome(home);
});

const textsOf = (number: string): string[] =>
  office.carrier.messages.telephoneOf(number).map(({ text }) => text);
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
  expect(textsOf(from)).toEqual([]);
  await skipTime(office.system.temporal, outreachWorkflowId(code, 3), 9 * 3600);
  const [told = ''] = await eventually('the morning', async () => textsOf(from).length > 0 && textsOf(from));
  expect(told).toContain(when(second.startsAt));
  expect(told).not.toContain(when(first.startsAt));

  await move(13);
  await untilWaits(4);
  await desk.ask(from, ['quiero anular mi cita']);
  await desk.followed(id, false);
  await eventually('the notice to be taken back', async () => (await stateOf(4)) === 'CANCELLED');
  await sleep(500);
  expect(textsOf(from)).toHaveLength(1);
}, 120_000);
