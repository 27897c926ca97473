/** The way to a mail server, from the environment. */
import { z } from 'zod';
import { UsageError } from '../../errors';

/** One server that takes our mail, and who it is from. */
export interface MailSettings {
  host: string;
  port: number;
  /** TLS from the first byte (`smtps:`); otherwise by STARTTLS, which a server elsewhere must offer. */
  secure: boolean;
  /** The server is on this machine: only there mail may leave without TLS. */
  isLoopback: boolean;
  auth: { user: string; pass: string } | undefined;
  from: { name: string; address: string };
}

const isLoopback = (hostname: string): boolean => ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);

/** Reads the settings; undefined where no server is set. Throws `UsageError` naming the variable, never its value. */
export function readMailSettings(env: NodeJS.ProcessEnv = process.env): MailSettings | undefined {
  const [address, from] = [env['RECADO_SMTP_URL']?.trim(), env['RECADO_MAIL_FROM']?.trim()];
  if (!address) return undefined;
  if (!from) {
    throw new UsageError(
      'RECADO_MAIL_FROM is not set, and e-mail needs it.',
      'Set RECADO_MAIL_FROM, like "Ayuntamiento <avisos@example.org>", or unset RECADO_SMTP_URL.',
    );
  }
  return { ...serverOf(address), from: senderOf(from) };
}

function serverOf(address: string): Omit<MailSettings, 'from'> {
  const url = URL.parse(address);
  // A query could switch the check of certificates off.
  const isPlain = url && /^\/?$/.test(url.pathname) && !url.search && !url.hash && url.hostname;
  const auth = url && loginOf(url);
  if (!isPlain || auth === null || !/^smtps?:$/.test(url.protocol)) {
    throw new UsageError(
      'RECADO_SMTP_URL cannot be used.',
      'Write it like smtps://user:password@host:465 or smtp://host:587, percent-encoded, without a path or a query.',
    );
  }
  const secure = url.protocol === 'smtps:';
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port ? Number(url.port) : secure ? 465 : 587,
    secure,
    isLoopback: isLoopback(url.hostname),
    auth,
  };
}

/** Undefined where none is given, null for half of one and for what cannot be decoded. */
function loginOf({ username, password }: URL): MailSettings['auth'] | null {
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
