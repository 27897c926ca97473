/** A notice that is told by a call by `<Gather>`: what the carrier asks for next tells that it was heard to its end. */
import { office as deed, ticketsOf } from '../fakes/caller';
import { rung, sentBy, toldThoughGone, withTicket } from '../fakes/told-by-voice';
import { startWrittenOffice, type WrittenOffice } from '../fakes/written-office';

let office: WrittenOffice;
beforeAll(async () => {
  const errands = ['street_light', 'reopen_ticket'];
  office = await startWrittenOffice({ ladder: ['whatsapp', 'voice', 'sms'], errands, transport: 'gather' });
}, 120_000);
afterAll(async () => await office?.stop());

test('who hears that the ticket is closed presses 1, and it is open again', async () => {
  const from = '+34600000841';
  const { id, code } = await withTicket(office, from, 'calle del Boj 1');
  const talked = rung(office, from, {
    answers: { amdMs: 300 },
    steps: [
      { hear: 'no está resuelto' },
      { pause: 800 },
      { press: '1' },
      { hear: 'reabierta' },
      { hangUp: true },
    ],
  });
  await deed(office.system.url, id, 'close');
  expect((await talked).failures).toEqual([]);
  expect((await ticketsOf(office.system.url)).find((ticket) => ticket.id === id)?.status).toBe('open');
  const sends = await sentBy(office, code, (all) => all.some(({ state }) => state === 'delivered'));
  expect(sends[1]).toMatchObject({ channel: 'voice', state: 'delivered', flagged: false });
}, 120_000);

test('who hears it to its end and hangs up right behind it was told, and gets no message as well', async () => {
  const steps = [{ hear: 'no está resuelto' }, { pause: 800 }];
  await toldThoughGone(office, '+34600000842', 'calle del Boj 2', steps);
}, 120_000);

test('who hangs up in the middle of it was not told', async () => {
  const from = '+34600000843';
  const { id, code } = await withTicket(office, from, 'calle del Boj 3');
  const talked = rung(office, from, {
    answers: { amdMs: 300 },
    steps: [{ pause: 5500 }, { hangUp: true }],
  });
  await deed(office.system.url, id, 'close');
  await talked;
  const sends = await sentBy(office, code, (all) => all.some(({ channel }) => channel === 'sms'));
  expect(sends[1]).toMatchObject({
    ...{ channel: 'voice', state: 'undelivered' },
    error: expect.stringContaining('end'),
  });
}, 120_000);
