/** What the office does with appointments of our own agenda, over HTTP and the real book. */
import { openStoreAndAgenda } from '../../src/store/open-store';
import { type Agenda, type AgendaDependencies, createAgenda } from '../../src/connectors/agenda';
import { makeHome, removeHome, startEmbeddedStore } from '../fakes/embedded-store';
import { appointmentOf, draftBy, start } from '../connectors/agenda-drafts';
import { townHallAgenda } from '../connectors/agenda-plans';
import { aProblem, build, send, type House } from './house';

const home = makeHome();
let embedded: Awaited<ReturnType<typeof startEmbeddedStore>>;
let house: House;
let agenda: Agenda;
let appointments: string;

beforeAll(async () => {
  embedded = await startEmbeddedStore(home);
  const { store, book } = await openStoreAndAgenda({ databaseUrl: undefined, home });
  const dependencies: AgendaDependencies = { book, plans: [townHallAgenda()], now: () => new Date(start) };
  agenda = createAgenda({ ...dependencies, connection: 'agenda' });
  house = await build({
    ...{ store, agenda: dependencies, withoutWorker: true },
    config: { connections: { agenda: { system: 'agenda' }, register: { system: 'register' } } },
  });
  appointments = `${house.url}/api/systems/agenda/appointments`;
});
afterAll(async () => {
  await house.stop();
  await house.store.close();
  await embedded.kill('SIGTERM');
  removeHome(home);
});

const free = async () =>
  await agenda.findSlots({ service: 'papers', after: new Date(start).toISOString(), limit: 50 });
let callers = 0;
async function booked(place = 0) {
  const slot = (await free())[place];
  if (!slot) throw new Error('no time is free');
  const key = `R-OFFI-${(callers += 1)}`;
  return appointmentOf(await agenda.bookAppointment(draftBy(callers, slot), key));
}
const hintsFor = async (id: string) =>
  (await house.store.listWebhooks({ limit: 100 })).filter(({ recordId }) => recordId === id);

test('the office moves an appointment to a free time of the same length, and the inbox knows who did it', async () => {
  const { ref, slot } = await booked();
  const to = (await free()).find(({ professional }) => professional === slot.professional);
  const moved = await send(`${appointments}/${ref.id}/move`, 'POST', { by: 'ana', startsAt: to?.startsAt });
  expect(moved).toMatchObject({
    status: 200,
    body: { appointment: { id: ref.id, status: 'booked', startsAt: to?.startsAt, endsAt: to?.endsAt } },
  });
  expect(JSON.stringify(moved.body)).not.toContain('+34');
  expect(await send(`${appointments}/${ref.id}`)).toMatchObject({
    body: { appointment: { startsAt: to?.startsAt } },
  });
  expect(await hintsFor(ref.id)).toMatchObject([
    { connection: 'agenda', kind: 'record', eventId: expect.stringMatching(/^move by ana, /) },
  ]);
});

test('the office moves an appointment to somebody who works elsewhere, and it is at their place then', async () => {
  const { ref } = await booked();
  const [library] = (await free()).filter(({ professional }) => professional === 'eva');
  const { startsAt = '', place = '' } = library ?? {};
  expect(place).toBe('library');
  const wish = { by: 'ana', startsAt, professional: 'eva' };
  expect(await send(`${appointments}/${ref.id}/move`, 'POST', wish)).toMatchObject({
    status: 200,
    body: { appointment: { professional: 'eva', place, startsAt } },
  });
  const sunday = { ...wish, professional: 'luis', startsAt: '2026-11-29T10:00:00+01:00' };
  expect(await send(`${appointments}/${ref.id}/move`, 'POST', sunday)).toMatchObject({
    status: 409,
    body: { error: 'That time is not free', fix: 'Choose another day.' },
  });
});

test('a time that somebody else has is refused with the next free ones, and the appointment stays', async () => {
  const { ref, slot } = await booked();
  const others = await booked();
  const { startsAt, professional } = others.slot;
  expect(await send(`${appointments}/${ref.id}/move`, 'POST', { startsAt, professional })).toMatchObject({
    status: 409,
    body: { error: 'That time is not free', fix: expect.stringMatching(/^Next free: 2026-/) },
  });
  expect(await agenda.readAppointment(ref.id)).toMatchObject({ slot });
  expect(await hintsFor(ref.id)).toEqual([]);
});

test('a time that the plan does not offer, or that is past, is refused and changes nothing', async () => {
  const { ref, slot } = await booked();
  for (const startsAt of ['2026-11-29T10:00:00+01:00', '2026-11-01T10:00:00+01:00'])
    expect(await send(`${appointments}/${ref.id}/move`, 'POST', { startsAt })).toMatchObject({
      status: 409,
      body: aProblem,
    });
  expect(await agenda.readAppointment(ref.id)).toMatchObject({ slot });
});

test('the office cancels: the time is free again, and the inbox knows', async () => {
  const { ref, slot } = await booked();
  expect(await send(`${appointments}/${ref.id}/cancel`, 'POST', { by: 'luis' })).toMatchObject({
    status: 200,
    body: { appointment: { status: 'cancelled' } },
  });
  expect(await free()).toContainEqual(slot);
  expect(await hintsFor(ref.id)).toMatchObject([{ eventId: expect.stringMatching(/^cancel by luis, /) }]);
});

test.each([
  ['an appointment that is not there', 'agenda/appointments/987654/cancel', undefined, 404],
  ['a system that is no agenda', 'register/appointments/1/cancel', undefined, 404],
  ['a number that is none', 'agenda/appointments/..%2F1/cancel', undefined, 400],
  ['a time without its offset', 'agenda/appointments/1/move', { startsAt: '2026-11-24T10:00' }, 400],
  [
    'a key that nobody knows',
    'agenda/appointments/1/move',
    { startsAt: '2026-11-24T10:00:00Z', to: 'x' },
    400,
  ],
])('%s is refused with what to do', async (_, path, body, status) => {
  expect(await send(`${house.url}/api/systems/${path}`, 'POST', body)).toMatchObject({
    status,
    body: aProblem,
  });
});
