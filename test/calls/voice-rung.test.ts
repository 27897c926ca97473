/** Who is not told by message is called: placed once, told to a person and to no machine, and what they answer is done. */
import type { Message } from '../../src/channels/channel';
import type { CallView } from '../../src/gateway/shapes';
import { createVoiceChannel } from '../../src/worker/voice-channel';
import { caseOf, eventually, office as deed, request, ticketsOf } from '../fakes/caller';
import { said } from '../fakes/phone-office';
import { rung, sentBy, toldThoughGone, withTicket } from '../fakes/told-by-voice';
import { startWrittenOffice, type WrittenOffice } from '../fakes/written-office';

let office: WrittenOffice;
beforeAll(async () => {
  const errands = ['street_light', 'reopen_ticket'];
  office = await startWrittenOffice({ ladder: ['whatsapp', 'voice', 'sms'], errands });
}, 120_000);
afterAll(async () => await office?.stop());

test('who cannot be written to is called, hears that the ticket is closed, presses 1, and it is open again', async () => {
  const { url } = office.system;
  const from = '+34600000821';
  const { id, code } = await withTicket(office, from, 'calle del Sauce 1');
  const talked = rung(office, from, {
    answers: { amdMs: 300 },
    steps: [
      { hear: 'está cerrada' },
      { pause: 4000 },
      { press: '1' },
      { hear: 'reabierta' },
      { hangUp: true },
    ],
  });
  await deed(url, id, 'close');
  const result = await talked;
  expect(result.failures).toEqual([]);
  const [first, second] = said(result).filter((line) => line.startsWith('assistant'));
  expect(first).toContain('inteligencia artificial');
  expect(second).toContain(code);
  expect((await ticketsOf(url)).find((ticket) => ticket.id === id)?.status).toBe('open');
  const sends = await sentBy(office, code, (all) => all.some(({ state }) => state === 'delivered'));
  expect(sends).toMatchObject([
    { channel: 'whatsapp', state: 'failed' },
    { channel: 'voice', state: 'delivered', flagged: false },
  ]);
  expect(office.textsOf(from).filter((text) => text.includes('cerrada'))).toEqual([]);
}, 120_000);

test.each([
  ['machine_end_beep', 'a machine answered', '+34600000822', 'calle del Sauce 2'],
  ['no-answer', 'nobody answered', '+34600000823', 'calle del Sauce 3'],
] as const)(
  'where %s, nothing is told there, and the next channel is tried',
  async (as, error, from, street) => {
    const { id, code } = await withTicket(office, from, street);
    const talked = rung(office, from, {
      answers: { as, ringMs: 200, amdMs: 300 },
      steps: [{ expect: { ended: true } }],
    });
    await deed(office.system.url, id, 'close');
    expect(said(await talked)).toEqual([]);
    await eventually(
      'the SMS',
      async () => await Promise.resolve(office.textsOf(from).some((one) => /cerrada/.test(one))),
    );
    const sends = await sentBy(office, code, (all) => all.some(({ channel }) => channel === 'sms'));
    expect(sends[1]).toMatchObject({ channel: 'voice', state: 'undelivered', error });
  },
  120_000,
);

test('who hangs up in the middle of it was not told', async () => {
  const from = '+34600000824';
  const { id, code } = await withTicket(office, from, 'calle del Sauce 4');
  const talked = rung(office, from, {
    answers: { amdMs: 300 },
    steps: [{ pause: 5500 }, { hangUp: true }],
  });
  await deed(office.system.url, id, 'close');
  await talked;
  const sends = await sentBy(office, code, (all) => all.some(({ channel }) => channel === 'sms'));
  expect(sends[1]).toMatchObject({
    channel: 'voice',
    state: 'undelivered',
    error: expect.stringContaining('end'),
  });
}, 120_000);

test('who hears it to its end and hangs up without a word was told, and gets no message as well', async () => {
  const from = '+34600000827';
  const { id, code } = await withTicket(office, from, 'calle del Sauce 7');
  const talked = rung(office, from, {
    answers: { amdMs: 300 },
    steps: [{ hear: 'está cerrada' }, { pause: 8000 }, { hangUp: true }],
  });
  await deed(office.system.url, id, 'close');
  await talked;
  const sends = await sentBy(office, code, (all) =>
    all.some(({ state }) => state === 'delivered' || state === 'undelivered'),
  );
  expect(sends[1]).toMatchObject({ channel: 'voice', state: 'delivered' });
  expect(office.textsOf(from).filter((text) => text.includes('cerrada'))).toEqual([]);
}, 120_000);

test('a number of a country that may not be called is not', async () => {
  const from = '+351910000825';
  const { id, code } = await withTicket(office, from, 'calle del Sauce 5');
  await deed(office.system.url, id, 'close');
  await eventually('the notice has nowhere to go', async () => {
    const { audit } = await caseOf(office.system.url, code);
    return audit.some(({ what }) => what === 'notice: closed');
  });
  expect((await caseOf(office.system.url, code)).sends).toEqual([]);
}, 60_000);

test('a message whose taking was lost on its way places no second call', async () => {
  const { system, door } = office;
  const from = '+34600000826';
  const { code } = await withTicket(office, from, 'calle del Sauce 6');
  const parts = { temporal: system.temporal, taskQueue: system.config.taskQueue };
  const { assistants, store } = system.installation;
  const voice = createVoiceChannel({ ...parts, assistants, store });
  const message: Message = {
    ...{ id: `outreach/${code}/9/voice`, code, to: { phone: from }, language: 'es' },
    ...{ text: 'Su solicitud está cerrada.', at: new Date().toISOString() },
  };
  door.asked.length = 0;
  const talked = rung(office, from, { answers: { as: 'busy', ringMs: 300 } });
  const first = await voice.send(message);
  expect(await voice.send(message)).toEqual(first);
  expect(await voice.find?.(message)).toEqual(first);
  await talked;
  const callId = 'providerId' in first ? (first.providerId ?? '') : '';
  await office.callSeen(callId, ({ state }) => state === 'ended');
  // Over, it is still the same call.
  expect(await voice.send(message)).toEqual(first);
  expect(door.asked.filter((what) => what === 'POST Calls')).toHaveLength(1);
}, 60_000);

test('a call of which nobody knows whether it rang is flagged, like a message that may have gone twice', async () => {
  const from = '+34600000828';
  const { id, code } = await withTicket(office, from, 'calle del Sauce 8');
  office.door.mood = 'cut';
  office.door.asked.length = 0;
  await deed(office.system.url, id, 'close');
  await eventually(
    'a try to place it',
    async () => await Promise.resolve(office.door.asked.includes('POST Calls')),
  );
  office.door.mood = 'well';
  // The carrier's own callbacks are waited for as long as it may ring.
  const sends = await sentBy(office, code, (all) => all.some(({ channel }) => channel === 'sms'), 90_000);
  expect(sends[1]).toMatchObject({
    ...{ channel: 'voice', state: 'failed', flagged: true },
    error: expect.stringContaining('nobody knows whether it rang'),
  });
  expect(sends.find(({ channel }) => channel === 'sms')).toMatchObject({ flagged: false });
  const { items } = await request<{ items: CallView[] }>(`${office.system.url}/api/calls`);
  const called = items.filter(({ phone }) => phone?.outbound?.outcome === 'unknown');
  expect(called).toMatchObject([{ codes: [code] }]);
}, 150_000);

test('who hears it to its last word and hangs up right behind it was told: the carrier says what it played', async () => {
  const steps = [{ hear: 'no está resuelto' }, { pause: 300 }];
  await toldThoughGone(office, '+34600000829', 'calle del Sauce 9', steps);
}, 120_000);
