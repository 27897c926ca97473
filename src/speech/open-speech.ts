/** Makes a process's ear and voice from its settings. */
import { Clips } from './clips';
import { createDeepgram } from './deepgram';
import { createElevenLabs } from './elevenlabs';
import { createEspeak, findEspeak, requireEspeak } from './espeak';
import { firstRecognizer, firstSynthesizer } from './fallback';
import { createOpenAiRecognizer } from './openai-recognizer';
import { createOpenAiSynthesizer } from './openai-synthesizer';
import type { Recognizer } from './recognizer';
import type { RosterOptions } from './roster';
import type { RecognizerName, SpeechSettings, SpeechVariables, SynthesizerName } from './settings';
import type { Synthesizer } from './synthesizer';

export interface OpenSpeechOptions extends RosterOptions {
  /** Where fixed sentences are kept. */
  clipsFolder: string;
  /** Where espeak-ng is looked for: the process's own by default. */
  env?: NodeJS.ProcessEnv;
}

/** A process's ear and voice; either is absent where nobody was named and nobody has a key. */
export interface Speech {
  recognizer: Recognizer | undefined;
  voice: Clips | undefined;
}

/** Opens them; makes no request. Throws `UsageError` where espeak is asked for and not installed. */
export function openSpeech(settings: SpeechSettings, options: OpenSpeechOptions): Speech {
  const { variables, recognizers, synthesizers } = settings;
  const ears = recognizers.map((name) => makeRecognizer[name](variables));
  const voices = synthesizers.map((name) => makeSynthesizer[name](variables, options.env));
  const program = settings.isSynthesizersDefault ? findEspeak(options.env) : undefined;
  if (program !== undefined) voices.push(createEspeak({ program }));
  return {
    recognizer:
      ears.length > 0
        ? firstRecognizer(ears, { ...options, budgetMs: variables.RECADO_STT_BUDGET_MS })
        : undefined,
    voice: voices.length > 0 ? openVoice(voices, variables, options) : undefined,
  };
}

function openVoice(voices: Synthesizer[], variables: SpeechVariables, options: OpenSpeechOptions): Clips {
  const firstSoundMs = variables.RECADO_TTS_BUDGET_MS;
  const speaker = firstSynthesizer(voices, { ...options, firstSoundMs });
  return new Clips({ folder: options.clipsFolder, speaker, makers: voices });
}

const openAiAddress = (
  given: SpeechVariables,
): { apiKey: string | undefined; baseUrl: string | undefined } => ({
  apiKey: given.OPENAI_API_KEY,
  baseUrl: given.OPENAI_SPEECH_BASE_URL ?? given.OPENAI_BASE_URL,
});

const makeRecognizer: Record<RecognizerName, (given: SpeechVariables) => Recognizer> = {
  deepgram: (given) =>
    createDeepgram({
      apiKey: given.DEEPGRAM_API_KEY ?? '',
      baseUrl: given.DEEPGRAM_BASE_URL,
      model: given.DEEPGRAM_MODEL,
    }),
  openai: (given) => createOpenAiRecognizer({ ...openAiAddress(given), model: given.OPENAI_STT_MODEL }),
};

const makeSynthesizer: Record<
  SynthesizerName,
  (given: SpeechVariables, env?: NodeJS.ProcessEnv) => Synthesizer
> = {
  elevenlabs: (given) =>
    createElevenLabs({
      apiKey: given.ELEVENLABS_API_KEY ?? '',
      baseUrl: given.ELEVENLABS_BASE_URL,
      model: given.ELEVENLABS_MODEL,
      voices: {
        es: given.ELEVENLABS_VOICE_ES,
        'pt-BR': given.ELEVENLABS_VOICE_PT,
        en: given.ELEVENLABS_VOICE_EN,
      },
    }),
  openai: (given) =>
    createOpenAiSynthesizer({
      ...openAiAddress(given),
      model: given.OPENAI_TTS_MODEL,
      voice: given.OPENAI_TTS_VOICE,
    }),
  espeak: (_, env) => createEspeak({ program: requireEspeak(env) }),
};
