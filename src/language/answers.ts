/**
 * What a short answer to a notice means, given what was asked. Nothing is cancelled, confirmed or reopened unless the words
 * say just that: one word more, and they are passed on as words, to be understood by whoever talks with the person.
 */
import type { QuestionKind } from '../domain/reach';
import { type Hearing, plain } from './hearing';
import type { Consent } from './phrases';
import { wordsOf } from './word-table';

/** What an answer means. `words` are the person's own. */
export type Answer =
  | { means: 'confirm' }
  /** Another time is wished; `words` say which, or are empty. */
  | { means: 'move'; words: string }
  | { means: 'cancel' }
  /** It is not solved; `words` say why, or are empty. */
  | { means: 'reopen'; words: string }
  /** A yes, a no or thanks that decide nothing by themselves. */
  | { means: 'yes' | 'no' | 'thanks' }
  /** Anything else: to be talked about. */
  | { means: 'question'; words: string }
  /** Nothing can be made of it: ask again. */
  | { means: 'unclear' };

/** The words of one language: regular expressions over plain text (lower case, no accents). */
export interface AnswerWords {
  /** Whole answers, apart from what is polite. */
  confirm: string[];
  cancel: string[];
  thanks: string[];
  /** Somewhere in an answer: another time is wished. */
  change: string;
  /** Somewhere in an answer: it has to do with cancelling, wished or not. */
  cancelling: string;
  /** Somewhere in an answer: it is as bad as before. */
  notSolved: string;
  /** Somewhere in an answer: it is solved, so nothing is to be reopened. */
  solved: string;
  /** Somewhere: the words before or behind may be denied. */
  denial: string;
  /** At the beginning: a question, even without its mark. */
  asking: string;
  /** May stand around without meaning anything. */
  polite: string[];
}

/** What is known when it is understood. `now` is an ISO instant, `zone` where days are meant. */
export interface AnswerContext {
  asked: QuestionKind;
  now: string;
  zone: string;
}

export type AnswerEar = (text: string, context: AnswerContext) => Answer;

/** An answer read once: as written, as plain words, and as what code can tell of it. */
interface Said {
  text: string;
  plain: string;
  choice: number | undefined;
  /** What stands behind a leading figure: "2, el martes". */
  behind: string;
  /** The same where it says when by itself: "2 de diciembre" does so only as a whole. */
  when: string;
  /** Of the whole answer, and of what stands before its first sign. */
  consent: Consent;
  opening: Consent;
  isQuestion: boolean;
  namesTime: boolean;
  /** The other time in "no, mejor el viernes" or "sí, pero el martes". */
  instead: string | undefined;
}

/** Makes the ear of one language. */
export function createAnswerEar(
  words: AnswerWords,
  hearing: Hearing,
  consent: (text: string) => Consent,
): AnswerEar {
  const polite = `(?:${words.polite.join('|')})`;
  const whole = (phrases: string[]): RegExp =>
    new RegExp(`^(?:${polite} )*(?:${phrases.join('|')})(?: ${polite})*$`, 'u');
  const within = (phrases: string): RegExp => new RegExp(`(?<!\\p{L})(?:${phrases})(?!\\p{L})`, 'u');
  const judge: Judge = {
    confirm: whole(words.confirm),
    cancel: whole(words.cancel),
    thanks: whole(words.thanks),
    change: within(words.change),
    cancelling: within(words.cancelling),
    notSolved: within(words.notSolved),
    solved: within(words.solved),
    denial: within(words.denial),
    asking: new RegExp(`^(?:${polite} )*(?:${words.asking})(?!\\p{L})`, 'u'),
  };
  const read = createReader(judge, hearing, consent);
  const meant: Record<QuestionKind, (said: Said) => Answer> = {
    'confirm-appointment': (said) => ofAppointment(said, judge),
    'ticket-closed': (said) => ofTicket(said, judge),
    plain: (said) => (said.choice === undefined ? ofAnything(said, judge) : unclear),
  };

  return (text, context) => {
    const written = text.slice(0, 1000).replace(/\s+/g, ' ').trim();
    const sign = signOf(written);
    if (sign)
      return sign.means === 'yes' && context.asked === 'confirm-appointment' ? { means: 'confirm' } : sign;
    if (plain(written) === '') return unclear;
    return meant[context.asked](read(written, context));
  };
}

type Judge = Record<Exclude<keyof AnswerWords, 'polite'>, RegExp>;
type Reader = (text: string, context: Pick<AnswerContext, 'now' | 'zone'>) => Said;

function createReader(judge: Judge, hearing: Hearing, consent: (text: string) => Consent): Reader {
  return (text, { now, zone }) => {
    const words = wordsOf(plain(text)).join(' ');
    const namesTime = (part: string): boolean =>
      (['date', 'time'] as const).some((kind) => hearing.value(kind, part, { now, zone }) !== undefined);
    const correction = hearing.correction(text);
    const other = correction === undefined ? '' : plain(correction);
    const figure = choiceIn(text, hearing);
    // What agrees to a read-back names the deed: "anúlela" is a yes there, and none to this.
    const isDeed = judge.change.test(words) || judge.cancelling.test(words);
    const agreed = isDeed ? 'unclear' : consent(text);
    return {
      text,
      plain: words,
      ...figure,
      when: namesTime(text) && !namesTime(figure.behind) ? text : figure.behind,
      consent: agreed,
      opening: isDeed ? 'unclear' : consent(text.split(/[,.;:!]/)[0] ?? ''),
      isQuestion: /[?¿]/.test(text) || (agreed === 'unclear' && judge.asking.test(words)),
      namesTime: namesTime(text),
      instead:
        (namesTime(other) || judge.change.test(other)) && !judge.denial.test(other) ? correction : undefined,
    };
  };
}

function ofAppointment(said: Said, judge: Judge): Answer {
  const { text, isQuestion, instead } = said;
  if (said.choice !== undefined) return ofFigure(said, judge);
  if (isQuestion) return talk(text);
  if (judge.cancel.test(said.plain)) return { means: 'cancel' };
  if (said.consent !== 'unclear') return said.consent === 'yes' ? { means: 'confirm' } : { means: 'no' };
  if (judge.confirm.test(said.plain)) return { means: 'confirm' };
  const wishesOther = judge.change.test(said.plain) || said.namesTime;
  if (judge.cancelling.test(said.plain) || /confirm/.test(said.plain)) return talk(text);
  if (instead !== undefined) return { means: 'move', words: instead };
  if (judge.denial.test(said.plain) || said.opening === 'yes') return talk(text);
  return wishesOther ? { means: 'move', words: text } : ofAnything(said, judge);
}

/** A figure with words behind it counts where they say the same, or nothing. */
function ofFigure({ choice = 0, behind, when, text, isQuestion, namesTime }: Said, judge: Judge): Answer {
  if (isQuestion) return talk(text);
  const more = wordsOf(plain(behind)).join(' ');
  if (more === '' || judge.thanks.test(more)) return answers[choice - 1] ?? unclear;
  // "1 y 3"
  if (/^(?:\p{L}{1,3} )?\d{1,2}$/u.test(more)) return unclear;
  if (choice === 1 && judge.confirm.test(more)) return { means: 'confirm' };
  if (choice === 3 && judge.cancel.test(more)) return { means: 'cancel' };
  if (choice === 2 && !judge.cancelling.test(more)) return { means: 'move', words: when };
  return namesTime ? talk(text) : unclear;
}

const answers: readonly Answer[] = [{ means: 'confirm' }, { means: 'move', words: '' }, { means: 'cancel' }];

function ofTicket(said: Said, judge: Judge): Answer {
  const { choice, behind, text } = said;
  const [open, solved] = [judge.notSolved.test(said.plain), judge.solved.test(said.plain)];
  if (choice === 1 && !said.isQuestion) return solved ? unclear : { means: 'reopen', words: behind };
  if (choice !== undefined) return said.isQuestion ? talk(text) : unclear;
  if (!said.isQuestion && open && !solved) return { means: 'reopen', words: text };
  if (!said.isQuestion && solved && !open && !judge.denial.test(said.plain)) return { means: 'thanks' };
  return ofAnything(said, judge);
}

function ofAnything(said: Said, judge: Judge): Answer {
  if (said.isQuestion) return talk(said.text);
  if (said.consent !== 'unclear') return { means: said.consent };
  return judge.thanks.test(said.plain) ? { means: 'thanks' } : talk(said.text);
}

const unclear: Answer = { means: 'unclear' };
const talk = (words: string): Answer => ({ means: 'question', words });

/** A figure alone or at the beginning, or a place in the list: "1", "la 2", "2, el martes", "the third one". */
function choiceIn(text: string, hearing: Hearing): Pick<Said, 'choice' | 'behind'> {
  // "10:30", "3/12" and "1 5" are no figures of ours.
  const [, figure, behind = ''] =
    /^[("'«]*(\d{1,2})(?:\uFE0F?\u20E3)?(?![\d/:hH])[)"'».,:;!\s-]*(.*)$/u.exec(text) ?? [];
  if (figure !== undefined && /^\d/.test(behind)) return { choice: 0, behind };
  const place = hearing.ordinal(text);
  // "sexta" is also a Friday, and nothing was offered in sixth place.
  if (place !== undefined && place > 0 && place <= 3) return { choice: place, behind: '' };
  if (figure === undefined) return { choice: undefined, behind: '' };
  if (Number(figure) <= 3) return { choice: Number(figure), behind: behind.trim() };
  return { choice: behind === '' ? 0 : undefined, behind: '' };
}

/** An answer of signs only, as people tap them. Two that contradict are none. */
function signOf(text: string): Answer | undefined {
  if (text === '' || !/^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f|\s)+$/u.test(text))
    return undefined;
  const yes = /[👍👌✅☑✔]/u.test(text);
  const no = /[👎❌🚫✖]/u.test(text);
  if (yes !== no) return { means: yes ? 'yes' : 'no' };
  return !yes && /[🙏❤😊🙂]/u.test(text) ? { means: 'thanks' } : unclear;
}
