import fc from 'fast-check';
import twilio from 'twilio';
import { parseTwiml, TwimlError } from '../../src/phone/twiml';
import { parseXml, XmlError } from '../../src/phone/xml';

const { VoiceResponse } = twilio.twiml;

test('what Twilio’s own library writes is read as verbs', () => {
  const response = new VoiceResponse();
  response.say({ language: 'es-ES' }, 'Soy un asistente automático & le escucho');
  const stream = response.connect().stream({ url: 'wss://calls.example/media', name: 'line' });
  stream.parameter({ name: 'callId', value: '<"c1">' });
  response.redirect({ method: 'POST' }, '/twilio/resume?epoch=2&call=c1');
  const gather = response.gather({ input: ['speech', 'dtmf'], numDigits: 4, action: '/turn', timeout: 3 });
  gather.say('¿Sí?');
  const dial = response.dial({ action: '/after', timeout: 20 });
  dial.conference({ endConferenceOnExit: true, statusCallbackEvent: ['join', 'leave'] }, 'c1');
  response.hangup();
  const [say, connect, redirect, asked, put, end] = parseTwiml(response.toString());
  expect(say).toMatchObject({
    verb: 'Say',
    text: 'Soy un asistente automático & le escucho',
    language: 'es-ES',
  });
  expect(connect).toMatchObject({
    verb: 'Stream',
    url: 'wss://calls.example/media',
    parameters: { callId: '<"c1">' },
  });
  expect(redirect).toEqual({ verb: 'Redirect', url: '/twilio/resume?epoch=2&call=c1', method: 'POST' });
  expect(asked).toMatchObject({
    verb: 'Gather',
    input: ['speech', 'dtmf'],
    numDigits: 4,
    timeout: 3,
    finishOnKey: '#',
  });
  expect(put).toMatchObject({
    verb: 'Dial',
    target: { kind: 'conference', name: 'c1', endConferenceOnExit: true },
  });
  expect(end).toEqual({ verb: 'Hangup' });
});

test('a relay keeps its settings, languages are let through', () => {
  const response = new VoiceResponse();
  const relay = response
    .connect({ action: '/ended' })
    .conversationRelay({ url: 'wss://calls.example/relay', dtmfDetection: true, language: 'pt-BR' });
  relay.language({ code: 'pt-BR', voice: 'Camila' });
  relay.parameter({ name: 'token', value: 't' });
  expect(parseTwiml(response.toString())[0]).toMatchObject({
    ...{ verb: 'Relay', action: '/ended', method: 'POST', language: 'pt-BR', dtmfDetection: true },
    ...{ interruptible: 'any', parameters: { token: 't' } },
  });
});

test.each([
  ['no XML', 'hello', /no XML/],
  ['JSON', '{"a":1}', /no XML/],
  ['cut short', '<Response><Say>Hola', /has no end/],
  ['closed wrongly', '<Response><Say>Hola</Response></Say>', /<\/Say> was expected/],
  ['a bare ampersand', '<Response><Redirect>/a?b=1&c=2</Redirect></Response>', /no reference/],
  ['another root', '<Twiml/>', /begins with <Response>/],
  ['an unknown verb', '<Response><Sing/></Response>', /<Sing> is no verb/],
  ['an unknown attribute', '<Response><Say speed="2">Hola</Say></Response>', /<Say>.*speed/],
  ['an empty <Say>', '<Response><Say></Say></Response>', /<Say> is empty/],
  [
    'a query on a stream',
    '<Response><Connect><Stream url="wss://a/b?c=1"/></Connect></Response>',
    /no query string/,
  ],
  [
    'two nouns',
    '<Response><Connect><Stream url="wss://a/b"/><Stream url="wss://a/c"/></Connect></Response>',
    /exactly one/,
  ],
  ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><Response/>', /document type/],
  ['text between verbs', '<Response>Hola</Response>', /text outside/],
])('%s is refused by name', (_, source, reason) => {
  expect(() => parseTwiml(source)).toThrow(TwimlError);
  expect(() => parseTwiml(source)).toThrow(reason);
});

test('whatever an answer holds, reading it ends in verbs or in a TwimlError', () => {
  const bits = fc.constantFrom(
    '<Response>',
    '</Response>',
    '<Say ',
    'a="b"',
    '>',
    '/>',
    '<',
    '&amp;',
    '&',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    ' ',
    'Hola',
    '"',
  );
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 25 }), (parts) => {
      try {
        parseTwiml(parts.join(''));
      } catch (error) {
        expect(error).toBeInstanceOf(TwimlError);
      }
    }),
  );
});

test('comments, CDATA and references are read as XML means them', () => {
  expect(
    parseXml('\ufeff<?xml version="1.0"?><!-- a --><a b=\'1\'>x<!-- y --><![CDATA[<&>]]>&#xe9;&#65;</a>\n'),
  ).toEqual({
    name: 'a',
    attributes: { b: '1' },
    children: [],
    text: 'x<&>éA',
  });
  expect(() => parseXml('<a b="1" b="2"/>')).toThrow(XmlError);
});
