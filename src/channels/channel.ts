/** The port to a person who is not on a call. */
import type { Language } from '../domain/language';
import type { Thread } from '../domain/thread';
import type { Contact } from '../domain/ticket';

/** One message; `id` is the same over retries, so that a repeated send is known where the channel can know it. */
export interface Message {
  /** At most 200 characters. A receipt names the message by it. */
  id: string;
  /** Of the case it is about; messages of one case are one thread where the channel has threads. */
  code: string;
  to: Contact;
  language: Language;
  text: string;
  /** ISO instant of the first try. */
  at: string;
  /** What a channel sends in the place of `text` where only approved texts may begin a conversation. */
  template?: { contentSid: string; variables: Record<string, string> };
  /** What of the person's it answers, where the channel has threads. */
  thread?: Thread;
}

/** What a channel took. */
export interface Sent {
  /** The provider's own id of the message. */
  providerId?: string;
  /** `accepted`: by the provider; `sent`: by its network; `delivered`: to the person's device or mailbox. */
  state: 'accepted' | 'sent' | 'delivered';
  /** Where the provider tells. `micros`: millionths of the currency's unit. */
  cost?: { micros: number; currency: string };
  /** How many messages the carrier made of it. */
  segments?: number;
}

/** Why this person will not get it by this channel, however often it is tried. */
export type SendRefusal =
  /** They asked not to be written to here. */
  | 'opted-out'
  /** Their device or mailbox takes nothing. */
  | 'unreachable'
  /** Only a template may be sent, for they have not written lately. */
  | 'outside-window'
  /** The provider or their network does not carry this message there. */
  | 'not-allowed'
  /** There is no such address, or none is known. */
  | 'invalid-address';

/** A refusal as a result, so that the next rung is tried at once. `detail` holds no caller data. */
export interface RefusedSend {
  refused: SendRefusal;
  detail: string;
}

/** A way to reach a person. */
export interface Channel {
  /**
   * Throws `ConnectorError` for faults of the channel; its `outcome` says whether the message may have gone out.
   * No channel takes a key: after `unknown` look with `find`, and flag what was sent again.
   */
  send(message: Message): Promise<Sent | RefusedSend>;
  /** The id it will have there, where that is known before it leaves: what comes back of it may be quicker than our own note. */
  idOf?(message: Message): string;
  /**
   * Looks whether the message went out and how it fares; undefined where it is not there. Absent where nobody can look.
   * With a `providerId` it is that message, whose receipt may have been lost; without, one that looks like it.
   */
  find?(message: Message, providerId?: string): Promise<Sent | RefusedSend | undefined>;
}
