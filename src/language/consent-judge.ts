import { plain } from './hearing';
import type { Consent } from './phrases';
import { wordsOf } from './word-table';

/** Whole phrases, as people write them. `polite` ones may stand beside a yes or a no but are neither. */
export interface ConsentWords {
  yes: string[];
  no: string[];
  polite: string[];
}

/** Longer answers hold more than a yes. */
const mostWords = 12;

/**
 * Makes the judge of one language. An answer is a yes only when every word of it belongs to a phrase that agrees or is
 * polite: one word more, and the caller may mean something else.
 */
export function createConsent(words: ConsentWords): (text: string) => Consent {
  const kinds = new Map<string, keyof ConsentWords>();
  for (const kind of ['polite', 'no', 'yes'] as const)
    for (const phrase of words[kind]) kinds.set(wordsOf(plain(phrase)).join(' '), kind);

  return (text) => {
    if (/[?¿…]|\.\.\./.test(text)) return 'unclear';
    const said = wordsOf(plain(text));
    if (said.length > mostWords) return 'unclear';
    const heard = kindsOf(said, kinds);
    if (!heard || heard.has('yes') === heard.has('no')) return 'unclear';
    return heard.has('yes') ? 'yes' : 'no';
  };
}

/** The kinds of the phrases that make up the whole answer, longest phrases first; undefined when a word is left over. */
function kindsOf(
  said: string[],
  kinds: Map<string, keyof ConsentWords>,
): Set<keyof ConsentWords> | undefined {
  const found = new Set<keyof ConsentWords>();
  for (let at = 0; at < said.length;) {
    let length = said.length - at;
    while (length > 0 && !kinds.has(said.slice(at, at + length).join(' '))) length -= 1;
    const kind = kinds.get(said.slice(at, at + length).join(' '));
    if (!kind) return undefined;
    found.add(kind);
    at += length;
  }
  return found;
}
