import type { Language } from '../domain/language';
import { hearing as en } from './en/hearing';
import { hearing as es } from './es/hearing';
import type { Hearing } from './hearing';
import { hearing as ptBr } from './pt-br/hearing';

const ears: Record<Language, Hearing> = { es, 'pt-BR': ptBr, en };

/** The ear of a language. */
export const hearingOf = (language: Language): Hearing => ears[language];
