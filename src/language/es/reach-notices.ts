/** What the office did, and answers to STOP and kin. What a notice asks stands last and is never what is cut. */
import type { Appointment } from '../../domain/appointment';
import type { ChoiceNews, OfficeNews } from '../../domain/follow-up';
import { bare, cut, personOf, placeOf } from '../wording';
import { day, when } from './dates';

const question = 'Responda 1 para confirmar, 2 para cambiarla o 3 para anularla.';
/** What is asked when a ticket was closed. */
export const notSolved = 'Responda 1 si no está resuelto.';

const whereabouts: Record<Extract<OfficeNews, { what: 'parcel' }>['status'], string> = {
  'on-its-way': 'está de camino',
  'out-for-delivery': 'está en reparto',
  delivered: 'se ha entregado',
  'not-delivered': 'no se ha podido entregar',
  'ready-to-collect': 'ya se puede recoger',
  returned: 'vuelve al remitente',
};

const appointmentTold = ({ slot }: Appointment): string =>
  `el ${when(slot.startsAt, slot.zone)}, con ${cut(personOf(slot), 40)}, ${cut(placeOf(slot), 40)}`;

/** The sentence behind the code. */
export function officeNotice(news: OfficeNews, zone: string): string {
  const id = cut(news.recordId, 30);
  switch (news.what) {
    case 'appointmentMoved':
      return `nueva hora para su cita ${id}: ${appointmentTold(news.appointment)}. ${question}`;
    case 'appointmentReminder':
      return `recuerde su cita ${id}: ${appointmentTold(news.appointment)}. ${question}`;
    case 'appointmentCancelled': {
      const { slot } = news.appointment;
      const reason = news.reason ? ` Motivo: ${bare(cut(news.reason, 80))}.` : '';
      return `hemos tenido que anular su cita ${id} del ${when(slot.startsAt, slot.zone)}.${reason} Llámenos y le damos otra.`;
    }
    case 'dispatched': {
      const by = news.carrier ? ` con ${cut(news.carrier, 40)}` : '';
      const tracking = news.tracking ? ` (seguimiento ${cut(news.tracking, 40)})` : '';
      const expected = news.expectedAt ? ` Llegará el ${day(news.expectedAt, zone)}.` : '';
      return `su pedido ${id} ha salido${by}${tracking}.${expected}`;
    }
    case 'parcel': {
      const note = news.note ? `: ${bare(cut(news.note, 120))}` : '';
      return `el paquete de su pedido ${id} ${whereabouts[news.status]}${note}.`;
    }
    case 'invoiceDue': {
      const amount = news.amount ? `, de ${money(news.amount)},` : '';
      return `su factura ${id}${amount} vence el ${day(news.dueAt, zone)}. Si ya la ha pagado, no tiene que hacer nada.`;
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
      return who === '' ? 'Confirmado, muchas gracias.' : `${who}: confirmado, muchas gracias.`;
    case 'said':
      return cut(news.text, longestReply);
    case 'optedOut':
      return `${who}: no le escribiremos más ${news.everywhere ? 'por ningún medio' : 'por aquí'}. Si cambia de idea, responda ALTA.`;
    case 'optedIn':
      return `${who}: volverá a recibir nuestros avisos por aquí. Para dejar de recibirlos, responda BAJA.`;
    case 'help':
      return `${who}: le avisamos de lo que nos ha pedido. Responda a un aviso con lo que necesite, o llámenos. BAJA: no recibir más. ALTA: volver a recibir.`;
  }
}

const money = ({ value, currency }: { value: number; currency: string }): string =>
  `${new Intl.NumberFormat('es', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value)} ${cut(currency, 8)}`;
