/**
 * A message as an e-mail. SMTP takes no key, so every try carries the same Message-ID, made from the message's id:
 * receivers know a repeat by it, and answers and bounces name it.
 */
import { z } from 'zod';
import { ConnectorError } from '../../errors';
import { mailWordsOf } from '../../language/mail-words-of';
import type { Message } from '../channel';
import { letterHead, letterIdOf, threadIdOf } from './letter-ids';
import type { MailSettings } from './settings';

/** What nodemailer is handed. */
export interface Letter {
  envelope: { from: string; to: string[] };
  from: MailSettings['from'];
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  date: Date;
  messageId: string;
  references?: string[];
  inReplyTo?: string;
  headers: Record<string, string>;
}

const recipient = z.email().max(254);
/** A code goes into headers. */
const plainCode = /^[A-Za-z0-9-]{0,40}$/;

/** Who sends, and the key of the ids of their letters. */
export type Sender = Pick<MailSettings, 'from'> & { secret: string };

/** The letter; undefined where `to` is no address. Throws `rejected` for a code that would break a header. */
export function letterOf(message: Message, { from, secret }: Sender): Letter | undefined {
  const { language, text, at, thread } = message;
  const code = thread?.code ?? message.code;
  const parsed = recipient.safeParse(message.to.email);
  if (!parsed.success) return undefined;
  if (!plainCode.test(code))
    throw new ConnectorError('smtp', 'rejected', 'smtp was not asked: the code is none', {
      outcome: 'not-done',
    });
  const words = mailWordsOf(language);
  const root = code ? [threadIdOf(secret, code, domainOf(from))] : [];
  const references = [...new Set([...root, ...(thread ? [...thread.references, thread.inReplyTo] : [])])];
  const inReplyTo = thread?.inReplyTo ?? root[0];
  return {
    envelope: { from: from.address, to: [parsed.data] },
    from,
    // Without the name: it was said on the telephone, and is perhaps not theirs.
    to: { name: '', address: parsed.data },
    subject: words.subject(code || undefined),
    text: `${text}\n\n${words.automatic()}\n`,
    html: htmlOf([text, words.automatic()], language),
    date: new Date(at),
    messageId: messageIdOf(message, { from, secret }),
    ...(inReplyTo === undefined ? {} : { references, inReplyTo }),
    headers: {
      'Auto-Submitted': thread ? 'auto-replied' : 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': language,
      [letterHead]: messageIdOf(message, { from, secret }),
      'List-Unsubscribe': `<mailto:${from.address}?subject=${encodeURIComponent([words.unsubscribe, code].join(' ').trim())}>`,
    },
  };
}

/** The Message-ID under which a message leaves. */
export const messageIdOf = ({ id }: Pick<Message, 'id'>, { from, secret }: Sender): string =>
  letterIdOf(secret, id, domainOf(from));

const domainOf = ({ address }: MailSettings['from']): string => address.slice(address.lastIndexOf('@') + 1);

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function htmlOf(paragraphs: string[], language: string): string {
  const inside = paragraphs.map((text) => {
    const escaped = text.replace(/[&<>"']/g, (letter) => entities[letter] ?? '');
    return `<p>${escaped.replace(/\r?\n/g, '<br>')}</p>`;
  });
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"></head><body>${inside.join('')}</body></html>`;
}
