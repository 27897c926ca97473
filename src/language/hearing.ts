/** What a caller's words mean in each language, as far as code (not a model) must know it. Pure. */
import type { FieldKind } from '../domain/assistant';

/** Words that steer the conversation rather than answer a question. */
export type Command =
  | 'repeat' // "repita", "¿cómo dice?"
  | 'cancel' // "cancelar", "déjelo", "nada, olvídelo"
  | 'person' // "quiero hablar con una persona"
  | 'goodbye' // "adiós", "nada más, gracias"
  | 'dontKnow' // "no lo sé", "no me acuerdo"
  | 'wait' // "espere un momento"
  | 'help'; // "¿qué puede hacer?"

/** What hearing a field needs to know. `now` is an ISO instant; dates are understood in `zone`. */
export interface HearingContext {
  now: string;
  zone: string;
  choices?: Record<string, string[]>;
}

/** The ear of one language. */
export interface Hearing {
  /** A steering word where the whole utterance is one; undefined for anything else ("cancelar la cita del martes"). */
  command(text: string): Command | undefined;
  /**
   * The value of a field in what was said, in canonical form, or undefined where there is none:
   * phone E.164 (digits grouped or spoken: "seis cero cero, doce, treinta y cuatro…"), email ("ana arroba example punto com"),
   * date YYYY-MM-DD ("el martes que viene", "pasado mañana", "24 de noviembre"), time HH:MM ("a las nueve y media"),
   * choice: its key, number and ticketNumber: digits ("mil cuarenta y dos"), or a code like R-7K3F-92QD,
   * name in title case without "me llamo", address without "en la"/"es en", text trimmed.
   */
  value(kind: FieldKind, text: string, context: HearingContext): string | undefined;
  /** The correction in "no, es la calle Mayor 12", "no, perdón, mejor el martes": what is said after the denial; else undefined. */
  correction(text: string): string | undefined;
  /** "la primera", "a segunda", "the last one": 1-based, -1 for the last. */
  ordinal(text: string): number | undefined;
}

/** Lower case, without accents and punctuation, spaces single: for comparing words in any of the languages. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}@.+-]+/gu, ' ')
    .replace(/(?<![\p{N}])[.](?![\p{N}\p{L}])|[.]$/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
