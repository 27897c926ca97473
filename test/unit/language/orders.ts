/** Orders of every verb, for what is said about them. */
import type { Appointment, Slot } from '../../../src/domain/appointment';
import type { Order, OrderWork, Receipt } from '../../../src/domain/call';
import type { News } from '../../../src/domain/follow-up';
import type { Language } from '../../../src/domain/language';
import type { Ticket } from '../../../src/domain/ticket';

export const zones: Record<Language, string> = {
  es: 'Europe/Madrid',
  'pt-BR': 'America/Sao_Paulo',
  en: 'Europe/London',
};
export const languages = Object.keys(zones) as Language[];

export const titles: Record<Language, string> = {
  es: 'avisar de una farola apagada',
  'pt-BR': 'avisar de um poste apagado',
  en: 'report a street light that is out',
};

export const code = 'R-7K3F-92Q7';
export const contact = { name: 'Ana Ruiz', phone: '+34612345678' };

export const slotAt = (startsAt: string, zone: string): Slot => ({
  service: 'register',
  professional: 'marta_ruiz',
  place: 'town_hall',
  professionalName: 'Marta Ruiz',
  placeName: 'Oficina Central',
  startsAt,
  endsAt: startsAt,
  zone,
});

const originOf = (language: Language) => ({
  channel: 'dev',
  callId: 'c1',
  at: '2026-11-18T11:00:00.000Z',
  language,
  intent: 'street_light',
  entities: {},
  summary: '',
});

/** The work of each verb; the time is Tuesday 24 November, 10:30 in the language's zone. */
export function worksIn(language: Language): OrderWork[] {
  const at = {
    es: '2026-11-24T09:30:00.000Z',
    'pt-BR': '2026-11-24T13:30:00.000Z',
    en: '2026-11-24T10:30:00.000Z',
  };
  const slot = slotAt(at[language], zones[language]);
  const origin = originOf(language);
  return [
    {
      verb: 'createTicket',
      args: {
        category: 'public-lighting',
        priority: 'urgent',
        team: 'Alumbrado',
        subject: titles[language],
        contact,
        pending: [],
        dueAt: slot.startsAt,
        origin,
      },
    },
    { verb: 'commentTicket', args: { id: '1042', text: 'hay cables sueltos.' } },
    { verb: 'raisePriority', args: { id: '1042', priority: 'high' } },
    { verb: 'closeTicket', args: { id: '1042', reason: 'ya funciona' } },
    { verb: 'reopenTicket', args: { id: '1042', reason: 'sigue apagada' } },
    { verb: 'bookAppointment', args: { slot, contact, origin } },
    { verb: 'moveAppointment', args: { id: '17', slot } },
    { verb: 'cancelAppointment', args: { id: '17' } },
    { verb: 'perform', args: { tool: 'change_seat', arguments: { row: 12 } } },
  ];
}

export const orderOf = (language: Language, work: OrderWork): Order => ({
  tenant: 'valdeseda',
  assistant: 'town-hall',
  connection: 'town-hall-desk',
  language,
  channel: 'dev',
  zone: zones[language],
  callId: 'c1',
  title: titles[language],
  contact,
  terms: {
    ...{ creation: 'reference', indexLagMs: 0, settleMs: 5000, atOnce: 4 },
    policy: { then: 'retry', offer: 'promise', afterTries: 6, parkedForHours: 24 },
  },
  ...work,
});

export const receipt: Receipt = {
  record: { connection: 'desk', id: '1042' },
  at: '2026-11-18T11:00:01.000Z',
};

export const ticketOf = (change: Partial<Ticket> = {}): Ticket => ({
  ref: { connection: 'desk', id: '1042' },
  status: 'open',
  priority: 'normal',
  subject: 'Farola apagada: calle Mayor 12',
  contact,
  comments: [],
  createdAt: '2026-11-10T09:00:00.000Z',
  updatedAt: '2026-11-17T09:30:00.000Z',
  ...change,
});

export const appointmentOf = (slot: Slot, status: Appointment['status'] = 'booked'): Appointment => ({
  ref: { connection: 'agenda', id: '17' },
  status,
  slot,
  contact,
  updatedAt: '2026-11-17T09:30:00.000Z',
});

/** Every kind of news, with texts as long as an office may write them. */
export function newsOf(text: string, title: string, zone: string): News[] {
  const slot = slotAt('2026-11-24T09:30:00.000Z', zone);
  const recordId = '1042';
  return [
    { what: 'delivered', title, recordId, dueAt: '2026-11-24T09:30:00.000Z' },
    { what: 'delivered', title, recordId },
    {
      what: 'delivered',
      title,
      recordId,
      appointment: appointmentOf({ ...slot, professionalName: text || 'Ana' }),
    },
    { what: 'delivered', title, recordId, appointment: appointmentOf(slot, 'cancelled') },
    {
      what: 'refused',
      title,
      reason: 'slot-taken',
      alternatives: ['2026-11-24T09:30:00.000Z', '2026-11-25T09:30:00.000Z'],
    },
    { what: 'refused', title, reason: 'gone', alternatives: [] },
    { what: 'refused', title, reason: 'not-allowed', alternatives: [] },
    { what: 'withdrawn', title, reason: text },
    { what: 'delayed', title, code: 'R-7K3F-92QD' },
    { what: 'closed', title, recordId, lastComment: text },
    { what: 'closed', title, recordId },
    { what: 'reopened', title, recordId },
    { what: 'commented', title, recordId, text },
    { what: 'gone', title, recordId },
    { what: 'answered', title, text: 'Hecho: ya está.' },
    { what: 'appointmentMoved', title, recordId, appointment: appointmentOf(slot) },
    { what: 'appointmentReminder', title, recordId, appointment: appointmentOf(slot) },
    {
      what: 'appointmentCancelled',
      title,
      recordId,
      appointment: appointmentOf(slot, 'cancelled'),
      reason: text,
    },
    { what: 'dispatched', title, recordId },
    {
      ...{ what: 'dispatched', title, recordId, carrier: 'Correos', tracking: text },
      expectedAt: '2026-11-24T09:30:00.000Z',
    },
    { what: 'parcel', title, recordId, status: 'out-for-delivery' },
    { what: 'parcel', title, recordId, status: 'not-delivered', note: text },
    { what: 'invoiceDue', title, recordId, dueAt: '2026-11-24T09:30:00.000Z' },
    {
      ...{ what: 'invoiceDue', title, recordId, amount: { value: 1234.5, currency: 'EUR' } },
      dueAt: '2026-11-24T09:30:00.000Z',
    },
    { what: 'optedOut', title },
    { what: 'optedOut', title, everywhere: true },
    { what: 'optedIn', title },
    { what: 'help', title },
  ];
}
