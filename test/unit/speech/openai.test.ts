import { createOpenAiRecognizer } from '../../../src/speech/openai-recognizer';
import { createOpenAiSynthesizer } from '../../../src/speech/openai-synthesizer';
import type { Recognition } from '../../../src/speech/recognizer';
import { Words } from '../../../src/phone/words';
import { nowhere } from '../../fakes/answering-server';
import { OpenAiSpeechServer } from '../../../src/phone/stand-ins/openai-speech-server';
import { collect, faultOf, feedFrames, lengthOf, say, sentencesIn } from './speaking';

const words = new Words();
const sentence = 'Su aviso ya está registrado.';
let server: OpenAiSpeechServer;
let url: string;
let partials: string[];

beforeEach(async () => {
  server = new OpenAiSpeechServer(words);
  url = await server.listen();
  partials = [];
});
afterEach(async () => await server.close());

describe('hearing', () => {
  function open({
    timeoutMs = 5000,
    language = 'es' as 'es' | 'pt-BR' | 'en',
    baseUrl = url,
  } = {}): Recognition {
    return createOpenAiRecognizer({ apiKey: 'key', baseUrl, timeoutMs }).open({
      language,
      hints: ['Calle Mayor', 'Villanueva'],
      onPartial: (text) => partials.push(text),
    });
  }

  test.each([
    ['es', 'es'],
    ['pt-BR', 'pt'],
    ['en', 'en'],
  ] as const)('an utterance in %s becomes words', async (language, code) => {
    const ear = open({ language });
    say(ear, words, sentence);
    expect(await ear.finish()).toEqual({ text: sentence, by: 'openai' });
    expect(partials.at(-1)).toBe(sentence);
    expect(partials[0]).toBe('Su');
    expect(server.heard).toEqual([{ language: code, prompt: 'Calle Mayor, Villanueva' }]);
  });

  test('a server that does not stream is understood as well', async () => {
    server.streams = false;
    const ear = open();
    say(ear, words, sentence);
    expect((await ear.finish()).text).toBe(sentence);
  });

  test('each utterance is sent once, without the one before and without what was put aside', async () => {
    const ear = open();
    say(ear, words, 'Uno.');
    expect((await ear.finish()).text).toBe('Uno.');
    say(ear, words, 'Ejem.');
    ear.discard();
    say(ear, words, 'Dos.');
    expect((await ear.finish()).text).toBe('Dos.');
    expect(server.asked).toBe(2);
  });

  test('nothing fed is nothing asked', async () => {
    expect((await open().finish()).text).toBe('');
    expect(server.asked).toBe(0);
  });

  test('sound without words is an empty transcript', async () => {
    const ear = open();
    feedFrames(ear, new Int16Array(8000));
    expect((await ear.finish()).text).toBe('');
  });

  test.each([
    ['down', 'unavailable'],
    ['unauthorized', 'unauthorized'],
    ['throttled', 'throttled'],
    ['slow', 'timeout'],
    ['mute', 'timeout'],
    ['mute-midway', 'timeout'],
    ['truncating', 'unavailable'],
    ['dropping', 'unavailable'],
    ['wrong-json', 'malformed'],
    ['html', 'malformed'],
  ] as const)('a provider that is %s is asked once, and its fault is %s', async (mood, kind) => {
    server.mood = mood;
    const ear = open({ timeoutMs: 600 });
    say(ear, words, sentence);
    const fault = await faultOf(ear.finish());
    expect([fault.system, fault.kind]).toEqual(['openai', kind]);
    expect(fault.message).not.toContain('aviso');
    if (mood === 'throttled') expect(fault.retryAfterMs).toBe(7000);
    expect(server.asked).toBe(1);
  });

  test('where nobody answers it is away', async () => {
    const ear = open({ baseUrl: await nowhere() });
    say(ear, words, sentence);
    expect((await faultOf(ear.finish())).kind).toBe('unavailable');
  });
});

describe('speaking', () => {
  const voice = (patience = {}) => createOpenAiSynthesizer({ apiKey: 'key', baseUrl: url, ...patience });

  test.each(['es', 'pt-BR', 'en'] as const)('a sentence in %s comes as telephone sound', async (language) => {
    const sound = await collect(voice().speak(sentence, { language }));
    expect(sentencesIn(words, sound)).toEqual([sentence]);
    expect(Math.abs(sound.length - lengthOf(sentence))).toBeLessThan(20);
    expect(server.said).toEqual([{ text: sentence, voice: 'alloy' }]);
  });

  test('sound that is cut in the middle of a sample is whole', async () => {
    server.pace.realTimeFactor = 0.1;
    const sound = await collect(voice().speak(sentence, { language: 'es' }));
    expect(sentencesIn(words, sound)).toEqual([sentence]);
  });

  test('the first sound comes long before the last', async () => {
    server.pace.realTimeFactor = 0.5;
    const began = Date.now();
    let firstMs = 0;
    for await (const piece of voice().speak(sentence, { language: 'es' }))
      if (piece.length > 0) firstMs ||= Date.now() - began;
    expect(firstMs).toBeLessThan((Date.now() - began) / 2);
  });

  test.each([
    ['down', 'unavailable'],
    ['unauthorized', 'unauthorized'],
    ['throttled', 'throttled'],
    ['slow', 'timeout'],
    ['mute', 'timeout'],
    ['mute-midway', 'timeout'],
    ['dropping', 'unavailable'],
    ['wrong-json', 'malformed'],
    ['html', 'malformed'],
  ] as const)('a provider that is %s is asked once, and its fault is %s', async (mood, kind) => {
    server.mood = mood;
    const fault = await faultOf(
      collect(voice({ firstSoundMs: 500, gapMs: 500 }).speak(sentence, { language: 'es' })),
    );
    expect([fault.system, fault.kind]).toEqual(['openai', kind]);
    expect(fault.message).not.toContain('aviso');
    expect(server.asked).toBe(1);
  });

  test('who cuts in ends it without an error', async () => {
    server.pace.realTimeFactor = 1;
    const barge = new AbortController();
    let bytes = 0;
    for await (const piece of voice().speak(sentence, { language: 'es', signal: barge.signal })) {
      bytes += piece.length;
      barge.abort();
    }
    expect(bytes).toBeLessThan(lengthOf(sentence) / 2);
    expect(await collect(voice().speak(sentence, { language: 'es', signal: barge.signal }))).toHaveLength(0);
  });

  test('a listener who takes his time is not taken for a provider that is late', async () => {
    server.pace.realTimeFactor = 0.01;
    const pieces: Buffer[] = [];
    for await (const piece of voice({ firstSoundMs: 1000, gapMs: 1000 }).speak(sentence, {
      language: 'es',
    })) {
      pieces.push(piece);
      if (pieces.length === 1) await new Promise((resolve) => setTimeout(resolve, 1500));
    }
    expect(sentencesIn(words, Buffer.concat(pieces))).toEqual([sentence]);
  });
});
