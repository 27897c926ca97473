/** Wishes that make a new ticket. */
import type { Assistant } from '../domain/assistant';
import type { ToolCall } from '../domain/call';
import { phrasesOf } from '../language/phrases-of';
import { proposalOf } from './proposal';
import { ticketOf } from './ticket-order';
import type { Caller, ProposeResult, ToolDependencies, Wish } from './tools';

/** Proposes the ticket of an errand. */
export function proposeTicket(wish: Wish): ProposeResult {
  const { errand, values, caller, assistant, phrases } = wish;
  if (!errand.ticket)
    return { result: { data: { error: 'no ticket template' }, say: phrases.notUnderstood() } };
  const args = ticketOf(assistant, { ...errand, ticket: errand.ticket }, values, caller);
  const about = { contact: args.contact, ticket: args, pending: args.pending };
  return proposalOf(wish, { verb: 'createTicket', args }, about);
}

/** A person to call back: a ticket for the assistant's own team, without a read-back since it is what was asked for. */
export function proposePerson(
  assistant: Assistant,
  caller: Caller,
  toolCall: ToolCall,
  dependencies: ToolDependencies,
): ProposeResult {
  const phrases = phrasesOf(caller.language);
  const connection = assistant.tickets;
  if (!connection) return { result: { data: { error: 'no ticket system' }, say: phrases.notUnderstood() } };
  const title = phrases.personTitle();
  const { team, withinHours: hours } = assistant.person;
  const ticket = { category: 'person', team, due: { hours }, priority: 'normal' as const, raiseWhen: [] };
  const errand = {
    ...{ name: 'request_person', verb: 'createTicket' as const, title, description: title, when: [title] },
    ...{ fields: [], ticket },
  };
  const draft = ticketOf(assistant, errand, {}, caller);
  const topic = typeof toolCall.args.topic === 'string' ? toolCall.args.topic.slice(0, 300) : undefined;
  const args = topic ? { ...draft, description: topic } : draft;
  const verbs = dependencies.connections.verbsOf(connection);
  const wish = { assistant, errand, values: {}, caller, toolCall, phrases, verbs, connection, dependencies };
  const about = { contact: args.contact, ticket: args };
  const { proposal } = proposalOf(wish, { verb: 'createTicket', args }, about);
  return { proposal: { ...proposal, readBack: '', needsYes: false } };
}
