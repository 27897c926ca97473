/** The port to a person who is not on a call. */
import type { Contact } from '../domain/ticket';

/** One message; `id` is the same over retries, so that a repeated send is known where the channel can know it. */
export interface Message {
  id: string;
  code: string;
  to: Contact;
  text: string;
  /** ISO instant. */
  at: string;
}

/** A way to reach a person. Throws `ConnectorError`. */
export interface Channel {
  send(message: Message): Promise<void>;
}
