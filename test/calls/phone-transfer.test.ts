/** A caller who wants a person is put through to one, and comes back where nobody takes the call. */
import type { CallDetail } from '../../src/gateway/shapes';
import type { PhoneResult } from '../../src/phone/phone-result';
import type { PhoneScriptInput } from '../../src/phone/script-shape';
import { caseOf, ticketsOf } from '../fakes/caller';
import { type PhoneOffice, said, startPhoneOffice } from '../fakes/phone-office';

type Steps = NonNullable<PhoneScriptInput['steps']>;
type Person = NonNullable<PhoneScriptInput['others']>[string];

/** One caller, and the person their assistant puts them through to. */
interface Played {
  phone: (to: string) => object;
  person?: Person;
  then: (to: string) => Steps;
}

const warm = (to: string) => ({ transport: 'relay', transfer: { to, kind: 'warm', ringS: 10 } });
const cold = (to: string) => ({ transport: 'relay', transfer: { to, kind: 'cold', ringS: 10 } });
const takesIt: Steps = [{ hear: 'hablar con una persona' }, { hear: 'Pulse 1' }, { press: '1' }];
const isThrough = (to: string): Steps => [
  { hear: 'le paso con una persona' },
  { expect: { transferredTo: to } },
  { pause: 500 },
  { hangUp: true },
];
const comesBack = (): Steps => [
  { hear: 'le paso con una persona' },
  { hear: 'no hay nadie libre', withinMs: 100_000 },
  { hear: 'le llamará una persona' },
  { hear: 'algo más' },
  { say: 'hay una farola apagada' },
  { hear: 'en qué calle' },
  { hangUp: true },
];
const calledBack = (): Steps => [{ hear: 'le llamará una persona' }, { hear: 'algo más' }, { hangUp: true }];

/** Calls that are played beside one another, each with an assistant and a desk of its own: they are spoken in real time. */
const played: Record<string, Played> = {
  media: {
    phone: (to) => ({ ...warm(to), transport: 'media' }),
    person: { steps: takesIt },
    then: isThrough,
  },
  relay: { phone: warm, person: { steps: takesIt }, then: isThrough },
  busy: { phone: warm, person: { as: 'busy' }, then: comesBack },
  'busy at once': { phone: warm, person: { as: 'busy', ringMs: 0 }, then: comesBack },
  'no answer': { phone: warm, person: { as: 'no-answer' }, then: comesBack },
  failed: { phone: warm, person: { as: 'failed' }, then: comesBack },
  'a no': { phone: warm, person: { steps: [{ hear: 'Pulse 1' }, { press: '2' }] }, then: comesBack },
  machine: { phone: warm, person: { as: 'machine_end_beep' }, then: comesBack },
  cold: { phone: cold, then: isThrough },
  'cold and busy': { phone: cold, person: { as: 'busy', ringMs: 200 }, then: comesBack },
  closed: {
    phone: (to) => ({
      transport: 'relay',
      transfer: { to, hours: [{ days: [1], from: '03:00', until: '03:01' }] },
    }),
    then: calledBack,
  },
  alone: { phone: () => ({ transport: 'relay' }), then: calledBack },
  breaks: {
    phone: warm,
    person: { ringMs: 1500, steps: takesIt },
    then: (to) => [
      { drop: { afterMs: 2500, reconnect: true } },
      { expect: { transferredTo: to } },
      { hangUp: true },
    ],
  },
};
const atOnce = 5;
const names = Object.keys(played);
const idOf = (name: string): string => `desk-${names.indexOf(name)}`;
const numberOf = (name: string): string => `+349111111${10 + names.indexOf(name)}`;

let office: PhoneOffice;
const ends = new Map<string, Promise<{ from: string; result: PhoneResult; seen: CallDetail }>>();
beforeAll(async () => {
  office = await startPhoneOffice({
    ...Object.fromEntries(names.map((name) => [idOf(name), played[name]?.phone(numberOf(name)) ?? {}])),
    other: warm('+34911111199'),
  });
  const lanes = Array.from({ length: atOnce }, () => Promise.resolve());
  for (const [index, name] of names.entries()) {
    const { person = {}, then = () => [] } = played[name] ?? {};
    const number = numberOf(name);
    const end = (lanes[index % atOnce] ?? Promise.resolve()).then(
      async () => await callAndAsk(idOf(name), number, { ringMs: 300, ...person }, then(number)),
    );
    ends.set(name, end);
    lanes[index % atOnce] = end.then(
      () => undefined,
      () => undefined,
    );
  }
}, 120_000);
afterAll(async () => {
  await Promise.allSettled(ends.values());
  await office.stop();
});

let last = 100;

/** Calls, asks for a person, and answers what was heard and how the call is told. */
async function callAndAsk(
  assistant: string,
  number: string,
  person: Person,
  then: Steps,
  from = `+34600002${(last += 1)}`,
) {
  const result = await office.carrier.call({
    ...{ assistant, from, patienceMs: 45_000, others: { [number]: person } },
    steps: [
      { hear: 'inteligencia artificial' },
      { hear: 'ayudarle' },
      { say: 'quiero hablar con una persona' },
      ...then,
    ],
  });
  const seen = await office.callSeen(result.callSid, ({ state }) => state === 'ended');
  return { from, result, seen };
}

async function endOf(name: string) {
  const end = await ends.get(name);
  if (!end) throw new Error(`no call is named ${name}`);
  expect(end.result.failures).toEqual([]);
  return end;
}

test('who calls again and wants a person is put through again, without being asked whether it is a second wish', async () => {
  const { from, seen } = await endOf('relay');
  const number = numberOf('relay');
  const person = { ringMs: 300, steps: takesIt };
  const again = await callAndAsk(idOf('relay'), number, person, isThrough(number), from);
  expect(again.result.failures).toEqual([]);
  expect(again.seen.phone?.transfers).toMatchObject([{ outcome: 'answered' }]);
  // On the ticket that is there.
  expect(again.seen.codes).toEqual(seen.codes);
}, 300_000);

test.each(['media', 'relay'])(
  'who takes the call hears what it is about, presses 1, and both are put through (%s)',
  async (name) => {
    const { seen } = await endOf(name);
    expect(seen.phone).toEqual({
      transfers: [{ kind: 'warm', outcome: 'answered', at: expect.any(String) }],
    });
    // The request was a ticket before anybody was called, with what was said in its text.
    const [code] = seen.codes;
    const { args, recordId } = await caseOf(office.system.url, code ?? '');
    expect(JSON.stringify(args)).toContain('Quiere: quiero hablar con una persona');
    expect((await ticketsOf(office.system.url)).map(({ id }) => id)).toContain(recordId);
  },
  300_000,
);

test.each([
  ['busy', 'busy'],
  ['busy at once', 'busy'],
  ['no answer', 'no-answer'],
  ['failed', 'failed'],
  ['a no', 'declined'],
  ['machine', 'declined'],
  ['cold and busy', 'busy'],
])(
  'the caller comes back with code and promise, and goes on (%s)',
  async (name, outcome) => {
    const { result, seen } = await endOf(name);
    expect(result.codes).toEqual(seen.codes);
    expect(seen.phone?.transfers).toMatchObject([{ outcome }]);
    // An answering machine presses nothing, so that nobody is ever connected to one.
    expect(result.transferredTo).toEqual([]);
  },
  300_000,
);

test('a cold transfer connects the caller to whoever picks up', async () => {
  const { seen } = await endOf('cold');
  expect(seen.phone?.transfers).toMatchObject([{ kind: 'cold', outcome: 'answered' }]);
}, 300_000);

test.each(['closed', 'alone'])(
  'where nobody is there to take calls a person calls back (%s)',
  async (name) => {
    const { result, seen } = await endOf(name);
    expect(said(result).join(' ')).not.toContain('Le paso');
    expect(seen.phone).toBeUndefined();
  },
  300_000,
);

test('a line that breaks in the middle of the announcement loses nothing: they are put through all the same', async () => {
  const { result, seen } = await endOf('breaks');
  expect(result.losses.length).toBeGreaterThanOrEqual(1);
  expect(seen.phone?.transfers).toMatchObject([{ outcome: 'answered' }]);
}, 300_000);

const other = '+34911111199';

test('the person hears the caller’s number; where the answer to calling them is lost, they are called once', async () => {
  await Promise.allSettled(ends.values());
  office.door.mood = 'mute';
  office.door.asked.length = 0;
  const person: Person = { steps: [{ hear: [...`${last + 1}`].join(' ') }, ...takesIt] };
  const { result, seen } = await callAndAsk('other', other, person, isThrough(other));
  office.door.mood = 'well';
  expect(result.failures).toEqual([]);
  expect(seen.phone?.transfers).toMatchObject([{ outcome: 'answered' }]);
  expect(office.door.asked).toEqual(['POST Calls']);
}, 300_000);

test('where the person cannot be called at all, the caller never leaves the line', async () => {
  await Promise.allSettled(ends.values());
  office.door.mood = 'down';
  office.door.asked.length = 0;
  const { result } = await callAndAsk('other', other, {}, comesBack());
  office.door.mood = 'well';
  expect(result.failures).toEqual([]);
  expect(result.losses).toEqual([]);
  expect(office.door.asked).toEqual(['POST Calls']);
}, 300_000);

test('a caller who hangs up while they wait stops the ringing, and their ticket stands', async () => {
  await Promise.allSettled(ends.values());
  office.door.asked.length = 0;
  const { result, seen } = await callAndAsk('other', other, { ringMs: 9000 }, [
    { hear: 'le paso con una persona' },
    { pause: 2500 },
    { hangUp: true },
  ]);
  expect(result.failures).toEqual([]);
  expect(seen.phone?.transfers).toMatchObject([{ outcome: 'caller-left' }]);
  expect(office.door.asked).toEqual(['POST Calls', 'POST Calls/CA']);
  expect((await caseOf(office.system.url, seen.codes[0] ?? '')).recordId).toBeDefined();
}, 300_000);
