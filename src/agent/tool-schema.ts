/**
 * The tools of an assistant as an LLM is told of them, in JSON Schema.
 *
 * The `strict` flag of some vendors is left out: others refuse it, and whatever comes back is checked by code anyway.
 */
import type { ChatCompletionFunctionTool } from 'openai/resources/chat/completions';
import type { Assistant, Errand, Field, FieldKind, Parameter, ParameterType } from '../domain/assistant';
import { isDeclared, typesOf } from './declared-operations';

/** The tool by which a model says that the caller is done. It never leaves the model's adapter. */
export const endCallTool = 'end_call';

type Property = {
  type: ParameterType | ParameterType[];
  description: string;
  enum?: (string | number)[];
  pattern?: string;
  items?: Record<string, never>;
};

const formats: Record<FieldKind, { form: string; pattern?: string }> = {
  text: { form: 'in the caller’s words, short' },
  name: { form: 'a person’s name' },
  phone: { form: 'in E.164, like +34600000001', pattern: '^\\+[1-9]\\d{6,14}$' },
  email: { form: 'an e-mail address' },
  address: { form: 'street and number, as the caller said it' },
  date: { form: 'YYYY-MM-DD', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
  time: { form: 'HH:MM, 24 hours', pattern: '^\\d{2}:\\d{2}$' },
  slot: { form: 'a time that find_free_times gave: its "startsAt", a slash, its "professional"' },
  choice: { form: 'one of the values' },
  number: { form: 'digits only', pattern: '^\\d{1,12}$' },
  ticketNumber: { form: 'the number or code of the ticket, without spaces' },
};

/** One tool per errand, and those every assistant has. */
export function toTools(assistant: Assistant): ChatCompletionFunctionTool[] {
  const booking = assistant.errands.filter(
    ({ verb }) => verb === 'bookAppointment' || verb === 'moveAppointment',
  );
  return [
    ...assistant.errands.map(errandTool),
    ...(booking.length > 0 ? [freeTimesTool(booking)] : []),
    tool('request_person', 'The caller wants to speak with a person, or nothing else here can help them.', {
      topic: text('What it is about, in a few words, in the caller’s language.'),
    }),
    tool(endCallTool, 'The caller said goodbye or needs nothing more. Say goodbye in the same answer.', {}),
  ];
}

function errandTool(errand: Errand): ChatCompletionFunctionTool {
  const { name, title, description, fields } = errand;
  if (isDeclared(errand)) return operationTool(errand);
  const properties = Object.fromEntries(fields.map((field) => [field.name, fieldProperty(field)]));
  const required = fields.filter(({ optional }) => !optional).map((field) => field.name);
  return tool(name, `${description} (${title})`, properties, required);
}

/** A tool of the system's own: the very names and JSON kinds it takes. */
function operationTool({ name, title, description, parameters = [] }: Errand): ChatCompletionFunctionTool {
  const properties = Object.fromEntries(parameters.map((one) => [one.name, parameterProperty(one)]));
  const required = parameters.filter((one) => one.required).map((one) => one.name);
  return tool(name, `${description} (${title})`, properties, required);
}

function parameterProperty(parameter: Parameter): Property {
  const { type, description, enum: values } = parameter;
  return {
    ...{ type, description },
    ...(values ? { enum: values } : {}),
    // Vendors refuse an array without `items`; the system knows what may be in it.
    ...(typesOf(parameter).includes('array') ? { items: {} } : {}),
  };
}

function freeTimesTool(booking: Errand[]): ChatCompletionFunctionTool {
  const properties = {
    errand: { ...text('Which appointment it is for.'), enum: booking.map(({ name }) => name) },
    day: {
      ...text('The day wished for, YYYY-MM-DD; leave it out for the next free times.'),
      pattern: formats.date.pattern ?? '',
    },
    from: { ...text('Earliest time of that day, HH:MM.'), pattern: formats.time.pattern ?? '' },
  };
  return tool(
    'find_free_times',
    'Looks up free times. Ask for it before any appointment is booked or moved.',
    properties,
    ['errand'],
  );
}

function fieldProperty({ kind, label, choices, optional }: Field): Property {
  const { form, pattern } = formats[kind];
  return {
    ...text(`${label}: ${form}.${optional ? ' Leave it out when the caller cannot say it.' : ''}`),
    ...(choices ? { enum: Object.keys(choices) } : {}),
    ...(pattern === undefined ? {} : { pattern }),
  };
}

const text = (description: string): Property => ({ type: 'string', description });

const tool = (
  name: string,
  description: string,
  properties: Record<string, Property>,
  required: string[] = [],
): ChatCompletionFunctionTool => ({
  type: 'function',
  function: {
    name,
    description,
    parameters: { type: 'object', properties, required, additionalProperties: false },
  },
});
