/** Callers by `<Gather>`, the plain fallback, are put through to a person, and recorded once they agree, as others are. */
import type { CallDetail } from '../../src/gateway/shapes';
import type { PhoneResult } from '../../src/phone/phone-result';
import type { PhoneScriptInput } from '../../src/phone/script-shape';
import { caseOf } from '../fakes/caller';
import { type PhoneOffice, said, startPhoneOffice } from '../fakes/phone-office';
import { twilioAccount } from '../fakes/system';

type Steps = NonNullable<PhoneScriptInput['steps']>;
type Person = NonNullable<PhoneScriptInput['others']>[string];

const kinds = ['warm', 'cold'] as const;
const numbers = { warm: '+34911111211', cold: '+34911111212', recorded: '+34911111213' };
let office: PhoneOffice;
beforeAll(async () => {
  const transport = 'gather';
  const transfer = (kind: (typeof kinds)[number], to: string = numbers[kind]) => ({ to, kind, ringS: 10 });
  office = await startPhoneOffice({
    warm: { transport, transfer: transfer('warm') },
    cold: { transport, transfer: transfer('cold') },
    recorded: { transport, record: 'after-consent', transfer: transfer('warm', numbers.recorded) },
  });
}, 120_000);
afterAll(async () => await office?.stop());

let last = 100;
async function callIn(
  assistant: keyof typeof numbers,
  steps: Steps,
  person: Person = {},
): Promise<{ result: PhoneResult; seen: CallDetail }> {
  const from = `+34600009${(last += 1)}`;
  const others = { [numbers[assistant]]: { ringMs: 300, ...person } };
  const result = await office.carrier.call({ assistant, from, patienceMs: 45_000, others, steps });
  expect(result.failures).toEqual([]);
  const seen = await office.callSeen(result.callSid, ({ state }) => state === 'ended');
  return { result, seen };
}

const wantsPerson: Steps = [{ hear: 'ayudarle' }, { say: 'quiero hablar con una persona' }];
const takesIt: Steps = [{ hear: 'hablar con una persona' }, { hear: 'Pulse 1' }, { press: '1' }];
const isThrough = (to: string): Steps => [
  { hear: 'le paso con una persona' },
  { expect: { transferredTo: to } },
  { pause: 500 },
  { hangUp: true },
];
const comesBack: Steps = [
  { hear: 'le paso con una persona' },
  { hear: 'no hay nadie libre', withinMs: 100_000 },
  { hear: 'le llamará una persona' },
  { hear: 'algo más' },
  { say: 'hay una farola apagada' },
  { hear: 'en qué calle' },
  { hangUp: true },
];

test.each(kinds)(
  'who wants a person is put through to one (%s)',
  async (kind) => {
    const person = kind === 'warm' ? { steps: takesIt } : {};
    const { seen } = await callIn(kind, [...wantsPerson, ...isThrough(numbers[kind])], person);
    expect(seen.phone?.transfers).toMatchObject([{ kind, outcome: 'answered' }]);
    const [code] = seen.codes;
    const { args } = await caseOf(office.system.url, code ?? '');
    expect(JSON.stringify(args)).toContain('Quiere: quiero hablar con una persona');
  },
  120_000,
);

test.each([
  ['warm', 'busy', { as: 'busy' }],
  ['warm', 'declined', { steps: [{ hear: 'Pulse 1' }, { press: '2' }] }],
  ['cold', 'busy', { as: 'busy', ringMs: 200 }],
  ['cold', 'no-answer', { as: 'no-answer' }],
] as const)(
  'where nobody takes the call, the caller comes back and goes on (%s: %s)',
  async (kind, outcome, person) => {
    const { result, seen } = await callIn(kind, [...wantsPerson, ...comesBack], person as Person);
    expect(result.codes).toEqual(seen.codes);
    expect(result.transferredTo).toEqual([]);
    expect(seen.phone?.transfers).toMatchObject([{ kind, outcome }]);
  },
  180_000,
);

/** Recordings of a call at the carrier. */
async function keptOf(sid: string | undefined): Promise<{ call_sid: string } | undefined> {
  if (sid === undefined) return undefined;
  const { TWILIO_ACCOUNT_SID: account, TWILIO_AUTH_TOKEN: token } = twilioAccount;
  const key = Buffer.from(`${account}:${token}`).toString('base64');
  const url = `${office.carrier.restUrl}/2010-04-01/Accounts/${account}/Recordings/${sid}.json`;
  const response = await fetch(url, { headers: { authorization: `Basic ${key}` } });
  return (await response.json()) as { call_sid: string };
}

test('a clear yes to the question has the call recorded, and the call goes on; a person who joins is not recorded', async () => {
  const { result, seen } = await callIn(
    'recorded',
    [{ hear: 'que grabe' }, { say: 'sí' }, ...wantsPerson, ...isThrough(numbers.recorded)],
    { steps: takesIt },
  );
  const { recording } = seen.phone ?? {};
  expect(recording).toMatchObject({ consent: 'yes', stopped: true, recordingSid: expect.any(String) });
  expect(await keptOf(recording?.recordingSid)).toMatchObject({ call_sid: result.callSid });
  expect(said(result).findIndex((line) => line.includes('inteligencia artificial'))).toBe(0);
}, 120_000);

test.each([
  ['no', 'no', 'ayudarle'],
  ['sí, pero antes una cosa', 'unclear', undefined],
])(
  '"%s" records nothing',
  async (words, consent, hears) => {
    const { seen } = await callIn('recorded', [
      { hear: 'que grabe' },
      { say: words },
      ...(hears === undefined ? [{ pause: 3000 }] : [{ hear: hears }]),
      { hangUp: true },
    ]);
    expect(seen.phone?.recording).toMatchObject({ consent });
    expect(seen.phone?.recording).not.toHaveProperty('recordingSid');
  },
  90_000,
);
