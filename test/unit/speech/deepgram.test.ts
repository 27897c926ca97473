import { createDeepgram } from '../../../src/speech/deepgram';
import type { Recognition } from '../../../src/speech/recognizer';
import { spokenSamples } from '../../../src/phone/stand-ins/spoken-sound';
import { Words } from '../../../src/phone/words';
import { DeepgramServer } from '../../../src/phone/stand-ins/deepgram-server';
import { faultOf, feedFrames, say, until } from './speaking';

const words = new Words();
let server: DeepgramServer;
let url: string;
const ears: Recognition[] = [];
let partials: string[];
let faults: string[];

beforeEach(async () => {
  server = new DeepgramServer(words);
  url = await server.listen();
  [partials, faults] = [[], []];
});
afterEach(async () => {
  for (const ear of ears.splice(0)) ear.close();
  await server.close();
});

function open({ timeoutMs = 5000, language = 'es' as 'es' | 'pt-BR' | 'en', key = 'key' } = {}): Recognition {
  const ear = createDeepgram({ apiKey: key, baseUrl: url, timeoutMs }).open({
    language,
    hints: ['Calle Mayor'],
    onPartial: (text) => partials.push(text),
    onFault: (fault) => faults.push(fault.kind),
  });
  ears.push(ear);
  return ear;
}

test.each(['es', 'pt-BR', 'en'] as const)('words in %s are known while they are said', async (language) => {
  const ear = open({ language });
  say(ear, words, 'Hay una farola apagada.');
  await until(() => partials.includes('Hay una farola apagada.'), 'a partial');
  expect(await ear.finish()).toEqual({ text: 'Hay una farola apagada.', confidence: 0.97, by: 'deepgram' });
  expect(server.settings[0]?.get('language')).toBe(language);
  expect(server.settings[0]?.getAll('keyterm')).toEqual(['Calle Mayor']);
});

test('one utterance after the other keeps its own words, on one socket', async () => {
  const ear = open();
  for (const text of ['Uno.', 'Dos y tres.', 'Cuatro.']) {
    say(ear, words, text);
    expect((await ear.finish()).text).toBe(text);
  }
  expect(server.asked).toBe(1);
});

test('who goes on speaking before the words are told mixes nothing up', async () => {
  server.pace.wordsMs = 300;
  const ear = open();
  say(ear, words, 'Lo primero.');
  const first = ear.finish();
  say(ear, words, 'Lo segundo.');
  const second = ear.finish();
  expect((await first).text).toBe('Lo primero.');
  expect((await second).text).toBe('Lo segundo.');
});

test('two sentences with a pause are one utterance', async () => {
  const ear = open();
  say(ear, words, 'Vivo en la calle Mayor.');
  say(ear, words, 'Número siete.');
  expect((await ear.finish()).text).toBe('Vivo en la calle Mayor. Número siete.');
});

test('a cough that was put aside is in no words', async () => {
  const ear = open();
  say(ear, words, 'Ejem.');
  await until(() => partials.length > 0, 'a partial');
  ear.discard();
  say(ear, words, 'Hola.');
  expect((await ear.finish()).text).toBe('Hola.');
});

test('no words in the sound are an empty transcript', async () => {
  const ear = open();
  feedFrames(ear, new Int16Array(8000));
  expect((await ear.finish()).text).toBe('');
  expect((await ear.finish()).text).toBe('');
});

test('where nothing is left to flush, what is final counts, and nobody waits for the answer that never comes', async () => {
  const ear = open();
  feedFrames(ear, spokenSamples(words, 'Buenas tardes.'));
  // The pause makes it final; `Finalize` brings nothing any more for what little comes after it.
  feedFrames(ear, new Int16Array(2400 + 640));
  await until(() => partials.length > 1, 'the final words');
  const began = Date.now();
  expect((await ear.finish()).text).toBe('Buenas tardes.');
  expect(Date.now() - began).toBeGreaterThan(300);
});

test('a short word from a slow provider is waited for', async () => {
  server.mood = 'slow';
  server.pace.slowMs = 1200;
  const ear = open();
  feedFrames(ear, spokenSamples(words, 'Sí'));
  expect((await ear.finish()).text).toBe('Sí');
});

test('a socket lost in mid-utterance is opened again, and hears what was not final once more', async () => {
  const ear = open();
  say(ear, words, 'La primera mitad.');
  await until(() => server.messages.length > 0 && partials.length > 0, 'sound');
  feedFrames(ear, spokenSamples(words, 'La segunda mitad.'));
  await until(() => partials.includes('La primera mitad. La segunda mitad.'), 'both halves');
  server.drop();
  feedFrames(ear, new Int16Array(2000));
  expect((await ear.finish()).text).toBe('La primera mitad. La segunda mitad.');
  expect(server.asked).toBe(2);
  expect(faults).toEqual([]);
});

test('a socket lost while the words are waited for loses none', async () => {
  server.pace.wordsMs = 400;
  const ear = open();
  say(ear, words, 'No se pierde nada.');
  const pending = ear.finish();
  await until(() => server.messages.includes('Finalize'), 'Finalize');
  server.drop();
  expect((await pending).text).toBe('No se pierde nada.');
});

test('a caller who speaks before the socket is open is heard from the first word', async () => {
  const ear = open();
  say(ear, words, 'Ya estoy hablando.');
  expect((await ear.finish()).text).toBe('Ya estoy hablando.');
});

test.each([
  ['down', 'unavailable'],
  ['unauthorized', 'unauthorized'],
  ['throttled', 'throttled'],
  ['dropping', 'unavailable'],
  ['truncating', 'malformed'],
  ['wrong-json', 'malformed'],
] as const)('a provider that is %s is told before anybody asks for words', async (mood, kind) => {
  server.mood = mood;
  const ear = open();
  say(ear, words, 'Hay una farola apagada.');
  await until(() => faults.length > 0, 'a fault');
  expect(faults[0]).toBe(kind);
});

test('a wrong key is not tried again at once', async () => {
  server.mood = 'unauthorized';
  const ear = open();
  await until(() => faults.length > 0, 'a fault');
  say(ear, words, 'Hola.');
  expect((await faultOf(ear.finish())).kind).toBe('unauthorized');
  expect(server.asked).toBe(1);
});

test('a mute provider is a timeout, and the next utterance finds a new socket', async () => {
  server.mood = 'mute';
  const ear = open({ timeoutMs: 700 });
  say(ear, words, 'Se pierde.');
  expect((await faultOf(ear.finish())).kind).toBe('timeout');
  server.mood = 'well';
  say(ear, words, 'Se oye.');
  expect((await ear.finish()).text).toBe('Se oye.');
  expect(server.asked).toBe(2);
});

test('one that was away is tried again in the same call', async () => {
  server.mood = 'down';
  const ear = open();
  await until(() => faults.length > 0, 'a fault');
  server.mood = 'well';
  await until(() => (ear.feed(new Int16Array(160)), server.open > 0), 'a socket', 10_000);
  say(ear, words, 'Aquí estoy.');
  expect((await ear.finish()).text).toBe('Aquí estoy.');
});

test('a call that ends says so to the provider', async () => {
  const ear = open();
  say(ear, words, 'Adiós.');
  await ear.finish();
  ear.close();
  await until(() => server.messages.at(-1) === 'CloseStream' && server.open === 0, 'the end');
});

test('who gives up waiting gets its reason, and no words', async () => {
  server.mood = 'mute';
  const ear = open();
  say(ear, words, 'Hola.');
  await expect(ear.finish(AbortSignal.timeout(50))).rejects.toThrow(/aborted/);
});
