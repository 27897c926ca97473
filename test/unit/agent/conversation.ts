/** A caller in front of the scripted model, with a gate and systems that answer as the real ones do. */
import { loadAssistants } from '../../../src/agent/assistants';
import { scriptedReply } from '../../../src/agent/scripted/reply';
import type { Slot } from '../../../src/domain/appointment';
import type { Assistant } from '../../../src/domain/assistant';
import type { Json, Line, ModelContext, ModelReply, ToolCall, ToolResult } from '../../../src/domain/call';
import type { OpenCase } from '../../../src/domain/open-case';
import { phrasesOf } from '../../../src/language/phrases-of';

/** Tuesday, 10:00 in Madrid. */
export const now = '2026-11-24T09:00:00.000Z';

const assistants = loadAssistants('agents');

/** What one turn came to: the words, and the tools asked for on the way. */
export interface Turned {
  text: string;
  calls: ToolCall[];
  /** The write that was read back and waits for the caller's yes. */
  proposal?: ToolCall;
  goodbye: boolean;
}

/** A conversation with one assistant. */
export interface Talk {
  say(text: string, options?: { heard?: boolean }): Turned;
  /** Field of the question that is open, or what else the model waits for. */
  waitingFor(): string | undefined;
  assistant: Assistant;
  /** The model's memory. */
  memory(): Json | undefined;
  /** Forgets the model's memory, as happens when another process takes over. */
  forget(): void;
  /** The caller said yes and the system said no: code tells it. */
  refuse(sentence: string): void;
}

const slotOf = (startsAt: string, professional = 'marta_ruiz', service = 'padron'): Slot => ({
  service,
  professional,
  place: 'plaza_mayor',
  startsAt,
  endsAt: new Date(Date.parse(startsAt) + 900_000).toISOString(),
  zone: 'Europe/Madrid',
});

/** Free times in Madrid: Thursday 26 at 10:00, 10:20, 11:00; Friday 27 at 9:00 and 12:30. */
export const freeTimes = [
  slotOf('2026-11-26T09:00:00.000Z'),
  slotOf('2026-11-26T09:20:00.000Z'),
  slotOf('2026-11-26T10:00:00.000Z', 'javier_soto'),
  slotOf('2026-11-27T08:00:00.000Z'),
  slotOf('2026-11-27T11:30:00.000Z'),
];

/** Free times as a tool's result holds them. */
export const slotData = (slots: Slot[]): Json => ({ slots: JSON.parse(JSON.stringify(slots)) as Json });

function findTimes(args: Record<string, Json>, language: Assistant['language']): ToolResult {
  const from = typeof args['from'] === 'string' ? args['from'] : '00:00';
  const slots = freeTimes.filter((slot) => {
    const local = new Date(Date.parse(slot.startsAt) + 3_600_000).toISOString();
    const onDay = typeof args['day'] !== 'string' || local.startsWith(args['day']);
    return onDay && local.slice(11, 16) >= from;
  });
  return {
    data: slotData(slots.slice(0, 4)),
    say: phrasesOf(language).slotList(slots.slice(0, 4)),
  };
}

/** What is known as a conversation begins, and what systems answer to a tool, by its name. */
interface Known {
  from?: string | undefined;
  openCase?: OpenCase;
  results?: Record<string, ToolResult>;
}

/** Begins a conversation, in which `heard: false` says that the last read-back reached nobody; `results` are what systems answer to a tool, by its name. */
export function callTo(id: string, { from, openCase, results = {} }: Known = {}): Talk {
  const assistant = assistants.get(id);
  const lines: Line[] = [{ who: 'assistant', text: assistant.greeting, fixed: true }];
  let memory: Json | undefined;
  let lapsed: ModelContext['lapsed'];

  const think = (): ModelReply => {
    const context: ModelContext = {
      callId: 'call-1',
      assistant: id,
      language: assistant.language,
      now,
      ...(from ? { from } : {}),
      ...(openCase ? { openCase } : {}),
      lines,
      ...(memory === undefined ? {} : { memory }),
      ...(lapsed ? { lapsed } : {}),
    };
    const reply = scriptedReply(assistant, structuredClone(context));
    memory = reply.memory;
    lapsed = undefined;
    return reply;
  };
  const speak = (text: string, fixed: boolean): void => {
    if (text !== '') lines.push({ who: 'assistant', text, fixed });
  };
  const resultOf = ({ name, args }: ToolCall): ToolResult | undefined => {
    if (results[name]) return results[name];
    if (name === 'find_free_times') return findTimes(args, assistant.language);
    const verb = assistant.errands.find((errand) => errand.name === name)?.verb;
    if (verb === 'findSlots') return findTimes(args, assistant.language);
    return verb?.startsWith('read') || verb?.startsWith('list') ? { data: {}, say: `[${name}]` } : undefined;
  };

  const say = (text: string, { heard = true } = {}): Turned => {
    const turned: Turned = { text: '', calls: [], goodbye: false };
    const phrases = phrasesOf(assistant.language);
    lines.push({ who: 'caller', text });
    if (proposal && heard && phrases.consent(text) === 'yes') {
      // As the workflow does it: the result is spoken by code, the model is not asked.
      speak(`[done ${proposal.name}] ${phrases.anythingElse()}`, true);
      turned.text = `[done ${proposal.name}]`;
      memory = undefined;
      proposal = undefined;
      return turned;
    }
    if (proposal) lapsed = { name: proposal.name, args: proposal.args, readBack: '[read back]' };
    proposal = undefined;
    for (let step = 0; step < 5; step++) {
      const reply = think();
      speak(reply.text, false);
      turned.text = [turned.text, reply.text].filter(Boolean).join(' ');
      turned.goodbye = reply.goodbye ?? false;
      const [call] = reply.toolCalls;
      if (!call) return turned;
      turned.calls.push(call);
      const result = resultOf(call);
      if (!result) {
        turned.proposal = call;
        if (call.name === 'request_person') speak('[a person will call]', true);
        else {
          proposal = call;
          speak('[read back]', true);
        }
        return turned;
      }
      lines.push({ who: 'tool', ...call, result });
    }
    throw new Error(`five tools in one turn: ${turned.calls.map(({ name }) => name).join(', ')}`);
  };
  let proposal: ToolCall | undefined;

  const refuse = (sentence: string): void => {
    proposal = undefined;
    lines.push({ who: 'caller', text: 'sí' });
    speak(sentence, true);
  };
  const waitingFor = (): string | undefined => {
    const waiting = (memory as { waiting?: { for: string; field?: string } } | undefined)?.waiting;
    return waiting?.field ?? waiting?.for;
  };
  return { say, waitingFor, assistant, memory: () => memory, forget: () => (memory = undefined), refuse };
}
