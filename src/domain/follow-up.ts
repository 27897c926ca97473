import type { Language } from './language';
import type { ReachChannel } from './reach';
import type { Appointment } from './appointment';
import type { CaseEvent, ParcelStatus } from './case-event';
import type { LastChange } from './last-change';
import type { Escalation, Reminder } from './reminder';
import type { Thread } from './thread';
import type { Contact, RecordRef, Ticket, TicketStatus } from './ticket';

/** What every watch of a record knows and remembers; plain data, so that it continues as new. */
export interface Watched {
  code: string;
  tenant: string;
  channel: string;
  language: Language;
  zone: string;
  title: string;
  contact: Contact;
  record: RecordRef;
  /** Ids of webhook events already taken, newest last, bounded. */
  eventsSeen: string[];
  /** Notices sent so far; numbers the next `reachOut`. */
  notices: number;
  /** Lines written on the audit trail so far, by the delivery and the follow-up. */
  entries: number;
  /** ISO instant at which watching began. */
  since: string;
  /** ISO instant of the last look. */
  lookedAt?: string;
}

/** A ticket that is watched until it is settled. */
export interface FollowUp extends Watched {
  /** Status last told; `gone` when the record is no more. */
  status: TicketStatus | 'gone';
  /** ISO instant of the event that says so, where the record cannot be read back: an older one that comes later does not count. */
  statusAt?: string;
  /** Ids of comments the caller knows of. */
  commentsTold: string[];
  dueAt?: string;
  /** The local day of `dueAt`, where a day was promised and not a time. */
  dueDay?: string;
  /** What is still to happen before `dueAt`. */
  reminders?: Reminder[];
  /** It was handed to people. */
  escalated?: Escalation;
  /** Left out until it has been read. */
  lastChange?: LastChange;
}

/** What a look found; undefined when the record is gone. */
export type Seen = (Pick<Ticket, 'status' | 'comments'> & Partial<Pick<Ticket, 'updatedAt'>>) | undefined;
/** What reading a record came to; `unreadable` where the system has no way to read one back. */
export type Reading = Seen | 'unreadable';
/** What a look came to: `unchanged` where the system's stamp told as much, `no-room` where nothing was asked for now. */
export type Look = Reading | 'unchanged' | 'no-room';

/** Why the caller is told something; the sentence is made of it by `src/language`. */
export type News = CaseNews | OfficeNews | ChoiceNews;

/** How it goes with what they asked for. */
export type CaseNews =
  | {
      what: 'delivered';
      title: string;
      recordId: string;
      dueAt?: string;
      dueDay?: string;
      appointment?: Appointment;
    }
  | { what: 'refused'; title: string; reason: string; alternatives: string[] }
  | { what: 'withdrawn'; title: string; reason: string }
  /** It was not done in time; people see to it. */
  | { what: 'delayed'; title: string; code: string }
  | { what: 'closed'; title: string; recordId: string; lastComment?: string }
  | { what: 'reopened'; title: string; recordId: string }
  | { what: 'commented'; title: string; recordId: string; text: string }
  | { what: 'gone'; title: string; recordId: string }
  /** Their call broke off and did not come back; `codes` of what they had agreed to by then. */
  | { what: 'cutOff'; title: string; codes: string[] }
  /** What a turn was answered whose answer the caller never heard: the sentences themselves. */
  | { what: 'answered'; title: string; text: string };

/** What the office did or will do. */
export type OfficeNews =
  /** The office gave the appointment another time, or took it away. */
  | { what: 'appointmentMoved'; title: string; recordId: string; appointment: Appointment }
  | {
      what: 'appointmentCancelled';
      title: string;
      recordId: string;
      appointment: Appointment;
      reason?: string;
    }
  | { what: 'appointmentReminder'; title: string; recordId: string; appointment: Appointment }
  /** `expectedAt` is an ISO instant; `tracking` is the carrier's number. */
  | {
      what: 'dispatched';
      title: string;
      recordId: string;
      carrier?: string | undefined;
      tracking?: string | undefined;
      expectedAt?: string | undefined;
    }
  /** Where a parcel is now; `note` is the carrier's. */
  | {
      what: 'parcel';
      title: string;
      recordId: string;
      status: ParcelStatus;
      note?: string | undefined;
    }
  /** `amount` in units of the ISO currency: 12.5 EUR. `dueAt` is an ISO instant. */
  | {
      what: 'invoiceDue';
      title: string;
      recordId: string;
      amount?: { value: number; currency: string } | undefined;
      dueAt: string;
    };

/** Answers to STOP, START and HELP. `title` is who writes; `everywhere` where not only this channel was meant. */
export type ChoiceNews =
  | { what: 'optedOut'; title: string; everywhere?: boolean }
  | { what: 'optedIn'; title: string }
  | { what: 'help'; title: string }
  /** They confirmed what we asked. */
  | { what: 'confirmed'; title: string }
  /** What an assistant answered to what they wrote: the words themselves. */
  | { what: 'said'; title: string; text: string };

/** One thing one person is told; the argument of `reachOut`. */
export interface Notice {
  code: string;
  /** Counts the notices of one code; `reachOut` ids end in it. */
  number: number;
  tenant: string;
  channel: string;
  language: Language;
  zone: string;
  contact: Contact;
  news: News;
  /** By this channel alone: an answer goes where it was asked. */
  by?: ReachChannel;
  /** The letter of theirs that it answers, where it goes by e-mail. */
  thread?: Thread;
  /** ISO instant of what the person did that this answers; it decides whether they may be written to by night. */
  actedAt?: string;
}

/** A webhook or an event as our door hands it on: a hint that a record changed. */
export interface RecordSeen {
  eventId: string;
  record: RecordRef;
  /** ISO instant. */
  at: string;
  /** What the system says of it, where it came by our API; counts by itself only where the record cannot be read back. */
  event?: CaseEvent;
  /** Who told us, for the record, where it was no webhook: `api:<name of the key>`. */
  by?: string;
}
