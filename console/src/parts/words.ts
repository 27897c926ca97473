/** Plain words for the states that the API names. */
import type { NotificationView } from '../../../src/gateway/event-shapes';
import type {
  CaseView,
  CircuitView,
  DeliveryView,
  Mood,
  SendView,
  SystemView,
  WebhookView,
} from '../../../src/gateway/shapes';

/** How much attention something needs; decides its colour. */
export type Tone = 'calm' | 'good' | 'waiting' | 'bad';

export const languageNames: Record<string, string> = {
  es: 'Spanish',
  'pt-BR': 'Brazilian Portuguese',
  en: 'English',
};

export const caseStates: Record<CaseView['state'], { word: string; tone: Tone; sentence: string }> = {
  delivering: {
    word: 'being delivered',
    tone: 'waiting',
    sentence: 'Accepted and written down, not yet confirmed by the system. It is tried until it is done.',
  },
  parked: {
    word: 'needs a person',
    tone: 'bad',
    sentence: 'The system will not take it as it is. A person must correct it, try it again or withdraw it.',
  },
  delivered: {
    word: 'delivered',
    tone: 'good',
    sentence: 'The system confirmed it. The record is being followed, and the caller is told when it moves.',
  },
  refused: {
    word: 'refused',
    tone: 'bad',
    sentence: 'The system’s own rules do not allow it. The caller is told.',
  },
  withdrawn: {
    word: 'withdrawn',
    tone: 'calm',
    sentence: 'An operator withdrew it. It will not be tried again.',
  },
  settled: { word: 'settled', tone: 'good', sentence: 'The office finished it. Nothing is left to do.' },
};

export const moods: { mood: Mood; word: string; means: string }[] = [
  { mood: 'well', word: 'Well', means: 'answers as it should' },
  { mood: 'down', word: 'Down', means: 'refuses everything (503)' },
  { mood: 'slow', word: 'Slow', means: 'does the work, answers late' },
  { mood: 'mute', word: 'Mute', means: 'does the work, loses the answer' },
];

/** How a system makes a record once only. */
export const creations: Record<SystemView['creation'], string> = {
  key: 'exactly once, by idempotency key',
  reference: 'exactly once, by looking for our reference',
  none: 'never lost; a possible double is flagged',
};

export const circuitStates: Record<CircuitView['state'], { word: string; tone: Tone; sentence: string }> = {
  closed: { word: 'written to', tone: 'good', sentence: 'What is asked for is sent at once.' },
  open: {
    word: 'away',
    tone: 'bad',
    sentence: 'Nothing is sent. Recado looks by itself whether it is back, and what waits is sent then.',
  },
  'half-open': {
    word: 'being tried',
    tone: 'waiting',
    sentence: 'It may be back: one delivery tries it for all that wait.',
  },
};

/** How fast a system may be written to. */
export const paceInWords = ({ limit, atOnce }: DeliveryView): string =>
  `${limit ? `${limit.perMinute} requests a minute for account ${limit.account}, ` : ''}${atOnce} at once`;

const consequences: Record<DeliveryView['whenAway']['then'], (policy: DeliveryView['whenAway']) => string> = {
  retry: () => 'tried again by itself',
  queue: () => 'waits in line',
  record: ({ afterTries, register = 'the register' }) =>
    `kept in ${register} after ${counted(afterTries, 'try', 'tries')}`,
  team: ({ afterTries, team = 'a team' }) => `done by ${team} after ${counted(afterTries, 'try', 'tries')}`,
};

/** What follows when a system stays away, with the verbs for which it is something else. */
export const awayInWords = ({ whenAway, verbs }: DeliveryView): string =>
  [
    consequences[whenAway.then](whenAway),
    ...Object.entries(verbs).map(
      ([verb, policy]) => `to ${verbInWords(verb)}: ${consequences[policy.then](policy)}`,
    ),
  ].join('; ');

/** How far a message to a person got. */
export const sendStates: Record<SendView['state'], { word: string; tone: Tone }> = {
  leaving: { word: 'leaving', tone: 'waiting' },
  accepted: { word: 'accepted', tone: 'waiting' },
  sent: { word: 'sent', tone: 'waiting' },
  failed: { word: 'failed', tone: 'bad' },
  undelivered: { word: 'not delivered', tone: 'bad' },
  delivered: { word: 'delivered', tone: 'good' },
  read: { word: 'read', tone: 'good' },
};
/** By what a person is reached. */
export const channelNames: Record<SendView['channel'], string> = {
  whatsapp: 'WhatsApp',
  sms: 'SMS',
  email: 'E-mail',
  voice: 'Call',
  inbox: 'Dev phone',
};

export const webhookStates: Record<WebhookView['state'], { word: string; tone: Tone }> = {
  waiting: { word: 'waiting', tone: 'waiting' },
  'handed-over': { word: 'handed over', tone: 'good' },
  parked: { word: 'needs a person', tone: 'bad' },
};

export const notificationStates: Record<NotificationView['state'], { word: string; tone: Tone }> = {
  waiting: { word: 'waiting', tone: 'waiting' },
  delivered: { word: 'delivered', tone: 'good' },
  failed: { word: 'never taken', tone: 'bad' },
  ended: { word: 'not wanted', tone: 'calm' },
};

/** What a webhook is about, in words. */
export const webhookKinds: Record<WebhookView['kind'], string> = {
  record: 'record',
  receipt: 'receipt of',
  message: 'message of',
  event: 'event of case',
};

const verbs: Record<string, string> = {
  createTicket: 'create a ticket',
  commentTicket: 'comment a ticket',
  raisePriority: 'raise a priority',
  closeTicket: 'close a ticket',
  reopenTicket: 'reopen a ticket',
  bookAppointment: 'book an appointment',
  moveAppointment: 'move an appointment',
  cancelAppointment: 'cancel an appointment',
  perform: 'carry out an operation',
};

/** What a verb does, in words; an unknown verb as it is. */
export const verbInWords = (verb: string): string => verbs[verb] ?? verb;

/** A sentence with every known verb in words. */
export const verbsInWords = (text: string): string =>
  text.replace(/\b[a-z]+[A-Z][A-Za-z]+\b/g, (word) => verbInWords(word));

const waits: Record<string, string> = {
  caller: 'the caller',
  operator: 'an operator',
  office: 'the office',
  nobody: 'nobody',
};

/** Whom a case waits for; `system` is the connection it is delivered to. */
export const waitsInWords = (waitingFor: string, connection: string): string =>
  waitingFor === 'system' ? connection : (waits[waitingFor] ?? waitingFor);

/** Who did something, from the audit trail's `operator:ana` or `webhook:town-hall-desk`. */
export function actorInWords(who: string): string {
  const [kind = '', name = ''] = who.split(/:(.*)/);
  if (kind === 'operator') return name === 'operator' ? 'an operator' : `operator ${name}`;
  if (kind === 'webhook') return `webhook of ${name}`;
  return kind === 'system' ? 'Recado' : who;
}

/** `1 record`, `2 records`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
