import { createElevenLabs } from '../../../src/speech/elevenlabs';
import { Words } from '../../../src/phone/words';
import { nowhere } from '../../fakes/answering-server';
import { ElevenLabsServer } from '../../../src/phone/stand-ins/elevenlabs-server';
import { collect, faultOf, lengthOf, sentencesIn } from './speaking';

const words = new Words();
const sentence = 'Su aviso ya está registrado.';
let server: ElevenLabsServer;
let url: string;

beforeEach(async () => {
  server = new ElevenLabsServer(words);
  url = await server.listen();
});
afterEach(async () => await server.close());

const voice = (more = {}) =>
  createElevenLabs({ apiKey: 'key', baseUrl: url, voices: { es: 'Lola', 'pt-BR': undefined }, ...more });

test.each([
  ['es', 'es', 'Lola'],
  ['pt-BR', 'pt', 'EXAVITQu4vr4xnSDxMaL'],
  ['en', 'en', 'EXAVITQu4vr4xnSDxMaL'],
] as const)('a sentence in %s comes as telephone sound, byte for byte', async (language, code, name) => {
  const sound = await collect(voice().speak(sentence, { language }));
  expect(sound).toHaveLength(lengthOf(sentence));
  expect(sentencesIn(words, sound)).toEqual([sentence]);
  expect(server.said).toEqual([{ text: sentence, voice: name, language: code }]);
});

test('a model that takes no language is told none', async () => {
  await collect(voice({ model: 'eleven_multilingual_v2' }).speak(sentence, { language: 'es' }));
  expect(server.said[0]?.language).toBeUndefined();
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
  expect([fault.system, fault.kind]).toEqual(['elevenlabs', kind]);
  expect(fault.message).not.toMatch(/aviso|key$/);
  expect(server.asked).toBe(1);
});

test('where nobody answers it is away', async () => {
  const away = voice({ baseUrl: await nowhere() });
  expect((await faultOf(collect(away.speak(sentence, { language: 'es' })))).kind).toBe('unavailable');
});
