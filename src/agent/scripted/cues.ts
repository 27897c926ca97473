/** Words that the scripted model listens for in each language, beside the errands' own. All without accents. */
import type { Language } from '../../domain/language';
import { en } from './cues-en';
import { es } from './cues-es';
import { ptBR } from './cues-pt-br';

/** Cues of one language; phrases of plain words. */
export interface Cues {
  /** Words that say nothing about a matter. */
  fillers: string[];
  /** Begin another clause: what follows no longer belongs to an address or a name. */
  clauses: string[];
  /** Stand between what a field is called and its value. */
  copulas: string[];
  /** "está mal": says that a value is wrong without the right one. */
  wrong: string[];
  /** Stand before what is meant: "en realidad", "mire". */
  openers: string[];
  /** Open a wish: "quiero", "mejor". */
  wishes: string[];
  /** "lo antes posible". */
  soonest: string[];
  /** "otro día", "ninguna". */
  otherDay: string[];
  /** "más tarde". */
  later: string[];
  afternoon: string[];
  /** A thing is not there, or cannot be read: "no tiene", "no la veo". */
  absent: string[];
  /** Turn what was denied into something else: "no veo placa, pero…". */
  contrasts: string[];
  /** No name of a person has such a word. */
  notNames: string[];
  /** Open a second wish in the same breath. */
  also: string[];
  /** Join two sentences. */
  and: string[];
  /** Say that something is the matter: "hay". */
  announces: string[];
  /** Only sounds. */
  hesitations: string[];
  /** Who asked to wait is back. */
  ready: string[];
  /** The caller is angry. */
  upset: string[];
  /** Open the wish for a person in the middle of a sentence. */
  callsFor: string[];
  /** Before a wish they turn it round: no, don't. */
  denials: string[];
  morning: string[];
  /** Nothing to add. */
  nothing: string[];
  greetings: string[];
  thanks: string[];
  farewells: string[];
}

const cues: Record<Language, Cues> = { es, 'pt-BR': ptBR, en };

/** The cues of a language. */
export const cuesOf = (language: Language): Cues => cues[language];
