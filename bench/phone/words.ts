/** Sentences that two processes know by number: each numbers its own, and tells the other. */
import { Words } from '../../src/phone/words';

/** A sentence and its number, as it goes to the other process. */
export interface Word {
  id: number;
  text: string;
}

/** Numbers begin far apart: 1 for the callers, this for those who answer them. */
export const firstAnswer = 30_000;

/** Words of which this process numbers some from `next` on. */
export class ToldWords extends Words {
  private readonly own = new Map<string, number>();

  constructor(
    private next: number,
    private readonly tell: (word: Word) => void,
  ) {
    super();
  }

  override idOf(text: string): number {
    const known = this.own.get(text);
    if (known !== undefined) return known;
    const id = this.next;
    this.next += 1;
    this.own.set(text, id);
    this.set(id, text);
    this.tell({ id, text });
    return id;
  }

  /** The other process has numbered a sentence. */
  hear({ id, text }: Word): void {
    this.set(id, text);
  }
}
