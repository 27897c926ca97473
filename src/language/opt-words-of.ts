import type { Language } from '../domain/language';
import { optOut as en } from './en/opt-out';
import { optOut as es } from './es/opt-out';
import { createOptEar, type OptWish } from './opt-word';
import { optOut as ptBr } from './pt-br/opt-out';

const ears = { es: createOptEar(es), 'pt-BR': createOptEar(ptBr), en: createOptEar(en) };

/**
 * What a whole message wants of our messages, undefined where it is anything else. `mayMeanAppointment`: whether CANCELAR
 * could mean an appointment of this person; true where nobody knows.
 */
export const optWishIn = (
  language: Language,
  text: string,
  context: { mayMeanAppointment: boolean },
): OptWish | undefined => ears[language](text, context);
