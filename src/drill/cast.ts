/** Who calls in a drill: the reference calls first, each once, then generated callers in three languages. */
import { loadAssistants } from '../agent/assistants';
import type { Assistant } from '../domain/assistant';
import type { Json } from '../domain/call';
import { generatedScripts } from './generated';
import type { ConnectionOptions } from './house/house';
import { readOracle } from './oracle';
import { pressed } from './pressed-caller';
import type { Plan } from './plan';
import type { DrillRun } from './result';
import type { DrillOptions } from './run';
import { answersOf, type DrillScript } from './script';

/** The callers and what they need. */
export interface Cast {
  scripts: DrillScript[];
  /** Assistants that the reference calls bring along. */
  assistants: Assistant[];
  connections(plan: Plan): Record<string, ConnectionOptions>;
  answer: (system: string, tool: string, args: Json) => Json | undefined;
  /** Each call's own number. */
  numberOf(index: number): string;
  callers: DrillRun['callers'];
}

/** Casts a drill. Throws `UsageError` where reference calls cannot be read. */
export function castOf(options: DrillOptions): Cast {
  const { plan, calls, seed, full, oracle, agents } = options;
  const found = oracle === undefined ? { assistants: [], scripts: [] } : readOracle(oracle);
  const reference = { ...found, scripts: found.scripts.slice(0, calls) };
  const read = plan.cast?.(options, reference) ?? {
    ...reference,
    scripts: mixed(reference.scripts, generatedScripts({ count: calls - reference.scripts.length, seed })),
  };
  const scripts = plan.house?.model === 'obedient' ? read.scripts.map(pressed) : read.scripts;
  const isReference = new Set(reference.scripts.map(({ id }) => id));
  const ofReference = scripts.filter(({ id }) => isReference.has(id)).length;
  const answers = answersOf(scripts);
  const languages: Record<string, number> = {};
  for (const { language } of scripts) languages[language] = (languages[language] ?? 0) + 1;
  return {
    scripts,
    // Patience costs a drill its time and shows nothing: who waits longer is told the same.
    assistants: read.assistants.map((assistant) => ({
      ...assistant,
      budgetMs: Math.min(assistant.budgetMs, 2500),
    })),
    connections: (of) => connectionsOf(of, full, agents, read.assistants),
    answer: (system, tool, args) => answers(system, tool, objectOf(args)),
    numberOf: (index) => `+3460${`${1_000_000 + (seed % 100) * 10_000 + index}`}`,
    callers: { reference: ofReference, generated: scripts.length - ofReference, languages },
  };
}

/** Both kinds side by side, so that a break meets either. */
function mixed(one: readonly DrillScript[], other: readonly DrillScript[]): DrillScript[] {
  const all: DrillScript[] = [];
  const total = one.length + other.length;
  for (let index = 0, a = 0, b = 0; index < total; index += 1) {
    const fromOne = a < one.length && (b >= other.length || a / one.length <= b / other.length);
    const next = fromOne ? one[a++] : other[b++];
    if (next) all.push(next);
  }
  return all;
}

const objectOf = (args: Json): { [key: string]: Json } =>
  typeof args === 'object' && args !== null && !Array.isArray(args) ? args : {};

/** Every connection that an assistant names becomes a stand-in; agendas are our own. */
function connectionsOf(
  plan: Plan,
  full: boolean,
  agents: string,
  further: readonly Assistant[],
): Record<string, ConnectionOptions> {
  const named = new Set(further.map(({ tickets }) => tickets ?? ''));
  const agendas = new Set<string>();
  for (const { tickets, agenda } of loadAssistants(agents).list()) {
    if (tickets) named.add(tickets);
    if (agenda) agendas.add(agenda);
  }
  const delivery = plan.delivery === undefined ? {} : { delivery: plan.delivery(full) };
  return {
    ...Object.fromEntries([...agendas].map((name) => [name, { system: 'agenda' as const }])),
    ...Object.fromEntries(
      [...named]
        .filter((name) => name !== '' && !agendas.has(name))
        .map((name) => [name, { system: 'stand-in' as const, ...delivery, ...plan.connection }]),
    ),
  };
}
