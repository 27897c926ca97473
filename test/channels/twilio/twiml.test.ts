import {
  connectRelay,
  connectStream,
  gather,
  goTo,
  rejectCall,
  sayAndHangUp,
} from '../../../src/channels/twilio/twiml';
import {
  joinCaller,
  transferCold,
  waitForPerson,
  whisper,
} from '../../../src/channels/twilio/twiml-transfer';
import { saidInParts } from '../../../src/channels/twilio/twiml-text';
import { britishVoice, defaultVoices } from '../../../src/channels/twilio/voices';
import { UsageError } from '../../../src/errors';

const at = 'https://calls.example.org/twilio';
const head = '<?xml version="1.0" encoding="UTF-8"?>';
const parameters = { callId: 'twilio-CA1', epoch: '1', token: '99.abc' };

test('a stream carries its parameters, and its end leads back to a living gateway', () => {
  const ask = {
    socketUrl: 'https://calls.example.org/twilio/media',
    parameters,
    resumeUrl: `${at}/resume?call=1&epoch=2`,
    statusUrl: `${at}/stream`,
  };
  expect(connectStream(ask)).toBe(
    `${head}<Response><Connect><Stream url="wss://calls.example.org/twilio/media" statusCallback="${at}/stream" statusCallbackMethod="POST">` +
      '<Parameter name="callId" value="twilio-CA1"/><Parameter name="epoch" value="1"/><Parameter name="token" value="99.abc"/>' +
      `</Stream></Connect><Redirect method="POST">${at}/resume?call=1&amp;epoch=2</Redirect></Response>`,
  );
  expect(() => connectStream({ ...ask, socketUrl: 'wss://calls.example.org/media?token=1' })).toThrow(
    UsageError,
  );
  expect(() => connectStream({ ...ask, parameters: { summary: 'x'.repeat(500) } })).toThrow(UsageError);
});

test('a relay greets nobody by itself, may be cut in on, and asks what to do at its end', () => {
  const twiml = connectRelay({
    socketUrl: 'wss://calls.example.org/twilio/relay',
    parameters,
    actionUrl: `${at}/relay-ended`,
    voice: defaultVoices.es,
    others: [defaultVoices['pt-BR'], britishVoice],
    hints: ['padrón', 'DNI, NIE', ''],
    transcription: { provider: 'Deepgram', model: 'nova-3-general' },
    ignoreBackchannel: true,
  });
  expect(twiml).toContain(`<Connect action="${at}/relay-ended" method="POST">`);
  expect(twiml).not.toContain('welcomeGreeting');
  for (const attribute of [
    'url="wss://calls.example.org/twilio/relay"',
    'events="tokens-played"',
    'language="es-ES"',
    'ttsProvider="Amazon"',
    'voice="Lucia-Neural"',
    'interruptible="any"',
    'dtmfDetection="true"',
    'hints="padrón, DNI  NIE"',
    'transcriptionProvider="Deepgram"',
    'speechModel="nova-3-general"',
    'ignorebackchannel="true"',
  ]) {
    expect(twiml).toContain(attribute);
  }
  expect(twiml.match(/<Language code="[^"]+"/g)).toEqual([
    '<Language code="es-ES"',
    '<Language code="pt-BR"',
    '<Language code="en-GB"',
  ]);
  expect(twiml).toContain('<Parameter name="token" value="99.abc"/>');
});

test.each([
  ['es', defaultVoices.es, 'es-ES', 'Polly.Lucia-Neural'],
  ['pt-BR', defaultVoices['pt-BR'], 'pt-BR', 'Polly.Camila-Neural'],
  ['en', defaultVoices.en, 'en-US', 'Polly.Joanna-Neural'],
  ['en, British', britishVoice, 'en-GB', 'Polly.Amy-Neural'],
])(
  'a turn of the plain fallback in %s hears words and keys, and goes on when nothing is said',
  (_, voice, locale, say) => {
    expect(
      gather({
        say: 'a < b & c?',
        voice,
        actionUrl: `${at}/turn?n=3`,
        silenceUrl: `${at}/silence?n=3`,
        hints: ['uno'],
      }),
    ).toBe(
      `${head}<Response><Gather input="speech dtmf" action="${at}/turn?n=3" method="POST" language="${locale}" speechTimeout="auto" timeout="5" profanityFilter="false" hints="uno">` +
        `<Say voice="${say}" language="${locale}">a &lt; b &amp; c?</Say></Gather><Redirect method="POST">${at}/silence?n=3</Redirect></Response>`,
    );
  },
);

test('the sentence that says it is an AI is said before anything is listened for', () => {
  const ask = { voice: defaultVoices.en, actionUrl: `${at}/turn`, silenceUrl: `${at}/silence`, pauseS: 3 };
  const twiml = gather({ ...ask, say: 'I am an automated assistant.', mustBeHeard: true });
  expect(twiml.indexOf('</Say>')).toBeLessThan(twiml.indexOf('<Gather'));
  expect(twiml).toContain('speechTimeout="3"');
});

test('goodbye, a redirect with words, and a call that is not taken', () => {
  const voice = defaultVoices.es;
  expect(sayAndHangUp(voice, 'Adiós.')).toMatch(/<Say [^>]*>Adiós\.<\/Say><Hangup\/><\/Response>$/);
  expect(goTo(`${at}/voice`, { voice, text: 'Un momento.' })).toMatch(
    /Un momento\.<\/Say><Redirect method="POST">/,
  );
  expect(rejectCall('busy')).toBe(`${head}<Response><Reject reason="busy"/></Response>`);
});

test('what no XML can hold never reaches Twilio, which would end the call for it', () => {
  const twiml = sayAndHangUp(defaultVoices.es, 'a\u0000b\u0007c\ud800d\ufffee 😀 ñ');
  expect(twiml).toContain('a b c\ufffdd e 😀 ñ');
  const stream = connectStream({
    socketUrl: 'wss://x.org/m',
    parameters: { odd: 'a\u0001"<b>' },
    resumeUrl: `${at}/r`,
    statusUrl: `${at}/s`,
  });
  expect(stream).toContain('value="a &quot;&lt;b>"');
});

test('a long text is said in parts that Twilio takes, and none of it is lost', () => {
  const text = Array.from({ length: 400 }, (_, n) => `Sentence number ${n} is not long.`).join(' ');
  const parts = saidInParts(text);
  expect(parts.length).toBeGreaterThan(4);
  expect(parts.every((part) => part.length <= 2500 && part.endsWith('.'))).toBe(true);
  expect(parts.join(' ')).toBe(text);
  expect(saidInParts('x'.repeat(6000)).map(({ length }) => length)).toEqual([2500, 2500, 1000]);
  expect(saidInParts('  ')).toEqual([]);
});

describe('handing a caller to a person', () => {
  test('cold: to a number or an extension, with its outcome', () => {
    const cold = { callerId: '+34910000000', actionUrl: `${at}/dialled` };
    expect(transferCold({ ...cold, to: '+34911111111' })).toBe(
      `${head}<Response><Dial action="${at}/dialled" method="POST" callerId="+34910000000" timeout="25" answerOnBridge="true"><Number>+34911111111</Number></Dial></Response>`,
    );
    expect(transferCold({ ...cold, to: 'sip:padron@example.org' })).toContain(
      '<Sip>sip:padron@example.org</Sip>',
    );
  });

  test('warm: the caller waits, the person hears the summary and presses 1, then they meet', () => {
    const conference = 'transfer-R7K3F92QD-1';
    const waiting = waitForPerson({
      conference,
      actionUrl: `${at}/dialled`,
      say: { voice: defaultVoices.es, text: 'Le paso.' },
    });
    expect(waiting).toContain('Le paso.</Say><Dial');
    expect(waiting).toContain('startConferenceOnEnter="false" endConferenceOnExit="true"');
    const summary = whisper({ voice: defaultVoices.es, summary: 'Pulse 1.', actionUrl: `${at}/whisper` });
    expect(summary).toMatch(/<Gather input="dtmf" numDigits="1" [^>]*actionOnEmptyResult="true">/);
    expect(summary.match(/Pulse 1\./g)).toHaveLength(2);
    expect(summary).not.toContain('<Dial');
    expect(joinCaller({ conference })).toContain(`startConferenceOnEnter="true" endConferenceOnExit="true"`);
    expect(joinCaller({ conference })).toContain(`>${conference}</Conference>`);
  });

  test('nothing records: that takes consent, and the API', () => {
    const all = [
      transferCold({ to: '+34911111111', callerId: '+34910000000', actionUrl: at }),
      waitForPerson({ conference: 'c', actionUrl: at }),
      joinCaller({ conference: 'c' }),
    ];
    expect(all.join('')).not.toMatch(/record/i);
  });
});
