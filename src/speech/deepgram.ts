/**
 * Recognition by Deepgram, over its live socket, while the caller speaks.
 * https://developers.deepgram.com/docs/live-streaming-audio
 */
import type { Language } from '../domain/language';
import { DeepgramEar } from './deepgram-ear';
import { deepgramSystem } from './deepgram-socket';
import type { RecognizeOptions, Recognizer } from './recognizer';

export interface DeepgramOptions {
  apiKey: string;
  /** The vendor's own where undefined; `https://…` or `wss://…`. */
  baseUrl?: string | undefined;
  model?: string | undefined;
  /** Milliseconds for the words of an utterance after its end. */
  timeoutMs?: number;
}

const vendorUrl = 'https://api.deepgram.com';
const codes: Record<Language, string> = { es: 'es', 'pt-BR': 'pt-BR', en: 'en' };
/** More than 500 tokens of key terms silently stop the transcription. */
const mostHints = 40;
const longestHint = 40;

/** Makes the ear. Its faults are `ConnectorError('deepgram', …)`. */
export function createDeepgram(options: DeepgramOptions): Recognizer {
  const { apiKey, timeoutMs = 5000 } = options;
  return {
    name: deepgramSystem,
    open: (listening) =>
      new DeepgramEar({ ...listening, apiKey, timeoutMs, url: addressOf(options, listening) }),
  };
}

function addressOf(
  { baseUrl = vendorUrl, model = 'nova-3' }: DeepgramOptions,
  { language, hints = [] }: RecognizeOptions,
): string {
  const url = new URL(`${baseUrl.replace(/^http/, 'ws').replace(/\/+$/, '')}/v1/listen`);
  const settings = {
    ...{ model, language: codes[language], encoding: 'mulaw', sample_rate: '8000', channels: '1' },
    // The line itself decides when a turn ends; short pieces that are final early make the end come sooner.
    ...{ interim_results: 'true', punctuate: 'true', endpointing: '100' },
  };
  for (const [name, value] of Object.entries(settings)) url.searchParams.set(name, value);
  const hintName = model.startsWith('nova-3') ? 'keyterm' : 'keywords';
  for (const hint of hints.slice(0, mostHints)) url.searchParams.append(hintName, hint.slice(0, longestHint));
  return url.href;
}
