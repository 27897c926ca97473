import type { Language } from '../domain/language';
import type { AnswerEar } from './answers';
import { answers as en } from './en/answers';
import { answers as es } from './es/answers';
import { answers as ptBr } from './pt-br/answers';

const ears: Record<Language, AnswerEar> = { es, 'pt-BR': ptBr, en };

/** The ear for answers to notices in a language. */
export const answersOf = (language: Language): AnswerEar => ears[language];
