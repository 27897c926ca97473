/** A caller who wants a person is put through to one, and comes back where nobody takes the call. */
import type { PhoneScriptInput } from '../../src/phone/script-shape';
import { caseOf, ticketsOf } from '../fakes/caller';
import { desk, type PhoneOffice, said, startPhoneOffice } from '../fakes/phone-office';

const transfer = { to: desk, kind: 'warm', ringS: 10 };
let office: PhoneOffice;
beforeAll(async () => {
  office = await startPhoneOffice({
    media: { transfer },
    relay: { transport: 'relay', transfer },
    cold: { transport: 'relay', transfer: { ...transfer, kind: 'cold' } },
    closed: {
      transport: 'relay',
      transfer: { ...transfer, hours: [{ days: [1], from: '03:00', until: '03:01' }] },
    },
    alone: { transport: 'relay' },
  });
}, 120_000);
afterAll(async () => await office.stop());

let last = 100;
type Steps = PhoneScriptInput['steps'];
type Person = NonNullable<PhoneScriptInput['others']>[string];

/** Calls, asks for a person, and answers what was heard and how the call is told. */
async function callAndAsk(assistant: string, person: Person, then: Steps) {
  const from = `+34600002${(last += 1)}`;
  const result = await office.carrier.call({
    ...{ assistant, from, patienceMs: 30_000, others: { [desk]: person } },
    steps: [
      { hear: 'inteligencia artificial' },
      { hear: 'ayudarle' },
      { say: 'quiero hablar con una persona' },
      ...(then ?? []),
    ],
  });
  const seen = await office.callSeen(result.callSid, ({ state }) => state === 'ended');
  return { from, result, seen };
}

test.each(['media', 'relay'])(
  'who takes the call hears who it is and what they want, presses 1, and both are put through (%s)',
  async (assistant) => {
    const { result, seen } = await callAndAsk(
      assistant,
      {
        steps: [
          { hear: [...`${last + 1}`].join(' ') },
          { hear: 'hablar con una persona' },
          { hear: 'Pulse 1' },
          { press: '1' },
        ],
      },
      [
        { hear: 'le paso con una persona' },
        { expect: { transferredTo: desk } },
        { pause: 1000 },
        { hangUp: true },
      ],
    );
    expect(result.failures).toEqual([]);
    expect(seen.phone).toEqual({
      transfers: [{ kind: 'warm', outcome: 'answered', at: expect.any(String) }],
    });
    // The request was a ticket before anybody was called, with what was said in its text.
    const [code] = seen.codes;
    const { args, recordId } = await caseOf(office.system.url, code ?? '');
    expect(JSON.stringify(args)).toContain('Quiere: quiero hablar con una persona');
    expect((await ticketsOf(office.system.url)).map(({ id }) => id)).toContain(recordId);
  },
);

test.each([
  ['busy', { as: 'busy' }, 'busy'],
  ['busy at once', { as: 'busy', ringMs: 0 }, 'busy'],
  ['no answer', { as: 'no-answer' }, 'no-answer'],
  ['failed', { as: 'failed' }, 'failed'],
  ['a no', { steps: [{ hear: 'Pulse 1' }, { press: '2' }] }, 'declined'],
] as [string, Person, string][])(
  'the caller comes back with code and promise, and goes on (%s)',
  async (_, person, outcome) => {
    const { result, seen } = await callAndAsk('relay', { ringMs: 300, ...person }, [
      { hear: 'le paso con una persona' },
      { hear: 'no hay nadie libre' },
      { hear: 'le llamará una persona' },
      { hear: 'algo más' },
      { say: 'hay una farola apagada' },
      { hear: 'en qué calle' },
      { hangUp: true },
    ]);
    expect(result.failures).toEqual([]);
    expect(result.codes).toEqual(seen.codes);
    expect(seen.phone?.transfers).toMatchObject([{ kind: 'warm', outcome }]);
  },
  120_000,
);

test('an answering machine takes no call: it presses nothing', async () => {
  const { result, seen } = await callAndAsk('relay', { as: 'machine_end_beep', steps: [] }, [
    { hear: 'le paso con una persona' },
    { hear: 'no hay nadie libre', withinMs: 100_000 },
    { hangUp: true },
  ]);
  expect(result.failures).toEqual([]);
  expect(seen.phone?.transfers).toMatchObject([{ outcome: 'declined' }]);
}, 150_000);

test('a caller who hangs up while they wait stops the ringing, and their ticket stands', async () => {
  const { result, seen } = await callAndAsk('relay', { ringMs: 8000, steps: [] }, [
    { hear: 'le paso con una persona' },
    { pause: 2500 },
    { hangUp: true },
  ]);
  expect(result.failures).toEqual([]);
  expect(seen.phone?.transfers).toMatchObject([{ outcome: 'caller-left' }]);
  expect(office.carrier.liveCalls).toBe(0);
  expect((await caseOf(office.system.url, seen.codes[0] ?? '')).recordId).toBeDefined();
});

test('a cold transfer connects the caller to whoever picks up', async () => {
  const { result, seen } = await callAndAsk('cold', {}, [
    { hear: 'le paso con una persona' },
    { expect: { transferredTo: desk } },
    { pause: 500 },
    { hangUp: true },
  ]);
  expect(result.failures).toEqual([]);
  expect(seen.phone?.transfers).toMatchObject([{ kind: 'cold', outcome: 'answered' }]);
});

test('a cold transfer that nobody takes brings the caller back', async () => {
  const { result, seen } = await callAndAsk('cold', { as: 'busy', ringMs: 200 }, [
    { hear: 'no hay nadie libre' },
    { hear: 'algo más' },
    { hangUp: true },
  ]);
  expect(result.failures).toEqual([]);
  expect(seen.phone?.transfers).toMatchObject([{ kind: 'cold', outcome: 'busy' }]);
});

test.each(['closed', 'alone'])(
  'where nobody is there to take calls a person calls back (%s)',
  async (assistant) => {
    const { result, seen } = await callAndAsk(assistant, {}, [
      { hear: 'le llamará una persona' },
      { hear: 'algo más' },
      { hangUp: true },
    ]);
    expect(result.failures).toEqual([]);
    expect(said(result).join(' ')).not.toContain('Le paso');
    expect(seen.phone).toBeUndefined();
  },
);

test('a line that breaks in the middle of the announcement loses nothing: they are put through all the same', async () => {
  const person: Person = { ringMs: 1500, steps: [{ hear: 'Pulse 1' }, { press: '1' }] };
  const { result, seen } = await callAndAsk('relay', person, [
    { drop: { afterMs: 2500, reconnect: true } },
    { expect: { transferredTo: desk } },
    { hangUp: true },
  ]);
  expect(result.failures).toEqual([]);
  expect(result.losses.length).toBeGreaterThanOrEqual(1);
  expect(seen.phone?.transfers).toMatchObject([{ outcome: 'answered' }]);
});

test('where the person cannot be called at all, the caller never leaves the line', async () => {
  const from = `+34600002${(last += 1)}`;
  const talking = office.carrier.call({
    ...{ assistant: 'relay', from, patienceMs: 30_000, others: { [desk]: {} } },
    steps: [
      { hear: 'ayudarle' },
      { say: 'quiero hablar con una persona' },
      { hear: 'no hay nadie libre' },
      { hear: 'algo más' },
    ],
  });
  office.door.mood = 'down';
  office.door.asked.length = 0;
  const result = await talking;
  office.door.mood = 'well';
  expect(result.failures).toEqual([]);
  expect(result.losses).toEqual([]);
  expect(office.door.asked).toEqual(['POST Calls']);
});

test('where the answer to calling the person is lost, they are called once, and put through', async () => {
  office.door.mood = 'mute';
  office.door.asked.length = 0;
  const { result, seen } = await callAndAsk('relay', { steps: [{ hear: 'Pulse 1' }, { press: '1' }] }, [
    { expect: { transferredTo: desk } },
    { hangUp: true },
  ]);
  office.door.mood = 'well';
  expect(result.failures).toEqual([]);
  expect(seen.phone?.transfers).toMatchObject([{ outcome: 'answered' }]);
  expect(office.door.asked).toEqual(['POST Calls']);
});
