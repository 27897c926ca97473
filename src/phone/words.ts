/** The sentences that sound stands for in tests, bench and simulator: a spoken tag's number, and its words. */
import { lastTag } from './spoken-tag';

/** Tells sentences by number. What speaks and what hears in one run share one of it. */
export class Words extends Map<number, string> {
  private readonly ids = new Map<string, number>();

  constructor() {
    // Without entries: they would be set before there is an index.
    super();
  }

  override set(id: number, text: string): this {
    this.ids.set(text, id);
    return super.set(id, text);
  }

  /** The sentence's number; a new one for a new sentence. Throws `RangeError` after 65,535 of them. */
  idOf(text: string): number {
    const known = this.ids.get(text);
    if (known !== undefined) return known;
    const id = this.size + 1;
    if (id > lastTag) throw new RangeError(`There are no more than ${lastTag} sentences in one run.`);
    this.set(id, text);
    return id;
  }
}
