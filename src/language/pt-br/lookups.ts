/** What is said of tickets and appointments that were looked up. */
import type { Appointment, Slot } from '../../domain/appointment';
import type { Ticket } from '../../domain/ticket';
import { bare, byDay, cut, listed, personOf, placeOf, sentences, shared } from '../wording';
import { atTime, onDay, onWhen } from './dates';
import { priorities } from './priorities';

const states: Record<Ticket['status'], string> = {
  open: 'aberto',
  pending: 'em espera',
  closed: 'encerrado',
};
const mostTickets = 5;

const desk = (slot: Slot): string => `com ${personOf(slot)}, ${placeOf(slot)}`;

/** "na terça-feira, 24 de novembro, às 10h30, com Ana Ruiz, Agência Central" */
export const slotWords = (slot: Slot): string => `${onWhen(slot.startsAt, slot.zone)}, ${desk(slot)}`;

export function ticketState(ticket: Ticket, zone: string): string {
  const comment = ticket.comments.findLast(({ author }) => author === 'office');
  return sentences(
    `O seu chamado ${ticket.ref.id}, "${bare(ticket.subject)}", está ${states[ticket.status]}.`,
    ticket.status !== 'closed' && `A prioridade é ${priorities[ticket.priority]}.`,
    comment && `A equipe comentou ${onDay(comment.at, zone)}: "${bare(cut(comment.text, 300))}".`,
    `A última alteração foi ${onWhen(ticket.updatedAt, zone)}.`,
  );
}

export function ticketList(tickets: Ticket[], zone: string): string {
  const newest = tickets.toSorted((one, other) => Date.parse(other.createdAt) - Date.parse(one.createdAt));
  const told = newest
    .slice(0, mostTickets)
    .map(
      (ticket) =>
        `o ${ticket.ref.id}, aberto ${onDay(ticket.createdAt, zone)}, "${bare(cut(ticket.subject, 80))}", agora ${states[ticket.status]}`,
    );
  if (told.length === 0) return 'Você não tem nenhum chamado registrado.';
  if (told.length === 1) return `Você tem um chamado: ${told[0]}.`;
  const more = tickets.length > told.length;
  return `Você tem ${tickets.length} chamados${more ? `; os ${told.length} mais recentes são` : ''}: ${told.join('; ')}.`;
}

export function slotList(slots: Slot[]): string {
  if (slots.length === 0) return 'Não há horários livres nessas datas.';
  const sameDesk = shared(slots, desk);
  const days = byDay(slots, (at, zone) => onDay(at, zone)).map(([when, free]) => {
    const times = free.map((slot) => sentences(atTime(slot.startsAt, slot.zone), !sameDesk && desk(slot)));
    return `${when}, ${sameDesk ? listed(times, 'e') : times.join(', ')}`;
  });
  return `Há horário livre ${days.join('; ')}${sameDesk ? `, ${sameDesk}` : ''}.`;
}

export function appointmentList(appointments: Appointment[]): string {
  const booked = appointments.filter(({ status }) => status === 'booked');
  const told = booked.map(({ slot }) => `${onWhen(slot.startsAt, slot.zone)}, ${desk(slot)}`);
  if (told.length === 0) return 'Você não tem nenhum horário marcado.';
  if (told.length === 1) return `Você tem um horário marcado ${told[0]}.`;
  return `Você tem ${told.length} horários marcados: ${told.join('; ')}.`;
}
