/** What is said before an order is carried out, and after. */
import type { Order, Receipt, Refusal } from '../../domain/call';
import { bare, capital, factsToTell, listed, reachable, sentences } from '../wording';
import { dueBy, when } from './dates';
import { slotList, slotWords } from './lookups';
import { priorities } from './priorities';
import { values } from './values';

export function readBack(order: Order, facts: { label: string; value: string }[], pending: string[]): string {
  const { work, question } = intended(order);
  const told = factsToTell(order, facts, values).map(({ label, value }) => `${capital(label)}: ${value}.`);
  const missing = pending.map(bare).filter((label) => label !== '');
  return sentences(
    work,
    ...told,
    missing.length > 0 && `Still missing: ${listed(missing, 'and')}.`,
    question,
  );
}

function intended(order: Order): { work: string; question: string } {
  switch (order.verb) {
    case 'createTicket': {
      const { priority } = order.args;
      const urgency =
        priority === 'high' || priority === 'urgent' ? `, with ${priorities[priority]} priority` : '';
      return {
        work: `I am going to register your request to ${bare(order.title)}${urgency}.`,
        question: 'Shall I register it?',
      };
    }
    case 'commentTicket':
      return {
        work: `I am going to add this comment to ticket ${order.args.id}: "${bare(order.args.text)}".`,
        question: 'Shall I add it?',
      };
    case 'raisePriority':
      return {
        work: `I am going to raise ticket ${order.args.id} to ${priorities[order.args.priority]} priority.`,
        question: 'Shall I raise it?',
      };
    case 'closeTicket':
      return {
        work: withReason(`I am going to close ticket ${order.args.id}.`, order.args.reason),
        question: 'Shall I close it?',
      };
    case 'reopenTicket':
      return {
        work: withReason(`I am going to reopen ticket ${order.args.id}.`, order.args.reason),
        question: 'Shall I reopen it?',
      };
    case 'bookAppointment':
      return {
        work: `To ${bare(order.title)}, I am going to book ${slotWords(order.args.slot)}.`,
        question: 'Shall I book it?',
      };
    case 'moveAppointment':
      return {
        work: `I am going to ${bare(order.title)}: the new time is ${slotWords(order.args.slot)}.`,
        question: 'Shall I move it?',
      };
    case 'cancelAppointment':
      return { work: `I am going to ${bare(order.title)}.`, question: 'Shall I cancel it?' };
    case 'perform':
      return { work: `I am going to ${bare(order.title)}.`, question: 'Shall I do it?' };
  }
}

const withReason = (work: string, reason: string): string =>
  sentences(work, bare(reason) !== '' && `Reason: ${bare(reason)}.`);

export function done(order: Order, receipt: Receipt): string {
  const { id } = receipt.record;
  const slot = receipt.appointment?.slot;
  switch (order.verb) {
    case 'createTicket': {
      const dueAt = order.dueAt ?? order.args.dueAt;
      const dueDay = order.dueDay ?? order.args.dueDay;
      return sentences(
        `Done: your request to ${bare(order.title)} is registered under number ${id}.`,
        dueAt && `You will have an answer by ${dueBy(dueAt, dueDay, order.zone)}.`,
      );
    }
    case 'commentTicket':
      return `Done: I have added your comment to ticket ${id}.`;
    case 'raisePriority':
      return `Done: ticket ${id} now has ${priorities[order.args.priority]} priority.`;
    case 'closeTicket':
      return `Done: ticket ${id} is closed.`;
    case 'reopenTicket':
      return `Done: ticket ${id} has been reopened.`;
    case 'bookAppointment':
      return `Done: your appointment is on ${slotWords(slot ?? order.args.slot)}. Its number is ${id}.`;
    case 'moveAppointment':
      return `Done: your appointment ${id} is now on ${slotWords(slot ?? order.args.slot)}.`;
    case 'cancelAppointment':
      return `Done: your appointment ${id}${slot ? ` on ${when(slot.startsAt, slot.zone)}` : ''} is cancelled.`;
    case 'perform':
      return `Done: your request to ${bare(order.title)} has been carried out. Its number is ${id}.`;
  }
}

export function promised(order: Order, code: string): string {
  const waits: Record<Order['verb'], string> = {
    createTicket:
      'The system is slow just now, but your request is safe: it will be processed as soon as possible.',
    commentTicket:
      'The system is slow just now, but your comment is safe: it will be added as soon as possible.',
    raisePriority: 'The system is slow just now; the priority will be changed as soon as possible.',
    closeTicket: 'The system is slow just now; the ticket will be closed as soon as possible.',
    reopenTicket: 'The system is slow just now; the ticket will be reopened as soon as possible.',
    bookAppointment: 'The system is slow just now, so the appointment is not confirmed yet.',
    moveAppointment: 'The system is slow just now, so the new time is not confirmed yet.',
    cancelAppointment: 'The system is slow just now; the appointment will be cancelled as soon as possible.',
    perform:
      'The system is slow just now, but your request is safe: it will be carried out as soon as possible.',
  };
  return sentences(
    `I have noted your request to ${bare(order.title)} under the code ${code}.`,
    waits[order.verb],
    reachable(order.contact)
      ? 'We will send you a message as soon as it is done.'
      : 'Please keep that code to ask how it is going.',
  );
}

export function refused(order: Order, refusal: Refusal): string {
  const alternatives = refusal.alternatives ?? [];
  if (refusal.reason === 'slot-taken')
    return alternatives.length > 0
      ? `I am sorry, that time has just been taken. ${slotList(alternatives)} Which one suits you?`
      : 'I am sorry, that time has just been taken and I see no other. Shall I look at another day?';
  if (refusal.reason === 'gone')
    return `I am sorry, I could not ${bare(order.title)}: it is no longer in the system.`;
  return `I am sorry, I could not ${bare(order.title)}: the rules do not allow it.`;
}

export const withdrawn = (order: Order): string =>
  `All right: your request to ${bare(order.title)} is withdrawn and will not be carried out.`;
