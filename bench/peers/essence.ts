/** What a write is, however a contender words its request. */
import type { Json } from '../../src/domain/call';
import { canonical, type ScriptWrite } from '../../src/drill/script';

/**
 * Of a request's body: tool and arguments of an operation, in whatever order; of a ticket category and calling number,
 * which no two callers share, since contenders word and complete the rest as they do.
 */
export function essenceOf(body: Json | undefined): Json {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body ?? null;
  const { tool, arguments: args, category = null, contact } = body;
  if (tool !== undefined) return { tool, arguments: canonical(args ?? null) };
  const hasNumber = typeof contact === 'object' && contact !== null && !Array.isArray(contact);
  return { category, phone: (hasNumber && contact['phone']) || null };
}

/** The same of a write of a script. */
export const essenceOfWrite = ({ tool, arguments: args }: ScriptWrite): Json =>
  essenceOf(tool === 'createTicket' ? args : { tool, arguments: args });
