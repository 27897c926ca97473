import fc from 'fast-check';
import { questionKind } from '../../../src/domain/reach';
import type { Language } from '../../../src/domain/language';
import { answersOf } from '../../../src/language/answers-of';
import type { AnswerCorpus } from './answer-corpus/corpus';
import { en } from './answer-corpus/en';
import { es } from './answer-corpus/es';
import { ptBr } from './answer-corpus/pt-br';

const corpora: Record<Language, AnswerCorpus> = { es, 'pt-BR': ptBr, en };
const zone = 'Europe/Madrid';
const now = '2026-11-22T10:00:00.000Z';
const languages = Object.keys(corpora) as Language[];

describe.each(languages)('in %s', (language) => {
  const hear = answersOf(language);
  for (const asked of questionKind.options)
    for (const [means, texts] of Object.entries(corpora[language][asked]))
      test(`asked for ${asked}, these ${texts.length} mean ${means}`, () => {
        const heard = texts.map((text) => [text, hear(text, { asked, now, zone }).means]);
        expect(heard).toEqual(texts.map((text) => [text, means]));
      });

  test('whatever is written, nothing is decided but by the words for it, and no answer fails', () => {
    const words = Object.values(corpora[language]).flatMap((kinds) => Object.values(kinds).flat());
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.array(fc.constantFrom(...words), { minLength: 2, maxLength: 3 }).map((some) => some.join(' ')),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(...questionKind.options), (said, asked) => {
        const { means } = hear(said, { asked, now, zone });
        if (asked !== 'confirm-appointment') expect(['confirm', 'cancel', 'move']).not.toContain(means);
        if (asked !== 'ticket-closed') expect(means).not.toBe('reopen');
        if (/[?¿]/.test(said)) expect(['confirm', 'cancel', 'reopen', 'move']).not.toContain(means);
      }),
      { numRuns: 400 },
    );
  });

  test('an endless answer is heard in time', () => {
    for (const part of ['1 ', 'no ', 'sí, pero ', 'cancelar ', '  ', 'a'])
      for (const asked of questionKind.options) {
        const begun = Date.now();
        hear(part.repeat(50_000), { asked, now, zone });
        expect(Date.now() - begun).toBeLessThan(10_000);
      }
  });
});

test.each<[Language, string, string]>([
  ['es', 'sí, pero el martes', 'el martes'],
  ['es', '2, el jueves por la tarde', 'el jueves por la tarde'],
  ['es', '2 de diciembre', '2 de diciembre'],
  ['es', 'no, mejor el viernes', 'el viernes'],
  ['es', 'el martes a las cinco', 'el martes a las cinco'],
  ['pt-BR', 'sim, mas na terça-feira', 'na terça-feira'],
  ['en', 'yes, but on Tuesday', 'on Tuesday'],
  ['en', '2', ''],
])('in %s %j wishes another time in the words %j', (language, text, words) => {
  expect(answersOf(language)(text, { asked: 'confirm-appointment', now, zone })).toEqual({
    means: 'move',
    words,
  });
});
