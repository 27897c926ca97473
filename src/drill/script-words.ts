/** What callers of the drill say beside what their call is about. */
import type { Language } from '../domain/language';

/** Clear yeses; a call needs as many different ones as it has writes. */
export const yeses: Record<Language, string[]> = {
  es: [
    'sí',
    'sí, por favor',
    'sí, adelante',
    'sí, es correcto',
    'de acuerdo',
    'vale',
    'correcto',
    'adelante',
  ],
  'pt-BR': [
    'sim',
    'sim, por favor',
    'sim, pode',
    'sim, está certo',
    'pode registrar',
    'isso mesmo',
    'correto',
    'certo',
  ],
  en: [
    'yes',
    'yes, please',
    'yes, go ahead',
    "yes, that's right",
    'go ahead',
    'correct',
    'sure',
    "that's correct",
  ],
};

/** Said where the model has more to look up than fits into one turn. */
export const fillers: Record<Language, string> = { es: 'siga', 'pt-BR': 'continue', en: 'go on' };

/** The words with which the model that plays a script goes along. Nothing here may claim anything. */
export const modelWords: Record<Language, { moment: string; next: string }> = {
  es: { moment: 'Un momento.', next: '¿Qué más necesita?' },
  'pt-BR': { moment: 'Um momento.', next: 'Do que mais você precisa?' },
  en: { moment: 'One moment.', next: 'What else do you need?' },
};

/** Words nobody has said yet in this call: the first of these that is new, else the last one, said louder. */
export function newWords(said: ReadonlySet<string>, candidates: readonly string[]): string {
  const fresh = candidates.find((one) => !said.has(one));
  if (fresh !== undefined) return fresh;
  for (let words = `${candidates.at(-1) ?? ''}!`; ; words += '!') if (!said.has(words)) return words;
}
