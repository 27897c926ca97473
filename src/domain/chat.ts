/** What a person writes to us by SMS, WhatsApp or e-mail, and what it turns out to be. */
import type { CallStart, Proposal } from './call';
import type { ReachQuestion } from '../store/reach-records';
import type { Language } from './language';
import type { Thread } from './thread';
import type { RecordRef } from './ticket';

/** The channels by which people write. */
export const writtenChannels = ['sms', 'whatsapp', 'email'] as const;
export type WrittenChannel = (typeof writtenChannels)[number];

/** One message of a person. `id` is the carrier's, of a letter one made of its Message-ID; `at` is an ISO instant. */
export interface Written {
  id: string;
  text: string;
  at: string;
  /** What the carrier itself took it for, where it keeps the list of those who want nothing more. */
  optOut?: 'STOP' | 'START' | 'HELP';
  /** Where an answer to a letter stands. */
  thread?: Thread;
}

/** One person who writes to one assistant by one channel, by e-mail of one case; the argument of their workflow, and what it keeps. */
export interface Chat {
  assistant: string;
  channel: WrittenChannel;
  /** E.164, or what the network shows in its place; by e-mail an address. */
  from: string;
  /** Stands for `from` in ids; by e-mail, for the address and the case together. */
  key: string;
  /** The case that they answer about, where their letters name one. */
  about?: string;
  /** Where the last letter of theirs stands. */
  thread?: Thread;
  /** Epoch milliseconds of the first message: tells this chat's answers from those of one that ended before. */
  since: number;
  /** Ids of messages taken lately, newest last. */
  taken: string[];
  /** Conversations begun so far; numbers the next one. */
  calls: number;
  /** The conversation that goes on, where one does. */
  callId?: string;
  /** Messages of ours so far; numbers the next one. */
  replies: number;
}

/** Who writes, as their assistant knows them. */
export interface Writer {
  tenant: string;
  language: Language;
  zone: string;
  /** Who answers: "Ayuntamiento de Valdeseda". */
  title: string;
}

/** What an answer to a notice leads to without more talk. */
export type Answered =
  /** A yes to what a notice asked; the order is made, and nothing more need be asked. */
  | { is: 'order'; proposal: Proposal; question: ReachQuestion }
  /** It confirms an appointment, or says thanks: nothing is to be done in a system. */
  | {
      is: 'noted';
      what: 'confirmed' | 'thanks';
      question: ReachQuestion;
      /** The appointment that is confirmed, where its case is known. */
      record?: RecordRef;
    };

/** An answer that is to be talked about, in words that say what it means; a "yes" to the assistant must not answer the notice any more. */
export interface ToTalkAbout {
  is: 'talk';
  text: string;
  question: ReachQuestion;
}

/** They did not catch it: the notice is said once more, and still to be answered. */
export interface HearAgain {
  is: 'again';
}

/** Words said to a notice that a call of ours told. `from` is E.164; `at` an ISO instant; `code` is the notice's. */
export interface SaidToNotice extends Pick<Written, 'id' | 'text' | 'at'> {
  code?: string;
  assistant: string;
  from: string;
  callId: string;
}

/** What a message is. */
export type Sorted = { writer: Writer } & (
  | { is: 'stop' | 'stop everywhere' | 'start' | 'help' }
  | Answered
  /** Talk, with the assistant; `start` is how a conversation begins where none goes on. */
  | (Omit<ToTalkAbout, 'question'> & { start: CallStart; question?: ReachQuestion })
);

const takenKept = 200;

/** The chat after a message was taken; undefined where it was taken before. */
export function taking(chat: Chat, id: string): Chat | undefined {
  if (chat.taken.includes(id)) return undefined;
  return { ...chat, taken: [...chat.taken, id].slice(-takenKept) };
}
