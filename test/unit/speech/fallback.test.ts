import { createDeepgram } from '../../../src/speech/deepgram';
import { createElevenLabs } from '../../../src/speech/elevenlabs';
import { type Away, firstRecognizer, firstSynthesizer } from '../../../src/speech/fallback';
import { createOpenAiRecognizer } from '../../../src/speech/openai-recognizer';
import { createOpenAiSynthesizer } from '../../../src/speech/openai-synthesizer';
import type { Recognition, Recognizer } from '../../../src/speech/recognizer';
import { spokenSamples } from '../../../src/phone/stand-ins/spoken-sound';
import { type SpeechStandIns, startSpeechStandIns } from '../../../src/phone/stand-ins/stand-ins';
import type { StandInMood } from '../../../src/phone/stand-ins/stand-in-server';
import { collect, faultOf, feedFrames, lengthOf, say, sentencesIn, until } from './speaking';

let standIns: SpeechStandIns;
let aways: Away[];
let backs: string[];
const ears: Recognition[] = [];

beforeEach(async () => {
  standIns = await startSpeechStandIns();
  [aways, backs] = [[], []];
});
afterEach(async () => {
  for (const ear of ears.splice(0)) ear.close();
  await standIns.close();
});

const told = {
  onAway: (away: Away) => void aways.push(away),
  onBack: ({ name }: { name: string }) => void backs.push(name),
};

describe('hearing', () => {
  let partials: string[];
  beforeEach(() => (partials = []));

  function ear(options = {}): Recognizer {
    const { DEEPGRAM_BASE_URL, OPENAI_SPEECH_BASE_URL } = standIns.env;
    return firstRecognizer(
      [
        createDeepgram({ apiKey: 'key', baseUrl: DEEPGRAM_BASE_URL }),
        createOpenAiRecognizer({ apiKey: 'key', baseUrl: OPENAI_SPEECH_BASE_URL }),
      ],
      { budgetMs: 800, ...told, ...options },
    );
  }
  const open = (recognizer = ear()): Recognition => {
    const one = recognizer.open({ language: 'es', onPartial: (text) => partials.push(text) });
    ears.push(one);
    return one;
  };
  const turn = async (one: Recognition, text: string): Promise<string> => {
    say(one, standIns.words, text);
    const transcript = await one.finish();
    return `${transcript.by}: ${transcript.text}`;
  };

  test('the first one hears while it is well, and the second is not asked', async () => {
    expect(await turn(open(), 'Hola.')).toBe('deepgram: Hola.');
    expect(standIns.openAi.asked).toBe(0);
    expect(aways).toEqual([]);
  });

  test.each([
    'down',
    'unauthorized',
    'slow',
    'mute',
    'dropping',
    'truncating',
    'wrong-json',
  ] as StandInMood[])(
    'one that is %s is replaced for the very utterance, and no turn pays for it again',
    async (mood) => {
      standIns.deepgram.mood = mood;
      const one = open();
      expect(await turn(one, 'Hay una farola apagada.')).toBe('openai: Hay una farola apagada.');
      expect(aways.map(({ port, name }) => `${port} ${name}`)).toEqual(['recognition deepgram']);
      const asked = standIns.deepgram.asked;
      expect(await turn(one, 'En la calle Mayor.')).toBe('openai: En la calle Mayor.');
      expect(standIns.deepgram.asked).toBe(asked);
    },
  );

  test('one that fails while the caller speaks is replaced then, with the sound from the first word on', async () => {
    const budgetMs = 20_000;
    const one = open(ear({ budgetMs }));
    feedFrames(one, spokenSamples(standIns.words, 'La primera mitad.'));
    await until(() => partials.length > 0, 'a partial');
    standIns.deepgram.mood = 'down';
    standIns.deepgram.drop();
    await until(() => aways.length > 0, 'noticing');
    say(one, standIns.words, 'La segunda mitad.');
    const began = Date.now();
    expect(await one.finish()).toEqual({ by: 'openai', text: 'La primera mitad. La segunda mitad.' });
    // It was known before the end, so that the end cost no budget.
    expect(Date.now() - began).toBeLessThan(budgetMs / 2);
  });

  test('what is said while the second one listens to the first half again is not lost', async () => {
    standIns.deepgram.mood = 'mute';
    standIns.openAi.pace.wordsMs = 300;
    const one = open();
    say(one, standIns.words, 'Lo primero.');
    const first = one.finish();
    say(one, standIns.words, 'Lo segundo.');
    const second = one.finish();
    expect((await first).text).toBe('Lo primero.');
    expect((await second).text).toBe('Lo segundo.');
  });

  test('another call does not pay for what one call found out', async () => {
    standIns.deepgram.mood = 'mute';
    const shared = ear();
    await turn(open(shared), 'Hola.');
    const asked = standIns.deepgram.asked;
    expect(await turn(open(shared), 'Buenas.')).toBe('openai: Buenas.');
    expect(standIns.deepgram.asked).toBe(asked);
  });

  test('after its rest it is tried again in the same call; each rest in vain is twice as long', async () => {
    standIns.deepgram.mood = 'mute';
    const one = open(ear({ restMs: 300, budgetMs: 2_000 }));
    await turn(one, 'Uno.');
    await new Promise((resolve) => setTimeout(resolve, 350));
    expect(await turn(one, 'Dos.')).toBe('openai: Dos.');
    expect(aways.map(({ restMs }) => restMs)).toEqual([300, 600]);
    standIns.deepgram.mood = 'well';
    await new Promise((resolve) => setTimeout(resolve, 650));
    expect(await turn(one, 'Tres.')).toBe('deepgram: Tres.');
    expect(backs).toEqual(['deepgram']);
  });

  test('when all are away the last fault is told, and the next utterance tries all the same', async () => {
    standIns.deepgram.mood = 'down';
    standIns.openAi.mood = 'down';
    const one = open();
    say(one, standIns.words, 'Hola.');
    expect((await faultOf(one.finish())).kind).toBe('unavailable');
    standIns.openAi.mood = 'well';
    expect(await turn(one, 'Hola.')).toMatch(/: Hola\.$/);
  });

  test('who gives up waiting blames nobody', async () => {
    standIns.deepgram.mood = 'mute';
    const one = open();
    say(one, standIns.words, 'Hola.');
    await expect(one.finish(AbortSignal.timeout(50))).rejects.toThrow();
    expect(aways).toEqual([]);
  });

  test('a call that ends leaves no socket behind', async () => {
    const one = open();
    await turn(one, 'Adiós.');
    one.close();
    await until(() => standIns.deepgram.open === 0, 'no socket');
  });
});

describe('speaking', () => {
  const sentence = 'Su aviso ya está registrado.';

  function voice(options = {}) {
    const { ELEVENLABS_BASE_URL, OPENAI_SPEECH_BASE_URL } = standIns.env;
    return firstSynthesizer(
      [
        createElevenLabs({ apiKey: 'key', baseUrl: ELEVENLABS_BASE_URL }),
        createOpenAiSynthesizer({ apiKey: 'key', baseUrl: OPENAI_SPEECH_BASE_URL }),
      ],
      { firstSoundMs: 800, gapMs: 800, ...told, ...options },
    );
  }
  const spoken = async (by = voice(), text = sentence): Promise<string[]> =>
    sentencesIn(standIns.words, await collect(by.speak(text, { language: 'es' })));

  test('the first one speaks while it is well, and the second is not asked', async () => {
    expect(await spoken()).toEqual([sentence]);
    expect(standIns.openAi.asked).toBe(0);
    expect(aways).toEqual([]);
  });

  test.each(['down', 'unauthorized', 'throttled', 'slow', 'mute', 'wrong-json', 'html'] as StandInMood[])(
    'one that is %s before its first sound is replaced, and the sentence is heard once',
    async (mood) => {
      standIns.elevenLabs.mood = mood;
      const by = voice();
      expect(await spoken(by)).toEqual([sentence]);
      expect(aways.map(({ port, name }) => `${port} ${name}`)).toEqual(['speech elevenlabs']);
      expect(await spoken(by, 'Le enviaremos un mensaje.')).toEqual(['Le enviaremos un mensaje.']);
      expect(standIns.elevenLabs.asked).toBe(1);
    },
  );

  test.each(['mute-midway', 'truncating', 'dropping'] as StandInMood[])(
    'a sentence that is %s in the middle is said again, whole, after a breath',
    async (mood) => {
      standIns.elevenLabs.mood = mood;
      const sound = await collect(voice().speak(sentence, { language: 'es' }));
      expect(sentencesIn(standIns.words, sound)).toEqual([sentence, sentence]);
      expect(sound.length).toBeGreaterThan(lengthOf(sentence) + 4000);
      expect(aways).toHaveLength(1);
    },
  );

  test('after its rest it is tried again', async () => {
    standIns.elevenLabs.mood = 'down';
    const by = voice({ restMs: 200 });
    await spoken(by);
    standIns.elevenLabs.mood = 'well';
    await new Promise((resolve) => setTimeout(resolve, 250));
    await spoken(by);
    expect(backs).toEqual(['elevenlabs']);
    expect(standIns.elevenLabs.said).toHaveLength(1);
  });

  test('of many calls at once only one looks whether it is back', async () => {
    standIns.elevenLabs.mood = 'mute';
    const by = voice({ restMs: 200 });
    await spoken(by);
    await new Promise((resolve) => setTimeout(resolve, 250));
    await Promise.all(Array.from({ length: 5 }, () => spoken(by)));
    expect(standIns.elevenLabs.asked).toBe(2);
  });

  test('many calls that fail at once make its rest no longer', async () => {
    standIns.elevenLabs.mood = 'down';
    const by = voice({ restMs: 60_000 });
    await Promise.all(Array.from({ length: 5 }, () => spoken(by)));
    expect(aways.map(({ restMs }) => restMs)).toEqual([60_000]);
  });

  test('when all are away the caller of the port is told', async () => {
    standIns.elevenLabs.mood = 'down';
    standIns.openAi.mood = 'mute';
    const fault = await faultOf(collect(voice({ firstSoundMs: 200 }).speak(sentence, { language: 'es' })));
    expect([fault.system, fault.kind]).toEqual(['openai', 'timeout']);
  });

  test("a voice asked for by name is the first one's; the next speaks with its own", async () => {
    standIns.elevenLabs.mood = 'truncating';
    await collect(voice().speak(sentence, { language: 'es', voice: 'Lola' }));
    expect(standIns.elevenLabs.said[0]?.voice).toBe('Lola');
    expect(standIns.openAi.said[0]?.voice).toBe('alloy');
  });

  test('who cuts in blames nobody, and nobody goes on speaking', async () => {
    standIns.elevenLabs.pace.realTimeFactor = 1;
    const barge = new AbortController();
    for await (const _ of voice().speak(sentence, { language: 'es', signal: barge.signal })) barge.abort();
    expect(aways).toEqual([]);
    expect(standIns.openAi.asked).toBe(0);
  });

  test('who stops listening without a word is not spoken to any longer', async () => {
    standIns.elevenLabs.pace.realTimeFactor = 1;
    const begun = standIns.elevenLabs.asked;
    for await (const _ of voice().speak(sentence, { language: 'es' })) break;
    await until(() => standIns.elevenLabs.abandoned === 1, 'the end of the sound');
    expect(standIns.elevenLabs.asked).toBe(begun + 1);
    expect(aways).toEqual([]);
  });
});
