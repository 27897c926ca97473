import type { Language } from '../domain/language';
import { intake as en } from './en/intake';
import { intake as es } from './es/intake';
import type { IntakePhrases } from './intake-phrases';
import { intake as ptBr } from './pt-br/intake';

const books: Record<Language, IntakePhrases> = { es, 'pt-BR': ptBr, en };

/** The fixed intake of a language. */
export const intakePhrasesOf = (language: Language): IntakePhrases => books[language];
