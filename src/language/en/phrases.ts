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
  'already-closed': 'That ticket is already closed.',
  'already-open': 'That ticket is open already.',
  'already-that-urgent': 'That ticket already has the highest priority I can give it.',
  'too-late': 'I am sorry, it is too late to make that change.',
};

export const phrases: Phrases = {
  consent,
  readBack,
  told: (value) => toldJson(value, { yes: 'yes', no: 'no', and: 'and' }),
  done,
  promised,
  refused,
  withdrawn,
  alreadyTaken: (code) => `I have already noted that under the code ${code}; there is no need to repeat it.`,
  onItsWay: (code) =>
    `What you asked for under the code ${code} is still on its way and safe. We will send you a message as soon as it is done.`,

  spell: (code) => spelledAloud(code, spoken),
  when,
  day,

  openCase,
  isItAboutThat,
  ticketState,
  ticketList,
  slotList,
  appointmentList,

  lookedUp: () => 'I have looked that up.',
  notFound: () => 'I cannot find anything of yours with those details. Please check the number.',
  notAllowed: (why) => refusals[why],
  cannotLook: () => 'I am sorry, I cannot look that up just now because the system is not answering.',
  nothingDoneYet: (earlier) =>
    earlier
      ? 'I have not registered anything new with what you just told me.'
      : 'I have not registered anything yet.',
  tellMeWhat: () => 'Please tell me what you need.',
  notUnderstood: () => 'Sorry, I did not understand. Could you say it another way?',
  anythingElse: () => 'Is there anything else?',
  goodbye: () => 'Thank you. Have a good day.',
  dropped: () => 'All right, I will not do anything. Is there anything else?',
  personTitle: () => 'speak to a person',
  personPromised: (code, withinHours) =>
    `All right. A person will call you back ${within(withinHours)}. The code of your request is ${code}.`,

  notice,

  anotherOne,
  callback,
  dueSoon,
  tryLater,
};

const within = (hours: number): string => {
  if (hours < 1) return `within ${Math.max(1, Math.round(hours * 60))} minutes`;
  return hours === 1 ? 'within an hour' : `within ${Math.round(hours)} hours`;
};
