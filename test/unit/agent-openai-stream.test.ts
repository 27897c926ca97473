import { Gathering } from '../../src/agent/openai-stream';
import { ConnectorError } from '../../src/errors';

const delta = (content: object, finish_reason: string | null = null) => ({
  choices: [{ delta: content, finish_reason }],
});
const part = (more: object, text: string) => ({ ...more, function: { arguments: text } });
const begin = (more: object, name: string, text = '') => ({ ...more, function: { name, arguments: text } });

function gather(chunks: unknown[]) {
  const gathering = new Gathering(undefined);
  for (const chunk of chunks) gathering.take(chunk);
  return gathering.end();
}

test('a server that leaves the index out and repeats the id', () => {
  const { toolCalls } = gather([
    delta({ tool_calls: [begin({ id: 'a' }, 'report_lamp', '{"place":')] }),
    delta({ tool_calls: [part({ id: 'a' }, ' "Mayor 1"}')] }),
    delta({ tool_calls: [begin({ id: 'b' }, 'request_person', '{}')] }),
    delta({}, 'tool_calls'),
  ]);
  expect(toolCalls).toEqual([
    { id: 'a', name: 'report_lamp', args: { place: 'Mayor 1' } },
    { id: 'b', name: 'request_person', args: {} },
  ]);
});

test('a server that sends whole calls at once, without ids', () => {
  const { toolCalls } = gather([
    delta({ tool_calls: [begin({ index: 0 }, 'report_lamp', '{"place": "x"}')] }, 'tool_calls'),
  ]);
  expect(toolCalls).toEqual([{ id: 'call_0', name: 'report_lamp', args: { place: 'x' } }]);
});

test('an index that leaves a gap makes no hole', () => {
  const { toolCalls } = gather([
    delta({ tool_calls: [begin({ index: 5, id: 'a' }, 'request_person', '{}')] }),
    delta({}, 'stop'),
  ]);
  expect(toolCalls.map(({ name }) => name)).toEqual(['request_person']);
});

test('nested arguments are passed on as they are, for the gate to refuse', () => {
  const { toolCalls } = gather([
    delta({ tool_calls: [begin({ index: 0 }, 'report_lamp', '{"place": {"street": ["x"]}}')] }, 'stop'),
  ]);
  expect(toolCalls[0]?.args).toEqual({ place: { street: ['x'] } });
});

test('the usage at the end and a second choice change nothing', () => {
  const two = { choices: [{ delta: { content: 'Hola.' } }, { delta: { content: 'Otra.' } }] };
  expect(gather([two, delta({}, 'stop'), { choices: [], usage: {} }, { usage: {} }]).text).toBe('Hola.');
});

test.each<[string, unknown[], string]>([
  ['a refusal of the vendor', [delta({ content: 'I' }), delta({}, 'content_filter')], 'rejected'],
  ['an end that never came', [delta({ content: 'Ho' })], 'unavailable'],
  ['a wish without a name', [delta({ tool_calls: [part({ index: 0 }, '{}')] }, 'tool_calls')], 'malformed'],
  ['a number', [7], 'malformed'],
  ['a negative index', [delta({ tool_calls: [begin({ index: -1 }, 'x')] })], 'malformed'],
])('%s is no answer', (_what, chunks, kind) => {
  let thrown: unknown;
  try {
    gather(chunks);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(ConnectorError);
  expect((thrown as ConnectorError).kind).toBe(kind);
});
