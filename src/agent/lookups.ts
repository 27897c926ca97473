/** What callers may look up: their own tickets and appointments, free times, and what an assistant declares. */
import type { ToolResult } from '../domain/call';
import { inquire } from './declared-operations';
import { ownTicket } from './ownership';
import { freeTimes } from './appointment-orders';
import { json } from './proposal';
import type { Wish } from './tools';
import { contactBy } from './whose';

/** Answers a look-up with data for the model and the sentence that says it. */
export async function lookUp(wish: Wish): Promise<ToolResult> {
  const { errand, values, caller, verbs, phrases, assistant } = wish;
  const contact = contactBy(caller);
  switch (errand.verb) {
    case 'readTicket': {
      const found = await ownTicket(wish, values.number ?? '');
      if ('say' in found) return { data: { found: false }, say: found.say };
      return { data: json(found.ticket), say: phrases.ticketState(found.ticket, assistant.zone) };
    }
    case 'listTickets': {
      const tickets = contact ? ((await verbs.listTickets?.(contact)) ?? []) : [];
      return { data: { tickets: json(tickets) }, say: phrases.ticketList(tickets, assistant.zone) };
    }
    case 'listAppointments': {
      const booked = contact ? ((await verbs.listAppointments?.(contact)) ?? []) : [];
      const open = booked.filter((one) => one.status === 'booked' && one.slot.endsAt > caller.now);
      return { data: { appointments: json(open) }, say: phrases.appointmentList(open) };
    }
    case 'findSlots': {
      const slots = await freeTimes(wish, { onDay: values.day, fromTime: values.from });
      return { data: { slots: json(slots) }, say: phrases.slotList(slots) };
    }
    case 'inquire':
      return await inquire(wish);
    default:
      return { data: { error: `${errand.verb} is not a look-up` }, say: phrases.notUnderstood() };
  }
}
