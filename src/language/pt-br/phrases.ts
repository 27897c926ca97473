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
  'already-closed': 'Esse chamado já está encerrado.',
  'already-open': 'Esse chamado já está aberto.',
  'already-that-urgent': 'Esse chamado já tem a prioridade mais alta que posso dar.',
  'too-late': 'Sinto muito, não há mais tempo para fazer essa mudança.',
};

export const phrases: Phrases = {
  consent,
  readBack,
  told: (value) => toldJson(value, { yes: 'sim', no: 'não', and: 'e' }),
  done,
  promised,
  refused,
  withdrawn,
  alreadyTaken: (code) => `Isso eu já anotei com o código ${code}; não precisa repetir.`,
  onItsWay: (code) =>
    `A solicitação com o código ${code} continua em andamento e não se perdeu. Vamos avisar você por mensagem assim que for processada.`,

  spell: (code) => spelledAloud(code, spoken),
  when,
  day,

  openCase,
  isItAboutThat,
  ticketState,
  ticketList,
  slotList,
  appointmentList,

  lookedUp: () => 'Consultei o sistema.',
  notFound: () => 'Não encontrei nada em seu nome com esses dados. Confira o número, por favor.',
  notAllowed: (why) => refusals[why],
  cannotLook: () => 'Sinto muito, não consigo consultar agora porque o sistema não está respondendo.',
  nothingDoneYet: (earlier) =>
    earlier ? 'Com o que você acabou de dizer, não registrei nada de novo.' : 'Ainda não registrei nada.',
  tellMeWhat: () => 'Por favor, diga do que você precisa.',
  notUnderstood: () => 'Desculpe, não entendi. Você pode dizer de outra forma?',
  anythingElse: () => 'Posso ajudar em mais alguma coisa?',
  goodbye: () => 'Muito obrigado. Tenha um bom dia.',
  dropped: () => 'Tudo bem, não vou fazer nada. Posso ajudar em mais alguma coisa?',
  personTitle: () => 'falar com uma pessoa',
  personPromised: (code, withinHours) =>
    `Certo. Uma pessoa vai ligar para você ${within(withinHours)}. O código da sua solicitação é ${code}.`,

  notice,

  anotherOne,
  callback,
  dueSoon,
  tryLater,
};

const within = (hours: number): string => {
  if (hours < 1) return `nos próximos ${Math.max(1, Math.round(hours * 60))} minutos`;
  return hours === 1 ? 'na próxima hora' : `nas próximas ${Math.round(hours)} horas`;
};
