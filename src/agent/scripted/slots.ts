import type { Slot } from '../../domain/appointment';
import type { Errand, Field } from '../../domain/assistant';
import type { ModelReply } from '../../domain/call';
import { miss, proceed } from './ask';
import { findTimes, isAt, localDay, localTime, rememberDay, slotField, wishIn } from './times';
import { speak, together, type Turn } from './turn';
import { saysAny, wordsOf } from './words';

/** The free times are there: takes the one that was wished, else tells them and asks which. */
export function offerTimes(turn: Turn, errand: Errand, slots: Slot[], say: string): ModelReply {
  const { until } = turn.form.wished;
  const early = until === undefined ? slots : slots.filter((slot) => localTime(slot) < until);
  if (early.length > 0 && early.length < slots.length)
    return offerTimes(turn, errand, early, turn.phrases.slotList(early));
  const { form, sentences } = turn;
  const field = slotField(errand);
  if (!field) return proceed(turn, errand, say);
  const { time } = form.wished;
  form.wished = {};
  form.offered = slots;
  delete form.values[field.name];
  const exact = time === undefined ? undefined : slots.find((slot) => isAt(slot, time));
  if (exact) return take(turn, errand, field, exact);
  const waiting = { for: 'field', field: field.name } as const;
  if (slots.length === 0) {
    rememberDay(turn, errand, undefined);
    return speak(turn, together(say, sentences.whichDay()), waiting);
  }
  const lead = time === undefined ? '' : sentences.noSuchTime();
  return speak(turn, together(lead, say, say.trimEnd().endsWith('?') ? '' : field.ask), waiting);
}

function take(turn: Turn, errand: Errand, field: Field, slot: Slot): ModelReply {
  rememberDay(turn, errand, localDay(slot));
  turn.form.wished = {};
  turn.form.values[field.name] = `${slot.startsAt}/${slot.professional}`;
  return proceed(turn, errand);
}

/** What the caller says to the free times that were told. */
export function answerTimes(turn: Turn, errand: Errand, said: string): ModelReply {
  const moved = moveTime(turn, errand, said);
  if (moved) return moved;
  const { form, sentences, cues, phrases } = turn;
  if (
    saysAny(said, cues.otherDay) ||
    phrases.consent(said) === 'no' ||
    turn.hearing.command(said) === 'dontKnow'
  ) {
    if (form.offered.length === 0) return miss(turn, sentences.whichDay(), '');
    rememberDay(turn, errand, undefined);
    form.offered = [];
    return speak(turn, sentences.whichDay(), form.waiting);
  }
  return miss(turn, form.offered.length > 0 ? sentences.whichTime() : sentences.whichDay());
}

/** Understands a choice among the free times, or the wish for others; undefined where the words are about neither. */
export function moveTime(turn: Turn, errand: Errand, said: string): ModelReply | undefined {
  const field = slotField(errand);
  if (!field) return undefined;
  const { form, cues, phrases } = turn;
  const chosen = choose(turn, said);
  if (chosen) return take(turn, errand, field, chosen);

  const [first] = form.offered;
  const now = wishIn(turn, said);
  const { from, until } = form.wished;
  // "Por la tarde", said before the day, still holds for it.
  const stays = now.day !== undefined && (now.time ?? now.from ?? now.until) === undefined;
  const wished: typeof now = {
    ...(stays && from ? { from } : {}),
    ...(stays && until ? { until } : {}),
    ...now,
  };
  const last = saysAny(said, cues.later) ? form.offered.at(-1) : undefined;
  if (last) wished.from = localTime(last);
  if (wished.day ?? wished.time ?? wished.from ?? wished.until) {
    form.wished = wished;
    if (!wished.day && first && form.offered.every((slot) => localDay(slot) === localDay(first))) {
      form.wished.day = localDay(first);
    }
    return findTimes(turn, errand);
  }
  if (saysAny(said, cues.soonest)) {
    if (first) return take(turn, errand, field, first);
    rememberDay(turn, errand, undefined);
    return findTimes(turn, errand);
  }
  const onlyOne = form.offered.length === 1 && phrases.consent(said) === 'yes';
  return onlyOne && first ? take(turn, errand, field, first) : undefined;
}

/** The free time that words choose: by its place in the list, its day, its professional, or its hour. */
function choose(turn: Turn, said: string): Slot | undefined {
  const { offered } = turn.form;
  const { day, time } = wishIn(turn, said);
  const ordinal = turn.hearing.ordinal(said);
  if (ordinal !== undefined && time === undefined) {
    const nth = ordinal < 0 ? offered.at(ordinal) : offered[ordinal - 1];
    if (nth) return nth;
  }
  const onDay = day === undefined ? offered : offered.filter((slot) => localDay(slot) === day);
  const named = onDay.filter((slot) => isNamed(turn, slot, said));
  const left = named.length > 0 ? named : onDay;
  if (time !== undefined) return left.find((slot) => isAt(slot, time));
  return left.length === 1 && (day !== undefined || named.length > 0) ? left[0] : undefined;
}

/** Whether the slot's professional or place is called by a name of its own in the sentence. */
function isNamed({ assistant, cues }: Turn, slot: Slot, said: string): boolean {
  const person = assistant.agendaPlan?.professionals.find(({ id }) => id === slot.professional);
  const place = assistant.agendaPlan?.places.find(({ id }) => id === slot.place);
  const words = wordsOf(`${person?.name ?? ''} ${place?.name ?? ''}`).map(({ plain }) => plain);
  const heard = wordsOf(said).map(({ plain }) => plain);
  return words.some((word) => word.length > 3 && !cues.fillers.includes(word) && heard.includes(word));
}
