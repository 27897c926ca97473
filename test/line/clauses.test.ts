import fc from 'fast-check';
import { clausesOfSentence, ClauseStream } from '../../src/line/clauses';

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

test('the first clause is short, so that the caller hears something early', () => {
  const [first] = clausesOfSentence(
    'De acuerdo, ahora mismo lo miro y le digo en qué estado está la solicitud que hizo usted la semana pasada.',
  );
  expect(first).toBe('De acuerdo,');
});

test('the rest is cut where a voice would pause', () => {
  expect(
    clausesOfSentence(
      'Sí. Su solicitud está abierta desde el lunes pasado, y la lleva el taller de farolas. ¿Algo más?',
    ),
  ).toEqual([
    'Sí.',
    'Su solicitud está abierta desde el lunes pasado,',
    'y la lleva el taller de farolas.',
    '¿Algo más?',
  ]);
});

test.each([
  'Le llamaremos al +34 612 34 56 78 cuando esté.',
  'El código es R-7K3F-92QD y vale siempre.',
  'Cuesta 1.234,56 euros al mes.',
  'Escriba a ana.perez@example.com. Gracias.',
  'Vive en la calle Mayor, 12, de Alcalá.',
  'Le atiende el Sr. Pérez.',
  'Mora na Av. Paulista.',
  'Ask for Dr. Smith.',
  'Abre a las 9:30 h.',
  'Son las 10.30 h.',
  'Deletreo: R, 7, K, 3, F, 9, 2, Q, D.',
  'Habla J. Pérez.',
])('what belongs together is not torn apart: %s', (text) => {
  const together = [
    ...['+34 612 34 56 78', 'R-7K3F-92QD', '1.234,56', 'ana.perez@example.com', 'Mayor, 12', 'Sr. Pérez'],
    ...['Av. Paulista', 'Dr. Smith', '9:30', '10.30', 'R, 7, K, 3, F, 9, 2, Q, D', 'J. Pérez'],
  ].filter((part) => text.includes(part));
  expect(together).toHaveLength(1);
  expect(clausesOfSentence(text).some((clause) => clause.includes(together[0] ?? '-'))).toBe(true);
  // Nor in pieces of one character, as a model may write it.
  const stream = new ClauseStream();
  const clauses = [...[...text].flatMap((piece) => stream.push(piece)), ...stream.flush()];
  expect(clauses.some((clause) => clause.includes(together[0] ?? '-'))).toBe(true);
});

test('nothing is lost, however the text comes', () => {
  const seed = Date.now();
  const words = fc.constantFrom(
    'hola',
    'Sr.',
    '12',
    '3,5',
    'R-7K3F-92QD',
    'sí,',
    'no.',
    '¿qué?',
    'a@b.es',
    '—',
    'y',
    '…',
    '\n',
    'calle',
  );
  const text = fc.array(words, { maxLength: 120 }).map((all) => all.join(' '));
  try {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 30 }), (whole, size) => {
        const stream = new ClauseStream();
        const clauses: string[] = [];
        for (let at = 0; at < whole.length; at += size)
          clauses.push(...stream.push(whole.slice(at, at + size)));
        clauses.push(...stream.flush());
        expect(plain(clauses.join(' '))).toBe(plain(whole));
        expect(clauses.every((clause) => clause.length <= 900)).toBe(true);
      }),
      { seed, numRuns: 300 },
    );
  } catch (error) {
    throw new Error(`seed ${seed}`, { cause: error });
  }
});

test('a text without end or sign does not hold up speech, or the process', () => {
  const stream = new ClauseStream();
  const startedAt = performance.now();
  let clauses = 0;
  for (let n = 0; n < 20_000; n += 1)
    clauses += stream.push('7').length + stream.push(n % 9 === 0 ? ' ' : 'a').length;
  expect(clauses).toBeGreaterThan(20);
  expect(performance.now() - startedAt).toBeLessThan(20_000);
});
