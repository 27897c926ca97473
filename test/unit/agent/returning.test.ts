/** A caller who comes back, in front of the scripted model: what they say to the state of their case joins the talk to it. */
import type { OpenCase } from '../../../src/domain/open-case';
import { toMessages } from '../../../src/agent/prompt';
import { createJudge } from '../../../src/agent/truth-guard';
import type { CallStart, Line } from '../../../src/domain/call';
import { firstLines } from '../../../src/language/first-lines';
import { callTo, now } from './conversation';

const code = 'R-7K3M-2Q9P';
const openCase: OpenCase = { code, title: 'avisar de una farola apagada', isThere: true, of: 1 };
const back = (id = 'town-hall', change: Partial<OpenCase> = {}) =>
  callTo(id, { from: '+34600000001', openCase: { ...openCase, ...change } });
const asked = ({ calls }: { calls: { name: string; args: object }[] }) =>
  calls.map(({ name, args }) => ({ name, args }));
const status = [{ name: 'ticket_status', args: { number: code } }];

test.each([
  'sí',
  'sí, de esa',
  'sí, es por eso',
  'eso',
  '¿está ya hecha?',
  '¿se sabe algo?',
  '¿cómo va lo mío?',
])('in Spanish, "%s" is answered with how it goes', (words) =>
  expect(asked(back().say(words))).toEqual(status),
);

test.each(['sim', 'sim, é sobre essa', 'tem novidade?', 'já resolveram?'])(
  'in Portuguese, "%s" is answered with how it goes',
  (words) => {
    const [look] = back('shop').say(words).calls;
    expect(look?.args).toEqual({ number: code });
  },
);

test.each(['yes', 'yes, that one', 'is it done?', 'any news?'])(
  'in English, "%s" is answered with how it goes',
  (words) => {
    const [look] = back('help-desk').say(words).calls;
    expect(look?.args).toEqual({ number: code });
  },
);

test('what is added goes to the open case without asking for its number', () => {
  const talk = back();
  expect(talk.say('quiero añadir algo').text).toContain('¿Qué quiere que añada?');
  expect(talk.say('ahora parpadea toda la noche').proposal).toMatchObject({
    name: 'comment_ticket',
    args: { number: code, text: 'ahora parpadea toda la noche' },
  });
});

test('after the state was told, what is asked for next is about the same case', () => {
  const talk = back('town-hall', { of: 3 });
  expect(asked(talk.say('sí, de esa'))).toEqual(status);
  expect(talk.say('que la marquen como más urgente').proposal).toMatchObject({
    name: 'raise_ticket',
    args: { number: code },
  });
});

test('of several open ones none is taken for meant', () => {
  const talk = back('town-hall', { of: 3 });
  talk.say('quiero añadir algo');
  expect(talk.waitingFor()).toBe('number');
});

test('a closed one is never taken for the open one', () => {
  const talk = back();
  talk.say('quiero reabrir mi aviso');
  expect(talk.waitingFor()).toBe('number');
});

test('who calls about something else is asked what, and a wish of their own is begun at once', () => {
  expect(back().say('no, es otra cosa')).toMatchObject({ text: 'Sí, dígame.', calls: [] });
  expect(back().say('no')).toMatchObject({ text: 'Sí, dígame.', goodbye: false });
  expect(back().say('hay un bache en la calle Mayor 12').text).toContain('desperfecto');
});

test('who is not known to come back is asked for the number as ever', () => {
  const talk = callTo('town-hall', { from: '+34600000001' });
  talk.say('¿cómo va lo mío?');
  expect(talk.waitingFor()).toBe('number');
});

test('a language model is told which case they were greeted with', () => {
  const { assistant } = back();
  const lines = [{ who: 'caller' as const, text: 'sí, de esa' }];
  const [system] = toMessages(assistant, {
    ...{ callId: 'c1', assistant: 'town-hall', language: 'es', now, lines, openCase },
  });
  expect(system?.content).toContain(code);
});

test.each([
  ['Su solicitud R-7K3M-2Q9P sigue abierta.', undefined],
  ['Tendrá respuesta a más tardar el jueves 26 de noviembre.', undefined],
  ['He registrado su nuevo aviso del bache.', 'deed'],
  ['Su solicitud R-7K3M-2Q9P ya está cerrada.', 'deed'],
  ['La brigada irá el viernes 27 de noviembre.', 'deed'],
  ['Su número es el R-2222-3333.', 'code'],
])('of a caller who was greeted so, a model that says "%s" is judged: %s', (sentence, dropped) => {
  const { assistant } = back();
  const start: CallStart = {
    ...{ callId: 'c1', channel: 'dev', tenant: 't', assistant: 'town-hall', language: 'es' },
    ...{ greeting: assistant.greeting, budgetMs: 6000, zone: 'Europe/Madrid', personWithinHours: 4 },
    openCase: { ...openCase, dueAt: '2026-11-26T22:59:59.000Z', dueDay: '2026-11-26' },
  };
  const lines: Line[] = [...firstLines(start), { who: 'caller', text: 'sí, de esa' }];
  const judge = createJudge(assistant, { callId: 'c1', assistant: 'town-hall', language: 'es', now, lines });
  expect(judge(sentence)).toBe(dropped);
});
