import { publicAddresses } from '../../../src/channels/twilio/addresses';
import { readTwilioSettings } from '../../../src/channels/twilio/settings';
import { UsageError } from '../../../src/errors';

const env = {
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'e'.repeat(32),
  RECADO_PUBLIC_URL: 'https://calls.example.org/',
};

test('settings are read, and none are needed', () => {
  expect(readTwilioSettings({})).toBeUndefined();
  expect(readTwilioSettings({ RECADO_PUBLIC_URL: 'https://x.org', TWILIO_ACCOUNT_SID: ' ' })).toBeUndefined();
  expect(
    readTwilioSettings({ ...env, TWILIO_FROM: '+34910000000', TWILIO_API_BASE_URL: 'http://127.0.0.1:4010' }),
  ).toEqual({
    accountSid: env.TWILIO_ACCOUNT_SID,
    authToken: env.TWILIO_AUTH_TOKEN,
    apiBaseUrl: 'http://127.0.0.1:4010',
    publicUrl: 'https://calls.example.org',
    from: '+34910000000',
  });
});

test.each([
  [{ TWILIO_SMS_FROM: '+34600000000' }, { smsFrom: '+34600000000' }],
  [{ TWILIO_SMS_FROM: '21212' }, { smsFrom: '21212' }],
  [{ TWILIO_SMS_FROM: 'AYTO VILLA' }, { smsFrom: 'AYTO VILLA' }],
  [{ TWILIO_WHATSAPP_FROM: 'whatsapp:+34600000000' }, { whatsappFrom: '+34600000000' }],
  [{ TWILIO_WHATSAPP_FROM: '+34600000000' }, { whatsappFrom: '+34600000000' }],
  [{ TWILIO_MESSAGING_SERVICE_SID: `MG${'a'.repeat(32)}` }, { messagingServiceSid: `MG${'a'.repeat(32)}` }],
])('who sends messages is read: %j', (given, expected) => {
  expect(readTwilioSettings({ ...env, ...given })).toMatchObject(expected);
});

test.each([
  ['half an account', { TWILIO_AUTH_TOKEN: '' }, 'TWILIO_AUTH_TOKEN'],
  ['a key instead of an account', { TWILIO_ACCOUNT_SID: `SK${'0'.repeat(32)}` }, 'TWILIO_ACCOUNT_SID'],
  ['no public address', { RECADO_PUBLIC_URL: undefined }, 'RECADO_PUBLIC_URL'],
  ['a plain public address', { RECADO_PUBLIC_URL: 'http://calls.example.org' }, 'RECADO_PUBLIC_URL'],
  [
    'a public address with a query',
    { RECADO_PUBLIC_URL: 'https://calls.example.org?x=1' },
    'RECADO_PUBLIC_URL',
  ],
  ['the token sent in plain', { TWILIO_API_BASE_URL: 'http://10.0.0.9:4010' }, 'TWILIO_API_BASE_URL'],
  ['the token sent to a file', { TWILIO_API_BASE_URL: 'file:///etc' }, 'TWILIO_API_BASE_URL'],
  ['a sender of SMS that is too long', { TWILIO_SMS_FROM: 'AYUNTAMIENTO' }, 'TWILIO_SMS_FROM'],
  ['a sender on WhatsApp that is no number', { TWILIO_WHATSAPP_FROM: 'AYTO' }, 'TWILIO_WHATSAPP_FROM'],
  ['a service that is none', { TWILIO_MESSAGING_SERVICE_SID: 'MG12' }, 'TWILIO_MESSAGING_SERVICE_SID'],
  ['a number that is none', { TWILIO_FROM: '910 000 000' }, 'TWILIO_FROM'],
])('%s is refused, by its name and never by its value', (_, wrong, name) => {
  const given: NodeJS.ProcessEnv = { ...env, ...wrong };
  let thrown: unknown;
  try {
    readTwilioSettings(given);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(UsageError);
  const { message, fix } = thrown as UsageError;
  expect(message).toContain(name);
  expect(`${message}${fix}`).not.toContain(env.TWILIO_AUTH_TOKEN);
});

test('addresses as Twilio calls them', () => {
  const outside = publicAddresses('https://calls.example.org/recado');
  expect(outside.web('/twilio/voice?turn=3')).toBe('https://calls.example.org/recado/twilio/voice?turn=3');
  expect(outside.socket('/twilio/media')).toBe('wss://calls.example.org/recado/twilio/media');
  expect(publicAddresses('http://127.0.0.1:8790').socket('/twilio/media')).toBe(
    'ws://127.0.0.1:8790/twilio/media',
  );
  expect(() => outside.socket('/twilio/media?callId=1')).toThrow(UsageError);
});
