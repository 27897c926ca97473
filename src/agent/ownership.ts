/** Whose ticket it is, decided outside the model: the number a call comes from, or the address a letter does, must be on the ticket. */
import { parseCode } from '../domain/code';
import type { Ticket } from '../domain/ticket';
import type { Wish } from './tools';
import { isTheirs } from './whose';

/**
 * The caller's own ticket by its number or by our code, or the sentence to say instead: the same one for a ticket that
 * does not exist and for somebody else's, so that nobody can probe.
 */
export async function ownTicket(wish: Wish, number: string): Promise<{ ticket: Ticket } | { say: string }> {
  const { assistant, phrases, caller, dependencies } = wish;
  const code = parseCode(number);
  const found = code ? await dependencies.recordOfCode(code) : undefined;
  const known = found?.tenant === assistant.tenant ? found : undefined;
  if (code && known && !known.recordId) return { say: phrases.onItsWay(code) };
  // While its system was away it may have gone to another one, our own register.
  const verbs = known ? dependencies.connections.verbsOf(known.connection) : wish.verbs;
  const ticket = await verbs.readTicket?.(known?.recordId ?? number);
  const owned = ticket !== undefined && isTheirs(ticket.contact, caller);
  return owned ? { ticket } : { say: phrases.notFound() };
}
