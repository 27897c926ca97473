/** The client that recognition and speech over the OpenAI protocol share, at whatever address speaks it. */
import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import type { Language } from '../domain/language';
import { ConnectorError } from '../errors';
import { speechFault, statusFault, toSpeechFault } from './speech-fault';

export const openAiSystem = 'openai';

export interface OpenAiSpeechOptions {
  /** Local servers often want none. */
  apiKey: string | undefined;
  /** The vendor's own where undefined: `http://127.0.0.1:8000/v1`. */
  baseUrl: string | undefined;
}

/** Languages as the protocol has them, ISO 639-1. */
export const languageCodes: Record<Language, string> = { es: 'es', 'pt-BR': 'pt', en: 'en' };

/** Makes the client. It tries once: whoever calls it has somebody else to ask, and a caller who waits. */
export function createOpenAiClient({ apiKey, baseUrl }: OpenAiSpeechOptions, timeoutMs: number): OpenAI {
  return new OpenAI({
    apiKey: apiKey ?? 'none',
    // Null and not undefined: undefined would read variables of the environment that we do not know of.
    baseURL: baseUrl ?? null,
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: timeoutMs,
    // The client would print what it cannot read, and with it what callers said.
    logLevel: 'off',
  });
}

/** The client's errors as ours. */
export function toOpenAiFault(error: unknown): ConnectorError {
  if (error instanceof ConnectorError) return error;
  if (error instanceof APIConnectionTimeoutError)
    return speechFault(openAiSystem, 'timeout', 'took too long to answer');
  if (error instanceof APIConnectionError) return speechFault(openAiSystem, 'unavailable', 'is not reached');
  if (error instanceof APIError && error.status !== undefined) {
    const headers: unknown = error.headers;
    const wait = headers instanceof Headers ? headers.get('retry-after') : null;
    return statusFault(openAiSystem, Number(error.status), wait);
  }
  if (error instanceof APIError) return speechFault(openAiSystem, 'unavailable', 'broke off with an error');
  if (error instanceof SyntaxError)
    return speechFault(openAiSystem, 'malformed', 'sent something that is no JSON');
  return toSpeechFault(openAiSystem, error);
}
