/** E-mail addresses as people spell them aloud. */
import { letterTokens, type LetterWords } from './spoken-code';
import { plain } from './hearing';
import { withDigits, type NumberWords } from './spoken-number';

/** What is said for the signs of an address, in plain form; longest first. */
export interface EmailWords {
  signs: readonly (readonly [said: string, sign: string])[];
  /** Said about the spelling, not part of it: "todo junto". */
  remarks: readonly string[];
  /** What comes before the address: "mi correo es". */
  before: RegExp;
}

const written =
  /(?<![\p{L}\p{N}@._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?![@\p{L}\p{N}-])/giu;
const address =
  /^[a-z0-9](?:[a-z0-9_%+-]|[.](?=[a-z0-9_]))*@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\.[a-z]{2,}$/;

/** Makes the ear for e-mail addresses of one language; in lower case, or undefined. */
export function createEmailEar(words: EmailWords, numbers: NumberWords, letters: LetterWords) {
  return (text: string): string | undefined => {
    const typed = new Set([...text.matchAll(written)].map(([one]) => plain(one)));
    if (typed.size > 0) return typed.size === 1 ? valid([...typed][0] ?? '') : undefined;

    let said = ` ${plain(text.replace(/[.,;:!?]+(?=\s|$)/g, ' '))} `;
    for (const remark of words.remarks) said = said.replaceAll(` ${remark} `, ' ');
    said = ` ${said.trim().replace(words.before, '')} `;
    for (const [name, sign] of words.signs)
      said = said.replaceAll(new RegExp(` (?:${name})(?= )`, 'g'), ` ${sign}`);
    const [local, domain, more] = said.split('@');
    if (local === undefined || domain === undefined || more !== undefined) return undefined;
    return valid(`${squeezed(spelled(local, letters), numbers)}@${squeezed(domain, numbers)}`);
  };
}

const valid = (said: string): string | undefined =>
  said.length <= 254 && address.test(said) ? said : undefined;

/** Without spaces, numbers as digits. */
const squeezed = (said: string, numbers: NumberWords): string =>
  said
    .split(/([._+-])/)
    .map((stretch) => (/^[._+-]$/.test(stretch) ? stretch : withDigits(stretch, numbers).replace(/ /g, '')))
    .join('');

/** "a ene a" is ana, but only where every word is the name of a letter or a digit. */
function spelled(local: string, letters: LetterWords): string {
  const words = local.split(/([ ._+-])/).filter((word) => word.trim() !== '');
  const read = words.map((word) => (/^[._+\d-]+$/.test(word) ? word : letterTokens([word], letters)[0]));
  return read.every((letter) => letter !== undefined) && words.length >= 3
    ? read.join('').toLowerCase()
    : local;
}
