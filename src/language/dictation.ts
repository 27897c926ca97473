/** Numbers, e-mails, spellings and addresses in the middle of being said. */
import type { Expectation } from '../domain/listening';
import { type Hearing, plain } from './hearing';
import { saidWords } from './said-words';
import { numberParts, type NumberWords, type SpokenPart } from './spoken-number';

/** What a language says while it dictates. */
export interface DictationWords {
  numbers: NumberWords;
  /** Plain words between digits that end no number: y, luego, guion. */
  between: readonly string[];
  /** Names of letters that are no other word: hache, zeta. */
  letterNames: Readonly<Record<string, string>>;
  /** Names of numbers in plain words, and how each looks when whole: dni, cpf. */
  kinds: readonly { named: RegExp; whole: RegExp }[];
  /** Plain words between the name and the number: "mi dni *es el*"; after others it is none: "el teléfono falla desde las 5". */
  links: readonly string[];
  /** How a number looks that is whole without having been named: a telephone, an identity card. */
  wholeNumber: RegExp;
  /** Words for the @. Where they are also said otherwise ("at"), they count only once an e-mail was named. */
  atSigns: readonly string[];
  /** Words that build an e-mail, of which none ends it: arroba, punto, guion bajo. */
  emailSigns: readonly string[];
  /** An e-mail is named, in plain words: "mi correo es". */
  emails: RegExp;
  /** The beginning of a refusal, in plain words: "no". */
  denial: RegExp;
}

export type Dictation = 'dictating' | 'dictated' | 'perhaps';

/** Judges whether something is being dictated, and whether it is whole; undefined for other words. */
export type DictationEar = (text: string, expects: Expectation, isHanging: boolean) => Dictation | undefined;

/** Makes the ear of one language. */
export function createDictationEar(words: DictationWords, hearing: Hearing): DictationEar {
  const email = createEmailJudge(words, hearing);
  const links = `(?: (?:${words.links.join('|')}))*$`;
  const kinds = words.kinds.map(({ named, whole }) => ({ whole, named: new RegExp(named.source + links) }));
  return (text, expects, isHanging) => {
    const ofEmail = email(text, expects);
    if (ofEmail) return ofEmail;
    const run = runAtEnd(numberParts(text, words.numbers, { dictated: true }), words);
    const ofNumber = run && numberJudgement(run, expects, kinds, words.wholeNumber);
    if (ofNumber) return ofNumber;
    if (isHanging) return expects === 'number' || expects === 'address' ? 'dictating' : undefined;
    if (refuses(text, words)) return undefined;
    if (expects === 'address') return /\d/.test(run?.said ?? '') ? 'dictated' : 'perhaps';
    // A first name is often followed by the others.
    return expects === 'name' && isOneWord(hearing.value('name', text, noContext)) ? 'dictated' : undefined;
  };
}

const isOneWord = (name: string | undefined): boolean => name !== undefined && !name.includes(' ');

/** "No tengo correo": short, and no value follows. */
const refuses = (text: string, { denial }: DictationWords): boolean =>
  denial.test(plain(text)) && saidWords(text).length <= 6;

/** What is said needs no instant; only addresses of e-mail are asked for. */
const noContext = { now: '1970-01-01T00:00:00Z', zone: 'UTC' };

function createEmailJudge(words: DictationWords, hearing: Hearing) {
  const { atSigns, emailSigns, emails } = words;
  return (text: string, expects: Expectation): Dictation | undefined => {
    const said = saidWords(text);
    const last = said.at(-1) ?? '';
    const isNamed = expects === 'email' || emails.test(plain(text));
    const hasAt = said.some(
      (word) => word.includes('@') || (atSigns.includes(word) && (isNamed || word !== 'at')),
    );
    if (!hasAt && !isNamed) return undefined;
    if (emailSigns.includes(last) || /[@._-]\s*$/.test(text.replace(/\.\s*$/, ''))) return 'dictating';
    const value = hearing.value('email', text, noContext);
    if (value !== undefined) return /\.\p{L}{2,}$/u.test(value) ? 'dictated' : 'dictating';
    return hasAt || (expects === 'email' && !refuses(text, words)) ? 'dictating' : undefined;
  };
}

/** Digits and letters at the end of what was said. */
interface Run {
  /** Digits, and letters in upper case: `12345678Z`. */
  said: string;
  digits: number;
  letters: number;
  /** Numbers of which it was made: "seis cero cero, doce" is four. */
  groups: string[];
  /** Plain words before it, the last eight. */
  before: string;
  /** It ends in a word that binds: "seis cero cero y". */
  isOpen: boolean;
}

function runAtEnd(parts: SpokenPart[], { between, letterNames }: DictationWords): Run | undefined {
  const groups: string[] = [];
  let at = parts.length - 1;
  let isOpen = false;
  for (; at >= 0; at -= 1) {
    const { digits, word = '' } = parts[at] ?? {};
    const character = digits ?? (/^[a-z]$/.test(word) ? word.toUpperCase() : letterNames[word]);
    // Between two digits "y" is a word; before none it is the beginning of what is to come.
    const binds = between.includes(word);
    if (binds) isOpen ||= groups.length === 0;
    else if (character !== undefined) groups.unshift(character);
    else if (word !== ',') break;
  }
  // "La calle A", "y": a single letter at the beginning is a word more often than a letter.
  while (groups[0] !== undefined && /^[AEIOUY]$/.test(groups[0])) groups.shift();
  if (groups.length === 0) return undefined;
  const said = groups.join('');
  const digits = said.replace(/\D/g, '').length;
  const before = parts.slice(Math.max(0, at - 7), at + 1).map(({ word }) => word);
  return { said, digits, letters: said.length - digits, groups, before: before.join(' '), isOpen };
}

function numberJudgement(
  run: Run,
  expects: Expectation,
  kinds: DictationWords['kinds'],
  wholeNumber: RegExp,
): Dictation | undefined {
  const { said, digits, letters, groups } = run;
  const named = kinds.findLast((kind) => kind.named.test(run.before));
  if (named && expects !== 'date') return !run.isOpen && named.whole.test(said) ? 'dictated' : 'dictating';
  if (!run.isOpen && wholeNumber.test(said)) return 'dictated';
  if (letters >= 2 && /[^AEIOUY\d]/.test(said)) return 'dictating';
  if (expects === 'date') return undefined;
  if (expects === 'number') {
    if (run.isOpen || letters > 0 || groups.length > 1) return 'dictating';
    return 'perhaps';
  }
  // Nobody's floor or door: in English the number comes before the street.
  if (expects === 'address') return run.before === '' ? 'dictating' : undefined;
  const isDate = groups.length === 3 && /^(?:19|20)\d\d$/.test(groups[2] ?? '');
  const isLong = (groups.length >= 3 && digits >= 3) || (groups.length === 2 && digits >= 5);
  return isLong && !isDate ? 'dictating' : undefined;
}
