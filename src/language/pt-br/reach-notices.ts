/** What the office did, and answers to STOP and kin. What a notice asks stands last and is never what is cut. */
import type { Appointment } from '../../domain/appointment';
import type { ChoiceNews, OfficeNews } from '../../domain/follow-up';
import { bare, cut, personOf, placeOf } from '../wording';
import { day, onWhen, when } from './dates';

const question = 'Responda 1 para confirmar, 2 para remarcar ou 3 para cancelar.';
/** What is asked when a ticket was closed. */
export const notSolved = 'Responda 1 se não foi resolvido.';

const whereabouts: Record<Extract<OfficeNews, { what: 'parcel' }>['status'], string> = {
  'on-its-way': 'está a caminho',
  'out-for-delivery': 'saiu para entrega',
  delivered: 'foi entregue',
  'not-delivered': 'não pôde ser entregue',
  'ready-to-collect': 'já pode ser retirado',
  returned: 'está voltando ao remetente',
};

const appointmentTold = ({ slot }: Appointment): string =>
  `${when(slot.startsAt, slot.zone)}, com ${cut(personOf(slot), 40)}, ${cut(placeOf(slot), 40)}`;

/** The sentence behind the code. */
export function officeNotice(news: OfficeNews, zone: string): string {
  const id = cut(news.recordId, 30);
  switch (news.what) {
    case 'appointmentMoved':
      return `novo horário da sua marcação ${id}: ${appointmentTold(news.appointment)}. ${question}`;
    case 'appointmentReminder':
      return `lembrete da sua marcação ${id}: ${appointmentTold(news.appointment)}. ${question}`;
    case 'appointmentCancelled': {
      const { slot } = news.appointment;
      const reason = news.reason ? ` Motivo: ${bare(cut(news.reason, 80))}.` : '';
      return `tivemos que cancelar a sua marcação ${id}, que era ${onWhen(slot.startsAt, slot.zone)}.${reason} Ligue para nós para marcar outra.`;
    }
    case 'dispatched': {
      const by = news.carrier ? ` por ${cut(news.carrier, 40)}` : '';
      const tracking = news.tracking ? ` (rastreio ${cut(news.tracking, 40)})` : '';
      const expected = news.expectedAt ? ` Previsão de entrega: ${day(news.expectedAt, zone)}.` : '';
      return `o seu pedido ${id} foi enviado${by}${tracking}.${expected}`;
    }
    case 'parcel': {
      const note = news.note ? `: ${bare(cut(news.note, 120))}` : '';
      return `o pacote do seu pedido ${id} ${whereabouts[news.status]}${note}.`;
    }
    case 'invoiceDue': {
      const amount = news.amount ? `, de ${money(news.amount)},` : '';
      return `a sua fatura ${id}${amount} vence ${day(news.dueAt, zone)}. Se já pagou, não precisa fazer nada.`;
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
      return who === '' ? 'Confirmado, muito obrigado.' : `${who}: confirmado, muito obrigado.`;
    case 'said':
      return cut(news.text, longestReply);
    case 'optedOut':
      return `${who}: não vamos mais escrever ${news.everywhere ? 'por nenhum meio' : 'por aqui'}. Se mudar de ideia, responda VOLTAR.`;
    case 'optedIn':
      return `${who}: você volta a receber os nossos avisos por aqui. Para não receber mais, responda SAIR.`;
    case 'help':
      return `${who}: avisamos sobre o que você nos pediu. Responda a um aviso com o que precisar, ou ligue para nós. SAIR: não receber mais. VOLTAR: receber de novo.`;
  }
}

const money = ({ value, currency }: { value: number; currency: string }): string =>
  `${new Intl.NumberFormat('pt-BR', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value)} ${cut(currency, 8)}`;
