/**
 * Operations of a system's own, declared by an assistant: `perform` changes something, `inquire` looks something up.
 *
 * Their arguments go to the system exactly as asked, same names and same JSON kinds; nothing is filled in here. Whether
 * this caller may is for the system to say, which alone knows whose its records are.
 */
import type { Arguments } from '../connectors/connector';
import type { Errand, Parameter, ParameterType } from '../domain/assistant';
import type { Json, ToolResult } from '../domain/call';
import { proposalOf } from './proposal';
import type { ProposeResult, Wish } from './tools';
import { contactBy } from './whose';

/** Longest argument, in characters of JSON: a note may be long, a payload may not be. */
const longest = 4000;

/** Whether an errand is an operation of its system's own. */
export const isDeclared = ({ verb }: Pick<Errand, 'verb'>): boolean =>
  verb === 'perform' || verb === 'inquire';

/** The JSON kinds a parameter may be of. */
export const typesOf = ({ type }: Parameter): ParameterType[] => [type].flat();

/** The arguments as they go to the system, or what is wrong with them, worded for the model. Null is an absent one. */
export function checkParameters(
  { name, parameters = [] }: Errand,
  args: Record<string, Json>,
): { arguments: Arguments } | { error: string } {
  const given = Object.entries(args).filter(([, value]) => value !== null);
  const names = new Set(given.map(([key]) => key));
  const wrong = [
    ...given.flatMap(([key, value]) => {
      const parameter = parameters.find((one) => one.name === key);
      return parameter ? mistakesIn(parameter, value) : [`${key}: ${name} has no such argument`];
    }),
    ...parameters
      .filter((one) => one.required && !names.has(one.name))
      .map((one) => `${one.name}: it is missing and ${name} needs it`),
  ];
  return wrong.length > 0 ? { error: wrong.join('; ') } : { arguments: Object.fromEntries(given) };
}

function mistakesIn(parameter: Parameter, value: Json): string[] {
  const types = typesOf(parameter);
  if (!types.some((type) => isOf[type](value)))
    return [`${parameter.name}: it must be of type ${types.join(' or ')}`];
  if (parameter.enum && !parameter.enum.some((one) => one === value))
    return [`${parameter.name}: it must be one of ${parameter.enum.join(', ')}`];
  if (JSON.stringify(value).length > longest) return [`${parameter.name}: it is too long`];
  return [];
}

const isOf: Record<ParameterType, (value: Json) => boolean> = {
  string: (value) => typeof value === 'string' && value.trim() !== '',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  array: (value) => Array.isArray(value),
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

/** Proposes the operation of an errand: its title and every argument are read back. */
export function proposeOperation(wish: Wish): ProposeResult {
  const { errand, caller, phrases, arguments: args = {} } = wish;
  const contact = contactBy(caller) ?? {};
  const facts = Object.entries(args).map(([key, value]) => ({
    label: labelOf(errand, key),
    value: wordOf(errand, key, value) ?? phrases.told(value),
  }));
  const work = { verb: 'perform' as const, args: { tool: errand.name, arguments: args } };
  const followDays = errand.follow?.days;
  return proposalOf(wish, work, { contact, facts, ...(followDays === undefined ? {} : { followDays }) });
}

/** What an argument is called: by its label, else by that of its field, else by its name in plain words. */
function labelOf({ parameters = [], fields }: Errand, name: string): string {
  const label = parameters.find((one) => one.name === name)?.label;
  return label ?? fields.find((one) => one.name === name)?.label ?? plainWords(name);
}

/** The caller's word for a value of a choice. */
function wordOf({ fields }: Errand, name: string, value: Json): string | undefined {
  const choices = fields.find((one) => one.name === name)?.choices;
  return typeof value === 'string' ? choices?.[value]?.[0] : undefined;
}

/** `fareClass` and `fare_class` → "fare class" */
const plainWords = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .trim()
    .toLowerCase();

/** Looks something up: the system's answer for the model, and a sentence that promises nothing. */
export async function inquire(wish: Wish): Promise<ToolResult> {
  const { errand, verbs, phrases, connection, arguments: args = {} } = wish;
  if (!verbs.inquire)
    return { data: { error: `${connection} cannot look up ${errand.name}` }, say: phrases.cannotLook() };
  return { data: await verbs.inquire(errand.name, args), say: phrases.lookedUp() };
}

/** Whether the fields of an errand ask for all its operation needs; where they do not, only a language model can use it. */
export const asksForAll = ({ fields, parameters = [] }: Errand): boolean =>
  parameters.every((one) => !one.required || fields.some((field) => field.name === one.name));

/** Arguments made of what a caller said, each of the JSON kind its parameter is of. */
export function argumentsOf({ parameters = [] }: Errand, values: Record<string, string>): Arguments {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const parameter = parameters.find((one) => one.name === name);
      const types = parameter ? typesOf(parameter) : [];
      return [name, types.includes('string') || types.length === 0 ? value : Number(value)];
    }),
  );
}
