/** What a caller's words are while we are speaking: a sign that they listen, or an interruption. Pure. */
import { saidWords, withoutDrawl } from './said-words';

/**
 * `nothing`: no words (a cough, a laugh, noise as recognizers write it); `backchannel`: the caller shows that they listen, and
 * we go on; `interruption`: anything else, and we fall silent. The same words may be an answer where we are not speaking: that
 * is for the line to know.
 */
export type Overlap = 'nothing' | 'backchannel' | 'interruption';

/** Judges words, as far as they are known. More of them may make another thing of it: "sí", "sí, pero". */
export type OverlapJudge = (text: string) => Overlap;

/** The words of a language, as they are said. */
export interface BackchannelWords {
  /** Show that somebody listens, alone or one after another: "ajá", "ya veo", "mm-hmm". */
  phrases: readonly string[];
  /** Sounds that are no words: a laugh, a cough. Syllables that may be said over and over. */
  sounds: readonly string[];
}

/** Whoever says more than this has something to say. */
const mostWords = 8;
/** "[cough]", "(risas)", "*sighs*", "<noise>", "♪": written by recognizers for what is no speech. */
const remarks = /\[[^\]]*\]|\([^)]*\)|\*[^*]*\*|<[^>]*>|♪/g;

/** Makes the judge of one language. */
export function createOverlapJudge({ phrases, sounds }: BackchannelWords): OverlapJudge {
  const known = new Set(phrases.map((phrase) => saidWords(phrase).map(withoutDrawl).join(' ')));
  const longest = Math.max(...[...known].map((phrase) => phrase.split(' ').length));
  const noise = new RegExp(`^(?:${sounds.join('|')})+$`);
  return (text) => {
    const words = saidWords(text.replace(remarks, ' '))
      .map(withoutDrawl)
      .filter((word) => !noise.test(word));
    if (words.length === 0) return 'nothing';
    if (words.length > mostWords) return 'interruption';
    return consistsOf(words, known, longest) ? 'backchannel' : 'interruption';
  };
}

function consistsOf(words: readonly string[], phrases: ReadonlySet<string>, longest: number): boolean {
  for (let at = 0; at < words.length;) {
    let length = Math.min(longest, words.length - at);
    while (length > 0 && !phrases.has(words.slice(at, at + length).join(' '))) length -= 1;
    if (length === 0) return false;
    at += length;
  }
  return true;
}
