/** What the line says by itself: while a system is slow, when nobody answers, when it could not hear. */
import type { Expectation } from '../domain/listening';

/** The line's own sentences in one language. They promise nothing and claim nothing. */
export interface LinePhrases {
  /** While the answer is not there yet; `nth` counts from 0 within one turn, so that the same is not said twice running. */
  moment(nth: number): string;
  /** The caller has said nothing for a while. */
  stillThere(): string;
  /** They have said nothing again, or could not be understood: the keys of the telephone may serve. */
  offerKeys(expects?: Expectation): string;
  /** The caller spoke and the words were lost. */
  sayAgain(): string;
  /** What key 1 and key 2 mean where yes or no is expected. */
  keyed: { yes: string; no: string };
}
