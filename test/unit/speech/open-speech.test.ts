import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findEspeak } from '../../../src/speech/espeak';
import { openSpeech } from '../../../src/speech/open-speech';
import { speechSettingsOf } from '../../../src/speech/settings';
import { startSpeechStandIns } from '../../../src/phone/stand-ins/stand-ins';
import { collect, say, sentencesIn } from './speaking';

const clipsFolder = mkdtempSync(join(tmpdir(), 'recado-open-speech-'));
afterAll(() => rmSync(clipsFolder, { recursive: true }));
const bare = { PATH: clipsFolder };

const opened = (env: Record<string, string>) => openSpeech(speechSettingsOf(env), { clipsFolder, env: bare });

test('without keys nobody hears, and espeak speaks where it is installed', () => {
  expect(opened({})).toEqual({ recognizer: undefined, voice: undefined });
  const found = openSpeech(speechSettingsOf({}), { clipsFolder });
  expect(found.voice?.name).toBe(findEspeak() === undefined ? undefined : 'espeak');
});

test('who has a key is asked, in the usual order', () => {
  const { recognizer, voice } = opened({
    DEEPGRAM_API_KEY: 'a',
    ELEVENLABS_API_KEY: 'b',
    OPENAI_API_KEY: 'c',
    OPENAI_STT_MODEL: ' ',
  });
  expect([recognizer?.name, voice?.name]).toEqual(['deepgram+openai', 'elevenlabs+openai']);
});

test('a list says who is asked, and in what order', () => {
  const { recognizer, voice } = opened({
    RECADO_STT: ' openai , deepgram,',
    RECADO_TTS: 'openai',
    OPENAI_BASE_URL: 'http://127.0.0.1:1/v1',
    DEEPGRAM_API_KEY: 'a',
    ELEVENLABS_API_KEY: 'b',
  });
  expect([recognizer?.name, voice?.name]).toEqual(['openai+deepgram', 'openai']);
});

test.each([
  [{ RECADO_STT: 'deepgran' }, 'RECADO_STT names deepgran', 'Use deepgram, openai.'],
  [{ RECADO_TTS: 'deepgram' }, 'RECADO_TTS names deepgram', 'Use elevenlabs, openai, espeak.'],
  [{ RECADO_STT: 'deepgram' }, 'DEEPGRAM_API_KEY is not set', 'Set DEEPGRAM_API_KEY'],
  [{ RECADO_TTS: 'openai' }, 'OPENAI_API_KEY is not set', 'Set OPENAI_API_KEY'],
  [{ RECADO_STT_BUDGET_MS: 'soon' }, 'RECADO_STT_BUDGET_MS', 'Correct or unset RECADO_STT_BUDGET_MS'],
  [{ RECADO_TTS: 'espeak' }, 'not on the PATH', 'apt-get install espeak-ng'],
])('%j is refused with what to do about it', (env, message, fix) => {
  const attempt = () => opened(env as Record<string, string>);
  expect(attempt).toThrow(message);
  expect(attempt).toThrow(expect.objectContaining({ fix: expect.stringContaining(fix) }));
});

test('opened from the environment, a call is heard and spoken to', async () => {
  const standIns = await startSpeechStandIns();
  try {
    const { recognizer, voice } = opened(standIns.env);
    const ear = recognizer?.open({ language: 'pt-BR', onPartial: () => undefined });
    if (!ear || !voice) throw new Error('nobody there');
    say(ear, standIns.words, 'Tem um poste apagado.');
    expect((await ear.finish()).text).toBe('Tem um poste apagado.');
    ear.close();
    const sound = await collect(voice.speak('Registrado.', { language: 'pt-BR' }));
    expect(sentencesIn(standIns.words, sound)).toEqual(['Registrado.']);
  } finally {
    await standIns.close();
  }
});
