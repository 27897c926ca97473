/** A wish made ready for the gate: the order, the read-back, and the hash that names exactly these arguments. */
import { createHash, createHmac } from 'node:crypto';
import type { Json, Order, OrderWork, Proposal, ToolResult } from '../domain/call';
import type { Contact } from '../domain/ticket';
import { saidOf } from './ticket-order';
import type { Caller, ToolDependencies, Wish } from './tools';

/** Makes the proposal for a wish's work. The title is what the caller is told it was. */
export function proposalOf(
  { assistant, errand, values, caller, toolCall, phrases, connection, dependencies }: Wish,
  work: OrderWork,
  about: { contact: Contact; title?: string; dueAt?: string | undefined; pending?: string[] },
): { proposal: Proposal } {
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
    ...callerKeyOf(caller, dependencies),
    ...(about.dueAt ? { dueAt: about.dueAt } : {}),
    ...work,
  };
  const facts = saidOf(errand, values).map(({ field, value }) => ({
    label: field.label,
    value: field.choices?.[value]?.[0] ?? value,
  }));
  const readBack = phrases.readBack(order, facts, about.pending ?? []);
  return { proposal: { toolCall, order, readBack, hash: hashOf(order), needsYes: true } };
}

/** Names what is asked for, whenever it is asked: the moment and the call's own details do not count. */
function hashOf({ connection, verb, args }: Order): string {
  const { origin: _origin, dueAt: _dueAt, ...what } = args as Record<string, unknown>;
  return createHash('sha256')
    .update(JSON.stringify([connection, verb, sorted(what)]))
    .digest('hex')
    .slice(0, 32);
}

function sorted(value: unknown): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => sorted(item) ?? null);
  if (typeof value !== 'object' || value === null) return value as Json | undefined;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item) ?? null]),
  );
}

/** A sentence instead of a deed, with the reason for the model. */
export const refusal = (say: string, reason: Json): { result: ToolResult } => ({
  result: { data: { refused: reason }, say },
});

/** Plain data for a model: what JSON keeps of it. */
export const json = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

/** The caller's key, where they call from a number: an HMAC of it, the same for each of their calls. */
const callerKeyOf = (
  { from }: Pick<Caller, 'from'>,
  { secret }: Pick<ToolDependencies, 'secret'>,
): { callerKey?: string } =>
  from ? { callerKey: createHmac('sha256', secret).update(from).digest('hex').slice(0, 32) } : {};
