import { z } from 'zod';
import type { ErrorKind, FaultOutcome } from '../errors';
import type { Appointment, AppointmentDraft, Slot } from './appointment';
import type { Verb } from './assistant';
import type { Language } from './language';
import type { Expectation } from './listening';
import type { Reminder } from './reminder';
import type { OpenCase } from './open-case';
import type { OutboundPlan, TransferPlan } from './telephone';
import type { Terms } from './terms';
import type { Thread } from './thread';
import type { Contact, Priority, RecordRef, Ticket, TicketDraft } from './ticket';

/** A JSON value, as it crosses a Temporal payload. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** How a call begins; the argument of `takeCall`. `from` is E.164 where it is known; `email` where they write from an address. */
export interface CallStart {
  callId: string;
  channel: string;
  tenant: string;
  assistant: string;
  language: Language;
  greeting: string;
  budgetMs: number;
  /** IANA zone in which dates are spoken. */
  zone: string;
  /** Hours within which a person calls back. */
  personWithinHours: number;
  from?: string;
  email?: string;
  /** The case of theirs that `from` is known by, if it may be told unasked. */
  openCase?: OpenCase;
  /** The call is spoken: the host that holds its line listens and speaks, turn by turn. */
  spoken?: true;
  /** The carrier hears and speaks by `<Gather>`: turns are updates, and between them it is told where the call goes. */
  gathered?: true;
  /** What happens when a spoken call breaks off and does not come back. */
  ifDropped?: 'message' | 'call-back' | 'nothing';
  /** Who takes a spoken call over when the caller wants a person; absent: a person calls back. */
  transfer?: TransferPlan;
  /** The caller of a spoken call is asked whether it may be recorded. */
  record?: 'after-consent';
  /** We call `from`; absent where they call us. */
  outbound?: OutboundPlan;
  /** The greeting is a notice, which is told by this call; `send` is the message's id, `code` that of its case. */
  notice?: { send: string; code?: string };
}

/** One line of the conversation. `fixed` lines were spoken by code, not by the model. */
export type Line =
  | { who: 'caller'; text: string }
  | { who: 'assistant'; text: string; fixed?: boolean }
  | { who: 'tool'; id: string; name: string; args: Json; result: ToolResult };

/** What a tool call came to: data for the model, and the sentence that says it, from code. */
export interface ToolResult {
  data: Json;
  say: string;
}

/** What a model asks for. `args` are the model's and not to be trusted. */
export const toolCall = z.object({ id: z.string(), name: z.string(), args: z.record(z.string(), z.json()) });
export type ToolCall = { id: string; name: string; args: { [key: string]: Json } };

/** What a model is told. `memory` is what it returned last time (the scripted model's form). */
export interface ModelContext {
  callId: string;
  assistant: string;
  language: Language;
  /** ISO instant of the turn. */
  now: string;
  from?: string;
  email?: string;
  /** What the caller was greeted with. */
  openCase?: OpenCase;
  lines: Line[];
  memory?: Json;
  /** What was read back to the caller and not agreed to with their last words. */
  lapsed?: { name: string; args: { [key: string]: Json }; readBack: string };
}

/** What a model answers: words for the caller, wishes for tools, and its memory. */
export interface ModelReply {
  text: string;
  toolCalls: ToolCall[];
  memory?: Json;
  /** The caller is done: say the text and end the call. */
  goodbye?: boolean;
  /** What it asks for, where the model knows that: a line waits longer for who looks something up. */
  expects?: Expectation;
  /** Which model answered: `scripted`, or the name of the LLM. */
  model: string;
  /** How many of the model's sentences were not spoken, since they claimed what does not stand. */
  dropped?: number;
}

/** A write that is to be made exactly once. `verb` decides the arguments. */
export type Order = {
  tenant: string;
  assistant: string;
  connection: string;
  language: Language;
  channel: string;
  zone: string;
  callId: string;
  /** What it is, in the caller's language: "avisar de una farola apagada". */
  title: string;
  contact: Contact;
  /** The letter that asked for it, which the notice of its end answers. */
  thread?: Thread;
  /** Stands for the caller's number where the number itself must not be kept. */
  callerKey?: string;
  /** Stands for the name the caller gave, where the number they call from is the one to answer to. */
  nameKey?: string;
  /** ISO instant the office promises. */
  dueAt?: string;
  /** The local day of `dueAt` (YYYY-MM-DD), where a day is promised and not a time. */
  dueDay?: string;
  /** For `perform`: days for which what it made is watched; without it nobody watches. */
  followDays?: number;
  /** What happens before `dueAt`, oldest first. */
  reminders?: Reminder[];
  /** How its system is written to. */
  terms: Terms;
} & OrderWork;

/** The work of an order, by verb. */
export type OrderWork =
  | { verb: 'createTicket'; args: TicketDraft }
  | { verb: 'commentTicket'; args: { id: string; text: string } }
  | { verb: 'raisePriority'; args: { id: string; priority: Priority } }
  | { verb: 'closeTicket'; args: { id: string; reason: string } }
  | { verb: 'reopenTicket'; args: { id: string; reason: string } }
  | { verb: 'bookAppointment'; args: AppointmentDraft }
  | { verb: 'moveAppointment'; args: { id: string; slot: Slot } }
  | { verb: 'cancelAppointment'; args: { id: string } }
  /** An operation of the system's own that an assistant declares: `tool` is the errand's name. */
  | { verb: 'perform'; args: { tool: string; arguments: { [key: string]: Json } } };

/** The verbs that change something; each is a delivery. */
export type WriteVerb = OrderWork['verb'];
/** The verbs that only look. */
export type ReadVerb = Exclude<Verb, WriteVerb>;

/** Proof that a write reached its system: the record it made or changed. */
export interface Receipt {
  record: RecordRef;
  /** ISO instant. */
  at: string;
  url?: string;
  ticket?: Ticket;
  appointment?: Appointment;
  /** What the system answered to `perform`. */
  answer?: Json;
}

/** A refusal by a rule of the system: a result, not an error. */
export interface Refusal {
  reason: 'slot-taken' | 'gone' | 'not-allowed';
  alternatives?: Slot[];
}

/** What one try to write came to. */
export type WriteResult = { receipt: Receipt } | { refusal: Refusal };

/** How a delivery ended. */
export type Outcome =
  | { state: 'delivered'; code: string; receipt: Receipt }
  | { state: 'refused'; code: string; refusal: Refusal }
  | { state: 'withdrawn'; code: string; reason: string };

/** A fault of a try, in plain words, as the card and the console show it. */
export interface Fault {
  kind: ErrorKind | 'unknown';
  message: string;
  /** Whether the system may have done the work all the same. */
  outcome: FaultOutcome;
  /** ISO instant. */
  at: string;
  retryAfterMs?: number;
  /** Our own worker was lost during the try: nothing is known of the system. */
  unheard?: true;
  /** The system was not asked, since our own pace for it is used up: nothing is known of it, and it was no try. */
  unasked?: true;
}

/** What the gate reads back before a write, and the order that a yes will make. `hash` names the wish: this, of this caller. */
export interface Proposal {
  toolCall: ToolCall;
  order: Order;
  readBack: string;
  hash: string;
  /** The code it will have; the same wish of the same caller gets the same one. */
  code: string;
  /** This caller's same wish, taken already, not long ago: only a further yes makes it a second one. */
  same?: { code: string; open: boolean };
  /** False where the caller's own words already asked for just this (a person). */
  needsYes: boolean;
}

/** A proposal before its code is claimed. */
export type ProposalDraft = Omit<Proposal, 'code' | 'same'>;
