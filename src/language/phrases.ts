/**
 * What code says in each language. Sentences that promise (number, date, "it is booked") come from here and nowhere
 * else, and only with what proves them in hand.
 */
import type { Appointment, Slot } from '../domain/appointment';
import type { Json, Order, Receipt, Refusal } from '../domain/call';
import type { News } from '../domain/follow-up';
import type { OpenCase } from '../domain/open-case';
import type { Ticket } from '../domain/ticket';

/** What the caller said to a read-back: only a clear yes is a yes; a yes with more in it is `unclear`. */
export type Consent = 'yes' | 'no' | 'unclear';

/** A promise that is about to break: until when it holds, and the team whose case it is now. */
export interface DueSoon {
  to: string;
  code: string;
  /** ISO instant. */
  dueAt: string;
  /** The local day of it, where a day was promised and not a time. */
  dueDay?: string;
  zone: string;
}

/** The sentences and judgements of one language. Pure; dates are ISO instants, told in the IANA zone handed in, and those of appointments in the zone of their place. */
export interface Phrases {
  /** Judges the caller's own words after a read-back. "sí, pero…" and "no, es la calle Mayor 12" are `unclear`. */
  consent(text: string): Consent;

  /** Reads back everything an order will do and asks for a yes. `labels` are the fields' labels by name. */
  readBack(order: Order, facts: { label: string; value: string }[], pending: string[]): string;
  /** An argument of a declared operation as it is read back: "sí", "a, b y c". */
  told(value: Json): string;
  /** With the receipt in hand: it is done, its number, its deadline or time. */
  done(order: Order, receipt: Receipt): string;
  /** Without a receipt: it is registered under this code, will be processed, you will be told. */
  promised(order: Order, code: string): string;
  /** The system's rule said no; offers the alternatives where there are. */
  refused(order: Order, refusal: Refusal): string;
  /** The same wish was already taken in this call. */
  alreadyTaken(code: string): string;
  /** Asked for by its code while there is no receipt yet: it is still on its way, you will be told. */
  onItsWay(code: string): string;
  /** An operator or the caller withdrew it. */
  withdrawn(order: Order): string;

  /** A reference code or number, so that it can be understood on the phone: "erre, siete, ká, tres…". */
  spell(code: string): string;
  /** "martes 24 de noviembre a las 10:30" */
  when(at: string, zone: string): string;
  /** "martes 24 de noviembre" */
  day(at: string, zone: string): string;

  /** To who comes back: the state of their open case; of several the newest, and how many. One sentence. */
  openCase(openCase: OpenCase, zone: string): string;
  /** After that: is it about that request? */
  isItAboutThat(): string;
  ticketState(ticket: Ticket, zone: string): string;
  ticketList(tickets: Ticket[], zone: string): string;
  slotList(slots: Slot[]): string;
  appointmentList(appointments: Appointment[]): string;

  /** A declared look-up was answered; what came back is the model's to tell. */
  lookedUp(): string;
  /** No such record, or not this caller's: the same sentence for both, so that nobody can probe. */
  notFound(): string;
  /** A rule forbids it, e.g. raising what is already urgent, closing what is closed or opening what is open. */
  notAllowed(why: 'already-closed' | 'already-open' | 'already-that-urgent' | 'too-late'): string;
  /** A look-up found the system away. */
  cannotLook(): string;
  /**
   * A model claimed what is not so, and its sentence was not spoken: nothing was registered yet. `earlier`: something else
   * may have been before in this call, so it speaks of the caller's last words only.
   */
  nothingDoneYet(earlier: boolean): string;
  /** After that, where nothing else is said. */
  tellMeWhat(): string;
  /** The model asked for something that does not exist or with unusable arguments. */
  notUnderstood(): string;
  anythingElse(): string;
  goodbye(): string;
  /** The caller did not agree and said nothing else. */
  dropped(): string;
  personTitle(): string;
  personPromised(code: string, withinHours: number): string;

  /** A notice by SMS: one or two sentences, at most 300 characters, naming the code. */
  notice(news: News, code: string, zone: string): string;

  /** A comment for the office: the promise is about to break, and whose case it is now. At most 300 characters. */
  dueSoon(of: DueSoon): string;

  /** The same wish was taken before, not long ago: its code, and the question whether it is a second one. */
  anotherOne(code: string): string;
  /** Without a receipt, to somebody with a phone: its code, and that a person calls back within the hour. */
  callback(order: Order, code: string): string;
  /** The system is away and nothing was done nor will be: try again later. */
  tryLater(order: Order): string;
}
