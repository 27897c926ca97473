import type { Language } from '../domain/language';
import type { Expectation } from '../domain/listening';
import { line as en } from './en/line-phrases';
import { line as es } from './es/line-phrases';
import type { LinePhrases } from './line-phrases';
import { line as ptBr } from './pt-br/line-phrases';

const books: Record<Language, LinePhrases> = { es, 'pt-BR': ptBr, en };

/** What the line says by itself in a language. */
export const linePhrasesOf = (language: Language): LinePhrases => books[language];

const expectations: Record<Expectation, true> = {
  ...{ 'yes-no': true, number: true, email: true, address: true, name: true, date: true, open: true },
};
/** More kinds of fillers no language has. */
const mostMoments = 6;

/** All that the line says by itself in a language: none of it is part of what the assistant has said. */
export function lineSentences(language: Language): ReadonlySet<string> {
  const line = books[language];
  const fillers = Array.from({ length: mostMoments }, (_, nth) => line.moment(nth));
  const offers = (Object.keys(expectations) as Expectation[]).map((expects) => line.offerKeys(expects));
  return new Set([...fillers, line.stillThere(), ...offers, line.offerKeys(), line.sayAgain()]);
}
