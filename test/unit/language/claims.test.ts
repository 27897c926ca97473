import { isOneOff } from '../../../src/language/claims';
import { claimsIn } from '../../../src/language/claims-of';
import * as en from './claim-corpus/en';
import * as es from './claim-corpus/es';
import * as ptBr from './claim-corpus/pt-br';

const corpora = Object.entries({ es, 'pt-BR': ptBr, en });
const claims = (sentence: string): boolean => claimsIn(sentence).length > 0;
const withoutAccents = (text: string): string => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '');

describe.each(corpora)('%s', (_, { falseDeeds, harmless, beyondWords }) => {
  test('every false claim of a deed is heard', () => {
    expect(falseDeeds.length).toBeGreaterThan(60);
    expect(falseDeeds.filter((sentence) => !claims(sentence))).toEqual([]);
  });

  test('shouted, without accents, with emoji or a stretched letter it is the same claim', () => {
    expect(falseDeeds.filter((sentence) => !claims(sentence.toUpperCase()))).toEqual([]);
    expect(falseDeeds.filter((sentence) => !claims(withoutAccents(sentence)))).toEqual([]);
    expect(falseDeeds.filter((sentence) => !claims(`${sentence} 🎉😊`))).toEqual([]);
    expect(
      falseDeeds.filter(
        (sentence) => !claims(sentence.replace(/(?<=\p{L}{2}[^\P{L}oae])([oae])(?!\1)/u, '$1$1$1$1')),
      ),
    ).toEqual([]);
  });

  test('what words alone do not show is not heard', () => {
    expect(beyondWords.filter(claims)).toEqual([]);
  });

  test('what claims nothing is let through', () => {
    expect(harmless.length).toBeGreaterThan(60);
    // Listed, so that whoever changes a rule sees what it costs.
    expect(harmless.filter(claims)).toEqual([]);
  });
});

test.each([
  ['No he registrado nada todavía.', false],
  ['No se preocupe, he registrado todo.', true],
  ['No solo he registrado su aviso.', true],
  ['¿Quiere que registre su aviso?', false],
  ['He registrado su aviso, ¿verdad?', true],
  ['¿Sabe que ya he registrado su aviso?', true],
  ['Si me dice que sí, registraré su aviso.', false],
  ['Si necesita algo más, dígamelo: su aviso queda registrado.', true],
  ['Para registrar su aviso necesito su nombre.', false],
  ['Su aviso puede ser registrado hoy.', false],
  ['Ainda não registrei nada.', false],
  ['Quer que eu registre?', false],
  ['Registrei, viu?', true],
  ['Se você concordar, vou registrar.', false],
  ["I haven't booked anything.", false],
  ['Nothing has been booked.', false],
  ['Has anything been booked?', false],
  ['I booked it, did I tell you?', true],
  ['If you agree, I will book it.', false],
  ['If anything else breaks, call again, I booked it.', true],
])('%s', (sentence, expected) => {
  expect(claims(sentence)).toBe(expected);
});

test('what we say of ourselves is told apart from what a record may show', () => {
  expect(claimsIn('He cerrado su solicitud.').some(({ ours }) => ours)).toBe(true);
  const shown = claimsIn('Su solicitud está cerrada.');
  expect(shown.some(({ ours }) => ours)).toBe(false);
  expect(shown.map(({ deed }) => deed)).toContain('close');
});

test('one letter off is the same word, two are not', () => {
  expect(isOneOff('registrada', 'rejistrada')).toBe(true);
  expect(isOneOff('registrada', 'regsitrada')).toBe(true);
  expect(isOneOff('registrada', 'registrad')).toBe(true);
  expect(isOneOff('registrada', 'rejistrado')).toBe(false);
  expect(isOneOff('booked', 'looked')).toBe(false);
});
