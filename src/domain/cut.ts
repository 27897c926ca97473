/** What a caller who cut in has heard, and what follows for what was read back. Pure. */
import type { Line } from './call';

/** What of a conversation a cut changes. */
interface Talk {
  lines: Line[];
  proposal?: { readBack: string };
  proposedIn?: string;
}

/**
 * Trims the last words of the assistant to what the caller heard of them. Who did not hear what was read back agrees to
 * nothing: only its closing question may be missing, since people answer before it is over.
 */
export function cutShort(talk: Talk, heard: string): void {
  const { lines, proposal } = talk;
  let from = lines.length;
  while (from > 0 && lines[from - 1]?.who === 'assistant') from -= 1;
  const said = lines.splice(from);
  if (heard !== '')
    lines.push({ who: 'assistant', text: `${heard} …`, ...(isFixed(said) ? { fixed: true } : {}) });
  if (proposal && !plain(heard).includes(plain(withoutQuestion(proposal.readBack)))) delete talk.proposedIn;
}

/** Whether what a caller who cut in has heard holds this sentence whole. */
export const hasHeard = (heard: string, sentence: string): boolean => plain(heard).includes(plain(sentence));

const isFixed = (lines: Line[]): boolean =>
  lines.every((line) => line.who === 'assistant' && line.fixed === true);

/** A read-back without its last sentence, where that is a question. */
function withoutQuestion(readBack: string): string {
  const sentences = readBack.match(/[^.!?]+[.!?]+(?:\s|$)|[^.!?]+$/g) ?? [readBack];
  const last = sentences.at(-1) ?? '';
  return sentences.length > 1 && last.includes('?') ? sentences.slice(0, -1).join('') : readBack;
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
