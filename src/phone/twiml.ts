/** Reads TwiML into verbs. */
import type { z } from 'zod';
import * as shapes from './twiml-shapes';
import { type Element, parseXml } from './xml';

export type SayVerb = z.infer<typeof shapes.say> & { verb: 'Say'; text: string };
export type PlayVerb = { verb: 'Play'; url: string };
export type PauseVerb = { verb: 'Pause'; lengthMs: number };
export type StreamVerb = z.infer<typeof shapes.stream> & {
  verb: 'Stream';
  parameters: Record<string, string>;
  action: string | undefined;
};
export type RelayVerb = z.infer<typeof shapes.relay> & {
  verb: 'Relay';
  parameters: Record<string, string>;
  action: string | undefined;
  method: 'GET' | 'POST';
};
export type GatherVerb = z.infer<typeof shapes.gather> & { verb: 'Gather'; prompts: (SayVerb | PauseVerb)[] };
export type DialVerb = z.infer<typeof shapes.dial> & { verb: 'Dial'; target: DialTarget };
export type RecordVerb = z.infer<typeof shapes.record> & { verb: 'Record' };
export type DialTarget =
  | ({ kind: 'number'; number: string } & z.infer<typeof shapes.number>)
  | ({ kind: 'conference'; name: string } & z.infer<typeof shapes.conference>);

/** One instruction. */
export type Verb =
  | SayVerb
  | PlayVerb
  | PauseVerb
  | StreamVerb
  | RelayVerb
  | GatherVerb
  | DialVerb
  | RecordVerb
  | { verb: 'Redirect'; url: string; method: 'GET' | 'POST' }
  | { verb: 'Hangup' }
  | { verb: 'Reject'; reason: 'rejected' | 'busy' };

/** What Twilio would not play; the message names the verb. */
export class TwimlError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TwimlError';
  }
}

/** Reads a document. Throws `TwimlError` for what Twilio refuses or warns of, and for verbs not played here. */
export function parseTwiml(source: string): Verb[] {
  let root: Element;
  try {
    root = parseXml(source);
  } catch (error) {
    throw new TwimlError(`The answer is no XML: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (root.name !== 'Response') throw new TwimlError(`TwiML begins with <Response>, not <${root.name}>.`);
  if (root.text.trim()) throw new TwimlError('<Response> holds text outside its verbs.');
  return root.children.map(toVerb);
}

function toVerb(element: Element): Verb {
  switch (element.name) {
    case 'Say':
      return toSay(element);
    case 'Play':
      return { verb: 'Play', url: textOf(element), ...read(element, shapes.play) };
    case 'Pause':
      return toPause(element);
    case 'Redirect':
      return { verb: 'Redirect', url: textOf(element), ...read(element, shapes.redirect) };
    case 'Hangup':
      return { verb: 'Hangup', ...read(element, shapes.hangup) };
    case 'Reject':
      return { verb: 'Reject', ...read(element, shapes.reject) };
    case 'Connect':
      return toConnect(element);
    case 'Gather':
      return { verb: 'Gather', ...read(element, shapes.gather), prompts: element.children.map(toPrompt) };
    case 'Dial':
      return { verb: 'Dial', ...read(element, shapes.dial), target: toTarget(element) };
    case 'Record':
      return { verb: 'Record', ...read(element, shapes.record) };
    default:
      throw new TwimlError(`<${element.name}> is no verb that the simulator plays.`);
  }
}

const toSay = (element: Element): SayVerb => ({
  verb: 'Say',
  text: textOf(element),
  ...read(element, shapes.say),
});
const toPause = (element: Element): PauseVerb => ({
  verb: 'Pause',
  lengthMs: read(element, shapes.pause).length * 1000,
});

function toPrompt(element: Element): SayVerb | PauseVerb {
  if (element.name === 'Say') return toSay(element);
  if (element.name === 'Pause') return toPause(element);
  throw new TwimlError(`<${element.name}> in <Gather> is not played.`);
}

function toConnect(element: Element): StreamVerb | RelayVerb {
  const { action, method } = read(element, shapes.connect);
  const [noun, ...more] = element.children;
  if (!noun || more.length > 0) throw new TwimlError('<Connect> holds exactly one noun.');
  if (noun.name === 'Stream') {
    const attributes = read(noun, shapes.stream);
    if (/[?#]/.test(attributes.url)) {
      throw new TwimlError('The url of <Stream> takes no query string; use <Parameter>.');
    }
    return { verb: 'Stream', ...attributes, parameters: parametersOf(noun), action };
  }
  if (noun.name === 'ConversationRelay') {
    return { verb: 'Relay', ...read(noun, shapes.relay), parameters: parametersOf(noun), action, method };
  }
  throw new TwimlError(`<Connect> to <${noun.name}> is not played.`);
}

function parametersOf(noun: Element): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const child of noun.children) {
    if (child.name === 'Language' && noun.name === 'ConversationRelay') {
      read(child, shapes.language);
      continue;
    }
    if (child.name !== 'Parameter') throw new TwimlError(`<${child.name}> has no place in <${noun.name}>.`);
    const { name, value } = read(child, shapes.parameter);
    parameters[name] = value;
  }
  return parameters;
}

function toTarget(element: Element): DialTarget {
  const [noun, ...more] = element.children;
  if (more.length > 0) throw new TwimlError('Of several nouns in <Dial>, none is played.');
  if (!noun) return { kind: 'number', number: textOf(element), ...shapes.number.parse({}) };
  if (noun.name === 'Number') return { kind: 'number', number: textOf(noun), ...read(noun, shapes.number) };
  if (noun.name === 'Conference') {
    return { kind: 'conference', name: textOf(noun), ...read(noun, shapes.conference) };
  }
  throw new TwimlError(`<Dial> to <${noun.name}> is not played.`);
}

function textOf(element: Element): string {
  const text = element.text.replace(/\s+/g, ' ').trim();
  if (!text) throw new TwimlError(`<${element.name}> is empty.`);
  return text;
}

function read<T>(element: Element, shape: z.ZodType<T>): T {
  const parsed = shape.safeParse(element.attributes);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.');
  throw new TwimlError(`<${element.name}>${where ? ` ${where}` : ''}: ${issue?.message}`);
}
