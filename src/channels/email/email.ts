/** E-mail as a channel: nodemailer over SMTP, on connections that are kept for a while. */
import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { Channel } from '../channel';
import { refusalOf } from './faults';
import { letterOf, messageIdOf, type Sender } from './letter';
import type { MailServer } from './settings';

/** How long a server may take. */
export interface EmailPatience {
  /** To the greeting; default 10 s. */
  connectMs?: number;
  /** For one answer; default 20 s. */
  answerMs?: number;
  /** For the whole letter, drop by drop; default 60 s. */
  wholeMs?: number;
}

/** A channel to mailboxes, and its end. */
export interface EmailChannel extends Channel {
  close(): void;
}

/** Opens no connection yet. */
export function createEmailChannel(
  settings: MailServer & Sender,
  patience: EmailPatience = {},
): EmailChannel {
  const { wholeMs = 60_000 } = patience;
  const transport = createTransport(transportOptions(settings, patience));
  const leaving = new Map<string, Readable>();
  transport.use('stream', (mail, done) => {
    const { messageId } = mail.data;
    mail.message?.processFunc((bytes) => {
      if (messageId !== undefined) leaving.set(messageId, bytes);
      return bytes;
    });
    done();
  });
  return {
    async send(message) {
      const letter = letterOf(message, settings);
      if (!letter) return { refused: 'invalid-address', detail: 'there is no e-mail address' };
      try {
        await transport.sendMail({ ...letter, xMailer: false, signal: AbortSignal.timeout(wholeMs) });
        return { providerId: letter.messageId, state: 'accepted' };
      } catch (error) {
        // A connection reads the letter when the server has asked for it, and not before.
        return refusalOf(error, leaving.get(letter.messageId)?.readableDidRead ?? false);
      } finally {
        leaving.delete(letter.messageId);
      }
    },
    idOf: (message) => messageIdOf(message, settings),
    close: () => transport.close(),
  };
}

/** For nodemailer: connections that are kept, TLS wherever the server is not on this machine. */
export function transportOptions(
  { host, port, secure, isLoopback, auth }: MailServer,
  { connectMs = 10_000, answerMs = 20_000 }: EmailPatience = {},
) {
  return {
    ...{ pool: true as const, host, port, secure, maxConnections: 2, idleTimeout: 30_000 },
    ...(auth ? { auth } : {}),
    // A letter that goes out a second time goes out because the workflow says so.
    maxRequeues: 0,
    requireTLS: !secure && !isLoopback,
    ignoreTLS: !secure && isLoopback,
    tls: { minVersion: 'TLSv1.2' as const },
    ...{
      connectionTimeout: connectMs,
      greetingTimeout: connectMs,
      dnsTimeout: connectMs,
      socketTimeout: answerMs,
    },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  };
}
