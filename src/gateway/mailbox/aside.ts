import type { RefusalRecord } from '../../store/records';
import type { InWords } from '../../webhook-schemes/refusal';

/** Why a letter counts for nothing by itself. */
export type Aside = Extract<RefusalRecord['why'], 'not-ours' | 'other-sender' | 'unreadable' | 'too-large'>;

const inMailbox = 'It lies in the mailbox as it came; a person should look.';

const words: Record<Aside, InWords> = {
  'not-ours': {
    reason: 'The letter names none of ours that we know, or its case is gone.',
    fix: inMailbox,
  },
  'other-sender': {
    reason: 'The letter answers one of ours, from another address than the one that we wrote to.',
    fix: `${inMailbox} Nothing was done of what it says: anybody may have written it.`,
  },
  unreadable: { reason: 'The letter is not well formed, or names no one sender.', fix: inMailbox },
  'too-large': {
    reason: 'The letter is long, and there were no words in its beginning.',
    fix: `${inMailbox} Only the first 256 kB of a letter are read.`,
  },
};

/** The words for an operator, which hold nothing of the letter. */
export const asideInWords = (why: Aside): InWords & { why: Aside } => ({ why, ...words[why] });
