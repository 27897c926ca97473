/** The words with which a caller who comes back is greeted. */
import type { CallStart } from '../../../src/domain/call';
import type { Language } from '../../../src/domain/language';
import type { OpenCase } from '../../../src/domain/open-case';
import { firstLines, greetingOf } from '../../../src/language/first-lines';
import { spokenPhrasesOf } from '../../../src/language/spoken-phrases-of';

const zone = 'Europe/Madrid';
const lamp: OpenCase = {
  ...{ code: 'R-7K3M-2Q9P', title: 'avisar de una farola apagada', isThere: true, of: 1 },
  ...{ dueAt: '2026-11-26T22:59:59.000Z', dueDay: '2026-11-26' },
};
const { dueAt: _at, dueDay: _day, ...undated } = lamp;

function startOf(language: Language, openCase?: OpenCase, change: Partial<CallStart> = {}): CallStart {
  return {
    ...{ callId: 'c1', channel: 'dev', tenant: 't', assistant: 'a', language, greeting: 'Hola.' },
    ...{ budgetMs: 6000, zone, personWithinHours: 4 },
    ...(openCase ? { openCase } : {}),
    ...change,
  };
}
const stateIn = (language: Language, openCase: OpenCase): string =>
  greetingOf(startOf(language, openCase))[1] ?? '';

test.each([
  [
    'es',
    'Su solicitud R-7K3M-2Q9P, para avisar de una farola apagada, sigue abierta; tendrá respuesta a más tardar el jueves 26 de noviembre.',
    'Su solicitud R-7K3M-2Q9P, para avisar de una farola apagada, sigue en marcha.',
    'Tiene 2 solicitudes abiertas; la más reciente es la R-7K3M-2Q9P, para avisar de una farola apagada; tendrá respuesta a más tardar el jueves 26 de noviembre.',
    '¿Es por esa solicitud?',
  ],
  [
    'pt-BR',
    'A sua solicitação R-7K3M-2Q9P, para avisar de una farola apagada, continua aberta; você terá uma resposta até quinta-feira, 26 de novembro.',
    'A sua solicitação R-7K3M-2Q9P, para avisar de una farola apagada, continua em andamento.',
    'Você tem 2 solicitações abertas; a mais recente é a R-7K3M-2Q9P, para avisar de una farola apagada; você terá uma resposta até quinta-feira, 26 de novembro.',
    'É sobre essa solicitação?',
  ],
  [
    'en',
    'Your request R-7K3M-2Q9P, to avisar de una farola apagada, is still open; you will have an answer by Thursday 26 November.',
    'Your request R-7K3M-2Q9P, to avisar de una farola apagada, is still on its way.',
    'You have 2 open requests; the newest is R-7K3M-2Q9P, to avisar de una farola apagada; you will have an answer by Thursday 26 November.',
    'Is it about that request?',
  ],
] as const)(
  'in %s: what is open, what is on its way, and the newest of several',
  (language, open, onItsWay, several, question) => {
    expect(stateIn(language, lamp)).toBe(open);
    expect(stateIn(language, { ...undated, isThere: false })).toBe(onItsWay);
    expect(stateIn(language, { ...lamp, of: 2 })).toBe(several);
    expect(greetingOf(startOf(language, lamp))).toEqual(['Hola.', open, question]);
  },
);

test('who is not known to come back hears the greeting alone', () => {
  expect(greetingOf(startOf('es'))).toEqual(['Hola.']);
});

test('on the telephone it is said first that no person speaks', () => {
  const start = startOf('es', lamp, { channel: 'phone' });
  const said = firstLines(start).map((line) => (line.who === 'tool' ? '' : line.text));
  expect(said).toEqual([spokenPhrasesOf('es').isMachine(), ...greetingOf(start)]);
});

test.each([{ channel: 'sms' }, { channel: 'whatsapp' }, { outbound: { ringS: 30, detectsMachines: true } }])(
  'who writes or is called by us (%j) is told, and not asked whether it is about that',
  (change) => {
    expect(greetingOf(startOf('es', lamp, change))).toHaveLength(2);
  },
);
