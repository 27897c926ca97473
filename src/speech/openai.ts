/** What recognition and speech over the OpenAI protocol share. */
import type { Language } from '../domain/language';
import type { ConnectorError } from '../errors';
import { openAiFault } from '../openai-client';
import { toSpeechFault } from './speech-fault';

export const openAiSystem = 'openai';

/** Languages as the protocol has them, ISO 639-1. */
export const languageCodes: Record<Language, string> = { es: 'es', 'pt-BR': 'pt', en: 'en' };

/** The client's errors as ours. */
export const toOpenAiFault = (error: unknown): ConnectorError =>
  openAiFault(error, openAiSystem) ?? toSpeechFault(openAiSystem, error);
