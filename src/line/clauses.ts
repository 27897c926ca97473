/** Cuts what a model writes into clauses that can be spoken while the rest is still being written. */

/** So little is worth saying on its own at the very start of an answer, and so much later on. In characters. */
const shortestFirst = 10;
const shortestLater = 40;
/** Longer than this without a sign, it is cut between two words. */
const longestFirst = 60;
const longestLater = 160;
/** No text is waited for beyond this, whatever it is made of. */
const longestOfAll = 800;
/** No more of the text than this is looked at for one word. */
const longestWord = 60;

/** A stop behind one of these ends no sentence. */
const abbreviations = new Set(
  `sr sra srs sres srta d dª dña dr dra drs av avda avd c cl pl pza pº ctra núm num nº n tel tlf ext ej p pág pag
   ud uds vd aprox art s sta sto st mr mrs ms prof dept approx r al apto bl cep tv pç jd km min máx mín
   vs e.g i.e p.ej a.m p.m ee ee.uu`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
/** Before these a long first clause may be cut. */
const joints = /^(?:y|e|o|u|ou|and|or|but|pero|mas|porque|because|para|so|que|pois)$/i;

/** Collects pieces of text and gives back whole clauses; nothing but the space around them is lost. */
export class ClauseStream {
  private rest = '';
  private first = true;

  /** Takes a piece of any length; returns the clauses that are whole now. */
  push(piece: string): string[] {
    // A clause ends at a space, once it is known what stands behind it; within a word there is nothing to look for.
    const mayEnd = /\s/.test(piece) || /\s$/.test(this.rest.slice(-1));
    this.rest += piece;
    return mayEnd || this.rest.length > longestOfAll ? this.take(false) : [];
  }

  /** Nothing more comes: returns what is left. */
  flush(): string[] {
    const clauses = this.take(true);
    const last = this.rest.trim();
    this.rest = '';
    this.first = true;
    return last === '' ? clauses : [...clauses, last];
  }

  private take(whole: boolean): string[] {
    const clauses: string[] = [];
    for (;;) {
      const end = clauseEnd(this.rest, this.first, whole);
      if (end === undefined) return clauses;
      const clause = this.rest.slice(0, end).trim();
      this.rest = this.rest.slice(end);
      if (clause === '') continue;
      this.first = false;
      clauses.push(clause);
    }
  }
}

/** A sentence of code's own as the clauses it is spoken in. */
export function clausesOfSentence(sentence: string): string[] {
  const stream = new ClauseStream();
  return [...stream.push(sentence), ...stream.flush()];
}

/** Where the first clause of the text ends, or undefined where more must be read to know. */
function clauseEnd(text: string, first: boolean, whole: boolean): number | undefined {
  const signs = /\n+|[.!?…]+["'»”’)\]]*(?=\s)|[,;:](?=\s)|\s[–—-](?=\s)/gu;
  for (const found of text.matchAll(signs)) {
    const end = found.index + found[0].length;
    const before = text.slice(0, end);
    const after = text.slice(end).trimStart();
    // What follows decides: a figure behind a comma belongs to what stands before it. Behind a sentence it is not waited for.
    if (!whole && !endsSentence(found[0], before) && !isKnown(before, after)) return undefined;
    if (endsClause(found[0], before, after, first)) return end;
    if (before.length > (first ? longestFirst : longestLater)) break;
  }
  return text.length > (first ? longestFirst : longestLater) ? betweenWords(text, first, whole) : undefined;
}

/** Whether this is an end whatever follows: a question, or a point behind a word that is neither figure nor abbreviation. */
function endsSentence(sign: string, before: string): boolean {
  return (
    /^[\n!?]/.test(sign) || (/^\.[^.]*$/.test(sign) && /\p{Ll}{3}\.[^.]*$/u.test(before.slice(-longestWord)))
  );
}

/** Enough of what follows is there; behind "R, 7," it takes the whole next word. */
function isKnown(before: string, after: string): boolean {
  return after !== '' && (/\s/.test(after) || !isShort(lastWord(before)));
}

function endsClause(sign: string, before: string, after: string, first: boolean): boolean {
  if (before.trim() === '') return false;
  if (sign.startsWith('\n')) return true;
  if (/^[!?…]/.test(sign) || /^\.\.+/.test(sign)) return true;
  if (sign.startsWith('.')) return !endsInAbbreviation(before) && !/^\p{Ll}/u.test(after);
  const shortest = first ? shortestFirst : shortestLater;
  return before.trim().length >= shortest && !isWithinFigure(before, after);
}

/** "Sr.", "J. Pérez", "1. Farola". */
function endsInAbbreviation(before: string): boolean {
  const word = /([^\s(«"“¿¡]+)\.["'»”’)\]]*$/u.exec(before.slice(-longestWord))?.[1] ?? '';
  if (abbreviations.has(word.toLowerCase())) return true;
  if (/^\p{Lu}$/u.test(word)) return true;
  return /^\s*\d{1,2}\.$/.test(before);
}

/** "Mayor, 12", "6, 1, 2", "R, 7, K": the comma joins rather than parts. */
function isWithinFigure(before: string, after: string): boolean {
  const next = /^\S+/.exec(after)?.[0] ?? '';
  if (/^[¿¡("«]?[+]?\d/.test(next)) return true;
  return isShort(lastWord(before)) && /[,;.]$/.test(next) && isShort(next);
}

const lastWord = (before: string): string => /(\S+)\s*[,;:–—-]$/u.exec(before.slice(-longestWord))?.[1] ?? '';
/** A letter or a figure, as codes are spelled with. */
const isShort = (word: string): boolean => word.replace(/[^\p{L}\p{N}]/gu, '').length <= 2;

/** Too long to wait for a sign: cut before a joining word, else at the last space that stands between two words. */
function betweenWords(text: string, first: boolean, whole: boolean): number | undefined {
  const longest = first ? longestFirst : longestLater;
  const spaces = [...text.matchAll(/\s+/g)].filter(
    ({ index }) => index >= longest / 2 && isPlainGap(text, index),
  );
  const joint = spaces.find(
    ({ index }) =>
      joints.test(/^\s+(\S+)\s/.exec(text.slice(index, index + longestWord))?.[1] ?? '') &&
      index <= longest * 2,
  );
  if (joint) return joint.index;
  // A first clause is not torn apart while it may still end well.
  if (first && text.length < longest * 2 && !whole) return undefined;
  if (text.length <= longest * 2) return undefined;
  if (text.length > longestOfAll) return text.lastIndexOf(' ', longestOfAll) + 1 || longestOfAll;
  return spaces.findLast(({ index }) => index <= longest * 1.5)?.index;
}

/** Neither side is part of a number, a code or an address. */
function isPlainGap(text: string, at: number): boolean {
  const before = /(\S+)$/.exec(text.slice(Math.max(0, at - longestWord), at))?.[1] ?? '';
  const after = /^\s+(\S+)/.exec(text.slice(at, at + longestWord))?.[1] ?? '';
  return after !== '' && ![before, after].some((word) => /[\d@]|\p{Lu}-|\.$/u.test(word));
}
