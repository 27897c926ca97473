/** What the office did, and answers to STOP and kin. What a notice asks stands last and is never what is cut. */
import type { Appointment } from '../../domain/appointment';
import type { ChoiceNews, OfficeNews } from '../../domain/follow-up';
import { bare, cut, personOf, placeOf } from '../wording';
import { day, when } from './dates';

const question = 'Reply 1 to confirm, 2 to change it or 3 to cancel it.';
/** What is asked when a ticket was closed. */
export const notSolved = 'Reply 1 if it is not solved.';

const whereabouts: Record<Extract<OfficeNews, { what: 'parcel' }>['status'], string> = {
  'on-its-way': 'is on its way',
  'out-for-delivery': 'is out for delivery',
  delivered: 'has been delivered',
  'not-delivered': 'could not be delivered',
  'ready-to-collect': 'is ready to be collected',
  returned: 'is going back to the sender',
};

const appointmentTold = ({ slot }: Appointment): string =>
  `${when(slot.startsAt, slot.zone)}, with ${cut(personOf(slot), 40)}, ${cut(placeOf(slot), 40)}`;

/** The sentence behind the code. */
export function officeNotice(news: OfficeNews, zone: string): string {
  const id = cut(news.recordId, 30);
  switch (news.what) {
    case 'appointmentMoved':
      return `new time for your appointment ${id}: ${appointmentTold(news.appointment)}. ${question}`;
    case 'appointmentReminder':
      return `a reminder of your appointment ${id}: ${appointmentTold(news.appointment)}. ${question}`;
    case 'appointmentCancelled': {
      const { slot } = news.appointment;
      const reason = news.reason ? ` Reason: ${bare(cut(news.reason, 80))}.` : '';
      return `we had to cancel your appointment ${id} on ${when(slot.startsAt, slot.zone)}.${reason} Please call us for another one.`;
    }
    case 'dispatched': {
      const by = news.carrier ? ` with ${cut(news.carrier, 40)}` : '';
      const tracking = news.tracking ? ` (tracking ${cut(news.tracking, 40)})` : '';
      const expected = news.expectedAt ? ` It should arrive on ${day(news.expectedAt, zone)}.` : '';
      return `your order ${id} has been sent${by}${tracking}.${expected}`;
    }
    case 'parcel': {
      const note = news.note ? `: ${bare(cut(news.note, 120))}` : '';
      return `the parcel of your order ${id} ${whereabouts[news.status]}${note}.`;
    }
    case 'invoiceDue': {
      const amount = news.amount ? ` for ${money(news.amount)}` : '';
      return `your invoice ${id}${amount} is due on ${day(news.dueAt, zone)}. If you have paid it, there is nothing to do.`;
    }
  }
}

/** Ten SMS; what an assistant says is shorter by far. */
const longestReply = 1500;

/** The whole text: an answer to what somebody wrote belongs to no case. */
export function choiceNotice(news: ChoiceNews): string {
  const who = bare(cut(news.title, 60));
  switch (news.what) {
    case 'confirmed':
      // Who hears it knows who speaks.
      return who === '' ? 'Confirmed, thank you.' : `${who}: confirmed, thank you.`;
    case 'said':
      return cut(news.text, longestReply);
    case 'optedOut':
      return `${who}: we will not write to you ${news.everywhere ? 'by any means' : 'here'} any more. If you change your mind, reply START.`;
    case 'optedIn':
      return `${who}: you will get our messages here again. To stop them, reply STOP.`;
    case 'help':
      return `${who}: we tell you about what you asked us for. Reply to a message with what you need, or call us. STOP: no more messages. START: messages again.`;
  }
}

const money = ({ value, currency }: { value: number; currency: string }): string =>
  `${new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value)} ${cut(currency, 8)}`;
