/** What is said before an order is carried out, and after. */
import type { Slot } from '../../domain/appointment';
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
  const plural = missing.length > 1;
  return sentences(
    work,
    ...told,
    missing.length > 0 && `Queda${plural ? 'n' : ''} pendiente${plural ? 's' : ''}: ${listed(missing, 'y')}.`,
    question,
  );
}

function intended(order: Order): { work: string; question: string } {
  switch (order.verb) {
    case 'createTicket': {
      const { priority } = order.args;
      const urgency =
        priority === 'high' || priority === 'urgent' ? `, con prioridad ${priorities[priority]}` : '';
      return {
        work: `Voy a registrar su solicitud para ${bare(order.title)}${urgency}.`,
        question: '¿La registro así?',
      };
    }
    case 'commentTicket':
      return {
        work: `Voy a añadir este comentario a la solicitud ${order.args.id}: «${bare(order.args.text)}».`,
        question: '¿Lo añado?',
      };
    case 'raisePriority':
      return {
        work: `Voy a subir la solicitud ${order.args.id} a prioridad ${priorities[order.args.priority]}.`,
        question: '¿La subo?',
      };
    case 'closeTicket':
      return {
        work: withReason(`Voy a cerrar la solicitud ${order.args.id}.`, order.args.reason),
        question: '¿La cierro?',
      };
    case 'reopenTicket':
      return {
        work: withReason(`Voy a reabrir la solicitud ${order.args.id}.`, order.args.reason),
        question: '¿La reabro?',
      };
    case 'bookAppointment':
      return {
        work: `Para ${bare(order.title)}, voy a reservarle el ${slotWords(order.args.slot)}.`,
        question: '¿Se lo reservo?',
      };
    case 'moveAppointment':
      return {
        work: `Voy a ${bare(order.title)}: la nueva hora es el ${slotWords(order.args.slot)}.`,
        question: '¿La cambio?',
      };
    case 'cancelAppointment':
      return { work: `Voy a ${bare(order.title)}.`, question: '¿La anulo?' };
    case 'perform':
      return { work: `Voy a ${bare(order.title)}.`, question: '¿Lo hago así?' };
  }
}

const withReason = (work: string, reason: string): string =>
  sentences(work, bare(reason) !== '' && `Motivo: ${bare(reason)}.`);

export function done(order: Order, receipt: Receipt): string {
  const { id } = receipt.record;
  switch (order.verb) {
    case 'createTicket': {
      const dueAt = order.dueAt ?? order.args.dueAt;
      const dueDay = order.dueDay ?? order.args.dueDay;
      return sentences(
        `Hecho: su solicitud para ${bare(order.title)} queda registrada con el número ${id}.`,
        dueAt && `Tendrá respuesta a más tardar el ${dueBy(dueAt, dueDay, order.zone)}.`,
      );
    }
    case 'commentTicket':
      return `Hecho: he añadido su comentario a la solicitud ${id}.`;
    case 'raisePriority':
      return `Hecho: la solicitud ${id} tiene ahora prioridad ${priorities[order.args.priority]}.`;
    case 'closeTicket':
      return `Hecho: la solicitud ${id} queda cerrada.`;
    case 'reopenTicket':
      return `Hecho: la solicitud ${id} queda reabierta.`;
    case 'bookAppointment':
      return `Hecho: tiene cita el ${slotWords(bookedSlot(receipt) ?? order.args.slot)}. El número de la cita es ${id}.`;
    case 'moveAppointment':
      return `Hecho: su cita ${id} queda cambiada al ${slotWords(bookedSlot(receipt) ?? order.args.slot)}.`;
    case 'cancelAppointment': {
      const slot = bookedSlot(receipt);
      return `Hecho: su cita ${id}${slot ? ` del ${when(slot.startsAt, slot.zone)}` : ''} queda anulada.`;
    }
    case 'perform':
      return `Hecho: su solicitud para ${bare(order.title)} queda tramitada. Su número es ${id}.`;
  }
}

const bookedSlot = (receipt: Receipt): Slot | undefined => receipt.appointment?.slot;

export function promised(order: Order, code: string): string {
  const waits: Record<Order['verb'], string> = {
    createTicket:
      'El sistema está tardando, pero su solicitud no se pierde: se tramitará en cuanto sea posible.',
    commentTicket:
      'El sistema está tardando, pero su comentario no se pierde: se añadirá en cuanto sea posible.',
    raisePriority: 'El sistema está tardando; el cambio de prioridad se hará en cuanto sea posible.',
    closeTicket: 'El sistema está tardando; la solicitud se cerrará en cuanto sea posible.',
    reopenTicket: 'El sistema está tardando; la solicitud se reabrirá en cuanto sea posible.',
    bookAppointment: 'El sistema está tardando, así que la cita todavía no está confirmada.',
    moveAppointment: 'El sistema está tardando, así que el cambio de la cita todavía no está confirmado.',
    cancelAppointment: 'El sistema está tardando; la cita se anulará en cuanto sea posible.',
    perform: 'El sistema está tardando, pero su solicitud no se pierde: se tramitará en cuanto sea posible.',
  };
  return sentences(
    `He anotado lo que me pide, ${bare(order.title)}, con el código ${code}.`,
    waits[order.verb],
    reachable(order.contact)
      ? 'Le avisaremos por mensaje en cuanto esté tramitado.'
      : 'Guarde ese código para preguntar cómo va.',
  );
}

export function refused(order: Order, refusal: Refusal): string {
  const alternatives = refusal.alternatives ?? [];
  if (refusal.reason === 'slot-taken')
    return alternatives.length > 0
      ? `Lo siento, esa hora se acaba de ocupar. ${slotList(alternatives)} ¿Cuál le viene bien?`
      : 'Lo siento, esa hora se acaba de ocupar y no veo otra libre. ¿Quiere que mire otro día?';
  if (refusal.reason === 'gone')
    return `Lo siento, no he podido ${bare(order.title)}: el registro ya no existe en el sistema.`;
  return `Lo siento, no he podido ${bare(order.title)}: las normas no lo permiten.`;
}

export const withdrawn = (order: Order): string =>
  `De acuerdo: queda retirado lo que había pedido, ${bare(order.title)}. Ya no se hará.`;
