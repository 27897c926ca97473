import type { Assistant, Errand, Field } from '../../domain/assistant';
import type { Json, ModelContext, ModelReply } from '../../domain/call';
import { expectedOf } from '../../domain/expectation';
import type { Hearing } from '../../language/hearing';
import { hearingOf } from '../../language/hearing-of';
import type { Phrases } from '../../language/phrases';
import { phrasesOf } from '../../language/phrases-of';
import { type Cues, cuesOf } from './cues';
import { emptyForm, type Form, readForm, type Waiting } from './form';
import { type Sentences, sentencesOf } from './sentences';

/** One turn being answered. `form` is this turn's own copy and is changed on the way. */
export interface Turn {
  assistant: Assistant;
  context: ModelContext;
  /** What the caller just said; empty where it is a system that answered. */
  said: string;
  form: Form;
  hearing: Hearing;
  phrases: Phrases;
  sentences: Sentences;
  cues: Cues;
  /** Whether a word is a number. */
  isNumber: (word: string) => boolean;
}

/** A turn made of its context. */
export function openTurn(assistant: Assistant, context: ModelContext): Turn {
  const last = context.lines.at(-1);
  const hearing = hearingOf(context.language);
  const heardIn = { now: context.now, zone: assistant.zone };
  return {
    assistant,
    context,
    said: last?.who === 'caller' ? last.text : '',
    form: readForm(context.memory, assistant),
    hearing,
    isNumber: (word) => hearing.value('number', word, heardIn) !== undefined,
    phrases: phrasesOf(context.language),
    sentences: sentencesOf(context.language),
    cues: cuesOf(context.language),
  };
}

/** The errand under way. */
export function errandOf({ assistant, form }: Turn): Errand | undefined {
  return form.errand === undefined
    ? undefined
    : assistant.errands.find((errand) => errand.name === form.errand);
}

/** The field whose question is open. */
export function askedField(turn: Turn): Field | undefined {
  const { waiting } = turn.form;
  return waiting?.for === 'field'
    ? errandOf(turn)?.fields.find(({ name }) => name === waiting.field)
    : undefined;
}

/** The value of a field in a text, in canonical form and no longer than a tool takes it. */
export function hear(turn: Turn, field: Field, text: string): string | undefined {
  const context = { now: turn.context.now, zone: turn.assistant.zone };
  if (field.choices) return hearChoice(turn, field.choices, text);
  const value = turn.hearing.value(field.kind, text, context);
  if (field.kind === 'number' && value && value.length > mostDigits) return undefined;
  return value?.slice(0, longest[field.kind] ?? 300).trim() || undefined;
}

/** A choice's key. A hyphen is heard as a space: "wi fi" is Wi-Fi. */
function hearChoice(turn: Turn, choices: Record<string, string[]>, text: string): string | undefined {
  const heard = turn.hearing.value('choice', unhyphened(text), {
    now: turn.context.now,
    zone: turn.assistant.zone,
    choices: Object.fromEntries(
      Object.entries(choices).map(([key, words]) => [unhyphened(key), words.map(unhyphened)]),
    ),
  });
  return Object.keys(choices).find((key) => unhyphened(key) === heard);
}

/** A text with its hyphens as spaces. */
export const unhyphened = (text: string): string => text.replaceAll('-', ' ');

const mostDigits = 12;
const longest: Partial<Record<Field['kind'], number>> = { text: 1000, name: 200, address: 300 };

/** A reply that says something and waits for what the caller says to it. */
export function speak(turn: Turn, text: string, waiting?: Waiting): ModelReply {
  turn.form.lastSaid = text;
  if (waiting) turn.form.waiting = waiting;
  else delete turn.form.waiting;
  return reply(turn, { text });
}

/** A reply that asks for a tool, with words before it where there are any. */
export function callTool(turn: Turn, name: string, args: Record<string, Json>, text = ''): ModelReply {
  const { now, lines } = turn.context;
  const id = `scripted-${Date.parse(now).toString(36)}-${lines.length}`;
  return reply(turn, { text, toolCalls: [{ id, name, args }] });
}

/** A reply that lets go of what was being done. */
export function drop(turn: Turn): ModelReply {
  turn.form = emptyForm({ lastSaid: turn.form.lastSaid });
  const dropped = turn.phrases.dropped();
  return speak(turn, together(dropped, dropped.trimEnd().endsWith('?') ? '' : turn.phrases.anythingElse()));
}

/** Whether these are the caller's first words. */
export const isFirstTurn = ({ context }: Turn): boolean =>
  context.lines.filter((line) => line.who !== 'assistant').length <= 1;

/** A reply that ends the call. */
export function sayGoodbye(turn: Turn): ModelReply {
  return { ...speak(turn, turn.phrases.goodbye()), goodbye: true };
}

function reply(turn: Turn, words: { text: string; toolCalls?: ModelReply['toolCalls'] }): ModelReply {
  // Undefined keys are no JSON; the form is written as it will be read.
  const memory = JSON.parse(JSON.stringify(turn.form)) as Json;
  const expects = words.toolCalls ? undefined : expectedOf(askedField(turn)?.kind);
  return {
    ...{ text: words.text, toolCalls: words.toolCalls ?? [], memory, model: 'scripted' },
    ...(expects && { expects }),
  };
}

/** Sentences side by side, without the empty ones. */
export const together = (...sentences: string[]): string => sentences.filter((one) => one !== '').join(' ');
