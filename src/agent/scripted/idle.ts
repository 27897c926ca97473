import type { Errand } from '../../domain/assistant';
import type { Line, ModelReply } from '../../domain/call';
import { askWhich, begin, miss, proceed } from './ask';
import { emptyForm } from './form';
import { overhear } from './overhear';
import { recognise } from './recognise';
import { moveTime } from './slots';
import { helpText } from './steer';
import { slotField } from './times';
import { beginFirst, offerLater } from './later';
import { hear, isFirstTurn, sayGoodbye, speak, together, type Turn } from './turn';
import { isOnly, saysAny } from './words';

/** What the caller says when no errand is under way. */
export function answerIdle(turn: Turn): ModelReply {
  const { said, cues, phrases, sentences, form } = turn;
  const [errand, ...more] = recognise(turn.assistant.errands, said).errands;
  const upset = saysAny(said, cues.upset);
  if (errand) {
    const two = beginFirst(turn);
    if (two) return two;
    if (more.length > 0) return askWhich(turn, [errand, ...more]);
    const lead = upset ? together(sentences.sorryForTrouble(), sentences.begin(errand.title)) : undefined;
    return begin(turn, errand, said, lead);
  }
  const resumed = chooseFound(turn) ?? resume(turn);
  if (resumed) return resumed;
  if (!isFirstTurn(turn)) {
    const welcome = together(sentences.youAreWelcome(), phrases.anythingElse());
    const onlyThanks = isOnly(said, cues.thanks, cues.fillers) && form.lastSaid !== welcome;
    const done =
      phrases.consent(said) === 'no' || isOnly(said, [...cues.nothing, ...cues.thanks], cues.fillers);
    if (done) return offerLater(turn) ?? (onlyThanks ? speak(turn, welcome) : sayGoodbye(turn));
    if (phrases.consent(said) === 'yes') return offerLater(turn) ?? speak(turn, sentences.goAhead());
  }
  if (upset) return offerPersonTo(turn);
  if (isGreeting(turn)) return speak(turn, sentences.welcome());
  delete form.waiting;
  const [example] = turn.assistant.errands.filter(({ when }) => when.length > 0);
  return miss(turn, form.misses === 0 || !example ? helpText(turn) : sentences.example(example.title));
}

/** Who is angry and says no more than that is offered a person. */
function offerPersonTo(turn: Turn): ModelReply {
  const { sentences, form } = turn;
  form.personOffered = true;
  return speak(turn, together(sentences.sorryForTrouble(), sentences.offerPerson()));
}

/** The answer to the offer of the second wish. */
export function answerLater(turn: Turn, said: string): ModelReply {
  const consent = turn.phrases.consent(turn.said);
  if (consent === 'no') return sayGoodbye(turn);
  const { errands } = turn.assistant;
  const named = recognise(errands, turn.said).errands;
  const same = recognise(errands, said).errands.some((errand) => named.includes(errand));
  delete turn.form.waiting;
  if (consent === 'yes' && named.length === 0) return answerIdle({ ...turn, said });
  return answerIdle(same ? { ...turn, said: `${said}, ${turn.said}` } : turn);
}

/** Whether nothing but a greeting was said. */
export const isGreeting = ({ said, cues }: Turn): boolean =>
  isOnly(said, [...cues.greetings, ...cues.thanks], cues.fillers);

/** One of the free times that were just told is wanted: books it. */
function chooseFound(turn: Turn): ModelReply | undefined {
  const { offered } = turn.form;
  const [first] = offered;
  if (!first) return undefined;
  const looked = lastErrand(turn);
  const booking = turn.assistant.errands.find(
    ({ verb, service }) =>
      verb === 'bookAppointment' && looked?.verb === 'findSlots' && service === looked.service,
  );
  if (!booking) return undefined;
  return tryForm(turn, booking, {}, () => {
    turn.form.offered = offered;
    return moveTime(turn, booking, turn.said);
  });
}

/** "Mejor a las once" after a time was refused, "es el 1043" after a number was not found: goes on with what was asked last. */
function resume(turn: Turn): ModelReply | undefined {
  const errand = lastErrand(turn);
  if (!errand) return undefined;
  const values = turn.form.recent?.values ?? {};
  if (slotField(errand)) return tryForm(turn, errand, values, () => resumeTimes(turn, errand));
  const number = errand.fields.find(({ kind }) => kind === 'ticketNumber');
  if (!number) return undefined;
  const heard = overhear(turn, [number], turn.said, true).values[number.name] ?? shortNumber(turn, errand);
  if (heard === undefined) return undefined;
  return tryForm(turn, errand, { ...values, [number.name]: heard }, () => proceed(turn, errand));
}

function resumeTimes(turn: Turn, errand: Errand): ModelReply | undefined {
  const field = slotField(errand);
  const before = field ? turn.form.values[field.name] : undefined;
  const day = before?.slice(0, 10);
  const moved = moveTime(turn, errand, turn.said);
  if (moved ?? turn.hearing.ordinal(turn.said) === undefined) return moved;
  // The list the caller counts in was told by code; it is told again so that both mean the same.
  if (day) turn.form.wished = { day };
  return proceed(turn, errand);
}

function shortNumber(turn: Turn, errand: Errand): string | undefined {
  const field = errand.fields.find(({ kind }) => kind === 'ticketNumber');
  return field && /^\W*\w*\s*\d+\W*$/.test(turn.said) ? hear(turn, field, turn.said) : undefined;
}

/** What was last asked of a system: from memory, or from the lines where the memory is gone. */
function lastErrand({ assistant, form, context }: Turn): Errand | undefined {
  const line = context.lines.findLast((one): one is Extract<Line, { who: 'tool' }> => one.who === 'tool');
  const args = line?.name === 'find_free_times' && typeof line.args === 'object' ? line.args : undefined;
  const fromLine = args && !Array.isArray(args) ? args?.['errand'] : undefined;
  const name = form.recent?.errand ?? fromLine;
  return assistant.errands.find((errand) => errand.name === name);
}

/** Tries a form; where it comes to nothing, the one before stays as it was. */
function tryForm(
  turn: Turn,
  errand: Errand,
  values: Record<string, string>,
  go: () => ModelReply | undefined,
): ModelReply | undefined {
  const before = turn.form;
  turn.form = { ...emptyForm({ lastSaid: before.lastSaid }), errand: errand.name, values: { ...values } };
  if (before.recent) turn.form.recent = before.recent;
  const reply = go();
  if (!reply) turn.form = before;
  return reply;
}
