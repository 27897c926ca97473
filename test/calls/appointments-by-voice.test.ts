/** A notice of an appointment that is told by a call of ours, and what the person answers by voice or by key. */
import type { Slot } from '../../src/domain/appointment';
import type { PhoneResult } from '../../src/phone/phone-result';
import type { PhoneScriptInput } from '../../src/phone/script-shape';
import { caseOf, eventually, request } from '../fakes/caller';
import { type AppointmentOffice, openAppointmentOffice } from '../fakes/own-agenda';
import { said } from '../fakes/phone-office';
import { rung, sentBy } from '../fakes/told-by-voice';
import { startWrittenOffice, type WrittenOffice } from '../fakes/written-office';

type Steps = NonNullable<PhoneScriptInput['steps']>;
type Tongue = (typeof tongues)[keyof typeof tongues];
/** One call of ours about an appointment that the office has moved. */
interface Told {
  from: string;
  id: string;
  code: string;
  slot: Slot;
  result: PhoneResult;
}

const agenda = `agenda-${Math.random().toString(36).slice(2, 10)}`;
let office: WrittenOffice;
let desk: AppointmentOffice;
beforeAll(async () => {
  const errands = ['book_register', 'move_register', 'cancel_appointment'];
  office = await startWrittenOffice({ ladder: ['voice', 'sms'], errands, agenda });
  desk = openAppointmentOffice(office.system, agenda);
  // They are spoken in real time, so beside one another.
  for (const [place, name] of names.entries()) await begin(name, place);
}, 280_000);
afterAll(async () => {
  await Promise.allSettled(calls.values());
  await office?.stop();
});

const seen = async (id: string) =>
  (
    await request<{ appointment: { status: string; startsAt: string } }>(
      `${office.system.url}/api/systems/${agenda}/appointments/${id}`,
    )
  ).appointment;

/** What is said. */
const tongues = {
  es: {
    yes: 'sí',
    ...{ asked: 'para anularla', cancel: 'cancelar', readBack: '¿La anulo?', cancelled: 'queda anulada' },
    ...{ move: 'cambiar', soon: 'lo antes posible', first: 'la primera', moves: '¿La cambio?' },
    ...{ moved: 'queda cambiada', confirm: 'sí, confirmo', confirmed: 'confirmado' },
  },
} as const;
const languages = ['es'] as const;

const confirms = (tongue: Tongue): Steps => [
  { say: tongue.confirm },
  { hear: tongue.confirmed },
  { hangUp: true },
];
const cancels = (tongue: Tongue): Steps => [
  { say: tongue.cancel },
  { hear: tongue.readBack },
  { pause: 500 },
  { say: tongue.yes },
  { hear: tongue.cancelled },
  { hangUp: true },
];
const moves = (tongue: Tongue): Steps => [
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
const keysAndNo: Steps = [
  { press: '3' },
  { hear: tongues.es.readBack },
  { pause: 500 },
  { say: 'no, déjelo' },
  { pause: 2500 },
  { hangUp: true },
];
const hearsAgain: Steps = [
  { say: '¿cómo dice?' },
  { hear: tongues.es.asked, withinMs: 40_000 },
  { pause: 1500 },
  { press: '1' },
  { hear: tongues.es.confirmed },
  { hangUp: true },
];
const played: Record<string, { tongue: Tongue; steps: Steps }> = {
  ...Object.fromEntries(
    languages.flatMap((language) => {
      const tongue = tongues[language];
      return [
        [`confirm ${language}`, { tongue, steps: confirms(tongue) }],
        [`cancel ${language}`, { tongue, steps: cancels(tongue) }],
        [`move ${language}`, { tongue, steps: moves(tongue) }],
      ];
    }),
  ),
  keys: { tongue: tongues.es, steps: keysAndNo },
  again: { tongue: tongues.es, steps: hearsAgain },
};
const names = Object.keys(played);
const calls = new Map<string, Promise<Told>>();

/** A caller with an appointment, whose telephone rings when the office moves it: with these steps behind the notice. */
async function begin(name: string, place: number): Promise<void> {
  const { tongue, steps } = played[name] ?? { tongue: tongues.es, steps: [] };
  const from = `+3460000${8400 + place}`;
  const { id, code } = await desk.book(from);
  await desk.followed(id, true);
  const slot = await desk.free(id, 6);
  const talked = rung(office, from, {
    ...{ answers: { amdMs: 300 }, withinMs: 120_000 },
    steps: [{ hear: tongue.asked }, { pause: 1500 }, ...steps],
  });
  await desk.move(id, slot);
  const call = talked.then((result) => ({ from, id, code, slot, result }));
  call.catch(() => undefined);
  calls.set(name, call);
}

async function told(name: string): Promise<Told> {
  const call = await calls.get(name);
  if (!call) throw new Error(`no call is named ${name}`);
  expect(call.result.failures).toEqual([]);
  return call;
}

const trailOf = async (code: string) => (await caseOf(office.system.url, code)).audit;

test.each(languages)(
  '%s: "confirm" is noted on the case, and nothing else is done',
  async (language) => {
    const { id, code, slot } = await told(`confirm ${language}`);
    expect(await seen(id)).toMatchObject({ status: 'booked', startsAt: slot.startsAt });
    const line = await eventually('the line on the trail', async () =>
      (await trailOf(code)).find(({ what }) => what === 'confirmed'),
    );
    expect(line).toMatchObject({ who: 'caller', detail: 'by the caller by voice' });
    const sends = await sentBy(office, code, (some) => some.some(({ state }) => state === 'delivered'));
    expect(sends).toMatchObject([{ channel: 'voice', state: 'delivered', flagged: false }]);
  },
  200_000,
);

test.each(languages)(
  '%s: "cancel" is read back, and cancelled by a yes',
  async (language) => {
    const { from, id, code } = await told(`cancel ${language}`);
    expect((await seen(id)).status).toBe('cancelled');
    await desk.followed(id, false);
    expect(await caseOf(office.system.url, code)).toMatchObject({ state: 'settled' });
    expect(office.textsOf(from)).toEqual([]);
  },
  200_000,
);

test.each(languages)(
  '%s: "change" is talked about, read back, and moved by a yes',
  async (language) => {
    const { id, slot } = await told(`move ${language}`);
    const after = await seen(id);
    expect(after.status).toBe('booked');
    expect(after.startsAt).not.toBe(slot.startsAt);
  },
  200_000,
);

test('keys: 3 is read back, and without a yes nothing is cancelled', async () => {
  const { id } = await told('keys');
  expect((await seen(id)).status).toBe('booked');
}, 200_000);

test('who did not catch it hears it again, and 1 confirms it then; the call is shown with its case', async () => {
  const { code, result } = await told('again');
  const notices = said(result).filter((line) => line.includes('nueva hora'));
  expect(notices).toHaveLength(2);
  await eventually('the line on the trail', async () =>
    (await trailOf(code)).some(({ what }) => what === 'confirmed'),
  );
  const { items } = await request<{ items: { codes: string[] }[] }>(`${office.system.url}/api/calls`);
  expect(items.some(({ codes }) => codes.includes(code))).toBe(true);
}, 200_000);
