import type { Errand, Field } from '../../domain/assistant';
import type { ModelReply } from '../../domain/call';
import { ask, askWhich, begin, goOn, miss, patience, proceed } from './ask';
import { twoWishesIn } from './later';
import { mayBeName } from './overhear';
import { recognise } from './recognise';
import { segmentsFor } from './segment';
import { moveTime } from './slots';
import { drop, hear, speak, type Turn } from './turn';
import { isOnly, saysAny, wordsOf } from './words';

/** The caller did not agree to what was read back: finds out what is wrong, and asks for the tool again. */
export function afterReadBack(turn: Turn, errand: Errand): ModelReply {
  const { said, phrases, hearing } = turn;
  if (phrases.consent(said) === 'no') return askWhatIsWrong(turn, errand);
  const [opening = ''] = said.split(/[,.;]/);
  // "Sí, y también hay un bache": the yes is to be had first, by itself; what else there is comes after it.
  const also = twoWishesIn(turn, said);
  const agrees = phrases.consent(opening) === 'yes' || (also !== undefined && also.first === undefined);
  const corrected = correct(turn, errand, hearing.correction(said) ?? said, !agrees);
  if (corrected) return corrected;
  turn.form.waiting = { for: 'correction' };
  // A yes that code did not take was said to a read-back that nobody heard, which is no misunderstanding.
  if (phrases.consent(said) === 'yes') return goOn(turn, errand);
  if (turn.form.misses + 1 >= patience) return miss(turn, '');
  // Asking for the tool again makes code read it back again: kinder than a question about nothing in particular.
  turn.form.misses += 1;
  return goOn(turn, errand);
}

/** "No": asks what is to be changed. */
export function askWhatIsWrong(turn: Turn, errand: Errand): ModelReply {
  const labels = errand.fields.map(({ label }) => label);
  if (labels.length === 0) return drop(turn);
  return speak(turn, turn.sentences.whatIsWrong(labels), { for: 'correction' });
}

/** The answer to "what is to be changed?". */
export function answerWhatIsWrong(turn: Turn, errand: Errand): ModelReply {
  const { said, phrases, hearing } = turn;
  if (phrases.consent(said) === 'no') return drop(turn);
  if (phrases.consent(said) === 'yes' || saysNothing(turn)) return proceed(turn, errand);
  const corrected = correct(turn, errand, hearing.correction(said) ?? said);
  return corrected ?? miss(turn, turn.sentences.whatIsWrong(errand.fields.map(({ label }) => label)));
}

/** "Nada": that nothing is to be changed. */
export const saysNothing = ({ said, cues }: Turn): boolean => isOnly(said, cues.nothing, cues.fillers);

/** The answer to "which of them is that?", with the words from before. */
export function answerOwner(turn: Turn, errand: Errand, before: string): ModelReply {
  const [field] = namedFields(errand, turn.said);
  const nth = turn.hearing.ordinal(turn.said);
  const owner =
    field ?? (nth === undefined ? undefined : candidates(turn, errand, before).at(nth < 0 ? nth : nth - 1));
  if (!owner) return correct(turn, errand, turn.said) ?? askWhatIsWrong(turn, errand);
  return replace(turn, errand, owner, hear(turn, owner, before));
}

/**
 * Puts what was said in the place of what the form holds; undefined where it fits nothing. `mayTurn`: it may as well be
 * the wish for another errand.
 */
export function correct(turn: Turn, errand: Errand, said: string, mayTurn = true): ModelReply | undefined {
  const named = namedFields(errand, said);
  const values = named.map((field) => ({ field, value: valueBeside(turn, field, said) }));
  const heard = values.filter(({ value }) => value !== undefined);
  if (heard.length > 0) {
    for (const { field, value } of heard) if (value !== undefined) turn.form.values[field.name] = value;
    return proceed(turn, errand);
  }
  const moved = moveTime(turn, errand, said);
  if (moved) return moved;
  const [first] = named;
  if (first) return replace(turn, errand, first, undefined);

  const [other, ...more] = otherErrands(turn, errand, said);
  if (other && !mayTurn) return undefined;
  if (other && more.length > 0) return askWhich(turn, [other, ...more]);
  if (other) return begin(turn, other, said, turn.sentences.turnTo(other.title));
  const fits = candidates(turn, errand, said);
  const [only] = fits;
  if (fits.length === 1 && only) return replace(turn, errand, only, hear(turn, only, said));
  if (fits.length === 0) return undefined;
  return speak(turn, turn.sentences.whichField(fits.map(({ label }) => label)), { for: 'owner', said });
}

/**
 * Corrects a field that was filled before the one that is being asked for. `rest` is what stands after "no, perdón";
 * without it a field is corrected only where its new value is said beside its name.
 */
export function correctEarlier(
  turn: Turn,
  errand: Errand,
  asked: Field,
  rest?: string,
): ModelReply | undefined {
  const said = rest ?? turn.said;
  const named = namedFields(errand, said);
  if (named.includes(asked)) return undefined;
  const field = named.find(({ name, kind }) => turn.form.values[name] !== undefined && kind !== 'slot');
  if (!field) return undefined;
  const value = valueBeside(turn, field, said);
  return value === undefined && rest === undefined ? undefined : replace(turn, errand, field, value);
}

function replace(turn: Turn, errand: Errand, field: Field, value: string | undefined): ModelReply {
  turn.form.skipped = turn.form.skipped.filter((name) => name !== field.name);
  delete turn.form.values[field.name];
  if (value === undefined && field.kind === 'slot') {
    turn.form.offered = [];
    return proceed(turn, errand);
  }
  if (value === undefined) return ask(turn, field);
  turn.form.values[field.name] = value;
  return proceed(turn, errand);
}

/** The fields a sentence names: by their hints, else by the words of their labels. */
function namedFields(errand: Errand, said: string): Field[] {
  const hinted = errand.fields.filter((field) => saysAny(said, field.hints));
  return hinted.length > 0 ? hinted : errand.fields.filter((field) => saysAny(said, labelWords(field)));
}

const labelWords = (field: Field): string[] =>
  wordsOf(field.label)
    .map(({ plain }) => plain)
    .filter((word) => word.length > 3);

/** The value that stands beside the name of a field; undefined where only the name is there: "la calle está mal". */
function valueBeside(turn: Turn, field: Field, said: string): string | undefined {
  // Where somebody is, the name of the field belongs to the answer: "the Leeds office, third floor".
  if (field.kind === 'text' && field.fills === 'place')
    return isMatter(turn, field, said) ? hear(turn, field, said) : undefined;
  const names = saysAny(said, field.hints) ? field.hints : labelWords(field);
  for (const { text } of segmentsFor(field, said, turn, names)) {
    const value = isMatter(turn, field, text) ? hear(turn, field, text) : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}

function isMatter(turn: Turn, field: Field, text: string): boolean {
  const { cues } = turn;
  const known = new Set(
    [...cues.wrong, ...cues.fillers, ...labelWords(field), ...field.hints].flatMap((one) =>
      wordsOf(one).map(({ plain }) => plain),
    ),
  );
  return wordsOf(text).some(({ plain }) => !known.has(plain));
}

/** The fields that words without a name may belong to: by what they look like, else by their length. */
function candidates(turn: Turn, errand: Errand, said: string): Field[] {
  const fields = errand.fields.filter(({ kind }) => kind !== 'slot');
  const words = wordsOf(said);
  const digits = /\d/.test(said);
  const byLook = fields.filter(
    ({ kind, ...field }) =>
      !['text', 'name', 'address'].includes(kind) && hear(turn, { kind, ...field }, said) !== undefined,
  );
  const letters = words.some(({ plain }) => /^[a-z]{3,}/.test(plain));
  const talks = !mayBeName(turn, errand, said);
  const places = fields.filter(
    ({ kind }) => kind === 'address' && letters && words.length <= 8 && (digits || !talks),
  );
  if (digits && letters && places.length > 0) return places;
  if (byLook.length > 0) return byLook;
  const others = fields.some(({ kind }) => kind === 'name' || kind === 'address');
  const texts = fields.filter(({ kind }) => kind === 'text' && words.length > (others ? 4 : 1));
  if (texts.length > 0) return texts;
  const names = fields.filter(
    ({ kind }) => kind === 'name' && letters && !digits && !talks && words.length <= 4,
  );
  return isMatterOfAny(turn, said) ? [...places.filter(() => words.length <= 4), ...names] : [];
}

const isMatterOfAny = ({ cues }: Turn, said: string): boolean =>
  wordsOf(said).some(
    ({ plain }) => plain.length > 2 && !cues.fillers.includes(plain) && !cues.wrong.includes(plain),
  );

/** Errands a sentence asks for that are not the one under way. */
export function otherErrands(turn: Turn, errand: Errand, said: string, words = 1): Errand[] {
  const found = recognise(turn.assistant.errands, said);
  return found.words < words || found.errands.includes(errand) ? [] : found.errands;
}
