/** What a carrier says that it has played of what it was given to speak. Carriers change spaces and signs, never letters. */
import type { SpokenClause } from './heard';

/** Of one line. A carrier that never tells leaves everything to reckoning. */
export class PlayedBook {
  /** Given to be spoken, and not yet told to have been played to the end, in order. */
  private open: SpokenClause[] = [];
  /** How many letters of these were played. */
  private letters = 0;
  private tells = false;

  /** All that was said was played, by the carrier's word. */
  get isWhole(): boolean {
    return this.tells && this.open.length === 0;
  }

  /** Given to the carrier. */
  said(clause: SpokenClause): void {
    if (lettersOf(clause.text) !== '') this.open.push(clause);
  }

  /** The carrier tells what it has played; answers the clauses that were played to their end by that. */
  played(text: string): SpokenClause[] {
    const upTo = this.reachOf(lettersOf(text));
    if (upTo <= this.letters) return [];
    this.tells = true;
    this.letters = upTo;
    for (const [clause, part] of this.parts()) clause.heard = Math.max(clause.heard, part);
    const whole: SpokenClause[] = [];
    for (
      let [first] = this.open;
      first && lettersOf(first.text).length <= this.letters;
      [first] = this.open
    ) {
      this.letters -= lettersOf(first.text).length;
      whole.push(first);
      this.open.shift();
    }
    return whole;
  }

  /** The line ends: where the carrier tells, only what it told of was heard. */
  settle(): void {
    if (this.tells) for (const [clause, part] of this.parts()) clause.heard = part;
  }

  /** What was said until now is over, heard or not. */
  forget(): void {
    this.open = [];
    this.letters = 0;
  }

  /** Up to which letter the carrier has come. It tells piece by piece, or from the beginning each time. */
  private reachOf(told: string): number {
    const whole = this.open.map(({ text }) => lettersOf(text)).join('');
    if (told === '') return 0;
    const next = whole.indexOf(told, this.letters);
    const from = next === -1 ? whole.indexOf(told) : next;
    return from === -1 ? endOfOverlap(whole, told) : from + told.length;
  }

  private *parts(): Generator<[SpokenClause, number]> {
    let left = this.letters;
    for (const clause of this.open) {
      const { length } = lettersOf(clause.text);
      yield [clause, left >= length ? 1 : placeOf(clause.text, left) / clause.text.length];
      left -= length;
    }
  }
}

/** Where in a text so many of its letters end. */
export function placeOf(text: string, letters: number): number {
  let seen = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (seen >= letters) return at;
    seen += lettersOf(text[at] ?? '').length;
  }
  return text.length;
}

/** Without spaces, signs and case. */
export const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** How much of the beginning of `whole` stands at the end of `heard`. */
export function endOfOverlap(whole: string, heard: string): number {
  for (let length = Math.min(whole.length, heard.length); length > 0; length -= 1)
    if (heard.endsWith(whole.slice(0, length))) return length;
  return 0;
}
