import { generatedScripts } from '../../src/drill/generated';
import { canonical, scriptFaults } from '../../src/drill/script';
import { isScripted } from '../../src/drill/script-model';
import type { DrillScript } from '../../src/drill/script';
import { callTo } from '../unit/agent/conversation';

const seeds = [1, 7, 42];

/** What the scripted model asks for in such a call, by the field; undefined where it never gets so far. */
function askedFor({ assistant, from, turns }: DrillScript): { args: unknown; done: boolean; way: string[] } {
  const talk = callTo(assistant, { from });
  const way: string[] = [];
  let args: unknown;
  let done = false;
  for (const { say, agrees } of turns) {
    const turned = talk.say(say);
    if (turned.proposal) args = turned.proposal.args;
    if (agrees !== undefined) done = turned.text.startsWith('[done');
    way.push(`${say} → ${turned.text}${turned.proposal ? ` ${JSON.stringify(turned.proposal.args)}` : ''}`);
  }
  return { args, done, way };
}

test.each(seeds)('2,000 callers of seed %i are sound, and no two have the same wish or number', (seed) => {
  const scripts = generatedScripts({ count: 2000, seed });
  expect(scripts.flatMap((script) => scriptFaults(script))).toEqual([]);
  expect(new Set(scripts.map(({ id }) => id)).size).toBe(2000);
  expect(new Set(scripts.map(({ from }) => from)).size).toBe(2000);
  const wishes = scripts.map(({ writes, assistant }) => {
    const { category = null, entities = null } = writes[0]?.arguments ?? {};
    return `${assistant} ${canonical([category, entities])}`;
  });
  expect(new Set(wishes).size).toBe(2000);
  expect(scripts.map(({ language }) => language).slice(0, 3)).toEqual(['es', 'pt-BR', 'en']);
  expect(scripts.some(({ id }) => isScripted(`d1-1_${id}`))).toBe(false);
  expect(scripts.every(({ from }) => /^\+[1-9]\d{6,14}$/.test(from ?? ''))).toBe(true);
});

test('the same seed makes the same callers, another seed others', () => {
  const twenty = generatedScripts({ count: 20, seed: 3 });
  expect(generatedScripts({ count: 20, seed: 3 })).toEqual(twenty);
  expect(generatedScripts({ count: 40, seed: 3 }).slice(0, 20)).toEqual(twenty);
  expect(generatedScripts({ count: 20, seed: 4 })).not.toEqual(twenty);
});

test.each(seeds)('the scripted model understands each of 300 callers of seed %i to the letter', (seed) => {
  const wrong = generatedScripts({ count: 300, seed }).flatMap((script) => {
    const { args, done, way } = askedFor(script);
    const wanted = script.writes[0]?.arguments as { entities: Record<string, string> };
    const expected = { ...wanted.entities, phone: script.from };
    return done && canonical((args ?? null) as never) === canonical(expected as never)
      ? []
      : [{ expected, args, done, way }];
  });
  expect(wrong.slice(0, 3)).toEqual([]);
});
