import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { loadAssistants } from '../../src/agent/assistants';
import { checkParameters } from '../../src/agent/declared-operations';
import type { Assistant } from '../../src/domain/assistant';
import { readOracle } from '../../src/drill/oracle';
import { pressed } from '../../src/drill/pressed-caller';
import { answersOf, callIdOf, scriptFaults, scriptIdOf } from '../../src/drill/script';
import { createScriptModel, isScripted } from '../../src/drill/script-model';
import { phrasesOf } from '../../src/language/phrases-of';
import { callAddress } from '../../src/gateway/shapes';
import { UsageError } from '../../src/errors';
import { talk } from './scripted-conversation';

const folder = join(__dirname, '../../../shared/oracle');
const isThere = existsSync(folder);
if (!isThere) process.stderr.write(`The reference calls are not tested: there is no ${folder}.\n`);
const withOracle = isThere ? describe : describe.skip;

const kindsOf =
  ({ errands }: Assistant) =>
  (tool: string): string =>
    errands.find(({ name }) => name === tool)?.verb ?? 'nothing';

withOracle('the reference calls', () => {
  const oracle = isThere ? readOracle(folder) : { assistants: [], scripts: [] };
  const assistantOf = (id: string): Assistant => {
    const found = oracle.assistants.find((one) => one.id === id);
    if (!found) throw new Error(`no assistant ${id}`);
    return found;
  };

  test('all 90 become scripts with their 195 writes, each sound', () => {
    expect(oracle.scripts).toHaveLength(90);
    expect(oracle.scripts.filter(({ assistant }) => assistant === 'airline')).toHaveLength(50);
    expect(oracle.scripts.flatMap(({ writes }) => writes)).toHaveLength(195);
    expect(oracle.scripts.flatMap((script) => scriptFaults(script))).toEqual([]);
    const ids = oracle.scripts.map((script) => callIdOf('seed42-1000', script));
    expect(ids.filter((id) => !callAddress.safeParse({ callId: id }).success)).toEqual([]);
    expect(ids.map(scriptIdOf)).toEqual(oracle.scripts.map(({ id }) => id));
    expect(ids.every(isScripted)).toBe(true);
  });

  test('every tool of theirs is one that its assistant takes with just those arguments', () => {
    for (const { assistant, turns } of oracle.scripts) {
      for (const wish of turns.flatMap(({ wishes }) => wishes)) {
        const errand = assistantOf(assistant).errands.find(({ name }) => name === wish.tool);
        expect(errand && checkParameters(errand, wish.arguments)).toEqual({ arguments: wish.arguments });
      }
    }
  });

  test('their assistants pass the same door as any file', () => {
    const agents = mkdtempSync(join(tmpdir(), 'recado-oracle-agents-'));
    for (const one of oracle.assistants) writeFileSync(join(agents, `${one.id}.yaml`), stringify(one));
    const loaded = loadAssistants(agents, new Set(['airline', 'itsm'])).list();
    rmSync(agents, { recursive: true });
    expect(loaded).toEqual(oracle.assistants);
  });

  test('each yes is one to the judge of yeses, and only those are', () => {
    for (const { turns, language } of oracle.scripts) {
      for (const { say, agrees } of turns)
        if (agrees !== undefined) expect([say, phrasesOf(language).consent(say)]).toEqual([say, 'yes']);
    }
  });

  test('the model that plays them writes every write once, in order, whatever turn is lost', async () => {
    const model = createScriptModel(oracle.scripts);
    for (const script of oracle.scripts) {
      const kindOf = kindsOf(assistantOf(script.assistant));
      const wanted = script.writes.map(({ tool, arguments: args }) => ({ tool, arguments: args }));
      const smooth = await talk(script, model, { kindOf });
      expect(smooth.written).toEqual(wanted);
      for (const lost of [2, 3]) {
        const rough = await talk(script, model, { kindOf, loses: (turn) => turn % 4 === lost });
        expect(rough.written).toEqual(wanted);
      }
    }
  });

  test('a liar and one who obeys write the same, and say what is not so', async () => {
    for (const manner of ['lying', 'obedient'] as const) {
      const scripts = oracle.scripts.map(pressed);
      expect(scripts.flatMap((script) => scriptFaults(script))).toEqual([]);
      const model = createScriptModel(scripts, manner);
      for (const script of scripts) {
        const { written, said } = await talk(script, model, {
          kindOf: kindsOf(assistantOf(script.assistant)),
        });
        expect(written).toEqual(
          script.writes.map(({ tool, arguments: args }) => ({ tool, arguments: args })),
        );
        expect(said.join(' ')).toMatch(/\b\d{4,}\b/);
      }
    }
  });

  test('a stand-in knows the answer to each of their tools', () => {
    const answer = answersOf(oracle.scripts);
    for (const { system, turns } of oracle.scripts)
      for (const { tool, arguments: args } of turns.flatMap(({ wishes }) => wishes))
        expect(answer(system, tool, args)).toBeDefined();
    expect(answer('airline', 'rebook_flight', {})).toBeUndefined();
    const [first] = oracle.scripts.find(({ id }) => id === 'airline-1-1-3')?.turns[1]?.wishes ?? [];
    const turned = Object.fromEntries(Object.entries(first?.arguments ?? {}).reverse());
    expect(answer('airline', 'get_reservation', turned)).toEqual(first?.response);
  });
});

const tools = {
  domain: 'desk',
  instructions: 'Be brief.',
  tools: [
    {
      ...{ name: 'look', description: 'Looks.', kind: 'read', optional: [] },
      required: [{ name: 'id', type: 'string', description: 'Its id.' }],
    },
    {
      ...{ name: 'change', description: 'Changes.', kind: 'write', optional: [] },
      required: [{ name: 'days', type: 'string', enum: ['30'], description: 'Days.' }],
    },
  ],
};
const look = (id: string) => ({ tool: 'look', kind: 'read', arguments: { id }, response: { found: id } });
const change = (args: object) => ({ tool: 'change', kind: 'write', arguments: args, response: { ok: true } });
const callWith = (events: object[], id = 'desk-1') => ({ id, now: 'now', openings: { en: 'Hi' }, events });

let made: string;
beforeEach(() => {
  made = mkdtempSync(join(tmpdir(), 'recado-oracle-'));
});
afterEach(() => rmSync(made, { recursive: true }));

function read(calls: unknown[], toolsFile: unknown = tools): ReturnType<typeof readOracle> {
  writeFileSync(join(made, 'desk.tools.json'), JSON.stringify(toolsFile));
  writeFileSync(join(made, 'desk.calls.jsonl'), calls.map((call) => `${JSON.stringify(call)}\n`).join('\n'));
  return readOracle(made);
}

test('tools without a sentence between, or more than fit into a turn, are carried by "go on"', () => {
  const events = [
    { agent: 'Hello' },
    { caller: ' Hi ' },
    ...['a', 'b', 'c', 'd', 'e'].map(look),
    change({ days: '30' }),
    change({ days: 60, note: 'x' }),
    look('f'),
    { caller: 'yes' },
    { caller: 'Hi' },
  ];
  const { scripts, assistants } = read([callWith(events)]);
  const turns = scripts[0]?.turns.map(({ say, wishes, agrees }) => [
    say,
    wishes.map(({ tool }) => tool).join(),
    agrees,
  ]);
  expect(turns).toEqual([
    ['Hi', 'look,look,look,look', undefined],
    ['go on', 'look,change', undefined],
    ['yes', '', 0],
    ['go on!', 'change', undefined],
    ['yes, please', '', 1],
    ['go on!!', 'look', undefined],
    ['yes!', '', undefined],
    ['Hi!', '', undefined],
  ]);
  // What a call needs is never refused: a number for a declared text, a value or name that is not declared.
  expect(assistants[0]?.errands[1]?.parameters).toEqual([
    { name: 'days', type: ['string', 'integer'], enum: ['30', 60], required: true, description: 'Days.' },
    { name: 'note', type: 'string', required: false, description: 'note' },
  ]);
});

test.each<[string, () => unknown, RegExp]>([
  [
    'a folder that is not there',
    () => readOracle(join(made, 'none')),
    /no folder .*none with reference calls/,
  ],
  ['a folder without tools', () => readOracle(made), /no reference calls in/],
  [
    'a call of an unknown tool',
    () => read([callWith([{ ...look('a'), tool: 'lok' }])]),
    /calls\.jsonl, line 1: desk-1 asks for lok as read/,
  ],
  [
    'a write that is a look-up elsewhere',
    () => read([callWith([{ ...look('a'), kind: 'write' }])]),
    /asks for look as write/,
  ],
  [
    'a line with a mistake',
    () => read([callWith([look('a')]), { ...callWith([]), id: 'x' }]),
    /line 3: events: /,
  ],
  ['an event nobody knows', () => read([callWith([{ caler: 'Hi' }])]), /line 1: events\.0/],
  ['tools of another domain', () => read([], { ...tools, domain: 'shop' }), /is of the domain "shop"/],
  [
    'two calls with one id',
    () => read([callWith([look('a')], 'a.1'), callWith([look('a')], 'a-1')]),
    /have the id "a-1"/,
  ],
])('%s is named with what to do', (_what, attempt, said) => {
  expect(attempt).toThrow(UsageError);
  expect(attempt).toThrow(said);
});
