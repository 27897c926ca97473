/** People's telephones, the stand-in of the carrier and a real gateway: each message once, each receipt told, whatever is shuffled. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Channel, Message } from '../../src/channels/channel';
import { sendOnce } from '../../src/channels/once';
import { publicAddresses } from '../../src/channels/twilio/addresses';
import { createMessageChannel } from '../../src/channels/twilio/message-channel';
import { createTwilioMessages, type MessageCarrier } from '../../src/channels/twilio/messages';
import { type Carrier, openCarrier } from '../../src/phone/carrier';
import { segmentsOf } from '../../src/phone/segments';
import { type MessageHouse, openMessageHouse } from '../fakes/message-house';
import { twilioAccount } from '../fakes/system';

const ours = '+34910000000';
const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = twilioAccount;
let house: MessageHouse;
let carrier: Carrier;
beforeAll(async () => {
  house = await openMessageHouse();
}, 60_000);
beforeEach(async () => {
  carrier = await openCarrier({ gateway: house.url, authToken, accountSid });
});
afterEach(async () => await carrier.close());
afterAll(async () => await house?.stop());

function channelOf(by: MessageCarrier, timeoutMs = 15_000): Channel {
  const settings = { accountSid, authToken, apiBaseUrl: carrier.restUrl, messagingServiceSid: undefined };
  const messages = createTwilioMessages({ ...settings, smsFrom: ours, whatsappFrom: ours }, { timeoutMs });
  return createMessageChannel(by, { messages, addresses: publicAddresses(house.url) });
}
let count = 0;
const messageTo = (phone: string, over: Partial<Message> = {}): Message => ({
  ...{ id: `outreach/${randomUUID()}/1`, code: '4KX-7QD', to: { phone }, language: 'es' },
  ...{ text: `4KX-7QD: su solicitud está cerrada (${(count += 1)}).`, at: new Date().toISOString(), ...over },
});
const person = (): string => `+3460000${String((count += 1)).padStart(4, '0')}`;

/** What the gateway has been told of a message, by its states. */
async function toldOf({ id }: Message): Promise<{ state: unknown; times: number }[]> {
  const came = (await house.came()).filter((one) => one.kind === 'receipt' && one.recordId === id);
  return came.map(({ payload, times }) => ({ state: payload?.['state'], times }));
}
async function until<T>(look: () => T | Promise<T>, isThere: (found: T) => boolean): Promise<T> {
  for (const end = Date.now() + 10_000; ;) {
    const found = await look();
    if (isThere(found) || Date.now() > end) return found;
    await sleep(30);
  }
}

test('an SMS arrives, and the gateway hears of each step under our key', async () => {
  const to = person();
  const message = messageTo(to);
  expect(await channelOf('sms').send(message)).toMatchObject({
    state: 'accepted',
    segments: segmentsOf(message.text),
  });
  const told = await until(
    async () => await toldOf(message),
    (found) => found.length === 3,
  );
  expect(told.map(({ state }) => state)).toEqual(['accepted', 'sent', 'delivered']);
  expect(carrier.messages.telephoneOf(to)).toMatchObject([
    { channel: 'sms', from: ours, text: message.text },
  ]);
});

test('receipts that come twice and in any order are each written down once', async () => {
  carrier.messages.callbacks = { shuffled: true, doubled: true };
  const sent = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const to = person();
      carrier.messages.let(to, 'read');
      const message = messageTo(to, {
        template: { contentSid: `HX${'b'.repeat(32)}`, variables: { 1: to } },
      });
      carrier.messages.templates.set(`HX${'b'.repeat(32)}`, 'Aviso para {{1}}');
      await channelOf('whatsapp').send(message);
      return message;
    }),
  );
  for (const message of sent) {
    const told = await until(
      async () => await toldOf(message),
      (found) => found.length === 4 && found.every(({ times }) => times === 2),
    );
    expect(new Set(told.map(({ state }) => state))).toEqual(
      new Set(['accepted', 'delivered', 'read', 'sent']),
    );
    expect(told.map(({ times }) => times)).toEqual([2, 2, 2, 2]);
  }
});

test('the answer of the send is lost: the receipt bears our key all the same, and a look finds the message', async () => {
  const to = person();
  const message = messageTo(to);
  const channel = channelOf('sms');
  carrier.messages.mood = 'mute';
  await expect(channel.send(message)).rejects.toMatchObject({ outcome: 'unknown' });
  const told = await until(
    async () => await toldOf(message),
    (found) => found.length === 3,
  );
  expect(told.at(-1)).toMatchObject({ state: 'delivered' });
  carrier.messages.mood = 'well';
  expect(await channel.find?.(message)).toMatchObject({ state: 'delivered' });
  expect(carrier.messages.telephoneOf(to)).toHaveLength(1);
});

test('while Twilio is down nothing goes out, and a look says so; while it is slow the message goes out unheard', async () => {
  const channel = channelOf('sms', 1500);
  const [first, second] = [messageTo(person()), messageTo(person())];
  carrier.messages.mood = 'down';
  await expect(channel.send(first)).rejects.toMatchObject({ kind: 'unavailable' });
  Object.assign(carrier.messages, { mood: 'slow', slowMs: 2000 });
  await expect(channel.send(second)).rejects.toMatchObject({ kind: 'timeout', outcome: 'unknown' });
  carrier.messages.mood = 'well';
  expect(await channel.find?.(first)).toBeUndefined();
  expect(await channel.find?.(second)).toMatchObject({ providerId: expect.stringMatching(/^SM/) });
});

test('a number that its network does not know: the receipt says that nobody can be reached there', async () => {
  const to = person();
  carrier.messages.let(to, 'undeliverable');
  const message = messageTo(to);
  await channelOf('sms').send(message);
  await until(
    async () => await toldOf(message),
    (found) => found.some(({ state }) => state === 'failed'),
  );
  const receipt = (await house.came()).find(
    (one) => one.recordId === message.id && one.payload?.['errorCode'],
  );
  expect(receipt?.payload).toMatchObject({ state: 'failed', errorCode: 30005, refused: 'unreachable' });
  expect(carrier.messages.telephoneOf(to)).toEqual([]);
});

test('WhatsApp takes free text only from people who wrote lately, and a template always', async () => {
  const to = person();
  const channel = channelOf('whatsapp');
  const [outside, inside] = [messageTo(to), messageTo(to)];
  await channel.send(outside);
  await until(
    async () => await toldOf(outside),
    (found) => found.some(({ state }) => state === 'failed'),
  );
  const receipt = (await house.came()).find(
    (one) => one.recordId === outside.id && one.payload?.['errorCode'],
  );
  expect(receipt?.payload).toMatchObject({ errorCode: 63016, refused: 'outside-window' });

  expect((await carrier.messages.say(to, ours, 'Hola', { whatsapp: true })).status).toBe(200);
  await channel.send(inside);
  await until(
    async () => await toldOf(inside),
    (found) => found.some(({ state }) => state === 'delivered'),
  );
  expect(carrier.messages.telephoneOf(to).map(({ text }) => text)).toEqual([inside.text]);
});

test('who writes STOP is heard, and gets no SMS until they write START', async () => {
  const to = person();
  const channel = channelOf('sms');
  expect((await carrier.messages.say(to, ours, 'STOP', { more: { OptOutType: 'STOP' } })).status).toBe(200);
  const heard = (await house.came()).filter((one) => one.kind === 'message' && one.payload?.['from'] === to);
  expect(heard).toMatchObject([{ payload: { text: 'STOP', optOut: 'STOP' } }]);
  expect(await channel.send(messageTo(to))).toMatchObject({ refused: 'opted-out' });
  await carrier.messages.say(to, ours, 'start');
  expect(await channel.send(messageTo(to))).toMatchObject({ state: 'accepted' });
});

test('to a region that the account is closed to nothing goes', async () => {
  carrier.messages.closedRegions.add('+881');
  expect(await channelOf('sms').send(messageTo('+88160000001'))).toMatchObject({ refused: 'not-allowed' });
  expect(carrier.messages.takenFor('+88160000001')).toBe(0);
});

test('one process sends an id once, also when it is asked again at the same moment; what failed is tried anew', async () => {
  const to = person();
  const once = sendOnce(channelOf('sms'));
  const message = messageTo(to);
  carrier.messages.mood = 'down';
  await expect(once.send(message)).rejects.toMatchObject({ kind: 'unavailable' });
  carrier.messages.mood = 'well';
  const [one, other] = await Promise.all([once.send(message), once.send(message)]);
  expect(other).toEqual(one);
  expect(await once.send(message)).toEqual(one);
  expect(carrier.messages.takenFor(to)).toBe(1);
  expect(await once.find?.(message)).toBeDefined();
});

test.each([
  ['a'.repeat(160), 1],
  ['a'.repeat(161), 2],
  ['á'.repeat(70), 1],
  ['á'.repeat(71), 2],
  ['€'.repeat(80), 1],
  ['€'.repeat(81), 2],
])('a text of this kind is so many messages to the network (%#)', (text, segments) => {
  expect(segmentsOf(text)).toBe(segments);
});
