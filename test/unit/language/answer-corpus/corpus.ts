import type { QuestionKind } from '../../../../src/domain/reach';
import type { Answer } from '../../../../src/language/answers';

/** What people answer, by what was asked and by what it must be taken for. */
export type AnswerCorpus = Record<QuestionKind, Partial<Record<Answer['means'], string[]>>>;
