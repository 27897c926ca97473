/** Callers that a seed makes up: in three languages, of the example assistants, each with a wish of their own. */
import type { Json } from '../domain/call';
import { english } from './generated-en';
import { spanish } from './generated-es';
import { portuguese } from './generated-pt-br';
import { type Answer, type CallerKind, choosing, type Random } from './generated-kinds';
import { randomOf } from './seeded-random';
import type { DrillScript, ScriptTurn } from './script';
import { newWords } from './script-words';

const kinds: CallerKind[] = [...spanish, ...portuguese, ...english];

/** `count` scripts, the same for the same seed, no two with the same wish or number. */
export function generatedScripts({ count, seed }: { count: number; seed: number }): DrillScript[] {
  const random = choosing(randomOf(seed));
  const known = new Set<string>();
  const scripts: DrillScript[] = [];
  while (scripts.length < count) {
    const kind = kindFor(scripts.length, random);
    const answers = kind.asks.map(({ field, answer }) => ({ field, ...answer(random) }));
    const wish = JSON.stringify([kind.errand, answers.map(({ value }) => value ?? null)]);
    if (known.has(wish)) continue;
    known.add(wish);
    scripts.push(toScript(kind, answers, scripts.length, seed, random));
  }
  return scripts;
}

/** Languages take turns, so that few calls have all three. */
function kindFor(index: number, random: Random): CallerKind {
  const languages = ['es', 'pt-BR', 'en'];
  const speaking = kinds.filter(({ language }) => language === languages[index % languages.length]);
  return random.one(speaking);
}

function toScript(
  kind: CallerKind,
  answers: readonly (Answer & { field: string })[],
  index: number,
  seed: number,
  random: Random,
): DrillScript {
  const from = numberFor(kind, index, seed);
  const entities = Object.fromEntries(
    answers.flatMap(({ field, value }) => (value === undefined ? [] : [[field, value]])),
  );
  const said = new Set<string>();
  const turn = (words: readonly string[]): ScriptTurn => {
    const say = newWords(said, words);
    said.add(say);
    return { say, wishes: [] };
  };
  const turns = [
    turn([random.one(kind.openings)]),
    ...answers.map(({ say }) => turn([say])),
    { ...turn([random.one(kind.yeses)]), agrees: 0 },
    turn([kind.goodbye]),
  ];
  const ticket: { [key: string]: Json } = {
    category: kind.category,
    contact: { name: entities['name'] ?? '', phone: from },
    entities,
  };
  const write = { tool: 'createTicket', arguments: ticket, response: null, atLeast: true as const };
  return {
    ...{ id: `generated-${kind.language.slice(0, 2)}-${index}`, assistant: kind.assistant },
    ...{ system: kind.system, language: kind.language, from, turns, writes: [write] },
    errand: { name: kind.errand, fields: answers.map(({ field }) => field) },
  };
}

/** A number nobody else has in this drill, of those that are never given out where there are enough. */
function numberFor({ language }: CallerKind, index: number, seed: number): string {
  const own = `${(seed % 10) * 100_000 + index}`.padStart(6, '0');
  return { es: `+34699${own}`, 'pt-BR': `+5511977${own}`, en: `+447700${own}` }[language];
}
