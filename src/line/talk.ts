/** What this line says: sentences of code, a model's words as they are written, and its own; and what was heard of them. */
import { ClauseStream, clausesOfSentence } from './clauses';
import { HeardLedger, type SpokenClause, type Whose } from './heard';
import type { Mouth } from './mouth';

/** Hands a mouth its clauses. */
export class Talk {
  private readonly ledger = new HeardLedger();
  /** The answer that is being written. */
  private stream: { turnId: string; clauses: ClauseStream; began: boolean } | undefined;
  /** The turn whose answer nobody hears any more. */
  private dropped: string | undefined;

  /** `isKept`: the sentence is kept as sound, so that it is best spoken in one piece. */
  constructor(
    readonly mouth: Mouth,
    private readonly isKept: (sentence: string) => boolean,
  ) {}

  /** A sentence of code or of the line's own. `whole`: it is played to its end, whoever speaks meanwhile. */
  sentence(text: string, whose: Whose, whole: boolean): void {
    const clauses = whose === 'line' || this.isKept(text) ? [text] : clausesOfSentence(text);
    for (const [place, clause] of clauses.entries())
      this.say({ text: clause, whose, whole, last: place === clauses.length - 1, heard: 0 });
  }

  /** A sentence that the caller talked over before it was begun: it is not said, and not heard. */
  unsaid(text: string): void {
    this.ledger.add({ text, whose: 'answer', whole: false, last: true, heard: 0 });
  }

  piece(turnId: string, piece: string): void {
    if (turnId === this.dropped) return this.unsaid(piece);
    if (this.stream?.turnId !== turnId) this.stream = { turnId, clauses: new ClauseStream(), began: false };
    for (const clause of this.stream.clauses.push(piece)) this.write(clause, false);
  }

  endPieces(turnId: string): void {
    const { stream } = this;
    if (stream?.turnId !== turnId) return;
    const rest = stream.clauses.flush();
    for (const [place, clause] of rest.entries()) this.write(clause, place === rest.length - 1);
    // A carrier that speaks text must be told that the utterance is whole.
    if (rest.length === 0 && stream.began)
      this.mouth.say({ text: '', whose: 'answer', whole: false, last: true, turnId, heard: 1 });
    this.stream = undefined;
  }

  /** The caller cuts in, or speaks before the answer to `turnId` was: what is left of it is not said. */
  cutShort(turnId: string | undefined): void {
    this.mouth.stop();
    this.dropped = turnId;
    for (const clause of this.stream?.clauses.flush() ?? []) this.unsaid(clause);
    this.stream = undefined;
  }

  /** How a line ends. Nobody tells whether one that moved was hung up on; that all of the answer was played, its carrier may. */
  ended(what: 'hungUp' | 'moved'): { what: 'hungUp' | 'moved'; heardAll?: true } {
    const isSure = what === 'moved' && this.cut === undefined && this.mouth.certain;
    return { what, ...(isSure ? { heardAll: true } : {}) };
  }

  /** What was heard of the answer so far, where that is not all of it. */
  get cut(): { heard: string } | undefined {
    return this.ledger.cut;
  }

  /** A turn was handed back; what is said from now on answers it. */
  turnTaken(): void {
    this.ledger.forget();
    this.dropped = undefined;
  }

  private write(text: string, last: boolean): void {
    const { stream } = this;
    if (!stream) return;
    stream.began = true;
    this.say({ text, whose: 'answer', whole: false, last, turnId: stream.turnId, heard: 0 });
  }

  private say(clause: SpokenClause): void {
    this.ledger.add(clause);
    this.mouth.say(clause);
  }
}
