/** What was done for a caller who has not heard it: they talked over it, or hung up on it. It stays owed until they have. */
import { hasHeard } from './cut';
import type { Contact } from './ticket';
import type { Answer } from './turn';

/** Sentences that are owed of one delivery. `isOver`: it has ended, so that it sends no notice by itself. */
export interface Untold {
  code: string;
  say: string[];
  isOver: boolean;
}

/** What is owed after an answer that says `ownWords`; questions are not owed. */
export function owedWith(owed: readonly Untold[], answer: Answer, ownWords: readonly string[]): Untold[] {
  const { code, delivery } = answer;
  if (code === undefined || (delivery !== 'delivered' && delivery !== 'pending')) return [...owed];
  const before = owed.find((one) => one.code === code)?.say ?? [];
  const say = ownWords.filter((sentence) => !sentence.trimEnd().endsWith('?'));
  const others = owed.filter((one) => one.code !== code);
  return [...others, { code, say: [...before, ...say], isOver: delivery === 'delivered' }];
}

/** What is still owed where the caller cut in after `heard`; undefined: they heard all of it. */
export function stillOwed(owed: readonly Untold[], heard: string | undefined): Untold[] {
  if (heard === undefined) return [];
  return owed
    .map((one) => ({ ...one, say: one.say.filter((sentence) => !hasHeard(heard, sentence)) }))
    .filter(({ say }) => say.length > 0);
}

/** How the caller is reached after the call: as they said in it, else by the number they called from. */
export function reachOf(left: Contact | undefined, callingNumber: string | undefined): Contact | undefined {
  const phone = left?.phone ?? callingNumber;
  if (phone === undefined && left?.email === undefined) return undefined;
  return { ...left, ...(phone === undefined ? {} : { phone }) };
}
