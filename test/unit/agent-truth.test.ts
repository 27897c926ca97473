import { createGenerate, createReply } from '../../activities/reply';
import { loadAssistants } from '../../src/agent/assistants';
import type { Model } from '../../src/agent/model';
import { answerTruly, createJudge } from '../../src/agent/truth-guard';
import type { Line, ModelContext, ModelReply } from '../../src/domain/call';
import { phrasesOf } from '../../src/language/phrases-of';
import { createLines } from '../../src/line/lines';
import * as en from './language/claim-corpus/en';
import * as es from './language/claim-corpus/es';
import * as ptBr from './language/claim-corpus/pt-br';

const assistants = loadAssistants('agents');
const corpora = [
  ['town-hall', es],
  ['shop', ptBr],
  ['help-desk', en],
] as const;
const says = (text: string): Line => ({ who: 'caller', text });
const code = (text: string): Line => ({ who: 'assistant', text, fixed: true });
const found = (name: string, data: object, say: string): Line => ({
  ...{ who: 'tool', id: 'c1', name, args: {} },
  result: { data: data as never, say },
});

function contextOf(id: string, ...lines: Line[]): ModelContext {
  const { language, greeting } = assistants.get(id);
  const now = '2026-11-21T10:00:00Z';
  return {
    callId: 'c',
    assistant: id,
    language,
    now,
    from: '+34600112233',
    lines: [code(greeting), ...lines],
  };
}
const judgeOf = (id: string, ...lines: Line[]) => createJudge(assistants.get(id), contextOf(id, ...lines));
const saying = (text: string, more: Partial<ModelReply> = {}): Model => ({
  reply: (_, { onText }) => {
    for (const piece of text.match(/[\s\S]{1,5}/g) ?? []) onText?.(piece);
    return Promise.resolve({ text, toolCalls: [], model: 'liar', ...more });
  },
});
async function heard(id: string, model: Model, ...lines: Line[]) {
  const pieces: string[] = [];
  const onText = (piece: string): void => void pieces.push(piece);
  const guarded = await answerTruly(model, contextOf(id, ...lines), {
    assistant: assistants.get(id),
    onText,
  });
  return { ...guarded, spoken: pieces.join('') };
}

describe.each(corpora)('%s', (id, { said, falseDeeds, falseNames, harmless }) => {
  test('no false claim gets past, whatever is being talked of', () => {
    const judge = judgeOf(id, says(said));
    expect([...falseDeeds, ...falseNames].filter((sentence) => judge(sentence) === undefined)).toEqual([]);
  });

  test('not even when the caller dictates it', () => {
    for (const sentence of falseDeeds.filter((_, index) => index % 7 === 0))
      expect(judgeOf(id, says(`${said} Repeat after me: ${sentence}`))(sentence)).toBe('deed');
  });

  test('nor after looking for free times', () => {
    const slot = { startsAt: '2026-11-24T09:30:00Z', professional: 'ana', service: 'census' };
    const judge = judgeOf(id, says(said), found('find_free_times', { slots: [slot] }, 'Free: 24/11 10:30.'));
    expect(falseDeeds.filter((sentence) => judge(sentence) === undefined)).toEqual([]);
  });

  test('at least 95 of a hundred harmless sentences are spoken', () => {
    const judge = judgeOf(id, says(said));
    // The misses by name, so that whoever changes a rule sees what it costs.
    const misses = harmless.filter((sentence) => judge(sentence) !== undefined);
    expect(misses).toEqual([]);
    expect(misses.length / harmless.length).toBeLessThan(0.05);
  });

  test('what code itself says in place of a lie is no claim', () => {
    const phrases = phrasesOf(assistants.get(id).language);
    const judge = judgeOf(id);
    for (const sentence of [
      phrases.nothingDoneYet(false),
      phrases.nothingDoneYet(true),
      phrases.tellMeWhat(),
    ])
      expect(judge(sentence)).toBeUndefined();
  });
});

const ticket = {
  ref: { system: 'desk', id: '1042' },
  subject: 'avisar de una farola apagada',
  status: 'closed',
  updatedAt: '2026-11-20T11:00:00Z',
  comments: [{ author: 'office', text: 'La brigada cambió la bombilla.', at: '2026-11-19T09:00:00Z' }],
};
const lookUp = found(
  'ticket_status',
  ticket,
  'Su solicitud 1042, «avisar de una farola apagada», está cerrada. El jueves 19 de noviembre la oficina comentó: «La brigada cambió la bombilla».',
);

test.each([
  ['Su solicitud 1042 está cerrada.', undefined],
  ['La oficina la cerró el viernes 20 de noviembre.', undefined],
  ['La brigada cambió la bombilla.', undefined],
  ['Su solicitud 1043 está cerrada.', 'number'],
  ['La oficina la cerró el lunes 16 de noviembre.', 'day'],
  ['He cerrado su solicitud 1042.', 'deed'],
  ['Cerramos su solicitud 1042.', 'deed'],
  ['Su solicitud 1042 está cancelada.', 'deed'],
  ['Un técnico irá mañana.', 'deed'],
])('with the look-up of this turn: %s', (sentence, expected) => {
  expect(judgeOf('town-hall', says('¿cómo va la 1042?'), lookUp)(sentence)).toBe(expected);
});

test('a look-up proves nothing in the next turn', () => {
  const judge = judgeOf('town-hall', says('¿cómo va la 1042?'), lookUp, says('cierre también la otra'));
  expect(judge('Su solicitud está cerrada.')).toBe('deed');
  expect(judge('¿Se refiere a la 1042?')).toBeUndefined();
});

test('an appointment that was looked up may be told, one that the caller only wishes for may not', () => {
  const slot = { startsAt: '2026-11-24T09:30:00Z', endsAt: '2026-11-24T09:45:00Z' };
  const list = found(
    'my_appointments',
    { appointments: [{ status: 'booked', slot }] },
    'Tiene una cita el martes 24 de noviembre a las 10:30.',
  );
  const told = 'Su cita es el martes 24 a las diez y media.';
  expect(judgeOf('town-hall', says('¿qué citas tengo?'), list)(told)).toBeUndefined();
  expect(judgeOf('town-hall', says('¿qué citas tengo?'), list)('Su cita es el martes 24 a las once.')).toBe(
    'time',
  );
  expect(judgeOf('town-hall', says('quiero cita el martes 24 a las diez y media'))(told)).toBe('deed');
});

test('after a read-back that lapsed nothing of it is true', () => {
  const readBack = 'Para pedir cita, voy a reservarle el martes 24 de noviembre a las 10:30. ¿Se lo reservo?';
  const judge = judgeOf('town-hall', says('quiero cita'), code(readBack), says('bueno, no sé'));
  for (const lie of [
    'Su cita es el martes 24 de noviembre a las 10:30.',
    'Voy a reservarle el martes 24 de noviembre a las 10:30.',
    'Perfecto, martes 24 a las 10:30, reservado.',
    'Queda reservado el martes 24 de noviembre a las 10:30.',
  ])
    expect(judge(lie)).toBe('deed');
  expect(judge('¿Prefiere otro día que no sea el martes 24?')).toBeUndefined();
});

test('a receipt may be told again with its number, but not for another wish', () => {
  const receipt =
    'Hecho: su solicitud para avisar de una farola apagada queda registrada con el número 1042.';
  const judge = judgeOf('town-hall', says('sí'), code(receipt), says('¿y cuál era el número?'));
  expect(judge('El número de su solicitud es 1042.')).toBeUndefined();
  expect(judge('Su solicitud está registrada con el número 1042.')).toBeUndefined();
  expect(judge('La segunda solicitud también está registrada con el número 1042.')).toBe('deed');
  expect(judge('Su solicitud está registrada con el número 1043.')).toBeDefined();
  expect(judge('Su solicitud está cerrada con el número 1042.')).toBe('deed');
});

test('opening hours of the instructions are told, invented ones are not', () => {
  const assistant = {
    ...assistants.get('town-hall'),
    instructions: 'Abrimos de lunes a viernes de 9 a 14 horas.',
  };
  const judge = createJudge(assistant, contextOf('town-hall', says('¿qué horario tienen?')));
  expect(judge('Abrimos de lunes a viernes de 9:00 a 14:00.')).toBeUndefined();
  expect(judge('Abrimos los lunes a las nueve.')).toBeUndefined();
  expect(judge('Abrimos los sábados de 10 a 13 horas.')).toBeDefined();
});

test('what nobody can judge is not spoken', () => {
  expect(judgeOf('town-hall')('Ваша заявка зарегистрирована.')).toBe('language');
});

test('where everything was a lie the caller hears the truth, and the call goes on', async () => {
  const { reply, spoken, dropped } = await heard(
    'town-hall',
    saying('Su aviso queda registrado con el 4711. Le llamarán mañana.', { goodbye: true }),
    says('una farola apagada'),
  );
  expect(reply.text).toBe('Todavía no he registrado nada. Dígame, por favor, qué necesita.');
  expect(spoken).toBe(reply.text);
  expect(reply).toMatchObject({ dropped: 2 });
  expect(reply.goodbye).toBeUndefined();
  expect(dropped).toEqual(['deed', 'deed']);
});

test('the truth is spoken where the lie was, before what follows it', async () => {
  const lie = 'De acuerdo. He registrado su aviso. ¿Necesita algo más?';
  const { reply, spoken } = await heard('town-hall', saying(lie), says('una farola apagada'));
  expect(reply.text).toBe('De acuerdo. Todavía no he registrado nada. ¿Necesita algo más?');
  expect(spoken).toBe(reply.text);
});

test('after something was done in this call, only the last words are spoken of', async () => {
  const done = code('Hecho: su solicitud queda registrada con el número 1042.');
  const { reply } = await heard(
    'town-hall',
    saying('Listo, también está hecho.'),
    says('sí'),
    done,
    says('y otra'),
  );
  expect(reply.text).toBe(
    'Con lo último que me ha dicho no he registrado nada nuevo. Dígame, por favor, qué necesita.',
  );
});

test('with a wish for a tool nothing is put in the place of a lie: code speaks of the wish', async () => {
  const toolCalls = [{ id: '1', name: 'street_light', args: {} }];
  const { reply, spoken } = await heard('town-hall', saying('¡Listo! Su aviso es el 4711.', { toolCalls }));
  expect([reply.text, spoken]).toEqual(['', '']);
  expect(reply).toMatchObject({ dropped: 2, toolCalls });
});

test('an honest answer is spoken as it was made, and its first sentence before the second is known', async () => {
  const spoken: string[] = [];
  let early = '';
  const model: Model = {
    reply: (_, { onText }) => {
      onText?.('Claro. ¿En qué ');
      early = spoken.join('');
      onText?.('calle está?');
      return Promise.resolve({ text: 'Claro. ¿En qué calle está?', toolCalls: [], model: 'm' });
    },
  };
  const options = {
    assistant: assistants.get('town-hall'),
    onText: (piece: string) => void spoken.push(piece),
  };
  const { reply } = await answerTruly(model, contextOf('town-hall'), options);
  // With the blank behind it, by which a line knows that it is whole.
  expect(early).toBe('Claro. ');
  expect(spoken.join('')).toBe('Claro. ¿En qué calle está?');
  expect(reply).toEqual({ text: 'Claro. ¿En qué calle está?', toolCalls: [], model: 'm' });
});

describe('the reply activity', () => {
  function replyOf(model: Model) {
    const lines = createLines();
    const spoken: string[] = [];
    lines.open('c', (_, piece) => void spoken.push(piece));
    const told: unknown[] = [];
    const generate = createGenerate({
      ...{ models: [model], tools: { kindOf: () => 'write' }, assistants },
      ...{ onModelAway: () => undefined, onUntrue: (untrue) => void told.push(untrue) },
    });
    const { reply } = createReply({
      generate,
      onPiece: (...piece) => lines.speak(...piece),
      beat: () => undefined,
      signal: () => new AbortController().signal,
    });
    return { reply: async () => await reply(contextOf('town-hall', says('hola')), 't1'), spoken, told };
  }

  test('speaks and returns only what stands, and tells that it dropped something, not what', async () => {
    const { reply, spoken, told } = replyOf(saying('Hecho, su número es 4711. ¿Algo más?'));
    const { text, dropped } = await reply();
    expect(text).toBe('Todavía no he registrado nada. ¿Algo más?');
    expect(spoken.join('')).toBe(text);
    expect(dropped).toBe(1);
    expect(told).toEqual([{ model: 'liar', reasons: ['deed'] }]);
  });

  test('does not touch the sentences of a model that speaks from code', async () => {
    const { reply, spoken, told } = replyOf({ ...saying('Hecho, su número es 4711.'), speaksFromCode: true });
    expect((await reply()).text).toBe('Hecho, su número es 4711.');
    expect(spoken.join('')).toBe('Hecho, su número es 4711.');
    expect(told).toEqual([]);
  });
});
