import type { Language } from '../domain/language';
import { createEndingJudge, type EndingJudge } from './endings';
import { endings as en } from './en/endings';
import { hearing as enEar } from './en/hearing';
import { endings as es } from './es/endings';
import { hearing as esEar } from './es/hearing';
import { endings as ptBr } from './pt-br/endings';
import { hearing as ptBrEar } from './pt-br/hearing';

const judges: Record<Language, EndingJudge> = {
  es: createEndingJudge(es, esEar),
  'pt-BR': createEndingJudge(ptBr, ptBrEar),
  en: createEndingJudge(en, enEar),
};

/** The judge of how words end in a language. */
export const endingsOf = (language: Language): EndingJudge => judges[language];
