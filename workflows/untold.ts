/** What was done for a caller who has not heard it: they talked over it, or hung up on it. It stays owed until they have. */
import { hasHeard } from '../src/domain/cut';
import type { Answer } from '../src/domain/turn';
import { intakePhrasesOf } from '../src/language/intake-phrases-of';
import type { OfLine, OnLine, SpokenCall } from './line-of-call';
import { tell } from './telling';

/** Sentences that are owed. `isOver`: the delivery has ended, so that it sends no notice by itself. */
export interface Untold {
  code: string;
  say: string[];
  isOver: boolean;
}

/** Keeps what an answer says of a delivery, until it was heard; answers what is owed from before, to be said first. */
export function noteUntold(line: OnLine, answer: Answer, ownWords: readonly string[]): string[] {
  const owed = line.untold?.say ?? [];
  const { code, delivery } = answer;
  if (code !== undefined && (delivery === 'delivered' || delivery === 'pending')) {
    const say = ownWords.filter((sentence) => !sentence.trimEnd().endsWith('?'));
    line.untold = { code, say: [...owed, ...say], isOver: delivery === 'delivered' };
  }
  return owed;
}

/** What came from the line tells what was heard: all that was said, but for what a cut took away. */
export function keepUntold(line: OnLine, came: OfLine): void {
  const { untold } = line;
  if (!untold || came.what === 'lost' || came.what === 'moved') return;
  const heard = came.cut?.heard;
  const say = heard === undefined ? [] : untold.say.filter((sentence) => !hasHeard(heard, sentence));
  if (say.length > 0) line.untold = { ...untold, say };
  else delete line.untold;
}

/** The call is over: what was done and not heard is sent as a message. What is still pending sends its own. */
export async function tellUntold({ line, start }: SpokenCall): Promise<void> {
  const { untold } = line;
  if (!untold?.isOver || start.from === undefined) return;
  const { tenant, channel, language, zone, from } = start;
  const title = intakePhrasesOf(language).title();
  // Number 1 is the notice of a delivery's end, so that whichever of the two comes first is the only one.
  await tell({
    ...{ code: untold.code, number: 1, tenant, channel, language, zone, contact: { phone: from } },
    news: { what: 'answered', title, text: untold.say.join(' ') },
  });
}
