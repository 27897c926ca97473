import type { Language } from '../domain/language';
import { mail as en } from './en/mail';
import { mail as es } from './es/mail';
import type { AnswerMarks, MailWords } from './mail-words';
import { mail as ptBr } from './pt-br/mail';

const books: Record<Language, MailWords> = { es, 'pt-BR': ptBr, en };

/** The words around a notice in a language. */
export const mailWordsOf = (language: Language): MailWords => books[language];

const marks: AnswerMarks[] = Object.values(books).map(({ around }) => around);

/** Whether a line of an answer is such a mark. People's programs speak any language, whatever they write in. */
export const isMark = (mark: keyof AnswerMarks, line: string): boolean =>
  marks.some((ofLanguage) => ofLanguage[mark].test(line));
