import { plain } from './hearing';
import { wordsOf } from './word-table';

/**
 * Makes the ear for a choice among given words: its key, or undefined where nothing, or more than one, was named.
 * The longest name wins, so that "tarjeta de crédito" is not also "tarjeta". `negations` are plain words: no, not.
 */
export function createChoiceEar(negations: readonly string[]) {
  return (text: string, choices: Record<string, string[]>): string | undefined => {
    const said = ` ${wordsOf(plain(text.replace(openingDenial(negations), ''))).join(' ')} `;
    const named = Object.entries(choices).flatMap(([key, names]) =>
      [...names, key].map((name) => ({ key, words: wordsOf(plain(name)).join(' ') })),
    );
    named.sort((one, other) => other.words.length - one.words.length);

    let rest = said;
    const keys = new Set<string>();
    for (const { key, words } of named) {
      if (words === '') continue;
      const left = rest.replaceAll(new RegExp(` ${escaped(words)}(?:e?s)?(?= )`, 'gu'), ' |');
      if (left !== rest) keys.add(key);
      rest = left;
    }
    const [key] = keys;
    // "No quiero tarjeta" names a card, but does not choose it.
    return keys.size === 1 && !negations.some((word) => rest.includes(` ${word} `)) ? key : undefined;
  };
}

const escaped = (words: string): string => words.replace(/[.+*?^${}()|[\]\\]/g, '\\$&');
const openingDenial = (negations: readonly string[]): RegExp =>
  new RegExp(`^\\s*(?:${negations.join('|')}|não)\\s*,\\s*`, 'iu');
