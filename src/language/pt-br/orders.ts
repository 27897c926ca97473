/** What is said before an order is carried out, and after. */
import type { Order, Receipt, Refusal } from '../../domain/call';
import { bare, capital, factsToTell, listed, reachable, sentences } from '../wording';
import { dueBy, onWhen } from './dates';
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
    missing.length > 0 && `Fica${plural ? 'm' : ''} pendente${plural ? 's' : ''}: ${listed(missing, 'e')}.`,
    question,
  );
}

function intended(order: Order): { work: string; question: string } {
  switch (order.verb) {
    case 'createTicket': {
      const { priority } = order.args;
      const urgency =
        priority === 'high' || priority === 'urgent' ? `, com prioridade ${priorities[priority]}` : '';
      return {
        work: `Vou registrar a sua solicitação para ${bare(order.title)}${urgency}.`,
        question: 'Posso registrar?',
      };
    }
    case 'commentTicket':
      return {
        work: `Vou acrescentar este comentário ao chamado ${order.args.id}: "${bare(order.args.text)}".`,
        question: 'Posso acrescentar?',
      };
    case 'raisePriority':
      return {
        work: `Vou passar o chamado ${order.args.id} para prioridade ${priorities[order.args.priority]}.`,
        question: 'Posso passar?',
      };
    case 'closeTicket':
      return {
        work: withReason(`Vou encerrar o chamado ${order.args.id}.`, order.args.reason),
        question: 'Posso encerrar?',
      };
    case 'reopenTicket':
      return {
        work: withReason(`Vou reabrir o chamado ${order.args.id}.`, order.args.reason),
        question: 'Posso reabrir?',
      };
    case 'bookAppointment':
      return {
        work: `Para ${bare(order.title)}, vou marcar ${slotWords(order.args.slot)}.`,
        question: 'Posso marcar?',
      };
    case 'moveAppointment':
      return {
        work: `Vou ${bare(order.title)}: o novo horário é ${slotWords(order.args.slot)}.`,
        question: 'Posso mudar?',
      };
    case 'cancelAppointment':
      return { work: `Vou ${bare(order.title)}.`, question: 'Posso cancelar?' };
    case 'perform':
      return { work: `Vou ${bare(order.title)}.`, question: 'Posso fazer?' };
  }
}

const withReason = (work: string, reason: string): string =>
  sentences(work, bare(reason) !== '' && `Motivo: ${bare(reason)}.`);

export function done(order: Order, receipt: Receipt): string {
  const { id } = receipt.record;
  const slot = receipt.appointment?.slot;
  switch (order.verb) {
    case 'createTicket': {
      const dueAt = order.dueAt ?? order.args.dueAt;
      const dueDay = order.dueDay ?? order.args.dueDay;
      return sentences(
        `Pronto: a sua solicitação para ${bare(order.title)} está registrada com o número ${id}.`,
        dueAt && `Você terá uma resposta até ${dueBy(dueAt, dueDay, order.zone)}.`,
      );
    }
    case 'commentTicket':
      return `Pronto: acrescentei o seu comentário ao chamado ${id}.`;
    case 'raisePriority':
      return `Pronto: o chamado ${id} agora tem prioridade ${priorities[order.args.priority]}.`;
    case 'closeTicket':
      return `Pronto: o chamado ${id} está encerrado.`;
    case 'reopenTicket':
      return `Pronto: o chamado ${id} foi reaberto.`;
    case 'bookAppointment':
      return `Pronto: está marcado ${slotWords(slot ?? order.args.slot)}. O número da marcação é ${id}.`;
    case 'moveAppointment':
      return `Pronto: a sua marcação ${id} agora é ${slotWords(slot ?? order.args.slot)}.`;
    case 'cancelAppointment':
      return `Pronto: a sua marcação ${id}${slot ? `, que era ${onWhen(slot.startsAt, slot.zone)},` : ''} está cancelada.`;
    case 'perform':
      return `Pronto: a sua solicitação para ${bare(order.title)} foi processada. O número é ${id}.`;
  }
}

export function promised(order: Order, code: string): string {
  const waits: Record<Order['verb'], string> = {
    createTicket: 'O sistema está demorando, mas ela não se perde e será processada assim que possível.',
    commentTicket:
      'O sistema está demorando, mas o seu comentário não se perde: ele será acrescentado assim que possível.',
    raisePriority: 'O sistema está demorando; a prioridade será alterada assim que possível.',
    closeTicket: 'O sistema está demorando; o chamado será encerrado assim que possível.',
    reopenTicket: 'O sistema está demorando; o chamado será reaberto assim que possível.',
    bookAppointment: 'O sistema está demorando, então o horário ainda não está confirmado.',
    moveAppointment: 'O sistema está demorando, então a mudança ainda não está confirmada.',
    cancelAppointment: 'O sistema está demorando; o horário será cancelado assim que possível.',
    perform: 'O sistema está demorando, mas ela não se perde e será processada assim que possível.',
  };
  return sentences(
    `Anotei a sua solicitação para ${bare(order.title)} com o código ${code}.`,
    waits[order.verb],
    reachable(order.contact)
      ? 'Vamos avisar você por mensagem assim que for processada.'
      : 'Guarde esse código para perguntar como está.',
  );
}

export function refused(order: Order, refusal: Refusal): string {
  const alternatives = refusal.alternatives ?? [];
  if (refusal.reason === 'slot-taken')
    return alternatives.length > 0
      ? `Sinto muito, esse horário acabou de ser ocupado. ${slotList(alternatives)} Qual você prefere?`
      : 'Sinto muito, esse horário acabou de ser ocupado e não vejo outro livre. Quer que eu veja outro dia?';
  if (refusal.reason === 'gone')
    return `Sinto muito, não foi possível ${bare(order.title)}: o registro não existe mais no sistema.`;
  return `Sinto muito, não foi possível ${bare(order.title)}: as regras não permitem.`;
}

export const withdrawn = (order: Order): string =>
  `Certo: a sua solicitação para ${bare(order.title)} foi retirada e não será executada.`;
