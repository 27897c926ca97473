/**
 * The tools in front of the systems. A model may wish for anything; here code decides what the wish means for this
 * caller: arguments by schema, ownership by the calling number, ids filled in by code, sentences by code.
 */
import type { Assistant, Errand } from '../domain/assistant';
import type { CallStart, ProposalDraft, ToolCall, ToolResult, WriteVerb } from '../domain/call';
import type { Terms } from '../domain/terms';
import type { Arguments, Verbs } from '../connectors/connector';
import { ConnectorError } from '../errors';
import { phrasesOf } from '../language/phrases-of';
import type { Phrases } from '../language/phrases';
import { proposeAppointment } from './appointment-orders';
import { checkParameters, isDeclared, proposeOperation } from './declared-operations';
import { lookUp } from './lookups';
import { proposeChange } from './ticket-changes';
import { proposePerson, proposeTicket } from './ticket-proposals';
import { checkArguments } from './tool-arguments';

/** A call as ownership and sentences need it. `now` is an ISO instant. */
export type Caller = Pick<CallStart, 'callId' | 'assistant' | 'channel' | 'language' | 'from' | 'email'> & {
  now: string;
};

/** Whether a tool looks, changes, or does not exist. */
export type ToolKind = 'read' | 'write' | 'unknown';

/** What a model's wish for a write becomes: something to read back, or a sentence why not. */
export type ProposeResult = { proposal: ProposalDraft } | { result: ToolResult };

/** What tools stand on; all handed in. */
export interface ToolDependencies {
  assistants: { get(id: string): Assistant };
  /** The verbs of a connection of `recado.yaml`, and how an order of a verb is written to it. */
  connections: { verbsOf(connection: string): Verbs; termsOf(connection: string, verb: WriteVerb): Terms };
  /** Finds what became of a code: whose it is, and where its record is, once there is one. */
  recordOfCode: (
    code: string,
  ) => Promise<{ tenant: string; connection: string; recordId: string | undefined } | undefined>;
  /** Key of the HMAC that stands for callers' numbers in the store. */
  secret: string;
}

/** One wish with everything that is known about it. */
export interface Wish {
  assistant: Assistant;
  errand: Errand;
  values: Record<string, string>;
  /** Of a declared operation: its arguments, checked, as they go to the system. */
  arguments?: Arguments;
  caller: Caller;
  toolCall: ToolCall;
  phrases: Phrases;
  verbs: Verbs;
  connection: string;
  dependencies: ToolDependencies;
}

/** The tools of every assistant. A look-up that finds its system away is a sentence, not an error. */
export interface Tools {
  kindOf(assistant: string, name: string): ToolKind;
  /** Checks a wish for a write and words its read-back. Changes nothing. */
  propose(caller: Caller, toolCall: ToolCall): Promise<ProposeResult>;
  /** Looks something up. */
  read(caller: Caller, toolCall: ToolCall): Promise<ToolResult>;
}

const reads = new Set<Errand['verb']>([
  'readTicket',
  'listTickets',
  'findSlots',
  'listAppointments',
  'inquire',
]);
const appointments = new Set<Errand['verb']>([
  'findSlots',
  'listAppointments',
  'bookAppointment',
  'moveAppointment',
  'cancelAppointment',
]);

/** Makes the tools. */
export function createTools(dependencies: ToolDependencies): Tools {
  const { assistants } = dependencies;
  return {
    kindOf(assistantId, name) {
      if (name === 'request_person') return 'write';
      if (name === 'find_free_times') return 'read';
      const errand = assistants.get(assistantId).errands.find((known) => known.name === name);
      if (!errand) return 'unknown';
      return reads.has(errand.verb) ? 'read' : 'write';
    },

    async propose(caller, toolCall) {
      const assistant = assistants.get(caller.assistant);
      if (toolCall.name === 'request_person') return proposePerson(assistant, caller, toolCall, dependencies);
      const wish = toWish(dependencies, assistant, caller, toolCall);
      if ('result' in wish) return wish;
      return await proposed(wish).catch((error: unknown) => ({ result: whenAway(wish, error) }));
    },

    async read(caller, toolCall) {
      const assistant = assistants.get(caller.assistant);
      const wish = toWish(dependencies, assistant, caller, freeTimesAsErrand(assistant, toolCall));
      if ('result' in wish) return wish.result;
      return await lookUp(wish).catch((error: unknown) => whenAway(wish, error));
    },
  };
}

async function proposed(wish: Wish): Promise<ProposeResult> {
  switch (wish.errand.verb) {
    case 'createTicket':
      return proposeTicket(wish);
    case 'commentTicket':
    case 'raisePriority':
    case 'closeTicket':
    case 'reopenTicket':
      return await proposeChange(wish);
    case 'perform':
      return proposeOperation(wish);
    default:
      return await proposeAppointment(wish);
  }
}

function whenAway({ phrases }: Wish, error: unknown): ToolResult {
  if (!(error instanceof ConnectorError)) throw error;
  return { data: { error: `the system is away: ${error.kind}` }, say: phrases.cannotLook() };
}

/** `find_free_times` is a look at the agenda for the service of the errand it names. */
function freeTimesAsErrand(assistant: Assistant, toolCall: ToolCall): ToolCall & { errand?: Errand } {
  if (toolCall.name !== 'find_free_times') return toolCall;
  const { errand: name, ...args } = toolCall.args;
  const meant = assistant.errands.find((errand) => errand.name === name && errand.service);
  if (!meant) return toolCall;
  const field = { ask: '-', optional: true, hints: [] };
  const errand: Errand = {
    ...meant,
    verb: 'findSlots',
    fields: [
      { ...field, name: 'day', kind: 'date', label: 'day' },
      { ...field, name: 'from', kind: 'time', label: 'from' },
    ],
  };
  return { ...toolCall, args, errand };
}

function toWish(
  dependencies: ToolDependencies,
  assistant: Assistant,
  caller: Caller,
  toolCall: ToolCall & { errand?: Errand },
): Wish | { result: ToolResult } {
  const phrases = phrasesOf(caller.language);
  const refuse = (error: string): { result: ToolResult } => ({
    result: { data: { error }, say: phrases.notUnderstood() },
  });
  const errand = toolCall.errand ?? assistant.errands.find((known) => known.name === toolCall.name);
  if (!errand) return refuse(`there is no tool ${toolCall.name}`);
  const usual = appointments.has(errand.verb) ? assistant.agenda : assistant.tickets;
  const connection = errand.connection ?? usual;
  if (!connection) return refuse(`${assistant.id} has no system for ${errand.verb}`);
  const checked = isDeclared(errand)
    ? checkParameters(errand, toolCall.args)
    : checkArguments(errand, toolCall.args, caller);
  if ('error' in checked) return refuse(checked.error);
  const verbs = dependencies.connections.verbsOf(connection);
  return {
    values: {},
    ...checked,
    assistant,
    errand,
    caller,
    toolCall,
    phrases,
    verbs,
    connection,
    dependencies,
  };
}
