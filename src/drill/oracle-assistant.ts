import { type Assistant, type Errand, type Parameter, type ParameterType, phone } from '../domain/assistant';
import type { Json } from '../domain/call';
import type { OracleCall, OracleParameter, OracleTool, OracleTools } from './oracle-shapes';

/** The assistant of a domain: one declared operation per tool, and the domain's name for its connection. */
export function toAssistant(
  { domain, instructions, tools }: OracleTools,
  calls: readonly OracleCall[],
): Assistant {
  return {
    ...{ id: domain, name: domain, tenant: domain, language: 'en', zone: 'America/New_York' },
    greeting: `Hello, this is the automatic assistant of the ${domain} desk. How can I help you?`,
    greetReturning: false,
    instructions,
    tickets: domain,
    budgetMs: 6000,
    person: { team: domain, withinHours: 4 },
    phone: phone.parse({}),
    appointmentReminders: [],
    errands: tools.map((tool) => toErrand(tool, argumentsSeen(calls, tool.name))),
  };
}

function toErrand({ name, description, kind, required, optional }: OracleTool, seen: Seen): Errand {
  const declared = [
    ...required.map((one) => ({ one, required: true })),
    ...optional.map((one) => ({ one, required: false })),
  ];
  const names = new Set(declared.map(({ one }) => one.name));
  const undeclared = [...seen.values.keys()].filter((key) => !names.has(key));
  return {
    name,
    verb: kind === 'write' ? 'perform' : 'inquire',
    title: name.replaceAll('_', ' '),
    description,
    when: [],
    fields: [],
    parameters: [
      ...declared.map(({ one, required: must }) => toParameter(one, must, seen)),
      ...undeclared.map((key) => toUndeclared(key, seen)),
    ],
  };
}

/** What calls gave a tool: the values of each argument, and how many calls of the tool there are. */
interface Seen {
  values: Map<string, Json[]>;
  times: number;
}

function argumentsSeen(calls: readonly OracleCall[], tool: string): Seen {
  const values = new Map<string, Json[]>();
  const asked = calls.flatMap(({ events }) =>
    events.flatMap((event) => ('tool' in event && event.tool === tool ? [event.arguments] : [])),
  );
  for (const [key, value] of asked.flatMap((args) => Object.entries(args)))
    values.set(key, [...(values.get(key) ?? []), value]);
  return { values, times: asked.length };
}

/** As declared, and as wide as the reference calls themselves need: a correct call must never be refused here. */
function toParameter(declared: OracleParameter, must: boolean, { values, times }: Seen): Parameter {
  const { name, description } = declared;
  const given = values.get(name) ?? [];
  const allowed = declared.enum && [...new Set([...declared.enum, ...given.filter(isPlain)])];
  return {
    ...{ name, description, type: widened(kinds[declared.type], given) },
    required: must && given.length >= times,
    ...(allowed ? { enum: allowed } : {}),
  };
}

const toUndeclared = (name: string, { values }: Seen): Parameter => {
  const [first = 'string', ...more] = new Set((values.get(name) ?? []).map(kindOf));
  return { name, description: name, required: false, type: more.length > 0 ? [first, ...more] : first };
};

function widened(type: ParameterType, given: readonly Json[]): Parameter['type'] {
  const more = given
    .map(kindOf)
    .filter((kind) => kind !== type && !(kind === 'integer' && type === 'number'));
  return more.length > 0 ? [...new Set([type, ...more])] : type;
}

const isPlain = (value: Json): value is string | number =>
  typeof value === 'string' || typeof value === 'number';

const kinds: Record<OracleParameter['type'], ParameterType> = {
  ...{ string: 'string', number: 'number', float: 'number', integer: 'integer' },
  ...{ boolean: 'boolean', array: 'array', object: 'object' },
};

function kindOf(value: Json): ParameterType {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'boolean' ? 'boolean' : typeof value === 'string' ? 'string' : 'object';
}
