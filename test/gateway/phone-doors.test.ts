/** Twilio's doors at the gateway: whoever is not Twilio, or comes a second time, begins nothing and is let in nowhere. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { WebSocket } from 'ws';
import { callWorkflowId } from '../../workflows/ids';
import { createLineTokens } from '../../src/channels/twilio/token';
import { type FuzzName, findStream, type StreamTarget } from '../../src/phone/fuzz';
import { playLoad } from '../../src/phone/load';
import { makeSid } from '../../src/phone/sid';
import { openSocket } from '../../src/phone/socket';
import { eventually, request } from '../fakes/caller';
import { endOf, type PhoneSystem, startPhoneSystem } from '../fakes/phone-system';
import { announce, openLeg } from '../fakes/raw-leg';
import { twilioAccount } from '../fakes/system';

let phone: PhoneSystem;
beforeAll(async () => {
  phone = await startPhoneSystem();
}, 120_000);
afterAll(async () => await phone?.stop());

const { TWILIO_AUTH_TOKEN: authToken, TWILIO_ACCOUNT_SID: accountSid } = twilioAccount;
type Fields = Record<string, string>;

const fieldsOf = (callSid: string, more: Fields = {}): Fields => ({
  ...{ CallSid: callSid, AccountSid: accountSid, ApiVersion: '2010-04-01', Direction: 'inbound' },
  ...{ From: '+34600000801', To: '+34910000000', CallStatus: 'ringing', ...more },
});

/** Posts a form as Twilio does; what is signed may be told otherwise. */
async function post(
  path: string,
  fields: Fields,
  { signature = signatureOf(path, fields), token }: { signature?: string; token?: string } = {},
): Promise<{ status: number; body: string }> {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    ...(signature === '' ? {} : { 'x-twilio-signature': signature }),
    ...(token === undefined ? {} : { 'i-twilio-idempotency-token': token }),
  };
  const body = new URLSearchParams(fields).toString();
  const response = await fetch(`${phone.url}${path}`, { method: 'POST', headers, body });
  return { status: response.status, body: await response.text() };
}

const signatureOf = (path: string, fields: Fields, key = authToken): string =>
  getExpectedTwilioSignature(key, `${phone.url}${path}`, fields);

const isCall = async (callId: string): Promise<boolean> =>
  await request(`${phone.url}/api/calls/${callId}`).then(
    () => true,
    () => false,
  );
const voice = '/twilio/voice/brief';

test.each([
  ['without a signature', () => ''],
  ['with one made with another key', (fields: Fields) => signatureOf(voice, fields, 'not-the-token')],
  ['with one of another address', (fields: Fields) => signatureOf('/twilio/voice/shop', fields)],
  ['with one of other fields', (fields: Fields) => signatureOf(voice, { ...fields, From: '+34600000999' })],
] as const)('a webhook %s is refused, and begins no call', async (_, sign) => {
  const callSid = makeSid('CA');
  const fields = fieldsOf(callSid);
  expect(await post(voice, fields, { signature: sign(fields) })).toMatchObject({ status: 403 });
  expect(await isCall(callSid)).toBe(false);
});

test.each([
  'status/brief',
  'resume/brief/1',
  'gather/brief/1?silent=0&waited=0',
  'stream-status/brief',
  'back/brief/x',
])('a forged webhook to /twilio/%s is refused', async (path) => {
  const fields = fieldsOf(makeSid('CA'), { CallStatus: 'completed', SpeechResult: 'sí' });
  const signature = signatureOf(`/twilio/${path}`, fields, 'not-the-token');
  expect((await post(`/twilio/${path}`, fields, { signature })).status).toBe(403);
});

test.each([voice, '/twilio/voice/brief-gather'])(
  'a webhook to %s that comes again is answered as before, and after the call’s end with a hang-up: nothing is begun twice',
  async (path) => {
    const callSid = makeSid('CA');
    const fields = fieldsOf(callSid);
    const first = await post(path, fields, { token: 'a' });
    expect(first).toMatchObject({ status: 200, body: expect.stringMatching(/<Stream|<Gather/) });
    expect(
      await Promise.all([post(path, fields, { token: 'a' }), post(path, fields, { token: 'a' })]),
    ).toEqual([first, first]);
    // The idempotency token is not signed: whoever sends a request once more may write another one.
    expect(await post(path, fields, { token: 'b' })).toEqual(first);
    const workflow = phone.system.temporal.workflow.getHandle(callWorkflowId('phone', callSid));
    const { runId } = await workflow.describe();

    await post('/twilio/status/brief', fieldsOf(callSid, { CallStatus: 'completed' }));
    await request(`${phone.url}/api/calls/${callSid}/hang-up`, 'POST');
    await eventually('the end', async () => (await workflow.describe()).status.name === 'COMPLETED');
    for (const token of ['a', 'c']) {
      const again = await post(path, fields, { token });
      expect(again.body).toMatch(/<Response><Hangup\/><\/Response>/);
    }
    expect((await workflow.describe()).runId).toBe(runId);
  },
);

test.each(['/twilio/media', '/twilio/relay'])(
  'a socket at %s opens only with Twilio’s signature',
  async (path) => {
    const url = `${phone.url.replace('http', 'ws')}${path}`;
    const statusOf = async (signature?: string): Promise<number | undefined> => {
      const headers = signature === undefined ? {} : { 'x-twilio-signature': signature };
      const socket = new WebSocket(url, { headers });
      socket.on('error', () => undefined);
      const opened = once(socket, 'open').then(() => 101);
      const refused = once(socket, 'unexpected-response').then(
        ([, response]: { statusCode?: number }[]) => response?.statusCode,
      );
      const status = await Promise.race([opened, refused]);
      socket.terminate();
      return status;
    };
    expect(await statusOf()).toBe(403);
    expect(await statusOf('forged')).toBe(403);
    expect(await statusOf(getExpectedTwilioSignature('not-the-token', url, {}))).toBe(403);
    expect(await statusOf(getExpectedTwilioSignature(authToken, `${url}/x`, {}))).toBe(403);
    expect(await statusOf(getExpectedTwilioSignature(authToken, url, {}))).toBe(101);
  },
);

/** Opens a genuine socket and begins a stream with these parameters; the code it is closed with, 0 where it stays. */
async function beginStream(target: StreamTarget, parameters: Fields): Promise<number> {
  const socket = await openSocket(target, target.verb.url);
  const closed = once(socket, 'close').then(([code]) => code as number);
  const { streamSid, callSid } = target;
  const mediaFormat = { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 };
  const start = {
    streamSid,
    callSid,
    accountSid,
    tracks: ['inbound'],
    mediaFormat,
    customParameters: parameters,
  };
  socket.send(JSON.stringify({ event: 'start', sequenceNumber: '1', start, streamSid }));
  const stays = new Promise<number>((resolve) => setTimeout(() => resolve(0), 1500));
  const code = await Promise.race([closed, stays]);
  socket.terminate();
  return code;
}

test('a stream is let in with the token of its own call, once, and in time', async () => {
  const target = await findStream(`${phone.url}${voice}`, { authToken });
  const other = await findStream(`${phone.url}${voice}`, { authToken });
  const { parameters } = target.verb;
  const { callId = '', token = '' } = parameters;
  const epoch = Number(parameters['epoch']);
  const { secret } = phone.system.config;
  const mint = (key: string, lifeMs?: number): string =>
    createLineTokens({ secret: key, ...(lifeMs === undefined ? {} : { lifeMs }) }).mint({ callId, epoch });

  expect(await beginStream(target, {})).toBe(1008);
  expect(await beginStream(target, { ...parameters, token: mint('a stranger’s secret') })).toBe(1008);
  expect(await beginStream(target, { ...parameters, token: mint(secret, -2000) })).toBe(1008);
  expect(await beginStream(target, { ...parameters, epoch: `${epoch + 1}` })).toBe(1008);
  expect(await beginStream(target, { ...parameters, callId: other.callSid })).toBe(1008);
  expect(await beginStream(target, { ...parameters, token })).toBe(0);
  expect(await beginStream(target, { ...parameters, token })).toBe(1008);
});

test('a socket for a call that is over is closed', async () => {
  const target = await findStream(`${phone.url}${voice}`, { authToken });
  await request(`${phone.url}/api/calls/${target.callSid}/hang-up`, 'POST');
  await endOf(phone.url, target.callSid);
  expect(await beginStream(target, target.verb.parameters)).toBe(1000);
});

const setupOf = (callSid: string, customParameters: Fields): string =>
  JSON.stringify({ type: 'setup', sessionId: makeSid('VX'), callSid, accountSid, customParameters });
const prompt = JSON.stringify({ type: 'prompt', voicePrompt: 'hola', lang: 'es-ES', last: true });

test.each([
  ['words before any setup', false, Array<string>(60).fill(prompt)],
  ['binary noise', true, Array.from({ length: 60 }, (_, at) => Buffer.from([at, 255, 0]))],
  [
    'broken and foreign frames',
    true,
    Array<string>(20).fill('{"type":"prompt"').concat(Array<string>(20).fill('[]')),
  ],
  ['a frame of a megabyte', true, ['x'.repeat(1_000_000)]],
  ['ten thousand sentences at once', true, Array<string>(10_000).fill(prompt)],
] as const)(
  'a relay’s socket with %s is closed, and a call beside it goes on',
  async (_, begins, frames) => {
    const [call, healthy] = [
      await announce(phone.url, 'brief-relay'),
      await announce(phone.url, 'brief-relay'),
    ];
    const beside = await openLeg(healthy, healthy.first);
    const { verb, reach } = call.first;
    const socket = await openSocket({ reach, account: { accountSid, authToken } }, verb.url);
    const closed = once(socket, 'close').then(([code]) => code as number);
    if (begins) socket.send(setupOf(call.callSid, verb.parameters));
    for (const frame of frames) socket.send(frame);
    expect([1006, 1008, 1009]).toContain(await closed);
    await eventually('the greeting beside it', () => Promise.resolve(beside.spokenAt.length > 1));
    beside.socket.send(
      JSON.stringify({ type: 'prompt', voicePrompt: 'hay una farola apagada', lang: 'es-ES', last: true }),
    );
    const before = beside.spokenAt.length;
    await eventually('its answer', () => Promise.resolve(beside.spokenAt.length > before));
    beside.socket.terminate();
  },
  60_000,
);

/** The codes with which the gateway ends each attack; null where it bears it. */
const closedWith: Record<FuzzName, unknown> = {
  wrongBase64: 1008,
  wrongCodec: 1003,
  gaps: null,
  repeats: null,
  noStart: 1008,
  // One of them is larger than anything that Twilio sends.
  binaryNoise: expect.any(Number),
  halfOpen: null,
  mute: null,
  // Cut off without a farewell, after a second or two of what would be minutes of sound.
  flood: 1006,
  twoHours: 1006,
};

test('eight calls go on beside every attack there is, and each attacker is dealt with', async () => {
  const healthy = playLoad(
    phone.carrier,
    {
      ...{ assistant: 'brief', from: '+34600000810', transport: 'media', patienceMs: 60_000 },
      steps: [
        { hear: 'dígame' },
        { say: 'hay una farola apagada en la calle del Haya 3' },
        { hear: 'nombre' },
        { say: 'me llamo Ana Gil' },
        { hear: '/La registro así\\?$/' },
        { say: 'sí' },
        { hear: '/número \\d{4,}/' },
      ],
    },
    { calls: 8, rampMs: 200 },
  );
  const attacker = fork(join(__dirname, '../fakes/attacker.ts'), [`${phone.url}${voice}`, authToken], {
    execArgv: ['-r', join(__dirname, '../fakes/typescript-register.cjs')],
  });
  const [outcomes] = (await once(attacker, 'message')) as [Record<FuzzName, number | null>];
  const results = await healthy;
  expect(results.flatMap(({ failures }) => failures)).toEqual([]);
  const ends = await Promise.all(results.map(async ({ callSid }) => await endOf(phone.url, callSid)));
  expect(ends.map(({ tickets }) => tickets.length)).toEqual(ends.map(() => 1));
  expect(outcomes).toEqual(closedWith);
}, 180_000);
