/** What is said of tickets and appointments that were looked up. */
import type { Appointment, Slot } from '../../domain/appointment';
import type { Ticket } from '../../domain/ticket';
import { bare, byDay, cut, listed, personOf, placeOf, sentences, shared } from '../wording';
import { atTime, day, when } from './dates';
import { priorities } from './priorities';

const states: Record<Ticket['status'], string> = { open: 'open', pending: 'on hold', closed: 'closed' };
const mostTickets = 5;

const desk = (slot: Slot): string => `with ${personOf(slot)}, ${placeOf(slot)}`;

/** "Tuesday 24 November at 10:30, with Ann Reed, Main Office" */
export const slotWords = (slot: Slot): string => `${when(slot.startsAt, slot.zone)}, ${desk(slot)}`;

export function ticketState(ticket: Ticket, zone: string): string {
  const comment = ticket.comments.findLast(({ author }) => author === 'office');
  return sentences(
    `Your ticket ${ticket.ref.id}, "${bare(ticket.subject)}", is ${states[ticket.status]}.`,
    ticket.status !== 'closed' && `It has ${priorities[ticket.priority]} priority.`,
    comment && `On ${day(comment.at, zone)} the office commented: "${bare(cut(comment.text, 300))}".`,
    `It last changed on ${when(ticket.updatedAt, zone)}.`,
  );
}

export function ticketList(tickets: Ticket[], zone: string): string {
  const newest = tickets.toSorted((one, other) => Date.parse(other.createdAt) - Date.parse(one.createdAt));
  const told = newest
    .slice(0, mostTickets)
    .map(
      (ticket) =>
        `${ticket.ref.id}, opened on ${day(ticket.createdAt, zone)}, "${bare(cut(ticket.subject, 80))}", ${states[ticket.status]}`,
    );
  if (told.length === 0) return 'You have no tickets.';
  if (told.length === 1) return `You have one ticket: ${told[0]}.`;
  const more = tickets.length > told.length;
  return `You have ${tickets.length} tickets${more ? `; the latest ${told.length} are` : ''}: ${told.join('; ')}.`;
}

export function slotList(slots: Slot[]): string {
  if (slots.length === 0) return 'There are no free times on those dates.';
  const sameDesk = shared(slots, desk);
  const days = byDay(slots, (at, zone) => `on ${day(at, zone)}`).map(([onDay, free]) => {
    const times = free.map((slot) => sentences(atTime(slot.startsAt, slot.zone), !sameDesk && desk(slot)));
    return `${onDay} ${sameDesk ? listed(times, 'and') : times.join(', ')}`;
  });
  return `${slots.length > 1 ? 'There are free times' : 'There is a free time'} ${days.join('; ')}${sameDesk ? `, ${sameDesk}` : ''}.`;
}

export function appointmentList(appointments: Appointment[]): string {
  const booked = appointments.filter(({ status }) => status === 'booked');
  const told = booked.map(({ slot }) => `on ${when(slot.startsAt, slot.zone)}, ${desk(slot)}`);
  if (told.length === 0) return 'You have no appointments.';
  if (told.length === 1) return `You have one appointment, ${told[0]}.`;
  return `You have ${told.length} appointments: ${told.join('; ')}.`;
}
