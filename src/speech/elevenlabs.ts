/**
 * Speech by ElevenLabs, over its streaming endpoint, which speaks a telephone's own format.
 * https://elevenlabs.io/docs/api-reference/text-to-speech/stream
 */
import type { Language } from '../domain/language';
import { statusFault } from './speech-fault';
import { type SoundPatience, soundOf, usualPatience } from './sound-stream';
import type { Synthesizer } from './synthesizer';

export const elevenLabsSystem = 'elevenlabs';

export interface ElevenLabsOptions extends Partial<SoundPatience> {
  apiKey: string;
  /** The vendor's own where undefined. */
  baseUrl?: string | undefined;
  model?: string | undefined;
  /** Ids of voices; one of the vendor's own, which speaks all three languages, where there is none. */
  voices?: Partial<Record<Language, string | undefined>>;
}

const vendorUrl = 'https://api.elevenlabs.io';
/** "Sarah". */
const vendorVoice = 'EXAVITQu4vr4xnSDxMaL';
const fastModel = 'eleven_flash_v2_5';
const codes: Record<Language, string> = { es: 'es', 'pt-BR': 'pt', en: 'en' };

/** Makes the voice. Its faults are `ConnectorError('elevenlabs', …)`; it tries once. */
export function createElevenLabs(options: ElevenLabsOptions): Synthesizer {
  const { apiKey, baseUrl = vendorUrl, model = fastModel, voices = {} } = options;
  const voiceOf = (language: Language): string => voices[language] ?? vendorVoice;
  return {
    name: elevenLabsSystem,
    voiceFor: (language) => `${model}/${voiceOf(language)}`,

    speak(text, { language, voice = voiceOf(language), signal }) {
      const path = `/v1/text-to-speech/${encodeURIComponent(voice)}/stream?output_format=ulaw_8000`;
      // Only these models take a language; the others guess it from the text, and refuse to be told.
      const hint = /_v2_5$|_v3$/.test(model) ? { language_code: codes[language] } : {};
      return soundOf({
        ...{ ...usualPatience, ...options },
        ...{ system: elevenLabsSystem, signal },
        async ask(ended) {
          const response = await fetch(`${baseUrl.replace(/\/+$/, '')}${path}`, {
            method: 'POST',
            headers: { 'xi-api-key': apiKey, 'content-type': 'application/json' },
            body: JSON.stringify({ text, model_id: model, ...hint }),
            redirect: 'error',
            signal: ended,
          });
          if (!response.ok) {
            await response.body?.cancel();
            throw statusFault(elevenLabsSystem, response.status, response.headers.get('retry-after'));
          }
          return response;
        },
      });
    },
  };
}
