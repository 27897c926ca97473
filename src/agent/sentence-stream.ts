/** Cuts a stream of pieces into sentences, so that the cuts are the same however the stream was chopped. */

/** Words after which a point ends nothing. */
const shortened =
  /(?:^|[\s(«"“¿¡])(?:sr|sra|srta|sres|dr|dra|d|dª|dña|av|avda|avd|c|ctra|pza|pl|núm|num|nº|n|no|tel|tlf|ext|mr|mrs|ms|prof|st|ste|rd|ave|apt|approx|aprox|etc|vs|ud|uds|vd|art|pág|pag|p|a|e\.g|i\.e|p\. ?ej|ej|exmo|exma|r|s|h|hs|min|máx|mín|\p{L})\.$/iu;
/** What ends a sentence, and the blank that shows that it did. Dots in a row are a pause: what follows belongs to it. */
const ending = /[.!?]+["'»”’)\]]*(?=\s)|\n+/gu;

/** Takes pieces, hands out sentences with the blanks after them as soon as they are whole. */
export class SentenceStream {
  private pending = '';

  /** The sentences that this piece completes. */
  take(piece: string): string[] {
    this.pending += piece;
    const found: string[] = [];
    for (let cut = firstCut(this.pending); cut > 0; cut = firstCut(this.pending)) {
      found.push(this.pending.slice(0, cut));
      this.pending = this.pending.slice(cut);
    }
    return found;
  }

  /** What is left when the stream has ended. */
  end(): string[] {
    const rest = this.pending;
    this.pending = '';
    return rest.trim() === '' ? [] : [rest];
  }
}

/** Where the first sentence ends, its last sign included; 0 where none has ended yet. */
function firstCut(text: string): number {
  for (const found of text.matchAll(ending)) {
    const end = found.index + found[0].length;
    const before = text.slice(0, end);
    if (/\.{2,}/.test(found[0])) continue;
    if (before.trim() === '' || (found[0] === '.' && shortened.test(before))) continue;
    // With the blank, which tells whoever speaks that nothing more of it comes.
    return /^[^\S\n]/.test(text.slice(end)) ? end + 1 : end;
  }
  return 0;
}
