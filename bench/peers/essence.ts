/** What a write is, however a contender words its request. */
import type { Json } from '../../src/domain/call';
import type { ScriptWrite } from '../../src/drill/script';

/** Of a request's body: tool and arguments of an operation; category, caller and answers of a ticket. */
export function essenceOf(body: Json | undefined): Json {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body ?? null;
  const { tool, arguments: args, category, contact, entities } = body;
  return tool === undefined
    ? { category: category ?? null, contact: contact ?? null, entities: entities ?? null }
    : { tool, arguments: args ?? null };
}

/** The same of a write of a script. */
export const essenceOfWrite = ({ tool, arguments: args }: ScriptWrite): Json =>
  tool === 'createTicket' ? essenceOf(args) : { tool, arguments: args };
