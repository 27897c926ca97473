/** A wish made ready for the gate: the order, the read-back, and the hash that names it. */
import { createHmac } from 'node:crypto';
import { addressKey } from '../address-key';
import { callerKey, nameKey } from '../caller-key';
import type { Json, Order, OrderWork, ProposalDraft, ToolResult } from '../domain/call';
import type { Assistant } from '../domain/assistant';
import type { Contact, TicketDraft } from '../domain/ticket';
import { wishOf } from '../domain/wish';
import { remindersOf } from './calendar/deadlines';
import { officeOf } from './calendar/office-calendar';
import { saidOf } from './ticket-order';
import type { Caller, ToolDependencies, Wish } from './tools';

/** Makes the proposal for a wish's work. The title is what the caller is told it was. */
export function proposalOf(
  { assistant, errand, values, caller, toolCall, phrases, connection, dependencies }: Wish,
  work: OrderWork,
  about: {
    contact: Contact;
    title?: string;
    /** The ticket that is to be made. */
    ticket?: TicketDraft;
    /** Days for which what is made is watched. */
    followDays?: number;
    pending?: string[];
    /** What is read back; by default what the errand's fields were answered with. */
    facts?: { label: string; value: string }[];
  },
): { proposal: ProposalDraft } {
  const order: Order = {
    tenant: assistant.tenant,
    assistant: assistant.id,
    connection,
    language: caller.language,
    channel: caller.channel,
    zone: assistant.zone,
    callId: caller.callId,
    title: about.title ?? errand.title,
    contact: about.contact,
    ...keysOf(caller, about.contact, dependencies),
    ...promiseOf(assistant, about.ticket),
    ...(about.followDays === undefined ? {} : { followDays: about.followDays }),
    terms: dependencies.connections.termsOf(connection, work.verb),
    ...work,
  };
  const said = saidOf(errand, values).map(({ field, value }) => ({
    label: field.label,
    value: field.choices?.[value]?.[0] ?? value,
  }));
  const readBack = phrases.readBack(order, about.facts ?? said, about.pending ?? []);
  return { proposal: { toolCall, order, readBack, hash: hashOf(order, dependencies), needsYes: true } };
}

/** What is promised with a ticket, and what happens before that promise breaks. */
function promiseOf(
  assistant: Assistant,
  ticket: TicketDraft | undefined,
): Pick<Order, 'dueAt' | 'dueDay' | 'reminders'> {
  if (!ticket?.dueAt) return {};
  const { dueAt, dueDay, team, origin } = ticket;
  const { reminders: policy } = assistant;
  return {
    dueAt,
    ...(dueDay ? { dueDay } : {}),
    ...(policy
      ? { reminders: remindersOf(policy, { dueAt, since: origin.at, team }, officeOf(assistant)) }
      : {}),
  };
}

/** Names the wish in a memo that operators see: keyed, since phone numbers could be guessed from a bare hash. */
const hashOf = (order: Order, { secret }: Pick<ToolDependencies, 'secret'>): string =>
  createHmac('sha256', secret)
    .update(`wish ${wishOf(order)}`)
    .digest('hex')
    .slice(0, 32);

/** A sentence instead of a deed, with the reason for the model. */
export const refusal = (say: string, reason: Json): { result: ToolResult } => ({
  result: { data: { refused: reason }, say },
});

/** Plain data for a model: what JSON keeps of it. */
export const json = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

/** The caller's keys, where they call from a number or write from an address: HMACs, the same for each of their calls. */
function keysOf(
  { from, email }: Pick<Caller, 'from' | 'email'>,
  { phone, name = '' }: Contact,
  { secret }: Pick<ToolDependencies, 'secret'>,
): Pick<Order, 'callerKey' | 'nameKey'> {
  if (!from) return email ? { callerKey: addressKey(secret, email) } : {};
  return {
    callerKey: callerKey(secret, from),
    ...(phone === from ? { nameKey: nameKey(secret, name) } : {}),
  };
}
