/** Sentences cut into clauses in plain form, so that patterns of any language can be looked for in them. */

/** One clause. `opened` and `closed`: a question sign of Spanish stands before it. */
export interface Clause {
  /** Words with one space around each. A `'` after a word: its last syllable bears the accent (registré, irá). */
  text: string;
  opened: boolean;
  closed: boolean;
}

const contractions: readonly (readonly [RegExp, string])[] = [
  [/\b(can)'?t\b/g, 'can not'],
  [/\b(?:wo)n'?t\b/g, 'will not'],
  [/\b(is|are|was|were|has|have|had|do|does|did|would|could|should)n'?t\b/g, '$1 not'],
  [/\b(i|you|we|they)'ve\b/g, '$1 have'],
  [/\b(?<word>ive|weve|youve|theyve)\b/g, '$<word>'],
  [/\b(\p{L}+)'ll\b/gu, '$1 will'],
  [/\b(you|we|they)'re\b/g, '$1 are'],
  [/\b(i)'m\b/g, '$1 am'],
  [/\b(it|that|he|she|there|what|who|here|everything|all|this|which|where)'s\b/g, '$1 is'],
  [/\blet's\b/g, 'let us'],
  [/\b(\p{L}+)'d\b/gu, '$1 would'],
  [/'s\b/g, ''],
];
/** Typed without their apostrophes. */
const joined: Record<string, string> = {
  ive: 'i have',
  weve: 'we have',
  youve: 'you have',
  youre: 'you are',
  theyre: 'they are',
  im: 'i am',
  youll: 'you will',
  theyll: 'they will',
  itll: 'it will',
  its: 'it is',
  thats: 'that is',
  dont: 'do not',
  hasnt: 'has not',
  havent: 'have not',
  pra: 'para',
  pro: 'para o',
  ta: 'esta',
  tao: 'estao',
  to: 'to',
  vc: 'voce',
};

/** The clauses of a sentence, and whether it ends as a question. `spelled` puts words right. */
export function clausesOf(
  sentence: string,
  spelled: (word: string) => string,
): { clauses: Clause[]; asked: boolean } {
  const tidy = tidied(sentence);
  const asked = /\?[^\p{L}\p{N}]*$/u.test(tidy);
  let question = '';
  const clauses: Clause[] = [];
  for (const part of tidy.split(/([.,;:!?¿¡…()"«»“”\n–—|*]+|\s-+\s)/)) {
    if (/^[^\p{L}\p{N}✓]*$/u.test(part)) {
      question = /[¿]/.test(part) ? 'opened' : /[?]/.test(part) ? 'closed' : question;
      continue;
    }
    const words = part
      .split(/[^\p{L}\p{N}✓'@#]+/u)
      .filter((word) => word !== '')
      .map((word) => joined[word] ?? word)
      .flatMap((word) => word.split(' '))
      .map((word) => spelled(stressed(word)));
    if (words.length > 0)
      clauses.push({
        text: ` ${words.join(' ')} `,
        opened: question === 'opened',
        closed: question === 'closed',
      });
    question = '';
  }
  return { clauses, asked };
}

/** Lower case, look-alike letters as the letters they look like, ticks as ✓, contractions spelled out. */
function tidied(sentence: string): string {
  const plain = sentence
    .normalize('NFKC')
    .replace(/\p{Cf}|\ufe0f/gu, '')
    .replace(/[✅✔☑🆗👌🎉👍💯]/gu, ' ✓ ')
    .replace(/[’‘´`]/g, "'")
    .toLowerCase()
    .replace(/(\p{L})\1{2,}/gu, '$1')
    // "re-gis-tra-da"
    .replace(/\p{L}+(?:-\p{L}+){2,}/gu, (spelt) => spelt.replace(/-/g, ''))
    // "r e g i s t r a d a"
    .replace(/(?<![\p{L}\p{N}])(?:\p{L}[ .·_-]){4,}\p{L}(?![\p{L}\p{N}])/gu, (spelt) =>
      spelt.replace(/[ .·_-]/g, ''),
    );
  return contractions.reduce((text, [pattern, words]) => text.replace(pattern, words), plain);
}

/** Without accents; but "registré" and "irá" are not "registre" and "ira". */
function stressed(word: string): string {
  const end = /(?:\p{L}r(?:é|á|án)|\p{L}{4,}[éó])$/u.test(word.normalize('NFC')) || word === 'sí' ? "'" : '';
  const bare = word
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/'+/g, '');
  return /^(?:estan|detras|atras|usted)$/.test(bare) ? bare : `${bare}${end}`;
}
