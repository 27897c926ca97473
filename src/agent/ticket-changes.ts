/** Wishes that change a ticket that exists, and only the caller's own. */
import type { Ticket } from '../domain/ticket';
import { raised } from '../domain/priority';
import { ownTicket } from './ownership';
import { proposalOf, refusal } from './proposal';
import type { ProposeResult, Wish } from './tools';

/** Proposes a comment, a higher priority, closing, or opening again. */
export async function proposeChange(wish: Wish): Promise<ProposeResult> {
  const { values, phrases, errand } = wish;
  const found = await ownTicket(wish, values.number ?? '');
  if ('say' in found) return refusal(found.say, 'not found');
  const { ticket } = found;
  const there = { ...wish, connection: ticket.ref.connection };
  const { id } = ticket.ref;
  const about = { contact: ticket.contact, title: `${errand.title} ${id}` };
  switch (errand.verb) {
    case 'commentTicket':
      return proposalOf(there, { verb: 'commentTicket', args: { id, text: values.text ?? '' } }, about);
    case 'closeTicket':
      if (ticket.status === 'closed') return refusal(phrases.notAllowed('already-closed'), 'already closed');
      return proposalOf(there, { verb: 'closeTicket', args: { id, reason: values.reason ?? '' } }, about);
    case 'reopenTicket':
      if (ticket.status !== 'closed') return refusal(phrases.notAllowed('already-open'), 'already open');
      return proposalOf(there, { verb: 'reopenTicket', args: { id, reason: values.reason ?? '' } }, about);
    default:
      return proposeRaise(there, ticket, about);
  }
}

function proposeRaise(
  wish: Wish,
  ticket: Ticket,
  about: { contact: Ticket['contact']; title: string },
): ProposeResult {
  const step = raised(ticket);
  if ('refused' in step) return refusal(wish.phrases.notAllowed(step.refused), step.refused);
  return proposalOf(
    wish,
    { verb: 'raisePriority', args: { id: ticket.ref.id, priority: step.priority } },
    about,
  );
}
