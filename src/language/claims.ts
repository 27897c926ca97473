/**
 * Hears in an assistant's own sentence that something was done, is being done or will surely be done. Words alone decide,
 * without knowing whether it is true: that is for whoever asks. Doubt counts as a claim.
 */
import { clausesOf, type Clause } from './clauses';

/** What a sentence says was done; a look-up may prove some of them. `word` is none in particular: "all set". */
export type Deed =
  | 'record'
  | 'book'
  | 'cancel'
  | 'change'
  | 'close'
  | 'send'
  | 'raise'
  | 'process'
  | 'promise'
  | 'word';

/** One claim. `ours`: said of ourselves, or of what is to come, so that no record can prove it. */
export interface Claim {
  deed: Deed;
  ours: boolean;
  /** The clause that makes it, in plain form. */
  clause: string;
}

/** Forms of verbs in plain form, with their deed. */
export type Forms = Record<string, Deed>;

/** A way of claiming: a pattern over a plain clause, in which `{name}` stands for the forms of that name. */
export interface ClaimRule {
  find: string;
  /** Past and perfect stay claims where coming ones are offers: in "…, anything else?", after "if you agree". */
  when: 'past' | 'coming';
  /** That of the verb where none is given. */
  deed?: Deed;
  ours?: boolean;
  /** What must stand right before it. */
  after?: string;
  /** Only where nothing else in the clause claims anything. */
  fallback?: boolean;
  /** Only in a clause that names a day or a time of day. */
  dated?: boolean;
}

/** How one language claims things. All patterns are over plain clauses, see `clauses.ts`. */
export interface ClaimWords {
  forms: Record<string, Forms>;
  /** Participles that claim nothing by themselves: open, closed, moved. */
  loose: readonly string[];
  rules: readonly ClaimRule[];
  /** Before a participle: it is we who did it. */
  ours: readonly string[];
  /** Before a loose participle: it does claim. */
  auxiliaries: readonly string[];
  /** Nouns for what we keep: ticket, appointment. A pattern. */
  records: string;
  negations: readonly string[];
  /** Words that may stand between a negation and what it denies. */
  between: readonly string[];
  /** Before a claim, to the beginning of its clause: it is none ("can be", "once it is", "you told me that it was"). */
  unless: readonly string[];
  /** Before a participle: the caller did it. */
  byCaller: readonly string[];
  /** Before a participle: it will be so. */
  futures: readonly string[];
  /** Anywhere in a sentence: what is to come waits for the caller. */
  conditions: readonly string[];
  /** How a question begins where no sign opens it. */
  asks: readonly string[];
  /** How a question begins that asks nothing: "did you know that". */
  rhetoric: readonly string[];
  /** Names of days and times. */
  days: readonly string[];
}

/** The ear for claims in all the languages handed in at once, since models change languages as they like. */
export function createClaimEar(all: readonly ClaimWords[]): (sentence: string) => Claim[] {
  const words = merged(all);
  const compiledOf = (some: readonly ClaimRule[]) => some.map((rule) => compiled(rule, words));
  const rules = compiledOf(words.rules.filter(({ fallback }) => !fallback));
  const fallbacks = compiledOf(words.rules.filter(({ fallback }) => fallback));
  const spelled = createSpeller(words.forms.part ?? {}, Object.values(words.forms));
  const tests = testsOf(words);

  return (sentence) => {
    const { clauses, asked } = clausesOf(sentence, spelled);
    const open = tests.condition.test(clauses.map(({ text }) => text).join(' '));
    let asking = false;
    return clauses.flatMap((clause, index) => {
      if (clause.opened) asking = !tests.rhetoric.test(clause.text);
      else if (clause.closed) asking = false;
      else if (asked && !asking) asking = tests.asks.test(clause.text) && !tests.rhetoric.test(clause.text);
      const last = asked && index === clauses.length - 1;
      const place = { asking, open, last, alone: clauses.length === 1 };
      const found = rules.flatMap((rule) => claimsOf(rule, clause, place, tests));
      return found.length > 0 ? found : fallbacks.flatMap((rule) => claimsOf(rule, clause, place, tests));
    });
  };
}

/**
 * Where a clause stands: in a question, in a sentence in which what is to come waits for the caller, last in a sentence
 * that ends as a question, alone in its sentence.
 */
interface ClausePlace {
  asking: boolean;
  open: boolean;
  last: boolean;
  alone: boolean;
}

function claimsOf(rule: CompiledRule, { text }: Clause, place: ClausePlace, tests: Tests): Claim[] {
  if (rule.dated && !tests.dated.test(text)) return [];
  if (rule.when === 'coming' && (place.asking || place.last || place.open)) return [];
  return [...text.matchAll(rule.pattern)].flatMap((found): Claim[] => {
    const left = text.slice(0, found.index);
    const verb = found.groups?.verb;
    const ours = rule.ours === true || tests.ours.test(left);
    if (place.asking && !ours) return [];
    if (rule.after && !rule.after.test(left)) return [];
    if (tests.negated.test(left)) return [];
    if (rule.when === 'past' && tests.byCaller.test(left)) return [];
    if (place.open && tests.future.test(left)) return [];
    // "Si ya está registrada" by itself is a yes without its accent.
    if (tests.unless.test(left) && !(place.alone && left.startsWith(' si '))) return [];
    if (verb && tests.loose.has(verb) && !ours && !claimsLoosely(text, left, verb, tests)) return [];
    return [{ deed: rule.deed ?? tests.deeds.get(verb ?? '') ?? 'word', ours, clause: text.trim() }];
  });
}

/** Alone, after "has been", of a record, or where it begins a clause as in a note: "Moved to Thursday". */
function claimsLoosely(text: string, left: string, verb: string, tests: Tests): boolean {
  const note = left === ' ' && /^ \p{L}+ (?:to|for|as|with|para|con|com) /u.test(text);
  const alone = text.trim().split(' ').length < 3;
  return note || alone || tests.auxiliary.test(left) || tests.record.test(text.replace(verb, ''));
}

function testsOf(words: ReturnType<typeof merged>) {
  const opening = (sources: readonly string[]): RegExp =>
    new RegExp(`^ (?:${sources.join('|')})(?![\\p{L}\\p{N}])`, 'u');
  return {
    deeds: words.deeds,
    loose: new Set(words.loose),
    ours: before(words.ours),
    auxiliary: before(words.auxiliaries),
    record: anywhere([words.records]),
    unless: before(words.unless),
    byCaller: before(words.byCaller),
    future: before(words.futures),
    negated: before([`(?:${words.negations.join('|')})(?: (?:${words.between.join('|')})){0,6}`]),
    condition: anywhere(words.conditions),
    asks: opening(words.asks),
    rhetoric: opening(words.rhetoric),
    dated: anywhere(words.days),
  };
}

type Tests = ReturnType<typeof testsOf>;
type CompiledRule = Omit<ClaimRule, 'after' | 'find'> & { pattern: RegExp; after?: RegExp };

function compiled(
  { find, after, ...rule }: ClaimRule,
  { forms }: { forms: Record<string, Forms> },
): CompiledRule {
  const source = find.replace(/\{(\w+)\}/g, (written, name: string) => {
    const known = forms[name];
    if (!known) return written;
    return `(?<verb>${Object.keys(known)
      .toSorted((a, b) => b.length - a.length)
      .join('|')})`;
  });
  return { ...rule, pattern: bounded(source, 'gu'), ...(after ? { after: before([after]) } : {}) };
}

const bounded = (source: string, flags: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}'])(?:${source})(?![\\p{L}\\p{N}'])`, flags);
const anywhere = (sources: readonly string[]): RegExp => bounded(sources.join('|'), 'u');
const before = (sources: readonly string[]): RegExp => new RegExp(`(?:^| )(?:${sources.join('|')}) $`, 'u');

/** The words of all languages as one. */
function merged(all: readonly ClaimWords[]) {
  const forms: Record<string, Forms> = {};
  for (const one of all)
    for (const [name, table] of Object.entries(one.forms)) forms[name] = { ...forms[name], ...table };
  const every = (list: (words: ClaimWords) => readonly string[]): string[] => all.flatMap(list);
  return {
    forms,
    deeds: new Map(Object.values(forms).flatMap((table) => Object.entries(table))),
    rules: all.flatMap(({ rules }) => rules),
    loose: every(({ loose }) => loose),
    ours: every(({ ours }) => ours),
    auxiliaries: every(({ auxiliaries }) => auxiliaries),
    records: all.map(({ records }) => records).join('|'),
    negations: every(({ negations }) => negations),
    between: every(({ between }) => between),
    unless: every(({ unless }) => unless),
    byCaller: every(({ byCaller }) => byCaller),
    futures: every(({ futures }) => futures),
    conditions: every(({ conditions }) => conditions),
    asks: every(({ asks }) => asks),
    rhetoric: every(({ rhetoric }) => rhetoric),
    days: every(({ days }) => days),
  };
}

/** Words shorter than this are not taken for misspelled ones: too many others are like them. */
const longEnough = 6;

/** Makes of a word that is nearly a participle ("rejistrada", "agendao") that participle. */
function createSpeller(participles: Forms, tables: readonly Forms[]): (word: string) => string {
  const known = new Set(tables.flatMap((table) => Object.keys(table)));
  // English ones end like many a word of the others: "placer" is not "placed".
  const right = Object.keys(participles).filter(
    (word) => word.length >= longEnough + (/[oa]s?$/.test(word) ? 0 : 1),
  );
  return (word) => {
    // "Confirmadísimo", "anotadinho"
    const bare = word.replace(/(d)(?:inh|iss?im|it)([oa]s?)$/u, '$1$2');
    if (known.has(bare)) return bare;
    if (bare.length < longEnough || known.has(word)) return word;
    return right.find((one) => isOneOff(one, bare)) ?? word;
  };
}

/** Whether one letter more, less, other, or two swapped lie between two words. The first letter is always right. */
export function isOneOff(one: string, other: string): boolean {
  if (one[0] !== other[0] || Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const rest = (text: string, skip: number): string => text.slice(at + skip);
  return (
    rest(one, 1) === rest(other, 0) ||
    rest(one, 0) === rest(other, 1) ||
    rest(one, 1) === rest(other, 1) ||
    (one[at] === other[at + 1] && one[at + 1] === other[at] && rest(one, 2) === rest(other, 2))
  );
}
