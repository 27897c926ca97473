/** Calls of ours: placed once, spoken to only when a person is there, and told to operators with what became of them. */
import { randomUUID } from 'node:crypto';
import type { CallBegun } from '../../src/gateway/shapes';
import type { PhoneScriptInput } from '../../src/phone/script-shape';
import { request } from '../fakes/caller';
import { type PhoneOffice, said, startPhoneOffice } from '../fakes/phone-office';

let phone: PhoneOffice;
beforeAll(async () => {
  phone = await startPhoneOffice({
    media: { voicemail: 'Le llamó el ayuntamiento por su aviso. Le llamaremos mañana.' },
    relay: { transport: 'relay' },
    plain: { transport: 'relay', detectMachines: false },
    gather: { transport: 'gather', voicemail: 'Le llamó el ayuntamiento.' },
  });
}, 120_000);
afterAll(async () => await phone.stop());

let last = 100;
const somebody = (): string => `+34600001${(last += 1)}`;
const reason = 'Le llamo por la farola de la calle del Olmo, que ya está arreglada.';

/** Calls somebody up, and answers what was said and how it is told. */
async function callUp(
  assistant: string,
  script: Partial<PhoneScriptInput>,
  say: string | undefined = reason,
) {
  const from = somebody();
  const callId = `out-${randomUUID()}`;
  const talked = phone.carrier.call({
    ...{ from, direction: 'outbound', withinMs: 45_000, patienceMs: 15_000, steps: [] },
    ...script,
  });
  const body = { assistant, to: from, callId, ...(say === undefined ? {} : { say }) };
  await request<CallBegun>(`${phone.system.url}/api/calls/outbound`, 'POST', body);
  const result = await talked;
  const seen = await phone.callSeen(callId, ({ state }) => state === 'ended');
  return { callId, from, result, seen, body };
}

test('a person is called, hears that it is an AI and why it calls, and is answered', async () => {
  const { result, seen } = await callUp('media', {
    answers: { amdMs: 4000 },
    steps: [
      { pause: 1000 },
      { say: '¿Diga?' },
      { hear: 'ya está arreglada' },
      { say: 'hay otra farola apagada' },
      { hear: 'en qué calle' },
      { hangUp: true },
    ],
  });
  expect(result.failures).toEqual([]);
  const [first, second] = said(result).filter((line) => line.startsWith('assistant'));
  expect(first).toContain('inteligencia artificial');
  expect(second).toContain('Le llamo por la farola');
  expect(seen).toMatchObject({ state: 'ended', phone: { outbound: { outcome: 'person' } } });
});

test('by <Gather> a person is called, hears why, and is answered; who is told is known by what is asked next', async () => {
  const { result, seen } = await callUp('gather', {
    answers: { amdMs: 2500 },
    steps: [
      { hear: 'ya está arreglada' },
      { pause: 500 },
      { say: 'hay otra farola apagada' },
      { hear: 'en qué calle' },
      { hangUp: true },
    ],
  });
  expect(result.failures).toEqual([]);
  const [first] = result.transcript.filter(({ who }) => who === 'assistant');
  expect(first?.text).toMatch(/inteligencia artificial.*Le llamo por la farola/s);
  expect(first?.atMs).toBeGreaterThan(2400);
  expect(seen).toMatchObject({ state: 'ended', phone: { outbound: { outcome: 'person' } } });
});

test('by <Gather> a machine is hung up on, and hears nothing', async () => {
  const { result, seen } = await callUp('gather', {
    answers: { as: 'machine_end_beep', amdMs: 500 },
    steps: [{ expect: { ended: true } }],
  });
  expect(said(result)).toEqual([]);
  expect(seen.phone?.outbound).toEqual({ outcome: 'machine' });
});

test('nothing is said before the carrier knows that a person is there', async () => {
  const { result } = await callUp('media', {
    answers: { amdMs: 2500 },
    steps: [{ hear: 'ya está arreglada' }],
  });
  expect(result.failures).toEqual([]);
  const [first] = result.transcript.filter(({ who }) => who === 'assistant');
  expect(first?.atMs).toBeGreaterThan(2400);
});

test('a machine is left the message behind its beep, and hung up on', async () => {
  const { result, seen } = await callUp('media', {
    answers: { as: 'machine_end_beep', amdMs: 1500 },
    steps: [{ hear: 'le llamaremos mañana' }, { expect: { ended: true } }],
  });
  expect(result.failures).toEqual([]);
  expect(said(result)[0]).toContain('inteligencia artificial');
  expect(said(result).join(' ')).not.toContain('ya está arreglada');
  expect(result.transcript[0]?.atMs).toBeGreaterThan(1400);
  expect(seen.phone?.outbound).toEqual({ outcome: 'machine', messageLeft: true });
});

test('without a message a machine is hung up on, and hears nothing', async () => {
  const { result, seen } = await callUp('relay', {
    answers: { as: 'machine_end_beep', amdMs: 500 },
    steps: [{ expect: { ended: true } }],
  });
  expect(result.failures).toEqual([]);
  expect(said(result)).toEqual([]);
  expect(seen.phone?.outbound).toEqual({ outcome: 'machine' });
});

test.each(['no-answer', 'busy', 'failed'] as const)('who is not reached (%s) is told so', async (as) => {
  const { result, seen } = await callUp('relay', { answers: { as, ringMs: 200 } });
  expect(result.status).toBe(as);
  expect(seen.phone?.outbound).toEqual({ outcome: as });
});

test('where machines are not told apart, whoever picks up is spoken to at once', async () => {
  const { result, seen } = await callUp('plain', {
    answers: { as: 'machine_end_beep' },
    steps: [{ hear: 'ya está arreglada' }],
  });
  expect(result.failures).toEqual([]);
  expect(seen.phone?.outbound).toEqual({ outcome: 'person' });
});

test('the same request again calls nobody a second time', async () => {
  const { body, callId, from } = await callUp('relay', { answers: { as: 'busy', ringMs: 100 } });
  const waiting = phone.carrier.call({ from, direction: 'outbound', withinMs: 3000, steps: [] });
  const again = request<CallBegun>(`${phone.system.url}/api/calls/outbound`, 'POST', body);
  // It may still be putting things away.
  expect(await again.catch((error: { status: number }) => error)).toMatchObject(
    (await again.catch(() => undefined)) ? { callId } : { status: 409 },
  );
  expect((await waiting).failures).toEqual([`Nobody called ${from} within 3000 ms.`]);
});

test('a placing whose answer is lost is not repeated: the carrier’s callbacks tell that it rings', async () => {
  phone.door.mood = 'mute';
  phone.door.asked.length = 0;
  const { result, seen } = await callUp('plain', {
    answers: { ringMs: 500 },
    steps: [{ hear: 'ya está arreglada' }],
  });
  phone.door.mood = 'well';
  expect(result.failures).toEqual([]);
  expect(seen.phone?.outbound).toMatchObject({ outcome: 'person', fault: expect.any(String) });
  expect(phone.door.asked.filter((what) => what === 'POST Calls')).toHaveLength(1);
});

test('a call that the carrier refuses is told so, and calls nobody', async () => {
  phone.door.mood = 'down';
  const { result, seen, from } = await callUp('relay', { withinMs: 4000 });
  phone.door.mood = 'well';
  expect(result.failures).toEqual([`Nobody called ${from} within 4000 ms.`]);
  expect(seen.phone?.outbound).toMatchObject({ outcome: 'failed', fault: expect.stringContaining('twilio') });
});

test('what cannot be called is refused with what to do', async () => {
  const ask = async (body: object) => await request(`${phone.system.url}/api/calls/outbound`, 'POST', body);
  const to = somebody();
  await expect(ask({ assistant: 'relay', to: '600000001' })).rejects.toMatchObject({ status: 400 });
  await expect(ask({ assistant: 'relay', to, now: true })).rejects.toMatchObject({
    problem: { error: expect.stringContaining('"now"') },
  });
});
