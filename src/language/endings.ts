/** How a caller's words end: whether more is to come, as far as words tell. Pure. */
import type { Expectation } from '../domain/listening';
import { createDictationEar, type DictationWords } from './dictation';
import type { Hearing } from './hearing';
import type { Consent } from './phrases';
import { lengthOfEnding, saidWords, withoutDrawl } from './said-words';

/**
 * `nothing`: no words yet; `answered`: the yes or no that was expected; `closed`: a sentence with its full stop; `finished`:
 * words that can stand; `dictated`: a number, an e-mail, an address that is whole; `perhaps`: one that may be whole;
 * `hanging`: "mi número es"; `hesitating`: "eh…"; `dictating`: in the middle of a number, an e-mail, a spelling.
 */
export type Ending =
  | 'nothing'
  | 'answered'
  | 'closed'
  | 'finished'
  | 'dictated'
  | 'perhaps'
  | 'hanging'
  | 'hesitating'
  | 'dictating';

/** How these words end for somebody who was asked for `expects`. */
export type EndingJudge = (text: string, expects: Expectation) => Ending;

/** The words of a language, with accents, as recognizers write them. */
export interface EndingWords extends DictationWords {
  /** Last words after which something must follow: articles, prepositions, "es", "quiero". */
  hanging: readonly string[];
  /** Endings with such a last word that are whole all the same: "así es", "ya está". */
  whole: readonly string[];
  /** Words that hang, but not alone: "é", "quero" are a yes. */
  wholeAlone: readonly string[];
  /** Said to keep the turn: "eh", "este", "o sea". */
  fillers: readonly string[];
  consent: (text: string) => Consent;
}

/** Makes the judge of one language. */
export function createEndingJudge(words: EndingWords, hearing: Hearing): EndingJudge {
  const hanging = new Set(words.hanging);
  const whole = new Set(words.whole);
  const wholeAlone = new Set(words.wholeAlone);
  const fillers = new Set(words.fillers.map((filler) => saidWords(filler).map(withoutDrawl).join(' ')));
  const dictation = createDictationEar(words, hearing);

  const hangs = (said: string[]): boolean => {
    const [only = ''] = said;
    if (said.length === 1 && wholeAlone.has(only)) return false;
    return lengthOfEnding(said, hanging) > lengthOfEnding(said, whole);
  };
  return (text, expects) => {
    const said = saidWords(text);
    if (said.length === 0) return 'nothing';
    const isBroken = /(?:…|\.\.\.|[-–—])\s*$/.test(text);
    if (isBroken || lengthOfEnding(said.map(withoutDrawl), fillers) > lengthOfEnding(said, whole))
      return 'hesitating';
    const consents = words.consent(text) !== 'unclear';
    if (consents && expects === 'yes-no' && !/,\s*$/.test(text)) return 'answered';
    if (consents || /[?？]\s*$/.test(text) || hearing.command(text) !== undefined) return 'closed';

    const isHanging = hangs(said) || /[,;:]\s*$/.test(text);
    const dictated = dictation(text, expects, isHanging);
    if (dictated) return dictated;
    if (isHanging) return 'hanging';
    return /[.!]["'»”]?\s*$/.test(text) ? 'closed' : 'finished';
  };
}
