/** Twilio's doors for messages: what Twilio tells is written down once before it is answered, and nobody else is heard. */
import { randomUUID } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { callerKey } from '../../src/caller-key';
import { makeSid } from '../../src/phone/sid';
import { type MessageHouse, openMessageHouse } from '../fakes/message-house';
import { twilioAccount } from '../fakes/system';

let house: MessageHouse;
beforeAll(async () => {
  house = await openMessageHouse();
}, 60_000);
afterAll(async () => await house?.stop());

type Fields = Record<string, string>;
const { TWILIO_AUTH_TOKEN: authToken, TWILIO_ACCOUNT_SID: accountSid } = twilioAccount;
const key = 'outreach/4KX-7QD/1';
const statusPath = `/twilio/messages/status?key=${encodeURIComponent(key)}`;
const inboundPath = '/twilio/messages';
const person = '+34600000321';

const signatureOf = (path: string, fields: Fields, token = authToken): string =>
  getExpectedTwilioSignature(token, `${house.url}${path}`, fields);

/** Posts a form as Twilio does; what is signed may be told otherwise. */
async function post(
  path: string,
  fields: Fields,
  { signature = signatureOf(path, fields), token = randomUUID() as string } = {},
): Promise<{ status: number; body: string; type: string | null }> {
  const response = await fetch(`${house.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'i-twilio-idempotency-token': token,
      ...(signature === '' ? {} : { 'x-twilio-signature': signature }),
    },
    body: new URLSearchParams(fields).toString(),
  });
  return {
    status: response.status,
    body: await response.text(),
    type: response.headers.get('content-type'),
  };
}

const receipt = (more: Fields = {}): Fields => ({
  ...{
    MessageSid: makeSid('SM'),
    MessageStatus: 'delivered',
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
  },
  ...{ From: '+34910000000', To: person, ...more },
});
const written = (more: Fields = {}): Fields => ({
  ...{
    MessageSid: makeSid('SM'),
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    NumMedia: '0',
    NumSegments: '1',
  },
  ...{ From: person, To: '+34910000000', Body: 'Sí, mañana me viene bien', ...more },
});
const cameOf = async (eventId: string) => (await house.came()).filter((one) => one.eventId === eventId);

test.each([
  ['queued', 'accepted'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
])('a receipt that says %s is written down under our key before it is answered', async (status, state) => {
  const fields = receipt({ MessageStatus: status });
  const answer = await post(statusPath, fields);
  expect(answer).toMatchObject({ status: 200, type: expect.stringContaining('text/xml') });
  expect(answer.body).toMatch(/<Response\/>$/);
  expect(await cameOf(`${fields['MessageSid']}/${status}`)).toMatchObject([
    {
      ...{ connection: 'twilio', kind: 'receipt', recordId: key, times: 1 },
      payload: { state, providerId: fields['MessageSid'] },
    },
  ]);
});

test.each([
  ['undelivered', '30005', 'unreachable'],
  ['failed', '63016', 'outside-window'],
  ['failed', '21610', 'opted-out'],
])('a receipt that says %s with code %s tells the ladder why', async (status, ErrorCode, refused) => {
  const fields = receipt({ MessageStatus: status, ErrorCode });
  await post(statusPath, fields);
  const [came] = await cameOf(`${fields['MessageSid']}/${status}`);
  expect(came?.payload).toMatchObject({ state: 'failed', errorCode: Number(ErrorCode), refused });
});

test('what a person writes is kept under a key that is not their number', async () => {
  const fields = written();
  expect((await post(inboundPath, fields)).body).toMatch(/<Response\/>$/);
  const [came] = await cameOf(fields['MessageSid'] ?? '');
  expect(came).toMatchObject({
    ...{ connection: 'twilio', kind: 'message', recordId: callerKey(house.config.secret, person) },
    payload: { channel: 'sms', from: person, to: '+34910000000', text: fields['Body'], media: 0 },
  });
  expect(`${came?.recordId} ${came?.eventId}`).not.toContain('600000321');
});

test('WhatsApp: the same person has the same key; button, pictures and what they answer are told', async () => {
  const answered = makeSid('SM');
  const fields = written({
    ...{ From: `whatsapp:${person}`, To: 'whatsapp:+34910000000', Body: 'Confirmar', NumMedia: '2' },
    ...{
      ButtonPayload: 'confirm',
      ButtonText: 'Confirmar',
      OriginalRepliedMessageSid: answered,
      ProfileName: 'Ana',
    },
  });
  await post(inboundPath, fields);
  expect(await cameOf(fields['MessageSid'] ?? '')).toMatchObject([
    {
      recordId: callerKey(house.config.secret, person),
      payload: {
        ...{ channel: 'whatsapp', from: person, to: '+34910000000', text: 'Confirmar' },
        ...{ button: 'confirm', media: 2, repliesTo: answered },
      },
    },
  ]);
});

test('a message that is too long is cut to 4,096 characters and none of them is broken', async () => {
  const fields = written({ Body: `${'a'.repeat(4095)}🙂 and more` });
  expect((await post(inboundPath, fields)).status).toBe(200);
  const [came] = await cameOf(fields['MessageSid'] ?? '');
  expect(came?.payload?.['text']).toBe('a'.repeat(4095));
});

describe.each([
  ['a receipt', statusPath, receipt, (fields: Fields) => `${fields['MessageSid']}/delivered`],
  ['a message', inboundPath, written, (fields: Fields) => fields['MessageSid'] ?? ''],
] as const)('%s', (_, path, make, eventIdOf) => {
  test.each([
    ['without a signature', () => ''],
    ['signed with another key', (fields: Fields) => signatureOf(path, fields, 'not-the-token')],
    ['signed for another address', (fields: Fields) => signatureOf('/twilio/voice/shop', fields)],
    [
      'signed for the other door',
      (fields: Fields) => signatureOf(path === inboundPath ? statusPath : inboundPath, fields),
    ],
    ['signed with other fields', (fields: Fields) => signatureOf(path, { ...fields, To: '+34600000999' })],
    ['with a signature that is none', () => 'x'.repeat(5000)],
  ] as const)('%s is refused, and nothing is written', async (__, sign) => {
    const fields = make();
    expect((await post(path, fields, { signature: sign(fields) })).status).toBe(403);
    expect(await cameOf(eventIdOf(fields))).toEqual([]);
  });

  test('that comes again, later or at the same moment, under whichever token, is one and is counted', async () => {
    const fields = make();
    const token = randomUUID();
    const answers = await Promise.all([
      post(path, fields, { token }),
      post(path, fields, { token }),
      post(path, fields),
    ]);
    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1);
    expect(await cameOf(eventIdOf(fields))).toMatchObject([{ times: 3 }]);
    // The token is not signed, so it hides nothing either: another message under the same one is another message.
    const other = make();
    await post(path, other, { token });
    expect(await cameOf(eventIdOf(other))).toMatchObject([{ times: 1 }]);
  });

  test('that makes no sense is refused in words, and nothing personal is said', async () => {
    for (const wrong of [
      { MessageSid: '../../x' },
      { MessageSid: '' },
      path === inboundPath ? { From: '' } : { MessageStatus: 'dancing' },
      path === inboundPath ? { NumMedia: 'many' } : { ErrorCode: 'x' },
    ] as Fields[]) {
      const answer = await post(path, make(wrong));
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.body)).toEqual({
        error: expect.stringMatching(/\S/),
        fix: expect.stringMatching(/\S/),
      });
      expect(answer.body).not.toMatch(/600000321|mañana/);
    }
  });

  test('that is larger than 64 kB is refused', async () => {
    const fields = make({ Body: 'x'.repeat(70_000) });
    expect((await post(path, fields)).status).toBe(413);
    expect(await cameOf(eventIdOf(fields))).toEqual([]);
  });

  test('while the store is away is answered 503, and taken when it comes again', async () => {
    const fields = make();
    const { takeWebhook } = house.doorStore;
    house.doorStore.takeWebhook = () => Promise.reject(new Error('the store is away'));
    try {
      expect((await post(path, fields)).status).toBe(503);
    } finally {
      house.doorStore.takeWebhook = takeWebhook;
    }
    expect((await post(path, fields)).status).toBe(200);
    expect(await cameOf(eventIdOf(fields))).toMatchObject([{ times: 1 }]);
  });
});

test('a store that hangs keeps Twilio waiting for less than it is willing to', async () => {
  const { takeWebhook } = house.doorStore;
  house.doorStore.takeWebhook = () => new Promise(() => undefined);
  const begunAt = performance.now();
  const answer = await post(inboundPath, written());
  house.doorStore.takeWebhook = takeWebhook;
  expect(answer.status).toBe(503);
  expect(performance.now() - begunAt).toBeLessThan(12_000);
});

test('a receipt without our key, or with one that is too long, is refused', async () => {
  for (const path of ['/twilio/messages/status', `/twilio/messages/status?key=${'x'.repeat(201)}`]) {
    expect((await post(path, receipt())).status).toBe(400);
  }
});

test('a receipt for another key than the one that was signed is refused', async () => {
  const fields = receipt();
  const other = '/twilio/messages/status?key=outreach%2FOTHER%2F1';
  expect((await post(other, fields, { signature: signatureOf(statusPath, fields) })).status).toBe(403);
});

test('nothing of the people is in the log', () => {
  expect(house.logged.length).toBeGreaterThan(0);
  expect(house.logged.join('')).not.toMatch(/600000321|mañana/);
});

test('without an account there are no doors', async () => {
  const bare = await openMessageHouse({});
  const response = await fetch(`${bare.url}${inboundPath}`, { method: 'POST', body: 'x' });
  await bare.stop();
  expect(response.status).toBe(404);
});
