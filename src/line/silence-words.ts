import type { Expectation } from '../domain/listening';
import type { LinePhrases } from '../language/line-phrases';
import type { Due } from './patience';

/** What the line says by itself to a silence. `nth`: how often this one was broken before. */
export function silenceWords(
  phrases: LinePhrases,
  due: Exclude<Due, 'giveUp' | 'tone'>,
  { nth, expects }: { nth: number; expects: Expectation | undefined },
): string {
  switch (due) {
    case 'filler':
      return phrases.moment(nth);
    case 'sayAgain':
      return phrases.sayAgain();
    case 'askAgain':
      return phrases.stillThere();
    case 'offerKeys':
      return phrases.offerKeys(expects);
  }
}
