import type { Phrases } from '../phrases';
import { spelledAloud, toldJson } from '../wording';
import { consent } from './consent';
import { day, when } from './dates';
import { dueSoon } from './due-soon';
import { spoken } from './letters';
import { appointmentList, slotList, ticketList, ticketState } from './lookups';
import { notice } from './notices';
import { anotherOne, callback, tryLater } from './offers';
import { isItAboutThat, openCase } from './open-case';
import { done, promised, readBack, refused, withdrawn } from './orders';

const refusals: Record<Parameters<Phrases['notAllowed']>[0], string> = {
  'already-closed': 'Esa solicitud ya está cerrada.',
  'already-open': 'Esa solicitud ya está abierta.',
  'already-that-urgent': 'Esa solicitud ya tiene la prioridad más alta que puedo darle.',
  'too-late': 'Lo siento, ya no hay tiempo para hacer ese cambio.',
};

export const phrases: Phrases = {
  consent,
  readBack,
  told: (value) => toldJson(value, { yes: 'sí', no: 'no', and: 'y' }),
  done,
  promised,
  refused,
  withdrawn,
  alreadyTaken: (code) => `Eso ya lo tengo anotado con el código ${code}; no hace falta repetirlo.`,
  onItsWay: (code) =>
    `Lo que pidió con el código ${code} sigue en marcha y no se ha perdido. Le avisaremos por mensaje en cuanto esté tramitado.`,

  spell: (code) => spelledAloud(code, spoken),
  when,
  day,

  openCase,
  isItAboutThat,
  ticketState,
  ticketList,
  slotList,
  appointmentList,

  lookedUp: () => 'Lo he consultado.',
  notFound: () => 'No encuentro nada a su nombre con esos datos. Compruebe el número, por favor.',
  notAllowed: (why) => refusals[why],
  cannotLook: () => 'Lo siento, ahora mismo no puedo consultarlo porque el sistema no responde.',
  nothingDoneYet: (earlier) =>
    earlier ? 'Con lo último que me ha dicho no he registrado nada nuevo.' : 'Todavía no he registrado nada.',
  tellMeWhat: () => 'Dígame, por favor, qué necesita.',
  notUnderstood: () => 'Perdone, no le he entendido. ¿Puede decírmelo de otra manera?',
  anythingElse: () => '¿Necesita algo más?',
  goodbye: () => 'Muchas gracias. Que tenga un buen día.',
  dropped: () => 'De acuerdo, no hago nada. ¿Necesita algo más?',
  personTitle: () => 'hablar con una persona',
  personPromised: (code, withinHours) =>
    `De acuerdo. Le llamará una persona ${within(withinHours)}. El código de su petición es ${code}.`,

  notice,

  anotherOne,
  callback,
  dueSoon,
  tryLater,
};

const within = (hours: number): string => {
  if (hours < 1) return `en los próximos ${Math.max(1, Math.round(hours * 60))} minutos`;
  return hours === 1 ? 'en la próxima hora' : `en las próximas ${Math.round(hours)} horas`;
};
