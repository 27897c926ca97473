import type { Errand, Field } from '../../domain/assistant';
import type { ModelReply } from '../../domain/call';
import { askWhich, begin, isRead, miss, proceed } from './ask';
import { correct, correctEarlier, otherErrands } from './correct';
import { answers, overhear } from './overhear';
import { recognise } from './recognise';
import { answerTimes, moveTime } from './slots';
import { commandIn } from './steer';
import { slotField } from './times';
import { callTool, hear, speak, together, type Turn } from './turn';
import { isOnly, saysAny, wordsOf } from './words';

/** What the caller says to the question for a field. */
export function answerField(turn: Turn, errand: Errand, field: Field): ModelReply {
  const { said, hearing } = turn;
  const rest = hearing.correction(said);
  const earlier =
    field.kind === 'text' && rest === undefined ? undefined : correctEarlier(turn, errand, field, rest);
  if (earlier) return earlier;
  const switched = switchErrand(turn, errand, field, said);
  if (switched) return switched;
  if (field.kind === 'slot') return answerTimes(turn, errand, said);
  const moved = field.kind === 'date' && slotField(errand) ? moveTime(turn, errand, said) : undefined;
  if (moved) return moved;
  const unanswered = withoutAnswer(turn, errand, field);
  if (unanswered) return unanswered;
  const value = answerIn(turn, errand, field, rest ?? said);
  if (value !== undefined) {
    turn.form.values[field.name] = value;
    return proceed(turn, errand);
  }
  const corrected = rest === undefined ? undefined : correct(turn, errand, rest);
  if (corrected) return corrected;
  if (field.optional && turn.form.misses > 0) return leavePending(turn, errand, field);
  return miss(turn, field.ask);
}

/** The value in an answer; what it says for other fields is kept as well. */
function answerIn(turn: Turn, errand: Errand, field: Field, said: string): string | undefined {
  if (field.kind === 'text') return hear(turn, field, said);
  const others = errand.fields.filter(
    ({ name }) => name !== field.name && turn.form.values[name] === undefined,
  );
  const overheard = overhear(turn, others, said, false);
  const own = overhear(turn, [field], said, false).values[field.name];
  Object.assign(turn.form.values, overheard.values);
  const [value] = [overheard.rest, ...overheard.rest.split(/[,.;:]+/)]
    .filter((part) => answers(turn, errand, field, part))
    .map((part) => hear(turn, field, part))
    .filter((heard) => heard !== undefined);
  return value ?? own;
}

/** "No lo sé", "no", "sí" where a value was asked for; undefined for anything else. */
function withoutAnswer(turn: Turn, errand: Errand, field: Field): ModelReply | undefined {
  const { said, phrases, sentences, cues, form } = turn;
  if (isUnknown(turn, field)) {
    if (field.optional) return leavePending(turn, errand, field);
    return lookUpNumber(turn, errand, field) ?? miss(turn, field.ask, sentences.needed());
  }
  if (field.kind === 'choice') return undefined;
  const consent = phrases.consent(said);
  if (field.optional && (consent === 'no' || isOnly(said, cues.nothing, cues.fillers))) {
    form.skipped.push(field.name);
    return proceed(turn, errand);
  }
  if (consent === 'yes') return form.misses > 0 ? miss(turn, field.ask) : goAhead(turn, field);
  return consent === 'no' ? miss(turn, field.ask) : undefined;
}

/** "No lo sé", also at the end of a few words; a longer text that ends so still tells something. */
function isUnknown(turn: Turn, field: Field): boolean {
  return commandIn(turn) === 'dontKnow' && (field.kind !== 'text' || wordsOf(turn.said).length <= fewWords);
}

const fewWords = 6;

/** "Sí" to "¿quiere añadir algo?" is no answer yet. */
function goAhead(turn: Turn, field: Field): ModelReply {
  turn.form.misses = 1;
  return speak(turn, together(turn.sentences.goAhead(), field.ask), { for: 'field', field: field.name });
}

function leavePending(turn: Turn, errand: Errand, field: Field): ModelReply {
  turn.form.skipped.push(field.name);
  return proceed(turn, errand, turn.sentences.leftPending());
}

/** Who does not know the number of their ticket hears their tickets first. */
function lookUpNumber(turn: Turn, errand: Errand, field: Field): ModelReply | undefined {
  const mine = turn.assistant.errands.find(({ verb }) => verb === 'listTickets');
  if (field.kind !== 'ticketNumber' || !mine || errand === mine || turn.form.misses > 0) return undefined;
  turn.form.misses += 1;
  return callTool(turn, mine.name, {});
}

/** Turns to another errand when the caller clearly asks for it; a look-up leaves the form as it is. */
function switchErrand(turn: Turn, errand: Errand, field: Field, said: string): ModelReply | undefined {
  const wishes = saysAny(said, turn.cues.wishes);
  const open = ['text', 'name', 'address'].includes(field.kind);
  const heard = !open && field.kind !== 'slot' && hear(turn, field, said) !== undefined;
  if ((open || heard) && !wishes) return undefined;
  const [other, ...more] = otherErrands(turn, errand, said, open || field.kind === 'slot' ? 2 : 1);
  if (!other) return undefined;
  if (more.length > 0) return askWhich(turn, [other, ...more]);
  const { values } = overhear(turn, other.fields, said, true);
  const complete = other.fields.every(({ name, optional }) => optional || values[name] !== undefined);
  if (isRead(other) && complete) return callTool(turn, other.name, values);
  return begin(turn, other, said, turn.sentences.turnTo(other.title));
}

/** The answer to "which of them?": by name, by order, or by another wish. */
export function answerWhich(turn: Turn, among: readonly string[]): ModelReply {
  const choices = turn.assistant.errands.filter(({ name }) => among.includes(name));
  const titled = choices.map((errand) => ({
    ...errand,
    when: [...errand.when, ...ownWords(errand, choices)],
  }));
  const found = recognise(titled, turn.said).errands;
  const nth = turn.hearing.ordinal(turn.said);
  const [only] = found.length === 1 ? found : nth === undefined ? [] : [choices.at(nth < 0 ? nth : nth - 1)];
  const chosen = choices.find(({ name }) => name === only?.name);
  if (chosen) return begin(turn, chosen, turn.said);
  const [other, ...more] = recognise(turn.assistant.errands, turn.said).errands;
  if (other && more.length === 0) return begin(turn, other, turn.said);
  return miss(turn, turn.sentences.whichErrand(choices.map(({ title }) => title)));
}

/** The words of an errand's title that no other title has. */
function ownWords(errand: Errand, all: readonly Errand[]): string[] {
  const others = new Set(
    all.filter((one) => one !== errand).flatMap(({ title }) => title.toLowerCase().split(/\s+/)),
  );
  return errand.title
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word.length > 3 && !others.has(word));
}
