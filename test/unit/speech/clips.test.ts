import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clips, type FixedSentence } from '../../../src/speech/clips';
import { createElevenLabs } from '../../../src/speech/elevenlabs';
import { firstSynthesizer } from '../../../src/speech/fallback';
import { createOpenAiSynthesizer } from '../../../src/speech/openai-synthesizer';
import { type SpeechStandIns, startSpeechStandIns } from '../../../src/phone/stand-ins/stand-ins';
import { collect, sentencesIn, until } from './speaking';

let standIns: SpeechStandIns;
let folder: string;
const greeting: FixedSentence = { text: 'Le habla un asistente automático.', language: 'es' };
const goodbye: FixedSentence = { text: 'Gracias por llamar, adiós.', language: 'es' };

beforeEach(async () => {
  standIns = await startSpeechStandIns();
  folder = mkdtempSync(join(tmpdir(), 'recado-clips-'));
});
afterEach(async () => {
  await standIns.close();
  rmSync(folder, { recursive: true });
});

function clips(voice = 'Lola') {
  const { ELEVENLABS_BASE_URL, OPENAI_SPEECH_BASE_URL } = standIns.env;
  const makers = [
    createElevenLabs({ apiKey: 'key', baseUrl: ELEVENLABS_BASE_URL, voices: { es: voice } }),
    createOpenAiSynthesizer({ apiKey: 'key', baseUrl: OPENAI_SPEECH_BASE_URL }),
  ];
  return new Clips({ folder, makers, speaker: firstSynthesizer(makers) });
}
const spoken = async (by: ReturnType<typeof clips>, { text, language }: FixedSentence) =>
  sentencesIn(standIns.words, await collect(by.speak(text, { language })));
const files = (): string[] => readdirSync(folder).toSorted();

test('fixed sentences are made once, and spoken from their files when every provider is away', async () => {
  expect(await clips().warm([greeting, goodbye, greeting])).toEqual({ kept: 0, made: 2, missing: 0 });
  standIns.elevenLabs.mood = 'down';
  standIns.openAi.mood = 'down';
  const later = clips();
  expect(await later.warm([greeting, goodbye])).toEqual({ kept: 2, made: 0, missing: 0 });
  expect(await spoken(later, greeting)).toEqual([greeting.text]);
  expect(standIns.elevenLabs.said).toHaveLength(2);
});

test('what is not fixed is spoken live, and never lands on the disk', async () => {
  const by = clips();
  await by.warm([greeting]);
  expect(await spoken(by, { text: 'Señora García, su cita es el martes.', language: 'es' })).toHaveLength(1);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(files()).toHaveLength(1);
});

test('another voice, another language, another file', async () => {
  await clips().warm([greeting]);
  await clips('Pilar').warm([greeting]);
  await clips().warm([{ ...greeting, language: 'en' }]);
  expect(files()).toHaveLength(3);
});

test.each([
  ['cut short', (path: string) => truncateSync(path, readFileSync(path).length - 100)],
  ['empty', (path: string) => writeFileSync(path, '')],
  ['something else', (path: string) => writeFileSync(path, 'hello')],
  [
    'flipped in one bit',
    (path: string) => {
      const bytes = readFileSync(path);
      bytes[500] = (bytes[500] ?? 0) ^ 1;
      writeFileSync(path, bytes);
    },
  ],
])('a file that is %s is not played, and is made again', async (_, damage) => {
  await clips().warm([greeting]);
  const whole = readFileSync(join(folder, files()[0] ?? ''));
  damage(join(folder, files()[0] ?? ''));
  expect(await clips().warm([greeting])).toMatchObject({ made: 1 });
  expect(readFileSync(join(folder, files()[0] ?? ''))).toEqual(whole);
});

test('a file that is lost while calls run is spoken live, and made again behind the call', async () => {
  const by = clips();
  standIns.elevenLabs.mood = 'down';
  standIns.openAi.mood = 'down';
  expect(await by.warm([greeting])).toMatchObject({ missing: 1, fault: { kind: 'unavailable' } });
  expect(files()).toEqual([]);
  standIns.elevenLabs.mood = 'well';
  expect(await spoken(by, greeting)).toEqual([greeting.text]);
  await until(() => files().length === 1 && files()[0]?.endsWith('.clip') === true, 'the file');
});

test('while the best voice is away the next one makes a file of its own, which gives way later', async () => {
  standIns.elevenLabs.mood = 'down';
  await clips().warm([greeting]);
  expect(standIns.openAi.said).toHaveLength(1);
  standIns.elevenLabs.mood = 'well';
  const by = clips();
  expect(await by.warm([greeting])).toMatchObject({ made: 1 });
  await spoken(by, greeting);
  expect(files()).toHaveLength(2);
  expect(standIns.elevenLabs.said).toHaveLength(1);
});

test('half a sentence is not kept', async () => {
  standIns.elevenLabs.mood = 'truncating';
  standIns.openAi.mood = 'dropping';
  expect(await clips().warm([greeting])).toMatchObject({ made: 0, missing: 1 });
  expect(files()).toEqual([]);
});

test('two who warm at once leave whole files', async () => {
  await Promise.all([clips().warm([greeting, goodbye]), clips().warm([greeting, goodbye])]);
  expect(files()).toHaveLength(2);
  expect(await clips().warm([greeting, goodbye])).toMatchObject({ kept: 2 });
});

test('who cuts in at a fixed sentence hears nothing more', async () => {
  const by = clips();
  await by.warm([greeting]);
  expect(
    await collect(by.speak(greeting.text, { language: 'es', signal: AbortSignal.abort() })),
  ).toHaveLength(0);
});
