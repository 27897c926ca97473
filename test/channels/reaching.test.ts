/** One try to tell somebody by one channel: written down before it leaves, looked for in doubt, flagged where nobody can look. */
import { addressKey } from '../../src/address-key';
import { createReaching } from '../../activities/reaching';
import type { Channel } from '../../src/channels/channel';
import { createEmailChannel } from '../../src/channels/email/email';
import { publicAddresses } from '../../src/channels/twilio/addresses';
import { createMessageChannel } from '../../src/channels/twilio/message-channel';
import { createTwilioMessages } from '../../src/channels/twilio/messages';
import type { Notice } from '../../src/domain/follow-up';
import type { ReachChannel } from '../../src/domain/reach';
import { ConnectorError } from '../../src/errors';
import { type Carrier, openCarrier } from '../../src/phone/carrier';
import { reachSettings } from '../../src/reach-settings';
import { destinationsOf } from '../../src/worker/channels';
import { createMemoryReach } from '../fakes/memory-reach';
import { openSmtpServer, type SmtpServer } from '../fakes/smtp-server';
import { twilioAccount } from '../fakes/system';

const ours = '+34910000000';
const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = twilioAccount;
let carrier: Carrier;
let mail: SmtpServer;
beforeAll(async () => {
  carrier = await openCarrier({ gateway: 'http://127.0.0.1:9', authToken, accountSid });
  mail = await openSmtpServer();
});
afterAll(async () => {
  await carrier.close();
  await mail.close();
});
beforeEach(() => {
  carrier.messages.mood = 'well';
  mail.script = {};
});

function smsOf(): Channel {
  const settings = { accountSid, authToken, apiBaseUrl: carrier.restUrl, messagingServiceSid: undefined };
  const messages = createTwilioMessages(
    { ...settings, smsFrom: ours, whatsappFrom: undefined },
    { timeoutMs: 1000 },
  );
  return createMessageChannel('sms', { messages, addresses: publicAddresses('http://127.0.0.1:9') });
}

/** Nothing is told a second time in one process by `sendOnce`; here every try is that of a new process. */
function reachingWith(wish: Parameters<typeof reachSettings>[0] = { allow: ['ES'] }) {
  const email = createEmailChannel(
    {
      ...{ host: '127.0.0.1', port: mail.port, secure: false, isLoopback: true, auth: undefined },
      from: { name: 'Ayuntamiento', address: 'avisos@villanueva.example' },
      secret: 'test',
    },
    { connectMs: 1000, answerMs: 1000, wholeMs: 5000 },
  );
  const channels = new Map<ReachChannel, Channel>([
    ['sms', smsOf()],
    ['email', email],
  ]);
  const book = createMemoryReach();
  const settings = reachSettings(wish);
  const destinations = destinationsOf({ reach: settings, twilio: undefined });
  const activities = createReaching({
    ...{ channels, book, settings, ...destinations, secret: 'test', now: () => new Date() },
  });
  return { ...activities, book, close: () => email.close() };
}

let count = 0;
function noticeTo(change: Partial<Notice> = {}): { notice: Notice; outreach: string; to: string } {
  const to = `+3460000${`${(count += 1)}`.padStart(4, '0')}`;
  const code = `R-TEST-${count}`;
  const notice: Notice = {
    ...{ code, number: 1, tenant: 'villanueva', channel: 'phone', language: 'es', zone: 'Europe/Madrid' },
    contact: { phone: to, email: `ana${count}@example.org` },
    news: { what: 'commented', title: 'avisar de una farola', recordId: '1042', text: `Nota ${count}` },
    ...change,
  };
  return { notice, outreach: `outreach/${code}/1`, to };
}

test('an answer that was lost is looked for, and the message goes out once, unflagged', async () => {
  const { sendByChannel, book, close } = reachingWith();
  const { notice, outreach, to } = noticeTo();
  carrier.messages.mood = 'mute';
  const first = sendByChannel(notice, { channel: 'sms', to }, { outreach, doubt: false });
  await expect(first).rejects.toMatchObject({ outcome: 'unknown' });
  expect(await book.findSend(`${outreach}/sms`)).toMatchObject({ state: 'leaving' });
  carrier.messages.mood = 'well';
  const again = await sendByChannel(notice, { channel: 'sms', to }, { outreach, doubt: true });
  expect(again).not.toHaveProperty('flagged');
  expect(carrier.messages.takenFor(to)).toBe(1);
  expect(await book.findSend(`${outreach}/sms`)).toMatchObject({ flagged: false });
  close();
});

test('a carrier that was away got nothing: the next try sends without a look', async () => {
  const { sendByChannel, close } = reachingWith();
  const { notice, outreach, to } = noticeTo();
  carrier.messages.mood = 'down';
  const first = sendByChannel(notice, { channel: 'sms', to }, { outreach, doubt: false });
  await expect(first).rejects.toBeInstanceOf(ConnectorError);
  carrier.messages.mood = 'well';
  const again = await sendByChannel(notice, { channel: 'sms', to }, { outreach, doubt: false });
  expect(again).toMatchObject({ receipt: { state: 'accepted' } });
  expect(carrier.messages.takenFor(to)).toBe(1);
  close();
});

test('where nobody can look the message goes again, and is flagged before it does', async () => {
  const { sendByChannel, book, close } = reachingWith();
  const { notice, outreach } = noticeTo();
  const rung = { channel: 'email' as const, to: `${notice.contact.email}` };
  mail.script = { END: 'cut' };
  await expect(sendByChannel(notice, rung, { outreach, doubt: false })).rejects.toMatchObject({
    outcome: 'unknown',
  });
  mail.script = {};
  expect(await sendByChannel(notice, rung, { outreach, doubt: true })).toMatchObject({ flagged: true });
  expect(await book.findSend(`${outreach}/email`)).toMatchObject({ flagged: true, state: 'accepted' });
  expect(mail.letters).toHaveLength(2);
  close();
});

test('a try whose worker was lost after the carrier took it sends nothing more', async () => {
  const { sendByChannel, close } = reachingWith();
  const { notice, outreach, to } = noticeTo();
  const rung = { channel: 'sms' as const, to };
  await sendByChannel(notice, rung, { outreach, doubt: false });
  expect(await sendByChannel(notice, rung, { outreach, doubt: false })).toMatchObject({
    receipt: { state: 'accepted' },
  });
  expect(carrier.messages.takenFor(to)).toBe(1);
  close();
});

test('who opted out, who is abroad, and what nobody set up are no rungs; operators read why', async () => {
  const { planReach, book, close } = reachingWith({ allow: ['ES'], ladder: ['whatsapp', 'sms', 'email'] });
  const { notice, to } = noticeTo();
  expect((await planReach(notice)).rungs.map(({ channel }) => channel)).toEqual(['sms', 'email']);
  const abroad = await planReach({ ...notice, contact: { phone: '+351910000001' } });
  expect(abroad).toMatchObject({
    rungs: [],
    missing: [
      { channel: 'sms', why: 'destination not allowed' },
      { channel: 'email', why: 'no address' },
    ],
  });
  const wish = { addressKey: addressKey('test', to), channel: 'sms' as const, word: 'baja' };
  await book.wish({ ...wish, wish: 'out', at: new Date().toISOString(), messageId: 'SM1' });
  expect((await planReach(notice)).rungs.map(({ channel }) => channel)).toEqual(['email']);
  // An answer goes by the channel it was asked on, or not at all.
  expect((await planReach({ ...notice, by: 'sms' })).rungs).toEqual([]);
  close();
});

test('answers to a person do not use up what they may be told in a day', async () => {
  const { sendByChannel, close } = reachingWith({ allow: ['ES'], caps: { personPerDay: 1 } });
  const { notice, to } = noticeTo();
  const rung = { channel: 'sms' as const, to };
  const said = { what: 'said' as const, title: '', text: 'Dígame su nombre.' };
  for (const number of [1, 2, 3]) {
    const answer: Notice = { ...notice, number, by: 'sms', news: said };
    const outreach = `outreach/sms-key/${number}`;
    expect(await sendByChannel(answer, rung, { outreach, doubt: false })).toHaveProperty('receipt');
  }
  expect(await sendByChannel(notice, rung, { outreach: 'outreach/a/1', doubt: false })).toHaveProperty(
    'receipt',
  );
  expect(await sendByChannel(notice, rung, { outreach: 'outreach/a/2', doubt: false })).toEqual({
    refused: expect.stringContaining('personPerDay'),
  });
  close();
});

test('who wants nothing more at all wants nothing by number or address, whichever they wrote it from', async () => {
  for (const by of ['phone', 'email'] as const) {
    const { planReach, book, close } = reachingWith({ allow: ['ES'], ladder: ['sms', 'email'] });
    const { notice } = noticeTo();
    const wish = {
      addressKey: addressKey('test', `${notice.contact[by]}`),
      word: 'baja todo',
      wish: 'out' as const,
    };
    await book.wish({ ...wish, channel: 'all', at: new Date().toISOString(), messageId: 'm1' });
    expect((await planReach(notice)).rungs).toEqual([]);
    close();
  }
});

test('the id of a letter is written down before it leaves: a bounce may be quicker than our own note', async () => {
  const { sendByChannel, book, close } = reachingWith();
  const { notice, outreach } = noticeTo();
  mail.script = { END: 'cut' };
  const letters = mail.letters.length;
  const rung = { channel: 'email' as const, to: `${notice.contact.email}` };
  await expect(sendByChannel(notice, rung, { outreach, doubt: false })).rejects.toMatchObject({
    outcome: 'unknown',
  });
  const [, id = ''] = /^Message-ID: (<[^>]+>)/m.exec(mail.letters[letters] ?? '') ?? [];
  expect(await book.findSendByProviderId(id)).toMatchObject({ id: `${outreach}/email`, state: 'leaving' });
  close();
});

test('an answer to a letter stands in its thread, under the subject of its case', async () => {
  const { sendByChannel, close } = reachingWith();
  const { notice, outreach } = noticeTo();
  const thread = {
    code: 'R-OLD',
    inReplyTo: '<theirs@example.org>',
    references: ['<first@villanueva.example>'],
  };
  const letters = mail.letters.length;
  const rung = { channel: 'email' as const, to: `${notice.contact.email}` };
  await sendByChannel({ ...notice, thread }, rung, { outreach, doubt: false });
  const letter = (mail.letters[letters] ?? '').replace(/\r\n[ \t]+/g, ' ');
  expect(letter).toContain('In-Reply-To: <theirs@example.org>');
  expect(letter).toMatch(
    /References: <case\.R-OLD\.[0-9a-f]{40}@\S+ <first@villanueva\.example> <theirs@example\.org>/,
  );
  expect(letter).toContain('Auto-Submitted: auto-replied');
  expect(letter).toContain('Subject: Su solicitud R-OLD');
  close();
});
