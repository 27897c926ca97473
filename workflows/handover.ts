/** What a person is told of the caller who is put through to them: from what was said, in words of code. */
import type { CallStart, Json, Line, Proposal } from '../src/domain/call';
import { isAttended } from '../src/domain/transfer-rules';
import type { Handover } from '../src/language/spoken-phrases';
import { spokenPhrasesOf } from '../src/language/spoken-phrases-of';
import type { Conversation } from './conversation';

const longestWish = 240;

/** The handover of a caller who asked for a person; undefined where nobody takes calls over now. */
export function handoverOf(
  start: CallStart,
  talk: Conversation,
  { toolCall, code }: Proposal,
): Handover | undefined {
  const { transfer, zone, from } = start;
  if (toolCall.name !== 'request_person' || !transfer) return undefined;
  if (!isAttended(transfer, new Date().toISOString(), zone)) return undefined;
  const name = nameIn(talk.memory) ?? nameOf(talk.lines);
  return {
    ...(from === undefined ? {} : { number: from }),
    ...(name === undefined ? {} : { name }),
    wants: wishOf(talk.lines, toolCall.args.topic),
    codes: [...talk.codes.filter((one) => one !== code), code],
  };
}

/** The proposal with what is known of the caller in the text of its ticket. */
export function withNote(proposal: Proposal, handover: Handover, { language }: CallStart): Proposal {
  const { order } = proposal;
  if (order.verb !== 'createTicket') return proposal;
  const description = spokenPhrasesOf(language).handoverNote(handover);
  return { ...proposal, order: { ...order, args: { ...order.args, description } } };
}

/** What it was about, and the caller's own last words: those that asked for a person say little. */
function wishOf(lines: Line[], topic: Json | undefined): string {
  const said = lines.flatMap((line) => (line.who === 'caller' ? [line.text] : [])).slice(-4);
  const words = said.map((text) => text.trim().replace(/[.\s]+$/, '')).join('. ');
  const all = typeof topic === 'string' && topic !== '' ? `${topic}. ${words}` : words;
  return all.length <= longestWish ? all : `${all.slice(0, longestWish - 1)}…`;
}

/** The name among the arguments of what was asked for in this call. */
function nameOf(lines: Line[]): string | undefined {
  for (const line of lines.toReversed()) {
    const name = line.who === 'tool' ? nameIn(line.args) : undefined;
    if (name !== undefined) return name;
  }
  return undefined;
}

/** `name`, or what a form holds under `values.name`. */
function nameIn(data: Json | undefined): string | undefined {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
  const { name, values } = data;
  if (typeof name === 'string' && name !== '') return name.slice(0, 100);
  return nameIn(values);
}
