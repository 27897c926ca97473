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
type Kind = (typeof kinds)[number];
const takesIt: Steps = [{ hear: 'hablar con una persona' }, { hear: 'Pulse 1' }, { press: '1' }];
const wantsPerson: Steps = [{ hear: 'ayudarle' }, { say: 'quiero hablar con una persona' }];
const isThrough = (to: string): Steps => [
  ...wantsPerson,
  { hear: 'le paso con una persona' },
  { expect: { transferredTo: to } },
  { pause: 500 },
  { hangUp: true },
];
const comesBack = (): Steps => [
  ...wantsPerson,
  { hear: 'le paso con una persona' },
  { hear: 'no hay nadie libre', withinMs: 100_000 },
  { hear: 'le llamará una persona' },
  { hear: 'algo más' },
  { say: 'hay una farola apagada' },
  { hear: 'en qué calle' },
  { hangUp: true },
];
const answersConsent = (words: string, then: Steps): Steps => [
  { hear: 'que grabe' },
  { say: words },
  ...then,
];

/** Calls that are played beside one another, each with an assistant and a desk of its own: they are spoken in real time. */
const played: Record<string, { kind: Kind; record?: true; person?: Person; steps: (to: string) => Steps }> = {
  warm: { kind: 'warm', person: { steps: takesIt }, steps: isThrough },
  cold: { kind: 'cold', steps: isThrough },
  'warm busy': { kind: 'warm', person: { as: 'busy' }, steps: comesBack },
  'warm declined': {
    kind: 'warm',
    person: { steps: [{ hear: 'Pulse 1' }, { press: '2' }] },
    steps: comesBack,
  },
  'cold busy': { kind: 'cold', person: { as: 'busy', ringMs: 200 }, steps: comesBack },
  'cold no-answer': { kind: 'cold', person: { as: 'no-answer' }, steps: comesBack },
  recorded: {
    ...{ kind: 'warm', record: true, person: { steps: takesIt } },
    steps: (to) => answersConsent('sí', isThrough(to)),
  },
  'a no': {
    ...{ kind: 'warm', record: true },
    steps: () => answersConsent('no', [{ hear: 'ayudarle' }, { hangUp: true }]),
  },
  'a yes, but': {
    ...{ kind: 'warm', record: true },
    steps: () => answersConsent('sí, pero antes una cosa', [{ pause: 3000 }, { hangUp: true }]),
  },
};
const names = Object.keys(played);
const idOf = (name: string): string => `gather-${names.indexOf(name)}`;
const numberOf = (name: string): string => `+349111112${10 + names.indexOf(name)}`;

let office: PhoneOffice;
const ends = new Map<string, Promise<{ result: PhoneResult; seen: CallDetail }>>();
beforeAll(async () => {
  const phoneOf = (name: string): object => ({
    ...{ transport: 'gather', transfer: { to: numberOf(name), kind: played[name]?.kind, ringS: 10 } },
    ...(played[name]?.record ? { record: 'after-consent' } : {}),
  });
  office = await startPhoneOffice(Object.fromEntries(names.map((name) => [idOf(name), phoneOf(name)])));
  for (const [place, name] of names.entries()) ends.set(name, callIn(name, `+34600009${100 + place}`));
}, 120_000);
afterAll(async () => {
  await Promise.allSettled(ends.values());
  await office?.stop();
});

async function callIn(name: string, from: string): Promise<{ result: PhoneResult; seen: CallDetail }> {
  const { person = {}, steps = () => [] } = played[name] ?? {};
  const to = numberOf(name);
  const result = await office.carrier.call({
    ...{ assistant: idOf(name), from, patienceMs: 45_000, steps: steps(to) },
    others: { [to]: { ringMs: 300, ...person } },
  });
  // That somebody hung up on a question is told by the number's status callback, which nobody has set here.
  const seen = await office.callSeen(result.callSid, ({ phone }) =>
    name.startsWith('a ') ? phone?.recording !== undefined : phone?.transfers !== undefined,
  );
  return { result, seen };
}

async function endOf(name: string) {
  const end = await ends.get(name);
  if (!end) throw new Error(`no call is named ${name}`);
  expect(end.result.failures).toEqual([]);
  return end;
}

test.each(kinds)(
  'who wants a person is put through to one (%s)',
  async (kind) => {
    const { seen } = await endOf(kind);
    expect(seen.phone?.transfers).toMatchObject([{ kind, outcome: 'answered' }]);
    const [code] = seen.codes;
    const { args } = await caseOf(office.system.url, code ?? '');
    expect(JSON.stringify(args)).toContain('Quiere: quiero hablar con una persona');
  },
  240_000,
);

test.each(['warm busy', 'warm declined', 'cold busy', 'cold no-answer'])(
  'where nobody takes the call, the caller comes back and goes on (%s)',
  async (name) => {
    const { result, seen } = await endOf(name);
    expect(result.codes).toEqual(seen.codes);
    expect(result.transferredTo).toEqual([]);
    const [kind, outcome] = name.split(' ');
    expect(seen.phone?.transfers).toMatchObject([{ kind, outcome }]);
  },
  240_000,
);

/** A recording at the carrier. */
async function keptOf(sid: string | undefined): Promise<{ call_sid: string } | undefined> {
  if (sid === undefined) return undefined;
  const { TWILIO_ACCOUNT_SID: account, TWILIO_AUTH_TOKEN: token } = twilioAccount;
  const key = Buffer.from(`${account}:${token}`).toString('base64');
  const url = `${office.carrier.restUrl}/2010-04-01/Accounts/${account}/Recordings/${sid}.json`;
  const response = await fetch(url, { headers: { authorization: `Basic ${key}` } });
  return (await response.json()) as { call_sid: string };
}

test('a clear yes to the question has the call recorded, and the call goes on; a person who joins is not recorded', async () => {
  const { result, seen } = await endOf('recorded');
  const { recording } = seen.phone ?? {};
  expect(recording).toMatchObject({ consent: 'yes', stopped: true, recordingSid: expect.any(String) });
  expect(await keptOf(recording?.recordingSid)).toMatchObject({ call_sid: result.callSid });
  expect(said(result)[0]).toContain('inteligencia artificial');
}, 240_000);

test.each([
  ['a no', 'no'],
  ['a yes, but', 'unclear'],
])(
  '%s records nothing',
  async (name, consent) => {
    const { seen } = await endOf(name);
    expect(seen.phone?.recording).toMatchObject({ consent });
    expect(seen.phone?.recording).not.toHaveProperty('recordingSid');
  },
  240_000,
);
