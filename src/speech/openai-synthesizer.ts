/** Speech over the OpenAI protocol: raw 24 kHz sound, streamed. https://platform.openai.com/docs/guides/text-to-speech */
import type { Language } from '../domain/language';
import { createOpenAiClient, type OpenAiAddress } from '../openai-client';
import { openAiSystem, toOpenAiFault } from './openai';
import { type SoundPatience, soundOf, usualPatience } from './sound-stream';
import type { Synthesizer } from './synthesizer';
import { toTelephone } from './telephone-sound';

export interface OpenAiSynthesizerOptions extends OpenAiAddress, Partial<SoundPatience> {
  model?: string | undefined;
  voice?: string | undefined;
}

/** What `response_format: 'pcm'` is. */
const pcmRate = 24_000;

/** The models guess a language from the text; a number or a name alone tells them nothing. */
const instructions: Record<Language, string> = {
  es: 'Habla en español, con naturalidad, como una persona que atiende el teléfono.',
  'pt-BR': 'Fale em português do Brasil, com naturalidade, como quem atende o telefone.',
  en: 'Speak English, naturally, as somebody who answers the telephone.',
};

/** Makes the voice. Its faults are `ConnectorError('openai', …)`; it tries once. */
export function createOpenAiSynthesizer(options: OpenAiSynthesizerOptions): Synthesizer {
  const { model = 'gpt-4o-mini-tts', voice: usualVoice = 'alloy' } = options;
  const patience = { ...usualPatience, ...options };
  const client = createOpenAiClient(options, patience.firstSoundMs);
  return {
    name: openAiSystem,
    voiceFor: () => `${model}/${usualVoice}`,

    speak(text, { language, voice = usualVoice, signal }) {
      const sound = soundOf({
        ...patience,
        ...{ system: openAiSystem, signal },
        ask: async (ended) =>
          await client.audio.speech
            .create(
              {
                ...{ model, voice, input: text, response_format: 'pcm' },
                // Older models and other vendors' servers do not know of it.
                ...(model.startsWith('gpt-') && { instructions: instructions[language] }),
              },
              { signal: ended },
            )
            .catch((error: unknown) => {
              throw toOpenAiFault(error);
            }),
      });
      return toTelephone(sound, pcmRate);
    },
  };
}
