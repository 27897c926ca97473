/** What is said of tickets and appointments that were looked up. */
import type { Appointment, Slot } from '../../domain/appointment';
import type { Ticket } from '../../domain/ticket';
import { bare, byDay, cut, listed, personOf, placeOf, sentences, shared } from '../wording';
import { atTime, day, when } from './dates';
import { priorities } from './priorities';

const states: Record<Ticket['status'], string> = {
  open: 'abierta',
  pending: 'a la espera',
  closed: 'cerrada',
};
const mostTickets = 5;

/** "martes 24 de noviembre a las 10:30, con Ana Ruiz, Oficina Central" */
export const slotWords = (slot: Slot): string => `${when(slot.startsAt, slot.zone)}, ${desk(slot)}`;

export function ticketState(ticket: Ticket, zone: string): string {
  const comment = ticket.comments.findLast(({ author }) => author === 'office');
  return sentences(
    `Su solicitud ${ticket.ref.id}, «${bare(ticket.subject)}», está ${states[ticket.status]}.`,
    ticket.status !== 'closed' && `Tiene prioridad ${priorities[ticket.priority]}.`,
    comment && `El ${day(comment.at, zone)} la oficina comentó: «${bare(cut(comment.text, 300))}».`,
    `El último cambio fue el ${when(ticket.updatedAt, zone)}.`,
  );
}

export function ticketList(tickets: Ticket[], zone: string): string {
  const newest = tickets.toSorted((one, other) => Date.parse(other.createdAt) - Date.parse(one.createdAt));
  const told = newest
    .slice(0, mostTickets)
    .map(
      (ticket) =>
        `la ${ticket.ref.id}, del ${day(ticket.createdAt, zone)}, «${bare(cut(ticket.subject, 80))}», ${states[ticket.status]}`,
    );
  if (told.length === 0) return 'No tiene ninguna solicitud registrada.';
  if (told.length === 1) return `Tiene una solicitud: ${told[0]}.`;
  const more = tickets.length - told.length;
  return `Tiene ${tickets.length} solicitudes${more > 0 ? `; las ${told.length} más recientes son` : ''}: ${told.join('; ')}.`;
}

export function slotList(slots: Slot[]): string {
  if (slots.length === 0) return 'No hay horas libres en esas fechas.';
  const sameDesk = shared(slots, desk);
  const days = byDay(slots, (at, zone) => `el ${day(at, zone)}`).map(([onDay, free]) => {
    const times = free.map((slot) => sentences(atTime(slot.startsAt, slot.zone), !sameDesk && desk(slot)));
    return `${onDay} ${sameDesk ? listed(times, 'y') : times.join(', ')}`;
  });
  return `Hay hora libre ${days.join('; ')}${sameDesk ? `, ${sameDesk}` : ''}.`;
}

const desk = (slot: Slot): string => `con ${personOf(slot)}, ${placeOf(slot)}`;

export function appointmentList(appointments: Appointment[]): string {
  const booked = appointments.filter(({ status }) => status === 'booked');
  const told = booked.map(({ slot }) => `el ${when(slot.startsAt, slot.zone)}, ${desk(slot)}`);
  if (told.length === 0) return 'No tiene ninguna cita pendiente.';
  if (told.length === 1) return `Tiene una cita ${told[0]}.`;
  return `Tiene ${told.length} citas: ${told.join('; ')}.`;
}
