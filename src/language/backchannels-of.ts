import type { Language } from '../domain/language';
import { createOverlapJudge, type OverlapJudge } from './backchannels';
import { backchannels as en } from './en/backchannels';
import { backchannels as es } from './es/backchannels';
import { backchannels as ptBr } from './pt-br/backchannels';

const judges: Record<Language, OverlapJudge> = {
  es: createOverlapJudge(es),
  'pt-BR': createOverlapJudge(ptBr),
  en: createOverlapJudge(en),
};

/** The judge of what a caller says in a language while we are speaking. */
export const backchannelsOf = (language: Language): OverlapJudge => judges[language];
