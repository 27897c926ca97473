import type { Language } from '../../../src/domain/language';
import { intakePhrasesOf } from '../../../src/language/intake-phrases-of';
import { readNotedWords } from '../../../src/language/noted-words';

const read = (language: Language, texts: string[], answersCall = false) =>
  readNotedWords(texts, { language, now: '2026-11-21T09:00:00.000Z', zone: 'Europe/Madrid', answersCall });

test.each([
  ['es', ['hay una farola apagada', 'sí', 'no, gracias', 'adiós'], ['hay una farola apagada', '', '', '']],
  ['en', ['the lamp is broken', 'yes', 'no, thank you', 'goodbye'], ['the lamp is broken', '', '', '']],
  [
    'pt-BR',
    ['a encomenda não chegou', 'sim', 'não, obrigado', 'tchau'],
    ['a encomenda não chegou', '', '', ''],
  ],
] as const)('in %s only what asks for something is a wish', (language, texts, words) => {
  expect(read(language, [...texts]).words).toEqual(words);
});

test('a bare yes says something where it answers the conversation', () => {
  expect(read('es', ['sí', 'sí'], true).words).toEqual(['sí', '']);
  expect(read('es', ['sí']).words).toEqual(['']);
});

test('a number is where to tell the caller, and a wish only where nothing else was said', () => {
  expect(read('es', ['se ha roto un banco', 'mi número es el 612 34 56 78'])).toEqual({
    words: ['se ha roto un banco', ''],
    phone: '+34612345678',
  });
  expect(read('es', ['612 34 56 78'])).toEqual({ words: ['612 34 56 78'], phone: '+34612345678' });
  expect(
    read('es', ['hay un escape de agua en la calle Mayor 3, mi teléfono es el 612 34 56 78']),
  ).toMatchObject({
    words: [expect.stringContaining('escape')],
    phone: '+34612345678',
  });
});

test.each(['es', 'en', 'pt-BR'] as const)(
  'the fixed intake in %s names the code and promises only to who can be told',
  (language) => {
    const phrases = intakePhrasesOf(language);
    const code = 'R-7K3F-92QD';
    const told = phrases.noted(code, { wants: 'more', reachable: true });
    const untold = phrases.noted(code, { wants: 'more', reachable: false });
    const asked = phrases.noted(code, { wants: 'phone', reachable: false });
    for (const text of [
      told,
      untold,
      asked,
      phrases.alsoNoted(code, { wants: 'more', reachable: true }),
      phrases.goodbye(code),
    ])
      expect(text).toContain(code);
    for (const text of [told, untold, asked]) expect(text).toMatch(/\?$/);
    expect(new Set([told, untold, asked]).size).toBe(3);
    expect(phrases.title()).toMatch(/^\p{Ll}.*\p{Ll}$/u);
  },
);
