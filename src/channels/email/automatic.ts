/** Whether a machine wrote a letter (RFC 3834). Such a one is no answer, and is never answered: two machines would go on for ever. */
import { isMark } from '../../language/mail-words-of';

/** The values of a header of a letter, by its name in small letters. */
export type Heads = (name: string) => string[];

const only = (...words: string[]): ((value: string) => boolean) => {
  const known = new Set(words);
  return (value) => known.has(value.trim().toLowerCase());
};
const anything = (): boolean => true;

/** Heads that machines write, and the values by which they say so. */
const signs: [string, (value: string) => boolean][] = [
  ['auto-submitted', (value) => !/^\s*no\b/i.test(value)],
  ['precedence', only('bulk', 'junk', 'list', 'auto_reply')],
  ['return-path', only('<>')],
  ['x-auto-response', anything],
  ['x-autoreply', (value) => !/^\s*no\b/i.test(value)],
  ['x-autoreply-from', anything],
  ['x-autorespond', anything],
  ['x-autoresponder', anything],
  ['x-mail-autoreply', anything],
  ['x-failed-recipients', anything],
  ['x-ms-exchange-inbox-rules-loop', anything],
  ['x-ms-exchange-generated-message-source', anything],
  ['list-id', anything],
  ['list-unsubscribe', anything],
];
const machines = /^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|nao-?responda|no-?responder)\b/i;

/** By what it shows that a machine wrote it, without the value; undefined for a letter of a person. */
export function automaticBy(heads: Heads, from: string | undefined, subject: string): string | undefined {
  const sign = signs.find(([name, says]) => heads(name).some(says));
  if (sign) return `its head ${sign[0]}`;
  if (/^multipart\/report\b/i.test(heads('content-type')[0]?.trim() ?? '')) return 'it is a report';
  if (from !== undefined && machines.test(from)) return 'the name before the @';
  return isMark('away', subject.trim()) ? 'its subject' : undefined;
}
