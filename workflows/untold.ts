/** What was done and not heard: said again while the call lasts, sent as messages afterwards. */
import type { Contact } from '../src/domain/ticket';
import type { Answer } from '../src/domain/turn';
import { owedWith, reachOf, stillOwed } from '../src/domain/untold';
import { intakePhrasesOf } from '../src/language/intake-phrases-of';
import type { OfLine, OnLine, SpokenCall } from './line-of-call';
import { tell } from './telling';

/** Keeps what an answer says of a delivery, until it was heard; answers what is owed from before, to be said first. */
export function noteUntold(line: OnLine, answer: Answer, ownWords: readonly string[]): string[] {
  const owed = line.untold.flatMap(({ say }) => say);
  line.untold = owedWith(line.untold, answer, ownWords);
  return owed;
}

/** What came from the line tells what was heard: all that was said, but for what a cut took away. */
export function keepUntold(line: OnLine, came: OfLine): void {
  if (came.what === 'lost' || came.what === 'moved') return;
  line.untold = stillOwed(line.untold, came.cut?.heard);
}

/** How the caller is reached once the call is over. */
export const contactOf = ({ start, call: { talk } }: SpokenCall): Contact | undefined =>
  reachOf(talk.contact, start.from);

/** The call is over: what was done and not heard is sent as messages. What is still pending sends its own. */
export async function tellUntold(spoken: SpokenCall): Promise<void> {
  const { line, start } = spoken;
  const contact = contactOf(spoken);
  if (!contact) return;
  const { tenant, channel, language, zone } = start;
  const title = intakePhrasesOf(language).title();
  for (const { code, say, isOver } of line.untold) {
    if (!isOver) continue;
    // Number 1 is the notice of a delivery's end, so that whichever of the two comes first is the only one.
    const who = { code, number: 1, tenant, channel, language, zone, contact };
    await tell({ ...who, news: { what: 'answered', title, text: say.join(' ') } });
  }
}
