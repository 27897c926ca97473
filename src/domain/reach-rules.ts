/** How a person is reached: by which rungs, in which order, and what of it may happen at night. */
import type { News } from './follow-up';
import type { MissingRung, QuestionKind, ReachChannel, Rung } from './reach';
import { hasArrived, hasFailed } from './send-state';
import type { SendState } from './send-states';
import type { Contact } from './ticket';

/** What decides about a person's rungs. Whoever asks has looked everything up. */
export interface Person {
  contact: Pick<Contact, 'phone' | 'email'>;
  /** In the order in which they are tried. */
  ladder: readonly ReachChannel[];
  configured: readonly ReachChannel[];
  optedOut: readonly ReachChannel[];
  /** Channels by telephone to which this number may not be reached, by the allow-list. */
  notAllowed: readonly ReachChannel[];
  /** Whether the person wrote us there within a day, and whether the notice has a template that WhatsApp approved. */
  whatsapp: { sessionOpen: boolean; template: boolean };
}

/** The rungs there are for a person, in order, and why others are not. */
export function rungsOf(person: Person): { rungs: Rung[]; missing: MissingRung[] } {
  const rungs: Rung[] = [];
  const missing: MissingRung[] = [];
  for (const channel of new Set(person.ladder)) {
    const to = channel === 'email' ? person.contact.email : person.contact.phone;
    const why = whyNot(person, channel, to);
    if (why !== undefined || to === undefined) missing.push({ channel, why: why ?? 'no address' });
    else if (channel === 'whatsapp')
      rungs.push({ channel, to, as: person.whatsapp.sessionOpen ? 'text' : 'template' });
    else rungs.push({ channel, to });
  }
  return { rungs, missing };
}

function whyNot(
  person: Person,
  channel: ReachChannel,
  to: string | undefined,
): MissingRung['why'] | undefined {
  const { sessionOpen, template } = person.whatsapp;
  if (!person.configured.includes(channel)) return 'not configured';
  if (to === undefined) return 'no address';
  if (person.optedOut.includes(channel)) return 'opted out';
  if (person.notAllowed.includes(channel)) return 'destination not allowed';
  if (channel === 'whatsapp' && !sessionOpen && !template) return 'no session and no template';
  return undefined;
}

/**
 * The rung that comes next: the first that was not tried, once all that were have failed or kept silent for too long
 * (`overdue`). Undefined while an answer is awaited, where the person was told, and where no rung is left.
 */
export function nextRung(
  rungs: readonly Rung[],
  tried: readonly { channel: ReachChannel; state: SendState; overdue?: boolean }[],
): Rung | undefined {
  if (tried.some(({ state }) => hasArrived(state))) return undefined;
  if (tried.some(({ state, overdue }) => !hasFailed(state) && !overdue)) return undefined;
  return rungs.find(({ channel }) => !tried.some((one) => one.channel === channel));
}

const dayMs = 24 * 3_600_000;
/** A message on its way when the day ends would be refused. */
const marginMs = 5 * 60_000;

/** Whether WhatsApp takes free text: the person wrote there within 24 hours. Instants are ISO. */
export const sessionIsOpen = (lastHeardAt: string | undefined, now: string): boolean =>
  lastHeardAt !== undefined && Date.parse(now) - Date.parse(lastHeardAt) < dayMs - marginMs;

/** So long after somebody did something, what we say is an answer to it. */
const answerMs = 10 * 60_000;

/** Answers to what they wrote by themselves, of no case. */
const choices: readonly News['what'][] = ['optedOut', 'optedIn', 'help', 'confirmed', 'said'];
const isChoice = ({ what }: News): boolean => choices.includes(what);

/** `now` may leave by night, `by-day` waits for the morning. `actedAt`: when the person last wrote, spoke or called (ISO). */
export function urgencyOf(news: News, now: string, actedAt?: string): 'now' | 'by-day' {
  if (isChoice(news)) return 'now';
  switch (news.what) {
    // Nobody is told these but right after what they did.
    case 'cutOff':
    case 'answered':
      return 'now';
    case 'delivered':
    case 'refused':
    case 'reopened':
    case 'withdrawn': {
      const since = actedAt === undefined ? Infinity : Date.parse(now) - Date.parse(actedAt);
      return since <= answerMs ? 'now' : 'by-day';
    }
    default:
      return 'by-day';
  }
}

/** What a notice asks; undefined where an answer to it belongs to no case. */
export function questionOf(news: News): QuestionKind | undefined {
  switch (news.what) {
    case 'appointmentReminder':
    case 'appointmentMoved':
      return 'confirm-appointment';
    case 'closed':
      return 'ticket-closed';
    case 'cutOff':
      return undefined;
    default:
      return isChoice(news) ? undefined : 'plain';
  }
}
