import type { Language } from '../domain/language';
import { line as en } from './en/line-phrases';
import { line as es } from './es/line-phrases';
import type { LinePhrases } from './line-phrases';
import { line as ptBr } from './pt-br/line-phrases';

const books: Record<Language, LinePhrases> = { es, 'pt-BR': ptBr, en };

/** What the line says by itself in a language. */
export const linePhrasesOf = (language: Language): LinePhrases => books[language];
