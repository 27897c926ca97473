/** What may be named in a call: what code, systems and the caller said in it, and what the assistant is configured with. */
import { isoDay, wallTime, weekdayOf } from '../language/civil-time';
import { onClock } from '../language/mentioned-times';
import type { NumberMention } from '../language/mentioned-numbers';
import type { DayMention } from '../language/mentioned-days';
import { daysMeant, mentionsIn, type Mentions } from '../language/mentions';

/** Facts of a call; a number, code, day or time outside of them was made up. */
export interface KnownFacts {
  /** The first kind of thing that a text names and nobody said before; undefined where all of it stands. */
  invented(text: string, of: readonly (keyof Mentions)[]): keyof Mentions | undefined;
}

/** Where to call in danger: saying these is never made up. */
const emergency = new Set([
  '112',
  '911',
  '999',
  '190',
  '192',
  '193',
  '199',
  '061',
  '062',
  '080',
  '085',
  '091',
  '092',
  '016',
  '024',
  '180',
  '188',
]);
const instant = /\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)/g;

/**
 * Gathers the facts of texts, and what was found `named` in others before. `now` is an ISO instant; instants in the texts
 * are told in `zone`.
 */
export function knownFacts(
  texts: readonly string[],
  frame: Frame,
  named: readonly Mentions[] = [],
): KnownFacts {
  const known = learnt([...texts, `${wallTime(frame.now, frame.zone).year}`], frame, named);
  const stands: { [Kind in keyof Mentions]: (mention: Mentions[Kind][number]) => boolean } = {
    codes: (code) => [...known.codes].some((one) => one.includes(code) || `R${one}` === code),
    numbers: (mention) => isKnownNumber(mention, known),
    days: (mention) => isKnownDay(mention, known, frame),
    times: (time) => known.times.has(time),
    spans: (span) => known.spans.has(span),
  };
  const allStand = <Kind extends keyof Mentions>(kind: Kind, named: Mentions): boolean =>
    (named[kind] as Mentions[Kind][number][]).every((mention) => stands[kind](mention));
  return {
    invented(text, of) {
      const named = mentionsIn(text);
      return of.find((kind) => !allStand(kind, named));
    },
  };
}

interface Frame {
  now: string;
  zone: string;
}

type Learnt = ReturnType<typeof learnt>;

function learnt(texts: readonly string[], { now, zone }: Frame, before: readonly Mentions[]) {
  const known = {
    ...{ days: new Set<string>(), weekdays: new Set<number>(), monthDays: new Set<number>() },
    ...{ times: new Set<string>(), spans: new Set<string>() },
    ...{ numbers: new Set<string>(), codes: new Set<string>() },
  };
  for (const [at] of texts.flatMap((text) => [...text.matchAll(instant)])) {
    if (Number.isNaN(Date.parse(at))) continue;
    const wall = wallTime(at, zone);
    known.days.add(isoDay(wall));
    known.times.add(onClock(wall.hour, wall.minute));
  }
  for (const named of [...before, ...texts.map(mentionsIn)]) {
    for (const mention of named.days) {
      if (mention.what === 'weekday') known.weekdays.add(mention.weekday);
      if (mention.what === 'day') known.monthDays.add(mention.day);
      for (const day of daysMeant(mention, now, zone)) known.days.add(day);
    }
    for (const time of named.times) known.times.add(time);
    for (const code of named.codes) known.codes.add(code);
    for (const span of named.spans) known.spans.add(span);
    for (const { digits, groups } of named.numbers)
      for (const one of [digits, ...groups]) known.numbers.add(one);
  }
  for (const day of known.days) {
    const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
    known.monthDays.add(date);
    known.weekdays.add(weekdayOf({ year, month, day: date }));
  }
  return known;
}

function isKnownDay(mention: DayMention, known: Learnt, { now, zone }: Frame): boolean {
  if (mention.what === 'weekday') return known.weekdays.has(mention.weekday);
  if (mention.what === 'day') return known.monthDays.has(mention.day) || known.numbers.has(`${mention.day}`);
  return daysMeant(mention, now, zone).some((day) => known.days.has(day));
}

function isKnownNumber({ digits, groups, ofRecord }: NumberMention, { numbers, codes }: Learnt): boolean {
  if (numbers.has(digits)) return true;
  if (ofRecord) return [...codes].some((code) => code.replace(/\D/g, '') === digits);
  if (digits.length < 3 || emergency.has(digits)) return true;
  // The last digits of a telephone number, or one without its prefix.
  if ([...numbers].some((known) => known.length >= 6 && known.includes(digits))) return true;
  const long = groups.filter((group) => group.length >= 3);
  return long.length > 0 && long.every((group) => numbers.has(group) || emergency.has(group));
}
