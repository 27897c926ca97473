/** SMS and WhatsApp over Twilio's API in its moods, checked against Twilio's published description where it is at hand. */
import { createMessageChannel } from '../../../src/channels/twilio/message-channel';
import { publicAddresses } from '../../../src/channels/twilio/addresses';
import type { Message } from '../../../src/channels/channel';
import { createTwilioMessages, type TwilioMessages } from '../../../src/channels/twilio/messages';
import { ConnectorError, UsageError } from '../../../src/errors';
import { type Carrier, openCarrier } from '../../../src/phone/carrier';
import { answering, type AnswerOf, type Answering, nowhere } from '../../fakes/answering-server';
import { publishedDescription } from '../../fakes/published-description';

const accountSid = `AC${'0'.repeat(32)}`;
const authToken = 'f'.repeat(32);
const person = '+34600123123';
// Nobody listens there, so receipts go nowhere.
const statusUrl = 'http://127.0.0.1:1/twilio/messages/status?key=outreach%2FX%2F1';
const messageSid = `SM${'a'.repeat(32)}`;
const template = { contentSid: `HX${'b'.repeat(32)}`, variables: { 1: 'farola', 2: '4KX-7QD' } };

const settings = {
  ...{ accountSid, authToken, smsFrom: '+34910000000', whatsappFrom: '+34910000001' },
  messagingServiceSid: undefined,
};
const made = (over: object = {}) => ({
  ...{
    sid: messageSid,
    account_sid: accountSid,
    status: 'queued',
    direction: 'outbound-api',
    error_code: null,
  },
  ...{ body: 'Hola', to: person, from: '+34910000000', num_segments: '2', price: null, price_unit: null },
  ...{ date_created: 'Sun, 22 Nov 2026 10:00:00 +0000', date_sent: null, ...over },
});
const json = (status: number, body: unknown, headers?: Record<string, string>): AnswerOf => ({
  status,
  body: JSON.stringify(body),
  ...(headers && { headers }),
});

const servers: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function twilioThat(
  answer: AnswerOf,
  over: object = {},
): Promise<{ server: Answering; api: TwilioMessages }> {
  const server = await answering(answer);
  servers.push(server);
  return {
    server,
    api: createTwilioMessages({ ...settings, apiBaseUrl: server.url, ...over }, { timeoutMs: 1500 }),
  };
}

/** The stand-in, that keeps what it is told; its callbacks go nowhere. */
async function standIn(): Promise<{ carrier: Carrier; api: TwilioMessages }> {
  const carrier = await openCarrier({ gateway: await nowhere(), authToken, accountSid });
  servers.push(carrier);
  carrier.messages.templates.set(template.contentSid, 'Su aviso {{1}} tiene el código {{2}}.');
  const api = createTwilioMessages({ ...settings, apiBaseUrl: carrier.restUrl }, { timeoutMs: 1500 });
  return { carrier, api };
}

const sms = (text = 'Hola') => ({ carrier: 'sms' as const, to: person, content: { text }, statusUrl });
const fieldsOf = (body: string): Record<string, string> => Object.fromEntries(new URLSearchParams(body));
const faultOf = async (act: Promise<unknown>): Promise<ConnectorError> => {
  const fault: unknown = await act.then(
    () => 'done',
    (error: unknown) => error,
  );
  expect(fault).toBeInstanceOf(ConnectorError);
  return fault as ConnectorError;
};

test.each([
  ['an SMS', sms(), settings, { To: person, From: '+34910000000', Body: 'Hola' }],
  [
    'a WhatsApp message',
    { ...sms(), carrier: 'whatsapp' as const },
    settings,
    { To: `whatsapp:${person}`, From: 'whatsapp:+34910000001', Body: 'Hola' },
  ],
  [
    'a template with what is put into it',
    { ...sms(), carrier: 'whatsapp' as const, content: template },
    settings,
    {
      ...{ To: `whatsapp:${person}`, From: 'whatsapp:+34910000001', ContentSid: template.contentSid },
      ContentVariables: '{"1":"farola","2":"4KX-7QD"}',
    },
  ],
  [
    'an SMS from whichever sender of a service',
    sms(),
    { ...settings, smsFrom: undefined, messagingServiceSid: `MG${'c'.repeat(32)}` },
    { To: person, MessagingServiceSid: `MG${'c'.repeat(32)}`, Body: 'Hola' },
  ],
])('%s is sent with our key in the address of its receipts', async (_, message, given, expected) => {
  const { server, api } = await twilioThat(json(201, made()), given);
  expect(await api.send(message)).toEqual({ providerId: messageSid, state: 'accepted', segments: 2 });
  expect(server.asked).toHaveLength(1);
  expect(fieldsOf(server.asked[0]?.body ?? '')).toEqual({ ...expected, StatusCallback: statusUrl });
});

test('what it costs is told in millionths, once Twilio knows', async () => {
  const { api } = await twilioThat(json(200, made({ status: 'sent', price: '-0.00750', price_unit: 'usd' })));
  expect(await api.read(messageSid)).toMatchObject({
    state: 'sent',
    cost: { micros: 7500, currency: 'USD' },
  });
});

test('without a sender nothing is asked for, and the variable is named', async () => {
  const { server, api } = await twilioThat(json(201, made()), { whatsappFrom: undefined });
  await expect(api.send({ ...sms(), carrier: 'whatsapp' })).rejects.toThrow(UsageError);
  expect(server.asked).toEqual([]);
});

const refusal = (status: number, code: number) =>
  json(status, { code, status, message: `To ${person} is wrong` });

test.each([
  [21610, 'opted-out'],
  [63016, 'outside-window'],
  [63003, 'unreachable'],
  [30003, 'unreachable'],
  [30005, 'unreachable'],
  [30006, 'unreachable'],
  [21408, 'not-allowed'],
  [21612, 'not-allowed'],
  [21211, 'invalid-address'],
  [21614, 'invalid-address'],
])('code %i is a result for the ladder: %s', async (code, refused) => {
  const { server, api } = await twilioThat(refusal(400, code));
  expect(await api.send(sms())).toEqual({ refused, detail: `twilio refused it, code ${code}` });
  expect(server.asked).toHaveLength(1);
  const failed = await twilioThat(json(201, made({ status: 'failed', error_code: code })));
  expect(await failed.api.send(sms())).toMatchObject({ refused });
});

test.each([
  [
    'throttled',
    json(429, { code: 20429 }, { 'retry-after': '7' }),
    { kind: 'throttled', retryAfterMs: 7000, outcome: 'not-done' },
  ],
  ['full', refusal(400, 21611), { kind: 'throttled', outcome: 'not-done' }],
  ['down', json(503, { code: 20503 }), { kind: 'unavailable', outcome: 'unknown' }],
  ['told another token', refusal(401, 20003), { kind: 'unauthorized', outcome: 'not-done' }],
  ['told a sender that is not ours', refusal(400, 21606), { kind: 'rejected', outcome: 'not-done' }],
  ['answering a page', { status: 200, body: '<html>' }, { kind: 'malformed', outcome: 'unknown' }],
  ['answering another shape', json(201, { sid: 'hello' }), { kind: 'malformed', outcome: 'unknown' }],
  ['silent', 'silent', { kind: 'timeout', outcome: 'unknown' }],
  ['breaking off', 'reset', { kind: 'timeout', outcome: 'unknown' }],
] as const)('sending while Twilio is %s: once, and said in our kinds', async (_, answer, expected) => {
  const { server, api } = await twilioThat(answer as AnswerOf);
  const fault = await faultOf(api.send(sms()));
  expect(fault).toMatchObject(expected);
  expect(server.asked).toHaveLength(1);
  expect(`${fault.message} ${JSON.stringify(fault)} ${String(fault.cause)}`).not.toMatch(
    /600123123|Hola|f{32}/,
  );
});

describe('after an answer that was lost', () => {
  const sentAfter = new Date(Date.now() - 1000);
  const lost = async (of: Awaited<ReturnType<typeof standIn>>, message = sms()): Promise<void> => {
    of.carrier.messages.mood = 'mute';
    expect(await faultOf(of.api.send(message))).toMatchObject({ outcome: 'unknown' });
    of.carrier.messages.mood = 'well';
  };

  test('the message is found, also while it is still queued and has no date', async () => {
    const of = await standIn();
    of.carrier.messages.stepMs = 1500;
    await lost(of);
    expect(await of.api.find({ ...sms(), sentAfter })).toMatchObject({ state: 'accepted' });
    while (of.carrier.messages.telephoneOf(person).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await of.api.find({ ...sms(), sentAfter })).toMatchObject({
      state: 'delivered',
      cost: { currency: 'USD' },
    });
  });

  test('nothing else is taken for it: other words, another number, an older one, what the person wrote', async () => {
    const of = await standIn();
    await of.api.send(sms('Otra cosa'));
    await of.api.send({ ...sms(), to: '+34600999999' });
    await of.carrier.messages.say(person, '+34910000000', 'Hola').catch(() => undefined);
    expect(await of.api.find({ ...sms(), sentAfter })).toBeUndefined();
    await of.api.send(sms());
    expect(await of.api.find({ ...sms(), sentAfter: new Date(Date.now() + 60_000) })).toBeUndefined();
    expect(await of.api.find({ ...sms(), sentAfter })).toMatchObject({ providerId: expect.any(String) });
  });

  test('it is found behind hundreds of newer ones, page by page', async () => {
    const of = await standIn();
    of.carrier.messages.stepMs = 0;
    await lost(of);
    for (let n = 0; n < 250; n += 1) await of.api.send(sms(`Aviso ${n}`));
    expect(await of.api.find({ ...sms(), sentAfter })).toMatchObject({ state: 'delivered' });
  });

  test('a template is found by what was put into it', async () => {
    const of = await standIn();
    const message = { ...sms(), carrier: 'whatsapp' as const, content: template };
    expect(await of.api.find({ ...message, sentAfter })).toBeUndefined();
    of.carrier.messages.mood = 'mute';
    await faultOf(of.api.send(message));
    of.carrier.messages.mood = 'well';
    expect(await of.api.find({ ...message, sentAfter })).toMatchObject({ state: expect.any(String) });
  });
});

test('a SID that would be a path is not asked for, and a message Twilio has forgotten is no fault of the channel', async () => {
  const { carrier, api } = await standIn();
  expect((await faultOf(api.read('../Calls'))).kind).toBe('missing');
  const channel = createMessageChannel('sms', {
    messages: api,
    addresses: publicAddresses('http://127.0.0.1:1'),
  });
  const message: Message = {
    ...{ id: 'outreach/X/1', code: 'X', to: { phone: person }, language: 'es', text: 'Hola' },
    at: new Date().toISOString(),
  };
  expect(await channel.find?.(message, messageSid)).toBeUndefined();
  expect(await channel.send({ ...message, to: { email: 'ana@example.org' } })).toMatchObject({
    refused: 'invalid-address',
  });
  const sent = await channel.send(message);
  expect('providerId' in sent && (await channel.find?.(message, sent.providerId))).toMatchObject({
    state: expect.any(String),
  });
  expect(carrier.messages.takenFor(person)).toBe(1);
});

describe('Twilio’s published description', () => {
  const file = 'twilio/api_v2010.openapi.json';
  const check = publishedDescription(file);
  if (!check) process.stdout.write(`${file} is not at hand: messages are not checked against it\n`);
  const each: [string, string, string, Record<string, string> | undefined, number][] = [
    [
      'a message that is sent',
      'POST',
      'Messages.json',
      { To: person, From: '+34910000000', Body: 'Hola' },
      201,
    ],
    [
      'a list of them',
      'GET',
      `Messages.json?To=${encodeURIComponent(person)}&DateSent%3E=2026-01-01&PageSize=1`,
      undefined,
      200,
    ],
    ['one of them', 'GET', 'Messages/SID.json', undefined, 200],
  ];

  (check ? test.each(each) : test.skip.each(each))(
    'knows %s, as the stand-in answers it',
    async (_, method, what, form, status) => {
      const { carrier, api } = await standIn();
      const sent = await api.send(sms());
      await api.send(sms('Otra'));
      await new Promise((resolve) => setTimeout(resolve, 200));
      const sid = 'providerId' in sent ? (sent.providerId ?? '') : '';
      const address = `/2010-04-01/Accounts/${accountSid}/${what.replace('SID', sid)}`;
      const response = await fetch(`${carrier.restUrl}${address}`, {
        method,
        headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
        ...(form ? { body: new URLSearchParams(form) } : {}),
      });
      expect(response.status).toBe(status);
      const { pathname, searchParams } = new URL(address, carrier.restUrl);
      const answer = (await response.json()) as Record<string, unknown>;
      // The document calls them whole addresses, and shows paths in its own examples, as Twilio answers.
      for (const [name, value] of Object.entries(answer)) {
        if (name.endsWith('uri') && String(value).startsWith('/'))
          answer[name] = `https://api.twilio.com${String(value)}`;
      }
      expect(check?.({ method, path: pathname, query: [...searchParams.keys()], status, answer })).toEqual(
        [],
      );
    },
  );
});
