/** A caller waits less where an answer is begun on the words as they are known while the last of them are made out. */
import { loadAssistants } from '../../src/agent/assistants';
import type { Model } from '../../src/agent/model';
import { answerTruly } from '../../src/agent/truth-guard';
import type { CallStart, Line, ModelContext } from '../../src/domain/call';
import { ClauseStream } from '../../src/line/clauses';
import { Foresight } from '../../src/line/foresight';
import type { Recognizer } from '../../src/speech/recognizer';
import { virtualCall } from './virtual-call';

test('an answer is prepared before the recognizer is done, and once where it says the same in the end', async () => {
  const call = virtualCall();
  Object.assign(call.ears, { delayMs: 900, partials: true });
  const listened = call.listen({});
  call.says('quiero avisar de una farola');
  await call.pass(1200 + 500);
  expect(call.told).toEqual(['likely quiero avisar de una farola']);
  expect(await call.come(listened)).toMatchObject({ text: 'quiero avisar de una farola' });
  expect(call.told).toEqual(['likely quiero avisar de una farola', 'turn t1 quiero avisar de una farola']);
});

test('an answer that was prepared to words that turn out otherwise is prepared anew', async () => {
  // A recognizer that knows the last word at the end only.
  const recognizer: Recognizer = {
    name: 'late',
    open: ({ onPartial }) => ({
      feed: () => onPartial('una farola'),
      finish: async () => {
        await call.clock.sleep(600);
        return { text: 'una farola rota', by: 'late' };
      },
      discard: () => undefined,
      close: () => undefined,
    }),
  };
  const call = virtualCall({ recognizer });
  const listened = call.listen({});
  call.says('una farola rota');
  await call.come(listened);
  expect(call.told).toEqual(['likely una farola', 'likely una farola rota', 'turn t1 una farola rota']);
});

test('the first sentence of an answer is spoken while the second is still being written', () => {
  const stream = new ClauseStream();
  expect(stream.push('De acuerdo. ')).toEqual(['De acuerdo.']);
  expect(stream.push('¿En qué calle está? ')).toEqual(['¿En qué calle está?']);
});

test.each(['Le atiende el Sr. ', 'Es la farola 12. ', 'Habla J. ', 'Espere... '])(
  'what may go on is waited for: %s',
  (text) => {
    expect(new ClauseStream().push(text)).toEqual([]);
  },
);

test('the answer to a caller’s fiftieth turn is foreseen as that to the first, though a model is told of so many lines only', () => {
  const start = { callId: 'c1', assistant: 'town-hall', language: 'es' as const, greeting: 'Hola.' };
  const foresight = new Foresight(start as CallStart);
  const reply = { text: 'Entiendo.', toolCalls: [], model: 'a model' };
  const first = { ...foresight.foresee('uno'), now: '2026-11-21T10:00:00Z' } as ModelContext;
  let before = first;
  foresight.replied('v1', first, reply);
  for (let turn = 2; turn <= 50; turn += 1) {
    const add: Line[] = [
      { who: 'assistant', text: reply.text, fixed: false },
      { who: 'caller', text: `turno ${turn}` },
    ];
    const since = { callId: 'c1', base: `v${turn - 1}`, add, now: before.now, remembers: false };
    const asked = foresight.whole(since);
    expect({ ...foresight.foresee(`turno ${turn}`), now: before.now }).toEqual(asked);
    before = asked as ModelContext;
    foresight.replied(`v${turn}`, before, reply);
  }
});

test('a sentence that the truth guard lets through is a clause at once', async () => {
  const stream = new ClauseStream();
  const clauses: string[] = [];
  let early: string[] = [];
  const model: Model = {
    reply: async (_context, { onText }) => {
      for (const word of 'Entiendo. ¿En qué calle '.split(/(?<= )/)) onText?.(word);
      early = [...clauses];
      onText?.('está?');
      return { text: 'Entiendo. ¿En qué calle está?', toolCalls: [], model: 'm' };
    },
  };
  const context: ModelContext = {
    ...{ callId: 'c1', assistant: 'town-hall', language: 'es', now: '2026-11-21T10:00:00Z' },
    lines: [{ who: 'caller', text: 'una farola rota' }],
  };
  const assistant = loadAssistants('agents').get('town-hall');
  await answerTruly(model, context, { assistant, onText: (piece) => clauses.push(...stream.push(piece)) });
  expect(early).toEqual(['Entiendo.']);
});
