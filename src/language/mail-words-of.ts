import type { Language } from '../domain/language';
import { mail as en } from './en/mail';
import { mail as es } from './es/mail';
import type { MailWords } from './mail-words';
import { mail as ptBr } from './pt-br/mail';

const books: Record<Language, MailWords> = { es, 'pt-BR': ptBr, en };

/** The words around a notice in a language. */
export const mailWordsOf = (language: Language): MailWords => books[language];
