/** A report that a letter did not arrive (RFC 3464): for which letter, and why, in plain words. */

import { letterHead } from './letter-ids';

/** What a report says. `letters`: Message-IDs that it names as the letter's, the surest first. */
export interface Bounce {
  /** `failed`: it will not arrive; `other`: it is late, or went on, and nothing follows from it. */
  outcome: 'failed' | 'other';
  letters: string[];
  /** Without what other servers wrote, for that quotes addresses. At most 300 characters. */
  reason: string;
}

/** A part of a letter that is no text of its own. */
export interface Part {
  mimeType: string;
  text: string;
}

const statuses = new Set(['message/delivery-status', 'message/global-delivery-status']);
const returned = new Set([
  'message/rfc822',
  'text/rfc822-headers',
  'message/global',
  'message/global-headers',
]);

/** Reads it; undefined for a letter that is no such report. */
export function bounceIn(parts: readonly Part[]): Bounce | undefined {
  const status = parts.find(({ mimeType }) => statuses.has(mimeType));
  if (!status) return undefined;
  const blocks = blocksOf(status.text).filter((block) => block.has('action'));
  const failed = blocks.filter((block) => block.get('action')?.toLowerCase() === 'failed');
  const heads = parts.filter(({ mimeType }) => returned.has(mimeType)).map(({ text }) => blocksOf(text)[0]);
  const letters = heads.flatMap((head) =>
    ['message-id', letterHead.toLowerCase()].flatMap((name) => idsIn(head?.get(name) ?? '')),
  );
  const [first] = failed;
  // It went to somebody all the same: an address that stands for several people.
  const isFailed = first !== undefined && failed.length === blocks.length;
  return { outcome: isFailed ? 'failed' : 'other', letters, reason: reasonOf(first) };
}

/** Message-IDs in a head. */
export const idsIn = (value: string): string[] => value.match(/<[^<>\s\p{Cc}]{1,248}>/gu) ?? [];

/** Fields of each block, by their names in small letters; the first of a name counts. */
function blocksOf(text: string): Map<string, string>[] {
  return text
    .slice(0, 128_000)
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n/)
    .map((block) => {
      const fields = new Map<string, string>();
      for (const line of block.replace(/\n[ \t]+/g, ' ').split('\n')) {
        const [, name = '', value = ''] = /^([!-9;-~]{1,80}):[ \t]*(.*)$/.exec(line) ?? [];
        if (name !== '' && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value.trim());
      }
      return fields;
    });
}

const code = /\b([245]\.\d{1,3}\.\d{1,3})\b/;

function reasonOf(block: Map<string, string> | undefined): string {
  const [, status = ''] =
    code.exec(block?.get('status') ?? '') ?? code.exec(block?.get('diagnostic-code') ?? '') ?? [];
  const subject = status.slice(2);
  const words = meanings.find(([pattern]) => pattern.test(subject))?.[1] ?? 'it was given back';
  return `bounced: ${words}${status === '' ? '' : ` (${status})`}`;
}

/** By subject and detail of the enhanced status (RFC 3463). */
const meanings: [RegExp, string][] = [
  [/^1\.10$/, 'that domain takes no mail'],
  [/^1\.2$/, 'there is no such domain'],
  [/^1\./, 'there is no such mailbox'],
  [/^2\.2$/, 'the mailbox is full'],
  [/^2\.3$/, 'it is too long for the mailbox'],
  [/^2\./, 'the mailbox takes no mail'],
  [/^4\.[67]$/, 'their server did not take it in time'],
  [/^4\./, 'their server could not be reached'],
  [/^5\./, 'their server does not understand ours'],
  [/^6\./, 'their server does not take such letters'],
  [/^7\./, 'their server refuses mail of ours'],
];
