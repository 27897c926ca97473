import type { Language } from '../domain/language';
import { spoken as en } from './en/spoken-phrases';
import { spoken as es } from './es/spoken-phrases';
import { spoken as portuguese } from './pt-br/spoken-phrases';
import type { SpokenPhrases } from './spoken-phrases';

const all: Record<Language, SpokenPhrases> = { es, 'pt-BR': portuguese, en };

/** What a spoken call says in a language. */
export const spokenPhrasesOf = (language: Language): SpokenPhrases => all[language];
