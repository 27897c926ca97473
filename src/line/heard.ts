/** What was given to be spoken since the caller's last turn, and how much of it they heard: to the word. */

/** Whose words they are: code's or a model's answer, which history keeps, or the line's own, which are told apart. */
export type Whose = 'answer' | 'line';

/** A clause on its way to the caller. */
export interface SpokenClause {
  readonly text: string;
  readonly whose: Whose;
  /** Played to its end, whoever speaks meanwhile. */
  readonly whole: boolean;
  /** The utterance ends with it. */
  readonly last: boolean;
  /** The turn that a model's words answer; absent for sentences of code. */
  readonly turnId?: string;
  /** 0 to 1: the part that has been played to the caller. */
  heard: number;
}

/** The clauses since the caller's last turn. */
export class HeardLedger {
  private clauses: SpokenClause[] = [];

  add(clause: SpokenClause): void {
    this.clauses.push(clause);
  }

  /** The words of the answer that were heard, where not all of them were. What will be played whole counts as heard. */
  get cut(): { heard: string } | undefined {
    const answer = this.clauses.filter(({ whose }) => whose === 'answer');
    const parts = answer.map(({ text, heard, whole }) => (whole ? text : heardPart(text, heard)));
    if (parts.every((part, at) => part === answer[at]?.text)) return undefined;
    return { heard: parts.filter((part) => part !== '').join(' ') };
  }

  /** Everything of the answer, heard or not. */
  get text(): string {
    return this.clauses
      .filter(({ whose }) => whose === 'answer')
      .map(({ text }) => text)
      .join(' ');
  }

  /** The caller's turn is known to the workflow; what is spoken from now on answers it. */
  forget(): void {
    this.clauses = [];
  }
}

/** The words of a text of which a part was played: a word counts when more than half of it was. */
export function heardPart(text: string, played: number): string {
  if (played >= 1) return text;
  const upTo = played * text.length;
  let end = 0;
  for (const word of text.matchAll(/\S+/g)) {
    if (word.index + word[0].length / 2 > upTo) break;
    end = word.index + word[0].length;
  }
  return text.slice(0, end);
}
