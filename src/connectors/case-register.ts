/** The port to where our own case register keeps its tickets; `src/store/register.ts` is its implementation. */
import type { Contact, Priority, TicketDraft, TicketStatus } from '../domain/ticket';

/** A comment in the register; `at` is an ISO instant. */
export interface RegisterComment {
  id: string;
  author: 'office' | 'caller';
  text: string;
  at: string;
}

/** A ticket as the register has it. `id` is made of the key of the order that filed it; instants are ISO. */
export interface RegisterTicket {
  id: string;
  key: string;
  status: TicketStatus;
  priority: Priority;
  draft: TicketDraft;
  comments: RegisterComment[];
  createdAt: string;
  updatedAt: string;
}

/** What is done to a ticket, all at once. */
export interface RegisterChange {
  status?: TicketStatus;
  priority?: Priority;
  comment?: { author: RegisterComment['author']; text: string };
}

/**
 * Keeps tickets of our own, apart by `register`, which is the name of a connection. Everything that has a key is done
 * once per key, whoever asks at once. Throws `ConnectorError` only.
 */
export interface CaseRegister {
  file(register: string, draft: TicketDraft, key: string): Promise<RegisterTicket>;
  find(register: string, id: string): Promise<RegisterTicket | undefined>;
  /** Newest first; of one person where `contact` is given, by phone or e-mail. */
  list(
    register: string,
    query: { limit: number; contact?: Contact | undefined; open?: boolean },
  ): Promise<RegisterTicket[]>;
  /** Changes a ticket once per key, as `change` decides when it sees it. Undefined where there is none. */
  change(
    register: string,
    id: string,
    key: string,
    change: (ticket: RegisterTicket) => RegisterChange,
  ): Promise<RegisterTicket | undefined>;
}
