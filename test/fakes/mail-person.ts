/** Somebody with a mailbox: what we wrote to them, and what they answer, as mail programs and servers write it. */
import { randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { eventually } from './caller';
import type { GreenMail } from './green-mail';
import { readMailbox } from './imap';

/** A letter that lies in a mailbox. */
export interface Letter {
  raw: string;
  id: string;
  subject: string;
  inReplyTo: string;
  references: string;
  head(name: string): string;
  /** Decoded, the plain part. */
  text: string;
}

export interface MailPerson {
  address: string;
  letters(): Promise<Letter[]>;
  /** Waits for one that is as wanted. */
  got(what: RegExp, forMs?: number): Promise<Letter>;
  /** Answers a letter as Gmail does; the new letter's Message-ID. */
  answer(letter: Letter, words: string, more?: Record<string, string>): Promise<string>;
  /** Sends a letter as it is. */
  post(raw: string | Uint8Array): Promise<void>;
}

/** Opens the mailbox of `user@example.org`. @param office - to whom they write */
export function mailPerson(server: GreenMail, user: string, office: string): MailPerson {
  const address = `${user}@example.org`;
  const transport = createTransport({ host: '127.0.0.1', port: server.smtpPort, ignoreTLS: true });
  const letters = async (): Promise<Letter[]> =>
    (await readMailbox(server.imapPort, user, 'secret')).map(letterOf);
  const post = async (raw: string | Uint8Array): Promise<void> => {
    await transport.sendMail({ envelope: { from: address, to: [office] }, raw: Buffer.from(raw) });
  };
  return {
    ...{ address, letters, post },
    got: async (what, forMs) =>
      await eventually(
        `a letter like ${what}`,
        async () => (await letters()).find(({ text }) => what.test(text)),
        forMs,
      ),
    async answer(letter, words, more = {}) {
      const heads: Record<string, string> = {
        From: `Ana <${address}>`,
        To: office,
        Subject: `Re: ${letter.subject}`,
        'Message-ID': `<${randomUUID()}@example.org>`,
        'In-Reply-To': letter.id,
        References: `${letter.references} ${letter.id}`.trim(),
        'Content-Type': 'text/plain; charset=utf-8',
        ...more,
      };
      const quoted = letter.text.split('\n').map((line) => `> ${line}`);
      const body = [
        words,
        '',
        `El lun, 23 nov 2026 a las 10:04, Ayuntamiento (<${office}>) escribió:`,
        '',
        ...quoted,
      ];
      const head = Object.entries(heads).map(([name, value]) => `${name}: ${value}`);
      await post([...head, '', ...body].join('\r\n'));
      return heads['Message-ID'] ?? '';
    },
  };
}

function letterOf(raw: string): Letter {
  const [top = ''] = raw.split('\r\n\r\n');
  const lines = top.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const head = (name: string): string =>
    lines
      .find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
      ?.slice(name.length + 1)
      .trim() ?? '';
  return {
    ...{ raw, head, id: head('message-id'), inReplyTo: head('in-reply-to') },
    ...{ subject: head('subject'), references: head('references'), text: plainOf(raw) },
  };
}

function plainOf(raw: string): string {
  const part = raw.split(/\r\n--[^\r\n]+\r\n/).find((one) => /content-type: text\/plain/i.test(one)) ?? '';
  const at = part.indexOf('\r\n\r\n');
  const [head, body] = [part.slice(0, at), part.slice(at + 4)];
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString();
  if (!/quoted-printable/i.test(head)) return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
