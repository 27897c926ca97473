import { createOpenAiModel } from '../../src/agent/openai';
import type { Model } from '../../src/agent/model';
import { assistant as assistantShape } from '../../src/domain/assistant';
import type { ModelContext } from '../../src/domain/call';
import { ConnectorError } from '../../src/errors';
import { OpenAiServer, type OpenAiMood } from '../fakes/openai-server';

const townHall = assistantShape.parse({
  id: 'town-hall',
  name: 'Ayuntamiento de Villanueva',
  tenant: 'villanueva',
  language: 'es',
  zone: 'Europe/Madrid',
  greeting: 'Le habla el asistente automático.',
  instructions: 'Sea amable.',
  tickets: 'town-hall-desk',
  agenda: 'agenda',
  person: { team: 'atención', withinHours: 24 },
  errands: [
    {
      name: 'report_lamp',
      verb: 'createTicket',
      title: 'avisar de una farola apagada',
      description: 'A street lamp is broken.',
      when: ['farola'],
      fields: [
        { name: 'place', kind: 'address', label: 'la dirección', ask: '¿En qué calle?' },
        { name: 'phone', kind: 'phone', label: 'el teléfono', ask: '¿Su teléfono?', optional: true },
        {
          name: 'danger',
          kind: 'choice',
          label: 'el peligro',
          ask: '¿Hay peligro?',
          choices: { yes: ['sí'], no: ['no'] },
        },
      ],
      ticket: { category: 'alumbrado', team: 'alumbrado', due: { hours: 48 } },
    },
    {
      name: 'book_census',
      verb: 'bookAppointment',
      title: 'pedir cita para empadronarse',
      description: 'An appointment at the register.',
      when: ['cita'],
      service: 'census',
      fields: [{ name: 'slot', kind: 'slot', label: 'la hora', ask: '¿A qué hora?' }],
    },
  ],
});

const context: ModelContext = {
  callId: 'c1',
  assistant: 'town-hall',
  language: 'es',
  now: '2025-11-25T09:30:00.000Z',
  from: '+34600000001',
  lines: [
    { who: 'assistant', text: 'Le habla el asistente automático.', fixed: true },
    { who: 'caller', text: 'Hay una farola apagada' },
  ],
};

const server = new OpenAiServer();
let baseUrl: string;

beforeAll(async () => {
  baseUrl = await server.listen();
});
afterAll(() => server.close());
beforeEach(() => {
  server.mood = 'well';
  server.answers.length = 0;
  server.requests.length = 0;
  server.keys.length = 0;
  server.aborted = 0;
});

const open = (timeoutMs = 2_000): Model =>
  createOpenAiModel({
    apiKey: 'sk-test',
    baseUrl,
    model: 'test-model',
    assistants: { get: () => townHall },
    timeoutMs,
  });

async function faultOf(work: Promise<unknown>): Promise<ConnectorError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ConnectorError)) throw new Error(`no ConnectorError but ${String(error)}`);
  return error;
}

describe('a turn that goes well', () => {
  test('the caller hears the words while they are made', async () => {
    server.answers.push({ pieces: ['¿En qué ', 'calle ', 'está?'] });
    const heard: string[] = [];
    const reply = await open().reply(context, { onText: (piece) => heard.push(piece) });
    expect(heard).toEqual(['¿En qué ', 'calle ', 'está?']);
    expect(reply).toEqual({ text: '¿En qué calle está?', toolCalls: [], model: 'test-model' });
    expect(server.keys).toEqual(['Bearer sk-test']);
  });

  test('a wish for a tool is put together from its pieces', async () => {
    server.answers.push({
      calls: [{ name: 'report_lamp', args: { place: 'Calle Mayor 12', danger: 'no' } }],
    });
    const { toolCalls, text, goodbye } = await open().reply(context, {});
    expect(toolCalls).toEqual([
      { id: 'call_report_lamp', name: 'report_lamp', args: { place: 'Calle Mayor 12', danger: 'no' } },
    ]);
    expect(text).toBe('');
    expect(goodbye).toBeUndefined();
  });

  test('two wishes in one answer stay two', async () => {
    server.answers.push({
      calls: [
        { name: 'find_free_times', args: { errand: 'book_census' } },
        { name: 'request_person', args: {} },
      ],
    });
    const { toolCalls } = await open().reply(context, {});
    expect(toolCalls.map(({ name, args }) => [name, args])).toEqual([
      ['find_free_times', { errand: 'book_census' }],
      ['request_person', {}],
    ]);
  });

  test.each(['{"place": "Calle', '["Calle Mayor"]', '"x"', 'null'])(
    'arguments that are no object (%s) become none',
    async (args) => {
      server.answers.push({ calls: [{ name: 'report_lamp', args }] });
      const { toolCalls } = await open().reply(context, {});
      expect(toolCalls).toEqual([{ id: 'call_report_lamp', name: 'report_lamp', args: {} }]);
    },
  );

  test('a caller who is done hears a goodbye even when the model says none', async () => {
    server.answers.push({ calls: [{ name: 'end_call', args: {} }] });
    const reply = await open().reply(context, {});
    expect(reply.goodbye).toBe(true);
    expect(reply.toolCalls).toEqual([]);
    expect(reply.text).not.toBe('');
  });

  test('a wish beside a goodbye is done first, and the call goes on', async () => {
    server.answers.push({
      calls: [
        { name: 'request_person', args: {} },
        { name: 'end_call', args: {} },
      ],
    });
    const reply = await open().reply(context, {});
    expect(reply.toolCalls.map(({ name }) => name)).toEqual(['request_person']);
    expect(reply.goodbye).toBeUndefined();
  });
});

describe('what the model is told', () => {
  test('the house, its language, the local day, the tools and the conversation', async () => {
    await open().reply(context, {});
    const [asked] = server.requests;
    const [system, ...rest] = asked?.messages ?? [];
    expect(system?.['content']).toContain('Ayuntamiento de Villanueva');
    expect(system?.['content']).toContain('Spanish');
    expect(system?.['content']).toContain('Tuesday, 2025-11-25, 10:30 in Europe/Madrid');
    expect(system?.['content']).toContain('Sea amable.');
    expect(rest).toEqual([
      { role: 'assistant', content: 'Le habla el asistente automático.' },
      { role: 'user', content: 'Hay una farola apagada' },
    ]);
    expect(asked?.tools.map((tool) => tool.function.name)).toEqual([
      'report_lamp',
      'book_census',
      'find_free_times',
      'request_person',
      'end_call',
    ]);
    const lamp = asked?.tools[0]?.function.parameters;
    expect(lamp?.required).toEqual(['place', 'danger']);
    expect(lamp?.properties['danger']?.['enum']).toEqual(['yes', 'no']);
    expect(asked?.tools[2]?.function.parameters.properties['errand']?.['enum']).toEqual(['book_census']);
  });

  test('looks of before as calls and results, each with an id of its own although the models repeated theirs', async () => {
    const look = {
      who: 'tool' as const,
      id: 'call_1',
      name: 'find_free_times',
      args: { errand: 'book_census' },
    };
    const result = { data: { slots: [] }, say: 'No hay horas libres.' };
    await open().reply(
      { ...context, lines: [...context.lines, { ...look, result }, { ...look, result }] },
      {},
    );
    const messages = server.requests[0]?.messages.slice(3) ?? [];
    expect(messages.map(({ role }) => role)).toEqual(['assistant', 'tool', 'assistant', 'tool']);
    const ids = messages.flatMap((message) => message['tool_call_id'] ?? []);
    expect(new Set(ids).size).toBe(2);
    expect(messages[1]?.['content']).toContain('No hay horas libres.');
  });

  test('what was read back and not agreed to', async () => {
    const lapsed = {
      name: 'report_lamp',
      args: { place: 'Calle Mayor 21' },
      readBack: '¿Calle Mayor 21, verdad?',
    };
    await open().reply({ ...context, lapsed }, {});
    const prompt = String(server.requests[0]?.messages[0]?.['content']);
    expect(prompt).toContain('¿Calle Mayor 21, verdad?');
    expect(prompt).toContain('nothing was done');
  });

  test('a number nobody asks for stays here', async () => {
    const quiet = { ...townHall, errands: townHall.errands.filter(({ name }) => name === 'book_census') };
    const model = createOpenAiModel({
      apiKey: undefined,
      baseUrl,
      model: 'm',
      assistants: { get: () => quiet },
    });
    await model.reply(context, {});
    expect(JSON.stringify(server.requests[0])).not.toContain('600000001');
  });
});

describe('a model that fails the caller', () => {
  test.each<[OpenAiMood, string]>([
    [500, 'unavailable'],
    [429, 'throttled'],
    [401, 'unauthorized'],
    ['truncated', 'unavailable'],
    ['reset', 'unavailable'],
    ['error-in-stream', 'unavailable'],
    ['garbage', 'malformed'],
    ['wrong-shape', 'malformed'],
  ])('%s is told as %s, after one try', async (mood, kind) => {
    server.mood = mood;
    server.answers.push({ pieces: ['¿En qué calle?'] });
    const fault = await faultOf(open().reply(context, {}));
    expect([fault.system, fault.kind]).toEqual(['openai', kind]);
    expect(server.requests).toHaveLength(1);
    expect(fault.message).not.toContain('farola');
  });

  test.each<OpenAiMood>(['empty-choices', 'html'])('%s is no answer', async (mood) => {
    server.mood = mood;
    const { kind } = await faultOf(open().reply(context, {}));
    expect(kind).toBe('unavailable');
  });

  test('429 says how long to wait', async () => {
    server.mood = 429;
    expect((await faultOf(open().reply(context, {}))).retryAfterMs).toBe(7_000);
  });

  test('an answer without words and wishes is none', async () => {
    server.answers.push({ pieces: ['  '] });
    expect((await faultOf(open().reply(context, {}))).kind).toBe('malformed');
  });

  test('a wish that was cut short is not acted on', async () => {
    server.answers.push({ calls: [{ name: 'report_lamp', args: { place: 'Calle' } }], finish: 'length' });
    expect((await faultOf(open().reply(context, {}))).kind).toBe('malformed');
  });

  test.each<OpenAiMood>(['hang', 'hang-midway'])(
    '%s ends in time, and the connection with it',
    async (mood) => {
      server.mood = mood;
      const began = Date.now();
      expect((await faultOf(open(400).reply(context, {}))).kind).toBe('timeout');
      expect(Date.now() - began).toBeLessThan(10_000);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(server.aborted).toBe(1);
    },
  );

  test('a caller who barges in ends the answer at once', async () => {
    server.mood = 'hang-midway';
    const bargeIn = new AbortController();
    setTimeout(() => bargeIn.abort(), 100);
    const { kind } = await faultOf(open(5_000).reply(context, { signal: bargeIn.signal }));
    expect(kind).toBe('unavailable');
  });

  test('nobody at the address', async () => {
    const model = createOpenAiModel({
      apiKey: undefined,
      baseUrl: 'http://127.0.0.1:1/v1',
      model: 'm',
      assistants: { get: () => townHall },
    });
    expect((await faultOf(model.reply(context, {}))).kind).toBe('unavailable');
  });
});
