/** Wishes that make a new ticket. */
import { DateTime } from 'luxon';
import type { Assistant, Errand } from '../domain/assistant';
import type { ToolCall } from '../domain/call';
import { phrasesOf } from '../language/phrases-of';
import { callerKeyOf, hashOf, proposalOf } from './proposal';
import { contactOf, ticketOf } from './ticket-order';
import type { Caller, ProposeResult, ToolDependencies, Wish } from './tools';

/** Proposes the ticket of an errand. */
export function proposeTicket(wish: Wish): ProposeResult {
  const { errand, values, caller, assistant, phrases } = wish;
  if (!errand.ticket)
    return { result: { data: { error: 'no ticket template' }, say: phrases.notUnderstood() } };
  const args = ticketOf(assistant, { ...errand, ticket: errand.ticket }, values, caller);
  const about = { contact: args.contact, dueAt: args.dueAt, pending: args.pending };
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
  const errand: Errand = {
    ...{ name: 'request_person', verb: 'createTicket', title, description: title, when: [title], fields: [] },
    ticket: {
      ...{ category: 'person', team: assistant.person.team, dueHours: assistant.person.withinHours },
      ...{ priority: 'normal', raiseWhen: [] },
    },
  };
  const topic = typeof toolCall.args.topic === 'string' ? toolCall.args.topic.slice(0, 300) : undefined;
  const ticket = ticketOf(assistant, { ...errand, ticket: errand.ticket! }, {}, caller);
  const args = topic ? { ...ticket, description: topic } : ticket;
  const order = {
    ...{ tenant: assistant.tenant, assistant: assistant.id, connection, language: caller.language, title },
    ...{ channel: caller.channel, zone: assistant.zone, callId: caller.callId },
    contact: contactOf(errand, {}, caller),
    ...callerKeyOf(caller, dependencies),
    dueAt:
      args.dueAt ??
      DateTime.fromISO(caller.now).plus({ hours: assistant.person.withinHours }).toUTC().toISO()!,
    verb: 'createTicket' as const,
    args,
  };
  return { proposal: { toolCall, order, readBack: '', hash: hashOf(order), needsYes: false } };
}
