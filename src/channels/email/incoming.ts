/** A letter that came in, read: whose it is, what it answers, and what its writer said themselves. All of it was written by anybody. */
import { createHash } from 'node:crypto';
import PostalMime, { type Email } from 'postal-mime';
import { z } from 'zod';
import { ownWords } from '../../language/own-words';
import { automaticBy, type Heads } from './automatic';
import { type Bounce, bounceIn, idsIn, type Part } from './bounce';
import { wordsOfHtml } from './html-words';

/** What of a letter counts. */
export interface Incoming {
  /** Stands for it: the same for the same letter, however often it is read. */
  key: string;
  /** Undefined where it has none. */
  letterId: string | undefined;
  /** In small letters; undefined where there is none, or more than one. */
  from: string | undefined;
  /** Letters it names as those it answers, the newest first. */
  answers: string[];
  subject: string;
  /** Without what is quoted and signed. At most 4,096 characters. */
  words: string;
  /** Pictures, sounds and files that came with it. */
  media: number;
  /** By what it shows that a machine wrote it. */
  automatic?: string;
  bounce?: Bounce;
}

const longestText = 4096;
/** Of an endless list the newest and the oldest count: those hold what is answered, and the thread's root. */
const [mostNewest, mostOldest] = [15, 5];
const limits = { maxNestingDepth: 20, maxHeadersSize: 128 * 1024, maxRfc822NestingDepth: 0 };
const address = z.email().max(254);

/** Reads the bytes of a letter, which may be its beginning alone. Throws for what is no letter. */
export async function readLetter(bytes: Uint8Array): Promise<Incoming> {
  const email = await PostalMime.parse(bytes, { ...limits, forceRfc822Attachments: true });
  if (email.headers.length === 0) throw new Error('it has no head');
  const heads: Heads = (name) => email.headers.filter(({ key }) => key === name).map(({ value }) => value);
  const [letterId] = idsIn(heads('message-id')[0] ?? '');
  const from = senderOf(email, heads);
  const subject = (email.subject ?? '').slice(0, 300);
  const bounce = bounceIn(email.attachments.map(partOf));
  const named = [
    ...idsIn(heads('in-reply-to').join(' ')),
    ...idsIn(heads('references').join(' ')).toReversed(),
  ];
  const answers = shortened([...new Set(named)]);
  const automatic = automaticBy(heads, from, subject);
  return {
    key: hashOf(letterId ?? bytes),
    ...{ letterId, from, answers, subject, words: wordsOf(email), media: email.attachments.length },
    ...(automatic === undefined ? {} : { automatic }),
    // Some servers return no head of the letter, and name it as what their report answers.
    ...(bounce ? { bounce: { ...bounce, letters: [...new Set([...bounce.letters, ...answers])] } } : {}),
  };
}

const hashOf = (what: string | Uint8Array): string =>
  createHash('sha256').update(what).digest('hex').slice(0, 40);

const shortened = (ids: string[]): string[] =>
  ids.length <= mostNewest + mostOldest ? ids : [...ids.slice(0, mostNewest), ...ids.slice(-mostOldest)];

const longestSender = 1000;

/** One address in one head: with more of either nobody knows who wrote. */
function senderOf({ from }: Email, heads: Heads): string | undefined {
  const [said = '', another] = heads('from');
  if (another !== undefined || said.length > longestSender) return undefined;
  if (/,.*@/.test(said.replace(/"[^"]*"/g, ''))) return undefined;
  return address.safeParse(from?.address?.trim().toLowerCase()).data;
}

function wordsOf({ text, html }: Email): string {
  const plain = text === undefined ? '' : ownWords(text);
  const words = plain === '' && html !== undefined ? ownWords(wordsOfHtml(html)) : plain;
  const whole = Buffer.from(words, 'utf8').toString('utf8').replaceAll('\u0000', '');
  return whole.length <= longestText ? whole : whole.slice(0, longestText).replace(/[\uD800-\uDBFF]$/, '');
}

const decoder = new TextDecoder();

const partOf = ({ mimeType, content }: Email['attachments'][number]): Part => ({
  mimeType,
  text: typeof content === 'string' ? content : decoder.decode(content.slice(0, 128 * 1024)),
});
