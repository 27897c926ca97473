import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAssistants } from '../../../src/agent/assistants';
import { scriptedReply } from '../../../src/agent/scripted/reply';
import { toTools } from '../../../src/agent/tool-schema';
import { type Caller, createTools } from '../../../src/agent/tools';
import type { Verbs } from '../../../src/connectors/connector';
import type { Assistant } from '../../../src/domain/assistant';
import type { Json, ModelContext, ToolCall } from '../../../src/domain/call';
import type { Language } from '../../../src/domain/language';
import { terms } from '../../../src/domain/terms';
import { ConnectorError, UsageError } from '../../../src/errors';

const file = (language: Language): string => `
id: line
name: An airline
tenant: air
language: ${language}
zone: Europe/Madrid
greeting: Hello, this is the automatic assistant.
tickets: desk
person: { team: people, withinHours: 4 }
errands:
  - name: change_seat
    verb: perform
    title: change your seat
    description: Moves a passenger to another seat.
    when: [seat, asiento, assento]
    connection: airline
    parameters:
      - { name: booking, type: string, description: Six letters or digits. }
      - { name: row, type: integer, label: the row, description: Row number. }
      - { name: side, type: string, enum: [window, aisle], required: false, description: Side. }
    fields:
      - { name: booking, kind: text, label: the booking code, ask: What is your booking code? }
      - { name: row, kind: number, label: the row, ask: In which row? }
  - name: rebook_flight
    verb: perform
    title: rebook your flight
    description: Moves a booking to other flights.
    parameters:
      - { name: journeyId, type: string, description: Of search. }
      - { name: passengers, type: array, description: Their ids. }
      - { name: waive_fee, type: boolean, description: Whether it is free. }
      - { name: amount, type: number, description: Difference to pay. }
      - { name: days, type: [string, integer], description: Days. }
      - { name: notes, type: object, required: false, description: Anything else. }
  - name: flight_status
    verb: inquire
    title: hear how your flight stands
    description: Looks a flight up.
    when: [flight, vuelo, voo]
    parameters:
      - { name: flight, type: string, description: Number of the flight. }
    fields:
      - { name: flight, kind: text, label: the flight, ask: Which flight? }
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recado-declared-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function load(text: string): Assistant {
  writeFileSync(join(folder, 'line.yaml'), text);
  return loadAssistants(folder, new Set(['desk', 'airline'])).get('line');
}

const asked: { connection: string; tool: string; args: Json }[] = [];
const answering = (connection: string): Verbs => ({
  inquire: async (tool, args) => {
    asked.push({ connection, tool, args });
    if (args['flight'] === 'away')
      throw new ConnectorError(connection, 'unavailable', 'the system does not answer');
    return { gate: 'B7', on_time: true };
  },
});

function toolsOf(assistant: Assistant) {
  return createTools({
    assistants: { get: () => assistant },
    connections: { verbsOf: answering, termsOf: () => ordered },
    recordOfCode: async () => undefined,
    secret: 'a secret of the test',
  });
}

const ordered = terms.parse({
  ...{ creation: 'reference', indexLagMs: 0, settleMs: 0, atOnce: 1 },
  policy: {},
});
const callerIn = (language: Language): Caller => ({
  ...{ callId: 'call-1', assistant: 'line', channel: 'dev', language, from: '+34600000001' },
  now: '2026-11-24T09:00:00.000Z',
});
const wishFor = (name: string, args: ToolCall['args']): ToolCall => ({ id: 'wish-1', name, args });
const rebooking = {
  journeyId: 'FL_SK301_20260603',
  passengers: ['PAX001', 'PAX002'],
  waive_fee: true,
  amount: 55.5,
  days: 30,
  notes: { meal_request: 'vegan', seats: [12, 14] },
};

test('what a model asks for reaches the order as it was asked: same names, same JSON kinds, nothing added', async () => {
  const tools = toolsOf(load(file('en')));
  const proposed = await tools.propose(
    callerIn('en'),
    wishFor('rebook_flight', { ...rebooking, extra: null }),
  );
  if (!('proposal' in proposed)) throw new Error(JSON.stringify(proposed));
  expect(proposed.proposal.order).toMatchObject({ verb: 'perform', connection: 'desk' });
  expect(proposed.proposal.order.args).toStrictEqual({ tool: 'rebook_flight', arguments: rebooking });
  expect(proposed.proposal.needsYes).toBe(true);
});

test.each([
  ['en', /going to rebook your flight\./, 'Waive fee: yes.', 'PAX001 and PAX002'],
  ['es', /Voy a rebook your flight\./, 'Waive fee: sí.', 'PAX001 y PAX002'],
  ['pt-BR', /Vou rebook your flight\./, 'Waive fee: sim.', 'PAX001 e PAX002'],
] as const)('in %s every argument is read back before the yes', async (language, title, fee, people) => {
  const tools = toolsOf(load(file(language)));
  const proposed = await tools.propose(callerIn(language), wishFor('rebook_flight', rebooking));
  if (!('proposal' in proposed)) throw new Error(JSON.stringify(proposed));
  const { readBack } = proposed.proposal;
  expect(readBack).toMatch(title);
  for (const said of [fee, people, 'Amount: 55.5.', 'Days: 30.', 'meal request: vegan', 'FL_SK301_20260603'])
    expect(readBack).toContain(said);
  expect(readBack).toMatch(/\?$/);
});

test('an argument is read back under its label, its field’s label, or its own name', async () => {
  const tools = toolsOf(load(file('en')));
  const proposed = await tools.propose(
    callerIn('en'),
    wishFor('change_seat', { booking: 'IM2XU4', row: 12, side: 'aisle' }),
  );
  if (!('proposal' in proposed)) throw new Error(JSON.stringify(proposed));
  expect(proposed.proposal.readBack).toContain('The booking code: IM2XU4. The row: 12. Side: aisle.');
  expect(proposed.proposal.order.connection).toBe('airline');
});

test('another argument, or another operation, is another wish', async () => {
  const tools = toolsOf(load(file('en')));
  const hashOf = async (name: string, args: ToolCall['args']): Promise<string> => {
    const proposed = await tools.propose(callerIn('en'), wishFor(name, args));
    if (!('proposal' in proposed)) throw new Error(JSON.stringify(proposed));
    return proposed.proposal.hash;
  };
  const first = await hashOf('rebook_flight', rebooking);
  expect(await hashOf('rebook_flight', { ...rebooking })).toBe(first);
  expect(await hashOf('rebook_flight', { ...rebooking, days: '30' })).not.toBe(first);
  expect(await hashOf('rebook_flight', { ...rebooking, passengers: ['PAX002', 'PAX001'] })).not.toBe(first);
});

test.each<[string, string, ToolCall['args'], RegExp]>([
  ['is missing', 'change_seat', { row: 1 }, /booking: it is missing/],
  [
    'is none of its',
    'change_seat',
    { booking: 'A', row: 1, seat: 'x' },
    /seat: change_seat has no such argument/,
  ],
  ['is a text for a number', 'change_seat', { booking: 'A', row: '1' }, /row: it must be of type integer/],
  ['is half a row', 'change_seat', { booking: 'A', row: 1.5 }, /row: it must be of type integer/],
  ['is a number for a text', 'change_seat', { booking: 7, row: 1 }, /booking: it must be of type string/],
  ['is blank', 'change_seat', { booking: '  ', row: 1 }, /booking: it must be of type string/],
  ['is null', 'change_seat', { booking: null, row: 1 }, /booking: it is missing/],
  [
    'is not among its values',
    'change_seat',
    { booking: 'A', row: 1, side: 'left' },
    /side: it must be one of window, aisle/,
  ],
  ['is a list for a group', 'rebook_flight', { ...rebooking, notes: [] }, /notes: it must be of type object/],
  ['is endless', 'change_seat', { booking: 'x'.repeat(5000), row: 1 }, /booking: it is too long/],
])('an argument that %s is refused with what to do', async (_what, name, args, said) => {
  const tools = toolsOf(load(file('en')));
  const refused = await tools.propose(callerIn('en'), wishFor(name, args));
  expect(refused).toMatchObject({ result: { data: { error: expect.stringMatching(said) } } });
});

test('a declared look-up answers with the system’s data and a sentence that promises nothing', async () => {
  const tools = toolsOf(load(file('en')));
  expect(tools.kindOf('line', 'flight_status')).toBe('read');
  expect(tools.kindOf('line', 'change_seat')).toBe('write');
  const result = await tools.read(callerIn('en'), wishFor('flight_status', { flight: 'SK301' }));
  expect(result).toEqual({ data: { gate: 'B7', on_time: true }, say: 'I have looked that up.' });
  expect(asked.at(-1)).toEqual({ connection: 'desk', tool: 'flight_status', args: { flight: 'SK301' } });
  const away = await tools.read(callerIn('en'), wishFor('flight_status', { flight: 'away' }));
  expect(away.data).toEqual({ error: 'the system is away: unavailable' });
});

test('a language model is told the very names and JSON kinds', () => {
  const tools = toTools(load(file('en'))).map((tool) => tool.function);
  const rebook = tools.find(({ name }) => name === 'rebook_flight');
  expect(rebook?.parameters).toEqual({
    type: 'object',
    properties: {
      journeyId: { type: 'string', description: 'Of search.' },
      passengers: { type: 'array', items: {}, description: 'Their ids.' },
      waive_fee: { type: 'boolean', description: 'Whether it is free.' },
      amount: { type: 'number', description: 'Difference to pay.' },
      days: { type: ['string', 'integer'], description: 'Days.' },
      notes: { type: 'object', description: 'Anything else.' },
    },
    required: ['journeyId', 'passengers', 'waive_fee', 'amount', 'days'],
    additionalProperties: false,
  });
});

/** A conversation with the scripted model alone, up to the tool it asks for. */
function sayAll(assistant: Assistant, turns: string[]): { text: string; wish: ToolCall | undefined } {
  const lines: ModelContext['lines'] = [{ who: 'assistant', text: assistant.greeting, fixed: true }];
  let memory: Json | undefined;
  let last: { text: string; wish: ToolCall | undefined } = { text: '', wish: undefined };
  for (const text of turns) {
    lines.push({ who: 'caller', text });
    const context = {
      callId: 'c',
      assistant: 'line',
      language: assistant.language,
      now: '2026-11-24T09:00:00Z',
    };
    const reply = scriptedReply(assistant, {
      ...context,
      lines,
      ...(memory === undefined ? {} : { memory }),
    });
    memory = reply.memory;
    if (reply.text) lines.push({ who: 'assistant', text: reply.text });
    last = { text: reply.text, wish: reply.toolCalls[0] };
  }
  return last;
}

test('the scripted model asks by the fields, and gives numbers as numbers', () => {
  const { wish } = sayAll(load(file('en')), ['I want another seat', 'IM2XU4', 'row twelve']);
  expect(wish).toMatchObject({ name: 'change_seat', args: { booking: 'IM2XU4', row: 12 } });
});

test('what has no fields the scripted model neither offers nor takes up', () => {
  const assistant = load(file('en'));
  expect(sayAll(assistant, ['please rebook your flight journey']).wish?.name).not.toBe('rebook_flight');
  expect(sayAll(assistant, ['help']).text).not.toContain('rebook');
  const only = { ...assistant, errands: assistant.errands.filter(({ name }) => name === 'rebook_flight') };
  expect(sayAll(only, ['I need something', 'yes']).wish?.name).toBe('request_person');
});

const seat = 'fields:\n      - { name: booking, kind: text';
test.each<[string, string, string, string]>([
  [
    'a connection nobody knows',
    'connection: airline',
    'connection: airlin',
    'has no connection "airlin". Did you mean "airline"?',
  ],
  [
    'a parameter that stands twice',
    'name: row, type',
    'name: booking, type',
    'There is already a parameter "booking".',
  ],
  ['a value of another kind', 'enum: [window, aisle]', 'enum: [window, 3]', '3 is not of type string'],
  [
    'a field for no parameter',
    '{ name: booking, kind: text',
    '{ name: bookng, kind: text',
    'There is no parameter "bookng". Did you mean "booking"?',
  ],
  [
    'a number asked as a text',
    'name: row, kind: number',
    'name: row, kind: text',
    '"row" is a number there; ask for it with the kind number.',
  ],
  [
    'a needed argument left to chance',
    'ask: In which row?',
    'optional: true, ask: In which row?',
    'The operation cannot do without "row".',
  ],
  [
    'a needed argument nobody asks for',
    '      - { name: row, kind: number, label: the row, ask: In which row? }\n',
    '',
    'change_seat needs "row" and no field asks for it.',
  ],
  [
    'phrases for what only a language model can do',
    'description: Moves a booking to other flights.',
    'description: Moves.\n    when: [rebook]',
    'only a language model can use it. Take "when:" away',
  ],
  ['an errand nobody can ask for', 'when: [flight, vuelo, voo]', 'when: []', 'flight_status needs "when:"'],
  ['parameters of a ticket', 'verb: inquire', 'verb: listTickets', 'listTickets has no parameters.'],
  [
    'a kind that JSON has not',
    'type: integer, label',
    'type: float, label',
    '"float" is not right: it must be string, number, integer',
  ],
  [
    'a look-up that is followed',
    'verb: inquire',
    'verb: inquire\n    follow: { days: 60 }',
    'inquire makes nothing that could be watched.',
  ],
  ['a watch without end', seat, `follow: { days: 0 }\n    ${seat}`, 'days'],
  ['a service', seat, `service: padron\n    ${seat}`, 'perform has no service.'],
])('%s is named with what to write', (_what, before, after, said) => {
  const text = file('en');
  expect(text).toContain(before);
  const attempt = (): unknown => load(text.replace(before, after));
  expect(attempt).toThrow(UsageError);
  expect(attempt).toThrow(said);
});
