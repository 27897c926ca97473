/** Text inside TwiML. A document Twilio cannot read ends the call, so nothing unreadable gets in. */

/** What XML 1.0 has no way to write: control characters, half surrogates, non-characters. */
const unwritable = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu;

/** Text that any XML document can hold. On its way through bytes half surrogates are replaced. */
export const writable = (text: string): string =>
  Buffer.from(text, 'utf8').toString('utf8').replace(unwritable, ' ');

/** `<Say>` takes 4,096 characters, and Amazon's neural voices 3,000. */
const longestSaid = 2500;

/** Text in parts that one `<Say>` can hold, cut behind sentences where there are any. Empty text has no part. */
export function saidInParts(text: string): string[] {
  const parts: string[] = [];
  let rest = writable(text).trim();
  while (rest.length > longestSaid) {
    const head = rest.slice(0, longestSaid);
    const sentence = Math.max(head.lastIndexOf('. '), head.lastIndexOf('? '), head.lastIndexOf('! ')) + 1;
    const end = sentence > 0 ? sentence : Math.max(head.lastIndexOf(' '), 0) || longestSaid;
    parts.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return rest === '' ? parts : [...parts, rest];
}

/** Hints as Twilio takes them: at most 500 phrases of 100 characters, between commas. */
export function hintList(hints: readonly string[]): string | undefined {
  const list = hints
    .map((hint) => writable(hint).replaceAll(',', ' ').trim())
    .filter((hint) => hint !== '' && hint.length <= 100)
    .slice(0, 500);
  return list.length === 0 ? undefined : list.join(', ');
}
