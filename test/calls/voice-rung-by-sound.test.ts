/** A notice that is told by a call over Media Streams, in sound: what was heard of it is known to the word. */
import { office as deed, ticketsOf } from '../fakes/caller';
import { said } from '../fakes/phone-office';
import { rung, sentBy, toldThoughGone, withTicket } from '../fakes/told-by-voice';
import { startWrittenOffice, type WrittenOffice } from '../fakes/written-office';

let office: WrittenOffice;
beforeAll(async () => {
  const errands = ['street_light', 'reopen_ticket'];
  office = await startWrittenOffice({ ladder: ['whatsapp', 'voice', 'sms'], errands, transport: 'media' });
}, 120_000);
afterAll(async () => await office?.stop());

test('who hears by sound that the ticket is closed says 1, and it is open again', async () => {
  const from = '+34600000831';
  const { id, code } = await withTicket(office, from, 'calle del Tilo 1');
  const talked = rung(office, from, {
    answers: { amdMs: 300 },
    steps: [
      { hear: 'está cerrada' },
      { pause: 6000 },
      { press: '1' },
      { hear: 'reabierta' },
      { hangUp: true },
    ],
  });
  await deed(office.system.url, id, 'close');
  const result = await talked;
  expect(result.failures).toEqual([]);
  const [first, second] = said(result).filter((line) => line.startsWith('assistant'));
  expect(first).toContain('inteligencia artificial');
  expect(second).toContain(code);
  expect((await ticketsOf(office.system.url)).find((ticket) => ticket.id === id)?.status).toBe('open');
  const sends = await sentBy(office, code, (all) => all.some(({ state }) => state === 'delivered'));
  expect(sends).toMatchObject([
    { channel: 'whatsapp', state: 'failed' },
    { channel: 'voice', state: 'delivered', flagged: false },
  ]);
}, 120_000);

test('who hears it to its last word and hangs up right behind it was told, and gets no message as well', async () => {
  const steps = [{ hear: 'responda 1' }, { pause: 300 }];
  await toldThoughGone(office, '+34600000832', 'calle del Tilo 2', steps);
}, 120_000);
