/** Answers to a question that was not asked: what they hold is kept, and the question stays open. */
import type { Errand, Field } from '../../domain/assistant';
import { descriptionOf, overhear } from './overhear';
import { hear, type Turn } from './turn';
import { isOnly, saysAny, type Word, wordsOf } from './words';

/**
 * Whether words only say that what is asked for is not there or cannot be seen: "no tiene placa", "I can't read it".
 * Beside the denial they may hold the words of the question itself, and nothing else.
 */
export function isAbsent({ said, cues }: Turn, field: Field): boolean {
  if (field.kind === 'choice' || field.kind === 'slot' || (field.kind === 'text' && !field.optional))
    return false;
  if (!saysAny(said, cues.absent) || saysAny(said, cues.contrasts)) return false;
  const own = [field.ask, field.label, ...field.hints].flatMap((one) =>
    wordsOf(one).map(({ plain }) => plain),
  );
  return isOnly(said, cues.absent, [...cues.fillers, ...own]);
}

/** Takes out of the answer to a text what it says for other fields; `wholly` where nothing but that was said. */
export function takeOthers(
  turn: Turn,
  errand: Errand,
  field: Field,
  said: string,
): { text: string; wholly: boolean } {
  const others = errand.fields.filter(
    ({ name, kind }) => name !== field.name && kind !== 'text' && kind !== 'slot',
  );
  const beside = overhear(turn, others, said, false);
  const looks = phonesByLook(turn, others, beside.rest);
  const found = { ...beside.values, ...looks };
  if (Object.keys(found).length === 0) return { text: said, wholly: false };
  const wholly = Object.keys(looks).length > 0 || contentOf(turn, beside.rest).length === 0;
  // "Un sofá de tres plazas" is no address: one beside other words is believed only with its number.
  const sure = Object.entries(found).filter(
    ([name, value]) =>
      wholly || /\d/.test(value) || others.find((one) => one.name === name)?.kind !== 'address',
  );
  const { values } = turn.form;
  for (const [name, value] of sure) {
    if (wholly) values[name] = value;
    else values[name] ??= value;
  }
  return { text: wholly || sure.length === 0 ? said : beside.matter, wholly };
}

/** A telephone number nobody asked for, where hardly anything else was said. */
export function phonesByLook(turn: Turn, fields: readonly Field[], text: string): Record<string, string> {
  const [phone] = fields.filter(({ kind }) => kind === 'phone');
  const numeric = contentOf(turn, text).every(({ plain }) => /\d/.test(plain) || isSaidNumber(turn, plain));
  const value = phone && numeric ? hear(turn, phone, text) : undefined;
  return phone && value !== undefined ? { [phone.name]: value } : {};
}

/** "Oh" and "double" are said between the digits of a number. */
const isSaidNumber = (turn: Turn, word: string): boolean =>
  turn.isNumber(word) || ['oh', 'double', 'triple', 'meia', 'doble'].includes(word);

const contentOf = ({ cues }: Turn, text: string): Word[] =>
  wordsOf(text).filter(
    ({ plain }) => plain.length > 1 && !cues.fillers.includes(plain) && !cues.clauses.includes(plain),
  );

/** Whether a field is read off the thing itself, as the number on a plate is. */
export const isMarking = (field: Field): boolean => field.optional && field.fills === 'thing';

const mostMarkWords = 3;

/** Whether words may be what stands on a plate: few of them, or hardly anything but a number. */
export function looksMarked(turn: Turn, field: Field, said: string): boolean {
  const words = wordsOf(said);
  if (words.length <= mostMarkWords && !raises(turn, said)) return true;
  const own = [field.ask, field.label].flatMap((one) => wordsOf(one).map(({ plain }) => plain));
  const others = contentOf(turn, said).filter(({ plain }) => !own.includes(plain) && !turn.isNumber(plain));
  const numbered = words.some(({ plain }) => plain.length > 3 && turn.isNumber(plain));
  return /\d/.test(said) || (numbered && others.length <= 1);
}

/** Whether words are among those that make this errand more urgent. */
function raises({ assistant, form }: Turn, said: string): boolean {
  const errand = assistant.errands.find(({ name }) => name === form.errand);
  return errand?.ticket?.raiseWhen.some(({ words }) => saysAny(said, words)) ?? false;
}

/** Adds words to the description of the matter; false where the errand has none. */
export function keepMatter({ form }: Turn, errand: Errand, said: string): boolean {
  const description = descriptionOf(errand);
  if (!description) return false;
  const before = form.values[description.name];
  form.values[description.name] = (before ? `${before}. ${said}` : said).trim().slice(0, 1000);
  return true;
}

/** Content words of an answer that did not fit, from which on it tells about the matter. */
const tellingWords = 3;

/** Keeps what a caller tells about the matter while something else is asked: "hay cables sueltos" to "¿su nombre?". */
export function noteAside(turn: Turn, errand: Errand, field: Field): boolean {
  const { form, said } = turn;
  const choices = errand.fields.filter(
    ({ kind, name }) => kind === 'choice' && form.values[name] === undefined,
  );
  const { values } = overhear(turn, field.kind === 'choice' ? [] : choices, said, true);
  Object.assign(form.values, values);
  if (Object.keys(values).length > 0) return true;
  const personal = ['name', 'phone', 'email'].includes(field.kind);
  const tells = personal && contentOf(turn, said).length >= tellingWords;
  return (tells || raises(turn, said)) && keepMatter(turn, errand, said);
}
