import type { Errand, Field } from '../../domain/assistant';
import type { ModelReply } from '../../domain/call';
import { ask, askWhich, begin, isRead, miss, proceed } from './ask';
import { isAbsent, isMarking, keepMatter, looksMarked, noteAside, phonesByLook, takeOthers } from './aside';
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
  const known = Object.keys(turn.form.values).length;
  if (field.kind === 'text') return answerText(turn, errand, field, rest ?? said);
  const value = answerIn(turn, errand, field, rest ?? said);
  if (value !== undefined) {
    turn.form.values[field.name] = value;
    return proceed(turn, errand);
  }
  const corrected = rest === undefined ? undefined : correct(turn, errand, rest);
  if (corrected) return corrected;
  if (Object.keys(turn.form.values).length > known) return miss(turn, field.ask, turn.sentences.noted());
  if (noteAside(turn, errand, field)) return miss(turn, field.ask, turn.sentences.noted());
  if (field.optional && turn.form.misses > 0) return leavePending(turn, errand, field);
  return miss(turn, field.ask);
}

/** A text is taken as it is, unless it plainly answers another question; then this one stays open. */
function answerText(turn: Turn, errand: Errand, field: Field, said: string): ModelReply {
  const aside = takeOthers(turn, errand, field, said);
  const told = !aside.wholly && isMarking(field) && !looksMarked(turn, field, said);
  const away = told && keepMatter(turn, errand, aside.text);
  if (aside.wholly || away) return askOnceMore(turn, errand, field, turn.sentences.noted());
  const value = hear(turn, field, aside.text);
  if (value === undefined) return miss(turn, field.ask);
  turn.form.values[field.name] = value;
  return proceed(turn, errand);
}

/** Puts the question again after an answer to another one; the second time an optional one stays pending. */
function askOnceMore(turn: Turn, errand: Errand, field: Field, lead: string): ModelReply {
  if (field.optional && turn.form.misses > 0) {
    turn.form.skipped.push(field.name);
    return proceed(turn, errand, lead);
  }
  turn.form.misses += 1;
  return speak(turn, together(lead, field.ask), { for: 'field', field: field.name });
}

/** The value in an answer; what it says for other fields is kept as well. */
function answerIn(turn: Turn, errand: Errand, field: Field, said: string): string | undefined {
  const others = errand.fields.filter(
    ({ name }) => name !== field.name && turn.form.values[name] === undefined,
  );
  const overheard = overhear(turn, others, said, false);
  const own = overhear(turn, [field], said, false).values[field.name];
  Object.assign(turn.form.values, overheard.values, phonesByLook(turn, others, overheard.rest));
  const [value] = [overheard.rest, ...overheard.rest.split(/[,.;:]+/)]
    .filter((part) => answers(turn, errand, field, part))
    .map((part) => hearCount(turn, field, part))
    .filter((heard) => heard !== undefined);
  return value ?? own;
}

/** "Espera um pouquinho" is not number 1: a short number in words stands by itself. */
function hearCount(turn: Turn, field: Field, said: string): string | undefined {
  const value = hear(turn, field, said);
  const counted = ['number', 'ticketNumber'].includes(field.kind) && value !== undefined && value.length < 3;
  return counted && !/\d/.test(said) && wordsOf(said).length > 3 ? undefined : value;
}

/** "No lo sé", "no", "sí" where a value was asked for; undefined for anything else. */
function withoutAnswer(turn: Turn, errand: Errand, field: Field): ModelReply | undefined {
  const { said, phrases, sentences, cues, form } = turn;
  if (isUnknown(turn, field) || (isAbsent(turn, field) && !isPlainNo(turn))) {
    if (field.optional) return leavePending(turn, errand, field);
    return lookUpNumber(turn, errand, field) ?? miss(turn, field.ask, sentences.needed());
  }
  // "Cuando puedan" names no day.
  if (field.kind === 'date' && field.optional && !slotField(errand) && saysAny(said, cues.soonest)) {
    return leavePending(turn, errand, field);
  }
  if (field.kind === 'choice') return undefined;
  const consent = phrases.consent(said);
  if (field.optional && (consent === 'no' || isOnly(said, cues.nothing, cues.fillers))) {
    form.skipped.push(field.name);
    return proceed(turn, errand);
  }
  if (consent === 'yes') return form.misses > 0 ? miss(turn, field.ask) : goAhead(turn, field);
  if (isOnly(said, cues.thanks, cues.fillers)) return ask(turn, field, sentences.youAreWelcome());
  return consent === 'no' ? miss(turn, field.ask, sentences.needed()) : undefined;
}

/** A bare "no" or "nada": an answer that needs no comforting. */
const isPlainNo = ({ said, phrases, cues }: Turn): boolean =>
  phrases.consent(said) === 'no' || isOnly(said, cues.nothing, cues.fillers);

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
