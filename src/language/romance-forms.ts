/** Forms of regular verbs of Spanish and Portuguese, in plain form. */
import type { Deed, Forms } from './claims';

type Ending = 'ar' | 'er' | 'ir';

/** The endings of one language by conjugation. */
export interface Endings {
  part: Record<Ending, string>;
  doing: Record<Ending, string>;
  /** I and we, in the past. */
  past1: Record<Ending, string[]>;
  /** He, she, it and they, in the past. */
  past3: Record<Ending, string[]>;
  now1: Record<Ending, string[]>;
  /** After the infinitive. */
  later: string[];
}

const genders = ['o', 'a', 'os', 'as'];

type FormName = 'part' | 'doing' | 'past1' | 'past3' | 'now1' | 'later' | 'inf' | 'wish';
/** Endings of forms that claim nothing; known, so that they are not taken for misspelled participles. */
const harmless =
  'e en es em a an am ara aba ando ador adora acion acao ase arme ira iran era eran iera ieran iria eria aria'.split(
    ' ',
  );

/**
 * All forms of verbs, given as infinitives by deed; `irregular` forms are added to the regular ones. Their names bear
 * the prefix (`esPast1`), but for the participles, which are `part` in every language.
 */
export function romanceForms(
  prefix: string,
  verbs: Partial<Record<Deed, string>>,
  endings: Endings,
  irregular: Partial<Record<FormName, Forms>>,
): Record<string, Forms> {
  const all: Record<string, Forms> = {};
  const add = (name: string, forms: Forms): void => {
    const key = name === 'part' ? name : `${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    all[key] = { ...all[key], ...forms };
  };
  for (const [deed, list] of Object.entries(verbs) as [Deed, string][])
    for (const verb of list.split(' '))
      for (const [name, words] of Object.entries(conjugated(verb, endings)))
        add(name, Object.fromEntries(words.map((word) => [word, deed])));
  for (const [name, forms] of Object.entries(irregular)) add(name, forms);
  return all;
}

function conjugated(verb: string, endings: Endings): Record<FormName, string[]> {
  const stem = verb.slice(0, -2);
  const end = verb.slice(-2) as Ending;
  // Before e and i it is written otherwise: notificar, notifiqué.
  const soft = end === 'ar' ? stem.replace(/c$/, 'qu').replace(/g$/, 'gu').replace(/z$/, 'c') : stem;
  const ended = (all: readonly string[]): string[] =>
    all.map((ending) => `${/^[ei]/.test(ending) ? soft : stem}${ending}`);
  return {
    part: genders.map((gender) => `${stem}${endings.part[end]}${gender}`),
    doing: [`${stem}${endings.doing[end]}`],
    past1: ended(endings.past1[end]),
    past3: endings.past3[end].map((ending) => `${stem}${ending}`),
    now1: endings.now1[end].map((ending) => `${stem}${ending}`),
    later: endings.later.map((ending) => `${verb}${ending}`),
    inf: [verb],
    wish: ended(harmless),
  };
}
