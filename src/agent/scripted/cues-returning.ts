/** What a returning caller, who was told of their open case, says to it. Phrases of plain words, as in `Cues`. */
import type { Language } from '../../domain/language';

/** Cues of one language. */
export interface ReturningCues {
  /** The case they were told of is meant: "sí, de esa". */
  thatOne: string[];
  /** May stand before that: "sí". */
  affirmations: string[];
  /** Ask how it goes: "¿está ya hecha?" */
  asksState: string[];
  /** It is about something else. */
  otherMatter: string[];
}

const es: ReturningCues = {
  thatOne: [
    'de esa',
    'por esa',
    'sobre esa',
    'esa misma',
    'esa',
    'de ese',
    'por ese',
    'ese',
    'de eso',
    'por eso',
    'eso',
    'de la misma',
    'la misma',
    'lo mismo',
  ],
  affirmations: ['si', 'claro'],
  asksState: [
    'se sabe algo',
    'como va',
    'como esta la cosa',
    'esta hecho',
    'esta hecha',
    'esta ya hecho',
    'esta ya hecha',
    'esta ya arreglado',
    'esta ya arreglada',
    'hay novedades',
    'alguna novedad',
    'novedades',
    'cuanto falta',
    'cuando vienen',
    'cuando van a venir',
    'cuando lo arreglan',
    'cuando la arreglan',
  ],
  otherMatter: [
    'otra cosa',
    'otro asunto',
    'otro tema',
    'algo distinto',
    'no es por eso',
    'no es por esa',
    'no es eso',
    'no es esa',
  ],
};
const ptBR: ReturningCues = {
  thatOne: [
    'essa mesma',
    'essa',
    'dessa',
    'por essa',
    'sobre essa',
    'esse mesmo',
    'esse',
    'desse',
    'isso',
    'disso',
    'por isso',
    'sobre isso',
    'a mesma',
  ],
  affirmations: ['sim', 'e', 'claro'],
  asksState: [
    'alguma novidade',
    'novidades',
    'tem novidade',
    'como anda',
    'ficou pronto',
    'ficou pronta',
    'esta pronto',
    'esta pronta',
    'ja fizeram',
    'ja foi feito',
    'ja foi feita',
    'ja consertaram',
    'ja resolveram',
    'quando vao',
  ],
  otherMatter: [
    'outra coisa',
    'outro assunto',
    'nao e isso',
    'nao e essa',
    'nao e sobre isso',
    'nao e por isso',
  ],
};
const en: ReturningCues = {
  thatOne: ['that one', 'about that', 'that request', 'that ticket', 'that', 'the same', 'about it'],
  affirmations: ['yes', 'yeah', 'yep', 'it', 's', 'is', 'it s'],
  asksState: [
    'is it done',
    'is that done',
    'is it fixed',
    'is it ready',
    'is it solved',
    'has it been fixed',
    'has it been done',
    'any news',
    'any update',
    'any updates',
    'how is it going',
    'how s it going',
    'how far is it',
    'when will it be',
  ],
  otherMatter: [
    'something else',
    'another matter',
    'something different',
    'not about that',
    'not that one',
    'a different one',
  ],
};
const cues: Record<Language, ReturningCues> = { es, 'pt-BR': ptBR, en };

/** The cues of a language. */
export const returningCuesOf = (language: Language): ReturningCues => cues[language];
