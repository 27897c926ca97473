import type { Language } from '../domain/language';
import { phrases as en } from './en/phrases';
import { phrases as es } from './es/phrases';
import type { Phrases } from './phrases';
import { phrases as ptBr } from './pt-br/phrases';

const books: Record<Language, Phrases> = { es, 'pt-BR': ptBr, en };

/** The sentences and judgements of a language. */
export const phrasesOf = (language: Language): Phrases => books[language];
