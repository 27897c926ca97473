import type { CallStart, Line, ModelContext, ModelReply } from '../../../src/domain/call';
import { wholeContext } from '../../../src/domain/context-since';
import { Foresight } from '../../../src/line/foresight';
import { PreparedReplies } from '../../../src/line/prepared';

const start: CallStart = {
  ...{ callId: 'c1', channel: 'phone', tenant: 't', assistant: 'town-hall', language: 'es' },
  ...{ greeting: 'Buenos días.', budgetMs: 6000, zone: 'Europe/Madrid', personWithinHours: 4 },
  from: '+34600000001',
};
const isMachine: Line = {
  ...{ who: 'assistant', fixed: true },
  text: 'Le atiende un asistente de inteligencia artificial.',
};
const greeting: Line = { who: 'assistant', text: 'Buenos días.', fixed: true };
const said = (text: string): Line => ({ who: 'caller', text });
const contextOf = (...lines: Line[]): ModelContext => ({
  ...{ callId: 'c1', assistant: 'town-hall', language: 'es', from: '+34600000001' },
  ...{ now: '2026-11-21T10:00:00.000Z', lines },
});
const reply = (text: string, toolCalls: ModelReply['toolCalls'] = []): ModelReply => ({
  ...{ text, toolCalls, model: 'm' },
});
const lookUp = { id: '1', name: 'status', args: {} };

describe('what the workflow will ask next is foreseen', () => {
  test('for the very first words', () => {
    const foresight = new Foresight(start);
    foresight.says({ turnId: 'v1', say: ['Le atiende una IA.', 'Buenos días.'], firstWords: true });
    expect(foresight.foresee('hola')?.lines).toEqual([isMachine, greeting, said('hola')]);
  });

  test('with what the model said before, as far as it was heard', () => {
    const foresight = new Foresight(start);
    foresight.replied(
      'v1.0',
      contextOf(greeting, said('hola')),
      reply('¿En qué calle está? Diga el número.'),
    );
    foresight.says({ turnId: 'v2', say: [] });
    expect(foresight.foresee('Mayor 3')?.lines.at(-2)).toMatchObject({
      text: '¿En qué calle está? Diga el número.',
    });
    expect(foresight.foresee('Mayor 3', '¿En qué calle está?')?.lines.at(-2)).toMatchObject({
      text: '¿En qué calle está? …',
    });
  });

  test('not where the line cannot know it: after a wish for a tool, while a yes is waited for, on a host that saw nothing', () => {
    const foresight = new Foresight(start);
    foresight.replied('v1.0', contextOf(greeting, said('hola')), reply('', [lookUp]));
    expect(foresight.foresee('Mayor 3')).toBeUndefined();
    foresight.replied('v1.1', contextOf(greeting, said('hola')), reply('Está abierta.'));
    expect(foresight.foresee('gracias')).toBeDefined();
    foresight.says({ turnId: 'v2', say: ['¿La registro así?'], expects: 'yes-no' });
    expect(foresight.foresee('sí')).toBeUndefined();
    expect(new Foresight(undefined).foresee('hola')).toBeUndefined();
  });
});

describe('a context that goes on from another is whole again', () => {
  const before = { ...contextOf(greeting, said('hola')), memory: { field: 'old' } };
  const since = { callId: 'c1', base: 'v1.0', add: [said('Mayor 3')], now: '2026-11-21T10:01:00.000Z' };

  test('with the model’s memory while that still stands', () => {
    const foresight = new Foresight(start);
    foresight.replied('v1.0', before, { ...reply('¿Qué calle?'), memory: { field: 'street' } });
    expect(foresight.whole({ ...since, remembers: true })).toEqual({
      ...before,
      ...{ now: since.now, memory: { field: 'street' }, lines: [greeting, said('hola'), said('Mayor 3')] },
    });
    expect(foresight.whole({ ...since, remembers: false })).not.toHaveProperty('memory');
  });

  test('only on the host that was told the very one before', () => {
    const foresight = new Foresight(start);
    foresight.replied('v1.1', before, reply('¿Qué calle?'));
    expect(foresight.whole({ ...since, remembers: true })).toBeUndefined();
  });

  test('with the last forty lines, however long the conversation', () => {
    const lines = [...Array(40)].map((_, place) => said(`${place}`));
    const whole = wholeContext(contextOf(...lines), { ...since, remembers: false }, undefined);
    expect(whole.lines).toHaveLength(40);
    expect(whole.lines.at(-1)).toEqual(said('Mayor 3'));
    expect(whole.lines[0]).toEqual(said('1'));
  });
});

describe('a reply that is begun before it is asked for', () => {
  /** Replies that speak one piece at once, and another when they are told to. */
  function preparing() {
    const calls: {
      context: ModelContext;
      onText: (piece: string) => void;
      signal: AbortSignal;
      end: () => void;
    }[] = [];
    const prepared = new PreparedReplies<string>(
      async (context, onText, signal) =>
        await new Promise<string>((resolve) => {
          onText('Uno. ');
          calls.push({ context, onText, signal, end: () => resolve('Uno. Dos.') });
        }),
    );
    const begun = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));
    return { prepared, calls, begun };
  }

  test('is spoken from its beginning once it is asked for in just that context, and made once', async () => {
    const { prepared, calls, begun } = preparing();
    prepared.prepare(contextOf(said('hola')));
    prepared.prepare(contextOf(said('hola')));
    await begun();
    expect(calls).toHaveLength(1);
    const heard: string[] = [];
    const later = { ...contextOf(said('hola')), now: '2026-11-21T10:00:02.000Z' };
    const taken = prepared.take(later, (piece) => heard.push(piece));
    expect(heard).toEqual(['Uno. ']);
    calls[0]?.onText('Dos.');
    calls[0]?.end();
    expect(await taken).toBe('Uno. Dos.');
    expect(heard).toEqual(['Uno. ', 'Dos.']);
    expect(prepared.take(later, () => undefined)).toBeUndefined();
  });

  test('is stopped and never heard when the caller goes on, or another context is asked for', async () => {
    const { prepared, calls, begun } = preparing();
    prepared.prepare(contextOf(said('hola')));
    await begun();
    prepared.discard('c1');
    expect(calls[0]?.signal.aborted).toBe(true);
    prepared.prepare(contextOf(said('hola, quería')));
    await begun();
    const heard: string[] = [];
    expect(prepared.take(contextOf(said('otra cosa')), (piece) => heard.push(piece))).toBeUndefined();
    expect(calls[1]?.signal.aborted).toBe(true);
    calls[1]?.onText('Dos.');
    expect(heard).toEqual([]);
  });
});
