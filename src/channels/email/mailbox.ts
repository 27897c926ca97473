/** Our mailbox over IMAP: an open connection to INBOX. What is in it is only looked at; nothing is moved or deleted. */
import { ImapFlow, type ImapFlowOptions } from 'imapflow';
import { z } from 'zod';
import type { MailboxServer } from './settings';

/** How long a server may take. */
export interface MailboxPatience {
  /** To the connection, and to the greeting; default 10 s. */
  connectMs?: number;
  /** For one answer; default 60 s. */
  answerMs?: number;
}

/** A letter as it lies there; `bytes` are its beginning where it is longer than was asked for. */
export interface RawLetter {
  bytes: Uint8Array;
  sizeBytes: number;
  /** When the server took it. */
  at: Date;
}

/** INBOX, opened. Every method throws where the connection is lost. */
export interface Mailbox {
  /** UIDVALIDITY: numbers of letters count within it alone. */
  readonly era: string;
  readonly isOpen: boolean;
  /** Numbers of the letters behind `uid` that came since a day, ascending. */
  behind(uid: number, since: Date): Promise<number[]>;
  /** The letter, no more than `mostBytes` of it; undefined where it is gone. */
  fetch(uid: number, mostBytes: number): Promise<RawLetter | undefined>;
  /** Marks a letter as read. */
  markSeen(uid: number): Promise<void>;
  /** Until the next call the server tells what comes, where it can (IDLE). */
  listen(): void;
  close(): void;
}

/** What an open mailbox tells, and what ends it. */
export interface MailboxEvents {
  /** Something has come. */
  onNews?: () => void;
  /** Ends the connection at once, also one that is being made. */
  signal?: AbortSignal;
}

const folder = 'INBOX';

/** Logs in and opens INBOX. Throws where that cannot be done. */
export async function openMailbox(
  server: MailboxServer,
  { onNews = () => undefined, signal }: MailboxEvents = {},
  patience: MailboxPatience = {},
): Promise<Mailbox> {
  const client = new ImapFlow(optionsOf(server, patience));
  // Without a listener a connection that breaks would end the process; whoever asks next is told.
  client.on('error', () => undefined);
  client.on('exists', onNews);
  const end = (): void => client.close();
  signal?.addEventListener('abort', end, { once: true });
  client.once('close', () => signal?.removeEventListener('abort', end));
  try {
    signal?.throwIfAborted();
    await client.connect();
    const { uidValidity } = await client.mailboxOpen(folder);
    return mailboxOf(client, `${uidValidity}`);
  } catch (error) {
    client.close();
    throw error;
  }
}

function mailboxOf(client: ImapFlow, era: string): Mailbox {
  const byUid = { uid: true };
  return {
    era,
    get isOpen() {
      return client.usable;
    },
    async behind(uid, since) {
      const found = await client.search({ uid: `${uid + 1}:*`, since }, byUid);
      if (!found) throw new Error('the search was refused');
      // "5:*" names the last letter even where that is the fourth.
      return found.filter((one) => one > uid).toSorted((one, other) => one - other);
    },
    async fetch(uid, mostBytes) {
      const wanted = { size: true, internalDate: true, source: { start: 0, maxLength: mostBytes } };
      const found = await client.fetchOne(`${uid}`, wanted, byUid);
      if (!found || !found.source) return undefined;
      const { source, size = source.length, internalDate } = found;
      return { bytes: source.subarray(0, mostBytes), sizeBytes: size, at: noLaterThanNow(internalDate) };
    },
    async markSeen(uid) {
      // A server that lets nothing be marked is no reason to read the same for ever.
      const isMarked = await client.messageFlagsAdd(`${uid}`, ['\\Seen'], byUid);
      if (!isMarked && !client.usable) throw new Error('the connection was lost');
    },
    listen: () => void client.idle().catch(() => undefined),
    close: () => client.close(),
  };
}

/** The server's clock may go wrong, and what it says may be no date. */
function noLaterThanNow(told: Date | string | undefined): Date {
  const [at, now] = [new Date(told ?? Number.NaN), new Date()];
  return at <= now ? at : now;
}

/** For ImapFlow: TLS wherever the server is not on this machine, and no word in a log. */
function optionsOf(
  { host, port, secure, isLoopback, auth }: MailboxServer,
  { connectMs = 10_000, answerMs = 60_000 }: MailboxPatience,
): ImapFlowOptions {
  return {
    ...{ host, port, secure, auth, logger: false, disableAutoIdle: true },
    ...(secure ? {} : { doSTARTTLS: !isLoopback }),
    tls: { minVersion: 'TLSv1.2' },
    ...{ connectionTimeout: connectMs, greetingTimeout: connectMs, socketTimeout: answerMs },
    ...{ maxLineLength: 1_000_000, maxLiteralSize: 4_000_000, maxResponseSize: 8_000_000 },
  };
}

const fault = z.looseObject({
  code: z
    .string()
    .regex(/^[A-Za-z0-9_]{1,40}$/)
    .optional()
    .catch(undefined),
  authenticationFailed: z.boolean().optional().catch(undefined),
});

/** What went wrong, without the server's own words: these quote who logs in. */
export function mailboxFault(error: unknown): { isLogin: boolean; why: string } {
  const { code, authenticationFailed } = fault.parse(
    typeof error === 'object' && error !== null ? error : {},
  );
  if (authenticationFailed) return { isLogin: true, why: 'refuses our name and password' };
  return { isLogin: false, why: `cannot be read${code === undefined ? '' : ` (${code})`}` };
}
