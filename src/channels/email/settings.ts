/** The way to a mail server and to the mailbox of answers, from the environment. */
import { z } from 'zod';
import { UsageError } from '../../errors';

/** A server, by its address. */
export interface MailServer {
  host: string;
  port: number;
  /** TLS from the first byte (`smtps:`, `imaps:`); otherwise by STARTTLS, which a server elsewhere must offer. */
  secure: boolean;
  /** The server is on this machine: only there mail may go without TLS. */
  isLoopback: boolean;
  auth: { user: string; pass: string } | undefined;
}

/** One server that takes our mail, and who it is from. */
export interface MailSettings extends MailServer {
  from: { name: string; address: string };
  /** Where answers and bounces lie; undefined where nobody reads them. */
  mailbox: MailboxServer | undefined;
}

/** A server with a mailbox of ours; nobody reads one without a login. */
export type MailboxServer = MailServer & { auth: NonNullable<MailServer['auth']> };

const isLoopback = (hostname: string): boolean => ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);

/** Reads the settings; undefined where no server is set. Throws `UsageError` naming the variable, never its value. */
export function readMailSettings(env: NodeJS.ProcessEnv = process.env): MailSettings | undefined {
  const [address, from] = [env['RECADO_SMTP_URL']?.trim(), env['RECADO_MAIL_FROM']?.trim()];
  const mailbox = env['RECADO_IMAP_URL']?.trim();
  if (!address) {
    if (!mailbox) return undefined;
    throw new UsageError(
      'RECADO_IMAP_URL is set and RECADO_SMTP_URL is not, so nobody could be answered.',
      'Set RECADO_SMTP_URL and RECADO_MAIL_FROM as well, or unset RECADO_IMAP_URL.',
    );
  }
  if (!from) {
    throw new UsageError(
      'RECADO_MAIL_FROM is not set, and e-mail needs it.',
      'Set RECADO_MAIL_FROM, like "Ayuntamiento <avisos@example.org>", or unset RECADO_SMTP_URL.',
    );
  }
  return {
    ...serverOf(address, smtp),
    from: senderOf(from),
    mailbox: mailbox ? mailboxOf(mailbox) : undefined,
  };
}

/** How the address of a server is written. */
interface Writing {
  variable: string;
  scheme: string;
  ports: { secure: number; plain: number };
}
const smtp: Writing = { variable: 'RECADO_SMTP_URL', scheme: 'smtp', ports: { secure: 465, plain: 587 } };
const imap: Writing = { variable: 'RECADO_IMAP_URL', scheme: 'imap', ports: { secure: 993, plain: 143 } };

function serverOf(address: string, { variable, scheme, ports }: Writing): MailServer {
  const url = URL.parse(address);
  // A query could switch the check of certificates off.
  const isPlain = url && /^\/?$/.test(url.pathname) && !url.search && !url.hash && url.hostname;
  const auth = url && loginOf(url);
  if (!isPlain || auth === null || ![`${scheme}:`, `${scheme}s:`].includes(url.protocol)) {
    throw new UsageError(
      `${variable} cannot be used.`,
      `Write it like ${scheme}s://user:password@host:${ports.secure} or ${scheme}://host:${ports.plain}, percent-encoded, without a path or a query.`,
    );
  }
  const secure = url.protocol === `${scheme}s:`;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port ? Number(url.port) : secure ? ports.secure : ports.plain,
    secure,
    isLoopback: isLoopback(url.hostname),
    auth,
  };
}

function mailboxOf(address: string): MailboxServer {
  const { auth, ...server } = serverOf(address, imap);
  if (auth) return { ...server, auth };
  throw new UsageError(
    'RECADO_IMAP_URL names no user and password, and a mailbox needs both.',
    'Write it like imaps://user:password@host:993, percent-encoded.',
  );
}

/** Undefined where none is given, null for half of one and for what cannot be decoded. */
function loginOf({ username, password }: URL): MailServer['auth'] | null {
  if (!username && !password) return undefined;
  if (!username || !password) return null;
  try {
    return { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  } catch {
    return null;
  }
}

const sender = z.object({
  name: z.string().regex(/^[^\p{Cc}<>"]{0,100}$/u),
  address: z.email().max(254),
});

function senderOf(from: string): MailSettings['from'] {
  const [, name = '', inner] = /^(?:"?([^"<]*?)"?\s*)?<([^<>]+)>$/.exec(from) ?? [];
  const parsed = sender.safeParse({ name: name.trim(), address: inner ?? from });
  if (parsed.success) return parsed.data;
  throw new UsageError(
    'RECADO_MAIL_FROM is no sender.',
    'Write it like "Ayuntamiento <avisos@example.org>", or the address alone.',
  );
}
