/** A notice of an appointment that is told by a call of ours, and what the person answers by voice or by key, in three languages. */
import { caseOf, dial, eventually, request, sayAll } from '../fakes/caller';
import { type AppointmentOffice, openAppointmentOffice } from '../fakes/own-agenda';
import { said } from '../fakes/phone-office';
import { rung, sentBy } from '../fakes/told-by-voice';
import { startWrittenOffice, type WrittenOffice } from '../fakes/written-office';

const agenda = `agenda-${Math.random().toString(36).slice(2, 10)}`;
let office: WrittenOffice;
let desk: AppointmentOffice;
beforeAll(async () => {
  const errands = ['book_register', 'move_register', 'cancel_appointment'];
  const languages = { 'town-hall-pt': 'pt-BR', 'town-hall-en': 'en' } as const;
  office = await startWrittenOffice({ ladder: ['voice', 'sms'], errands, agenda, languages });
  desk = openAppointmentOffice(office.system, agenda);
}, 120_000);
afterAll(async () => await office?.stop());

const seen = async (id: string) =>
  (
    await request<{ appointment: { status: string; startsAt: string } }>(
      `${office.system.url}/api/systems/${agenda}/appointments/${id}`,
    )
  ).appointment;

/** What is said in one language; the errands themselves are the Spanish town hall's. */
const tongues = {
  es: {
    ...{ assistant: 'town-hall', book: ['lo antes posible', 'la primera', 'me llamo Ana Ruiz'], yes: 'sí' },
    ...{ asked: 'para anularla', cancel: 'cancelar', readBack: '¿La anulo?', cancelled: 'queda anulada' },
    ...{ move: 'cambiar', soon: 'lo antes posible', first: 'la primera', moves: '¿La cambio?' },
    ...{ moved: 'queda cambiada', confirm: 'sí, confirmo', confirmed: 'confirmado' },
  },
  'pt-BR': {
    ...{
      assistant: 'town-hall-pt',
      book: ['o quanto antes', 'o primeiro', 'meu nome é Ana Ruiz'],
      yes: 'sim',
    },
    ...{
      asked: 'para cancelar',
      cancel: 'cancelar',
      readBack: 'Posso cancelar?',
      cancelled: 'está cancelada',
    },
    ...{ move: 'mudar', soon: 'o quanto antes', first: 'o primeiro', moves: 'Posso mudar?' },
    ...{ moved: 'agora é', confirm: 'sim, confirmo', confirmed: 'confirmado' },
  },
  en: {
    ...{ assistant: 'town-hall-en', book: ['as soon as possible', 'the first one', 'my name is Ana Ruiz'] },
    ...{ yes: 'yes', asked: 'to cancel it', cancel: 'cancel', readBack: 'Shall I cancel it?' },
    ...{ cancelled: 'is cancelled', move: 'change', soon: 'as soon as possible', first: 'the first one' },
    ...{ moves: 'Shall I move it?', moved: 'Done', confirm: 'yes, I confirm', confirmed: 'confirmed' },
  },
} as const;
const all = Object.entries(tongues) as [keyof typeof tongues, (typeof tongues)[keyof typeof tongues]][];

/** A caller with an appointment, whose telephone rings when the office moves it: with `steps` behind the notice. */
async function movedByOffice(
  from: string,
  days: number,
  tongue: (typeof tongues)[keyof typeof tongues],
  steps: object[],
) {
  const caller = await dial(office.system.url, tongue.assistant, from);
  await sayAll(caller, ['cita padrón', ...tongue.book]);
  const { recordId: id = '', code = '' } = await caller.say(tongue.yes);
  await caller.hangUp();
  await desk.followed(id, true);
  const slot = await desk.free(id, days);
  const talked = rung(office, from, {
    answers: { amdMs: 300 },
    steps: [{ hear: tongue.asked }, { pause: 1500 }, ...steps] as never,
  });
  await desk.move(id, slot);
  const result = await talked;
  return { id, code, slot, result };
}

const trailOf = async (code: string) => (await caseOf(office.system.url, code)).audit;
const heardBy = async (code: string) => {
  const sends = await sentBy(office, code, (some) => some.some(({ state }) => state === 'delivered'));
  expect(sends).toMatchObject([{ channel: 'voice', state: 'delivered', flagged: false }]);
};

test.each(all)(
  '%s: "confirm" is noted on the case, and nothing else is done',
  async (language, tongue) => {
    const from = `+3460000084${all.findIndex(([one]) => one === language)}`;
    const steps = [{ say: tongue.confirm }, { hear: tongue.confirmed }, { hangUp: true }];
    const { id, code, slot, result } = await movedByOffice(from, 6, tongue, steps);
    expect(result.failures).toEqual([]);
    expect((await seen(id)).status).toBe('booked');
    expect((await seen(id)).startsAt).toBe(slot.startsAt);
    const line = await eventually('the line on the trail', async () =>
      (await trailOf(code)).find(({ what }) => what === 'confirmed'),
    );
    expect(line).toMatchObject({ who: 'caller', detail: 'by the caller by voice' });
    await heardBy(code);
  },
  120_000,
);

test.each(all)(
  '%s: "cancel" is read back, and cancelled by a yes',
  async (language, tongue) => {
    const from = `+3460000085${all.findIndex(([one]) => one === language)}`;
    const steps = [
      { say: tongue.cancel },
      { hear: tongue.readBack },
      { pause: 500 },
      { say: tongue.yes },
      { hear: tongue.cancelled },
      { hangUp: true },
    ];
    const { id, code, result } = await movedByOffice(from, 7, tongue, steps);
    expect(result.failures).toEqual([]);
    expect((await seen(id)).status).toBe('cancelled');
    await desk.followed(id, false);
    expect(await caseOf(office.system.url, code)).toMatchObject({ state: 'settled' });
    expect(office.textsOf(from)).toEqual([]);
  },
  120_000,
);

test.each(all)(
  '%s: "change" is talked about, read back, and moved by a yes',
  async (language, tongue) => {
    const from = `+3460000086${all.findIndex(([one]) => one === language)}`;
    const steps = [
      { say: tongue.move },
      { hear: '?' },
      { pause: 3000 },
      { say: tongue.soon },
      { pause: 9000 },
      { say: tongue.first },
      { hear: tongue.moves },
      { pause: 500 },
      { say: tongue.yes },
      { hear: tongue.moved },
      { hangUp: true },
    ];
    const { id, slot, result } = await movedByOffice(from, 8, tongue, steps);
    expect(result.failures).toEqual([]);
    const after = await seen(id);
    expect(after.status).toBe('booked');
    expect(after.startsAt).not.toBe(slot.startsAt);
  },
  150_000,
);

test('keys: 3 is read back, and without a yes nothing is cancelled', async () => {
  const from = '+34600000871';
  const steps = [
    { press: '3' },
    { hear: tongues.es.readBack },
    { pause: 500 },
    { say: 'no, déjelo' },
    { pause: 2500 },
    { hangUp: true },
  ];
  const { id, result } = await movedByOffice(from, 9, tongues.es, steps);
  expect(result.failures).toEqual([]);
  expect((await seen(id)).status).toBe('booked');
}, 120_000);

test('who did not catch it hears it again, and 1 confirms it then; the call is shown with its case', async () => {
  const from = '+34600000872';
  const steps = [
    { say: '¿cómo dice?' },
    { pause: 2000 },
    { hear: tongues.es.asked },
    { pause: 1500 },
    { press: '1' },
    { hear: tongues.es.confirmed },
    { hangUp: true },
  ];
  const { code, result } = await movedByOffice(from, 10, tongues.es, steps);
  expect(result.failures).toEqual([]);
  expect(said(result).filter((line) => line.includes('nueva hora'))).toHaveLength(2);
  await eventually('the line on the trail', async () =>
    (await trailOf(code)).some(({ what }) => what === 'confirmed'),
  );
  const { items } = await request<{ items: { codes: string[] }[] }>(`${office.system.url}/api/calls`);
  expect(items.some(({ codes }) => codes.includes(code))).toBe(true);
}, 120_000);
