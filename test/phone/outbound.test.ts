import { type Carrier, openCarrier } from '../../src/phone/carrier';
import type { PhoneScriptInput } from '../../src/phone/script-shape';
import { Words } from '../../src/phone/words';
import {
  authToken,
  openSmallGateway,
  type SmallGateway,
  type SmallGatewayOptions,
  speakLines,
} from './small-gateway';

const words = new Words();
let gateway: SmallGateway;
let carrier: Carrier;
const open = async (options: Omit<SmallGatewayOptions, 'words'>): Promise<void> => {
  gateway = await openSmallGateway({ words, ...options });
  carrier = await openCarrier({ gateway: gateway.url, authToken, words });
};
afterEach(async () => {
  await carrier.close();
  await gateway.close();
});

const person = '+34600000001';
const ours = '+34910000000';
const called: PhoneScriptInput = {
  from: person,
  direction: 'outbound',
  withinMs: 10_000,
  patienceMs: 8000,
  steps: [],
};

/** The gateway's own use of the REST API. */
async function rest(path: string, form: Record<string, string | string[]>, token = authToken) {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) for (const one of [value].flat()) body.append(name, one);
  const response = await fetch(`${carrier.restUrl}/2010-04-01/Accounts/${carrier.accountSid}${path}`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${carrier.accountSid}:${token}`).toString('base64')}` },
    body,
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}
const callUp = async (more: Record<string, string | string[]> = {}): Promise<string> => {
  const { status, json } = await rest('/Calls.json', {
    To: person,
    From: ours,
    Url: `${gateway.url}/outbound`,
    StatusCallback: `${gateway.url}/status`,
    StatusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    ...more,
  });
  expect(status).toBe(201);
  return String(json['sid']);
};
const statuses = (): string[] => gateway.at('/status').map(({ fields }) => String(fields['CallStatus']));
const stream = (): string => `<Connect><Stream url="${gateway.socketUrl('/media')}"/></Connect>`;

test('somebody who is called up answers, hears who is calling, and every status is told in order', async () => {
  await open({ answer: () => stream(), onStream: (seen) => speakLines(seen, ['Le llamo por su aviso.']) });
  const talked = carrier.call({ ...called, steps: [{ hear: 'por su aviso' }] });
  const sid = await callUp({ MachineDetection: 'Enable' });
  const result = await talked;
  expect(result.failures).toEqual([]);
  expect(result.callSid).toBe(sid);
  expect(gateway.at('/outbound')[0]?.fields).toMatchObject({
    AnsweredBy: 'human',
    Direction: 'outbound-api',
    To: person,
  });
  await carrier.close();
  expect(statuses()).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
  expect(gateway.at('/status').map(({ fields }) => fields['SequenceNumber'])).toEqual(['0', '1', '2', '3']);
});

test('a machine is told beside the call where that is asked for', async () => {
  await open({ answer: () => '<Pause length="2"/>' });
  const over = carrier.call({
    ...called,
    answers: { as: 'machine_end_beep', amdMs: 300 },
    steps: [{ expect: { ended: true } }],
  });
  await callUp({
    MachineDetection: 'DetectMessageEnd',
    AsyncAmd: 'true',
    AsyncAmdStatusCallback: `${gateway.url}/amd`,
  });
  expect((await over).failures).toEqual([]);
  expect(gateway.at('/outbound')[0]?.fields['AnsweredBy']).toBeUndefined();
  expect(gateway.at('/amd')[0]?.fields).toMatchObject({
    AnsweredBy: 'machine_end_beep',
    MachineDetectionDuration: '300',
  });
});

test.each([
  ['no-answer', 'no-answer'],
  ['busy', 'busy'],
  ['failed', 'failed'],
] as const)(
  'a call that nobody takes (%s) ends so, and no instructions are asked for',
  async (as, status) => {
    await open({ answer: () => '<Hangup/>' });
    const over = carrier.call({ ...called, answers: { as, ringMs: 100 } });
    await callUp();
    expect(await over).toMatchObject({ ok: true, status });
    await carrier.close();
    expect(statuses()).toEqual(['initiated', 'ringing', status]);
    expect(gateway.at('/outbound')).toEqual([]);
  },
);

test('when nobody calls, the one who waits says so', async () => {
  await open({ answer: () => '<Hangup/>' });
  expect(await carrier.call({ ...called, withinMs: 200 })).toMatchObject({
    ok: false,
    failures: [`Nobody called ${person} within 200 ms.`],
  });
});

test('the API takes the right token only, and answers for calls that are over or never were', async () => {
  await open({ answer: () => '<Hangup/>' });
  expect(await rest('/Calls.json', { To: person, From: ours, Url: gateway.url }, 'wrong')).toMatchObject({
    status: 401,
    json: { code: 20003 },
  });
  expect(await rest('/Calls.json', { To: person, From: ours })).toMatchObject({ status: 400 });
  expect(await rest(`/Calls/CA${'0'.repeat(32)}.json`, { Status: 'completed' })).toMatchObject({
    status: 404,
    json: { code: 20404 },
  });
});

test('a live call is given other instructions by the API, and ended by it', async () => {
  await open({
    answer: ({ path }) =>
      path === '/moved' ? '<Say>Le paso con otra máquina.</Say><Pause length="60"/>' : stream(),
    onStream: (seen) => {
      seen.onStart = () => {
        const sid = seen.start?.callSid ?? '';
        void rest(`/Calls/${sid}.json`, { Url: `${gateway.url}/moved` });
        setTimeout(() => void rest(`/Calls/${sid}.json`, { Status: 'completed' }), 3500);
      };
    },
  });
  const result = await carrier.call({
    ...{ assistant: 'town-hall', from: person },
    steps: [{ hear: 'otra máquina' }, { expect: { ended: true } }],
  });
  expect(result.failures).toEqual([]);
  expect(result.ended).toEqual({ by: 'assistant', why: 'ended by the REST API' });
  expect(gateway.streams[0]?.named('stop')).toHaveLength(1);
});

test('a call is recorded from the moment the API asks for it', async () => {
  await open({
    answer: () => stream(),
    onStream: (seen) => {
      seen.onStart = () =>
        void rest(`/Calls/${seen.start?.callSid ?? ''}/Recordings.json`, {
          RecordingStatusCallback: `${gateway.url}/recording`,
        });
    },
  });
  await carrier.call({
    assistant: 'town-hall',
    from: person,
    steps: [{ pause: 300 }, { say: 'Con mi permiso' }],
  });
  await carrier.close();
  const { fields } = gateway.at('/recording')[0] ?? {};
  expect(fields).toMatchObject({ RecordingStatus: 'completed' });
  expect(Number(fields?.['RecordingDuration'])).toBeGreaterThanOrEqual(1);
});

const desk = '+34911111111';

test('a warm transfer: the person hears the summary, takes it with a key, and both are put through', async () => {
  const whisper = `<Gather input="dtmf" numDigits="1" action="/taken"><Say>Carmen Ruiz, una farola apagada. Pulse uno.</Say></Gather><Hangup/>`;
  await open({
    answer: ({ path, fields }) => {
      if (path === '/whisper') return whisper;
      if (path === '/taken') return fields['Digits'] === '1' ? '' : '<Hangup/>';
      if (path === '/after') return '<Say>De vuelta con el asistente.</Say>';
      return `<Dial action="/after" timeout="10"><Number url="/whisper">${desk}</Number></Dial>`;
    },
  });
  const caller = { assistant: 'town-hall', from: person, patienceMs: 15_000 };
  const taken = await carrier.call({
    ...caller,
    others: { [desk]: { steps: [{ hear: 'una farola apagada. Pulse uno' }, { press: '1' }] } },
    steps: [{ expect: { transferredTo: desk } }],
  });
  expect(taken.failures).toEqual([]);
  expect(gateway.at('/after')[0]?.fields).toMatchObject({
    DialCallStatus: 'completed',
    DialBridged: 'true',
    CallStatus: 'completed',
  });

  const declined = await carrier.call({
    ...caller,
    others: { [desk]: { steps: [{ hear: 'Pulse uno' }, { press: '2' }] } },
    steps: [{ hear: 'de vuelta' }],
  });
  expect(declined.failures).toEqual([]);
  expect(declined.transferredTo).toEqual([]);
  expect(gateway.at('/after')[1]?.fields).toMatchObject({ DialBridged: 'false' });
});

test.each(['busy', 'no-answer'] as const)(
  'a transfer to somebody who is away (%s) comes back with why',
  async (as) => {
    await open({
      answer: ({ path }) =>
        path === '/after'
          ? '<Say>Ahora mismo no contestan.</Say>'
          : `<Dial action="/after" timeout="1">${desk}</Dial>`,
    });
    const result = await carrier.call({
      ...{ assistant: 'town-hall', from: person, patienceMs: 10_000 },
      others: { [desk]: { as, ringMs: 200 } },
      steps: [{ hear: 'no contestan' }],
    });
    expect(result.failures).toEqual([]);
    expect(gateway.at('/after')[0]?.fields).toMatchObject({ DialCallStatus: as });
  },
);

test('caller and person meet in a conference, and whoever dialled it is told', async () => {
  const join =
    '<Dial action="/left"><Conference endConferenceOnExit="true" statusCallback="/room" statusCallbackEvent="start end join leave">c1</Conference></Dial>';
  await open({ answer: ({ path }) => (path === '/left' ? '<Hangup/>' : join) });
  const waiting = carrier.call({
    ...{ assistant: 'town-hall', from: person, patienceMs: 10_000 },
    others: { [desk]: {} },
    steps: [{ expect: { transferredTo: desk } }, { expect: { transferredTo: 'c1' } }],
  });
  await rest('/Calls.json', { To: desk, From: ours, Twiml: `<Response>${join}</Response>` });
  expect((await waiting).failures).toEqual([]);
  await carrier.close();
  const events = gateway.at('/room').map(({ fields }) => fields['StatusCallbackEvent']);
  expect(events.filter((event) => event === 'participant-join')).toHaveLength(2);
  expect(events).toContain('conference-start');
  expect(events).toContain('conference-end');
});
