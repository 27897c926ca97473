/** Dates as people say them, driven by one table of patterns per language. */
import { daysAfter, isDay, isoDay, monthsAfter, wallTime, weekdayOf, type CivilDay } from './civil-time';
import { withDigits, type NumberWords } from './spoken-number';

/**
 * The date words of a language. Patterns are regular expressions over plain text whose numbers are digits, in which
 * `{d}` is a day of the month, `{m}` a month, `{y}` a year, `{w}` a weekday, `{n}` a count and `{u}` a unit.
 */
export interface DateWords {
  /** As they are written, Monday first. */
  weekdays: readonly string[];
  months: readonly string[];
  weekdayForms: readonly string[];
  monthForms: readonly string[];
  /** Days from today: hoy, pasado mañana. The first that fits counts. */
  fixed: readonly (readonly [pattern: string, days: number])[];
  /** Parts of the day and clock times, taken out before anything is looked for. */
  ignored: readonly string[];
  units: { day: string; week: string; month: string };
  ahead: readonly string[];
  ago: readonly string[];
  dayAndMonth: readonly string[];
  dayNextMonth: readonly string[];
  dayThisMonth: readonly string[];
  dayAlone: readonly string[];
  thisWeekday: readonly string[];
  nextWeekday: readonly string[];
  lastWeekday: readonly string[];
  /** A week after the coming one: "Tuesday week". */
  weekdayWeek: readonly string[];
  /** Where "next Tuesday" is the one of next week, not the coming one. */
  nextIsNextWeek: boolean;
  nextWeek: string;
  thisWeek: string;
  /** A sentence with such a word says when it is not. */
  negation: string;
}

type Named = Record<string, string | undefined>;
type Reader = (found: Named) => CivilDay | undefined;

/** Makes the ear for dates of one language: YYYY-MM-DD, or undefined where there is none, two, or an impossible one. */
export function createDateEar(words: DateWords, numbers: NumberWords) {
  const compiled = (pattern: string): RegExp => compile(pattern, words);
  const ears = dateEars(words, compiled);
  const ignored = words.ignored.map(compiled);
  const flags = {
    next: compiled(words.nextWeek),
    this: compiled(words.thisWeek),
    not: compiled(words.negation),
  };
  const bareWeekday = compiled('{w}');

  return (text: string, context: { now: string; zone: string }): string | undefined => {
    const today: CivilDay = wallTime(context.now, context.zone);
    const numeric = numericDates(text, today);
    let rest = withDigits(numeric.rest.replace(/(\d)(?:[ºª°]|st\b|nd\b|rd\b|th\b)/gi, '$1'), numbers);
    if (rest.search(flags.not) >= 0) return undefined;
    rest = ignored.reduce((left, pattern) => left.replace(pattern, ' '), rest);

    const week = rest.search(flags.next) >= 0 ? 1 : rest.search(flags.this) >= 0 ? 0 : undefined;
    rest = rest.replace(flags.next, ' ').replace(flags.this, ' ');
    const days: (CivilDay | undefined)[] = [...numeric.days];
    for (const [pattern, reader] of ears(today))
      rest = rest.replace(pattern, (...found: unknown[]) => {
        days.push(reader(found.at(-1) as Named));
        return ' | ';
      });
    const weekdays = [...rest.matchAll(bareWeekday)].map((found) => weekdayIn(found.groups ?? {}));
    return settle(today, days, weekdays, week);
  };
}

/** One day of all that was said, where it agrees with itself. */
function settle(
  today: CivilDay,
  days: (CivilDay | undefined)[],
  weekdays: number[],
  week: 0 | 1 | undefined,
): string | undefined {
  const said = new Set(days.map((day) => (day && isDay(day) ? isoDay(day) : 'impossible')));
  const named = new Set(weekdays);
  if (said.has('impossible') || said.size > 1 || named.size > 1) return undefined;

  const [weekday] = named;
  const [day] = days;
  if (day) return weekday === undefined || weekdayOf(day) === weekday ? isoDay(day) : undefined;
  if (weekday === undefined) return undefined;
  if (week === undefined) return isoDay(coming(today, weekday, 1));
  const inWeek = daysAfter(today, weekday - weekdayOf(today) + 7 * week);
  return isoDay(inWeek) >= isoDay(today) ? isoDay(inWeek) : undefined;
}

/** Patterns with what they mean, in the order in which they are looked for. */
function dateEars(words: DateWords, compiled: (pattern: string) => RegExp) {
  const table: (readonly [readonly string[], (today: CivilDay) => Reader])[] = [
    [words.ahead, (today) => (found) => shifted(today, found, 1)],
    [words.ago, (today) => (found) => shifted(today, found, -1)],
    ...words.fixed.map(
      ([pattern, days]) => [[pattern], (today: CivilDay) => () => daysAfter(today, days)] as const,
    ),
    [words.dayAndMonth, (today) => (found) => dayAndMonth(today, found)],
    [
      words.dayNextMonth,
      (today) =>
        ({ d }) => ({ ...monthsAfter({ ...today, day: 1 }, 1), day: Number(d) }),
    ],
    [
      words.dayThisMonth,
      (today) =>
        ({ d }) => ({ ...today, day: Number(d) }),
    ],
    [
      words.dayAlone,
      (today) =>
        ({ d }) =>
          nextDayOfMonth(today, Number(d)),
    ],
    [words.weekdayWeek, (today) => (found) => daysAfter(coming(today, weekdayIn(found), 1), 7)],
    [words.lastWeekday, (today) => (found) => daysAfter(coming(today, weekdayIn(found), 0), -7)],
    [words.nextWeekday, (today) => (found) => nextWeekday(today, weekdayIn(found), words.nextIsNextWeek)],
    [words.thisWeekday, (today) => (found) => coming(today, weekdayIn(found), 0)],
  ];
  const ears = table.flatMap(([patterns, reader]) =>
    patterns.map((pattern) => [compiled(pattern), reader] as const),
  );
  return (today: CivilDay) => ears.map(([pattern, reader]) => [pattern, reader(today)] as const);
}

function compile(pattern: string, words: DateWords): RegExp {
  const either = (name: string, forms: readonly string[]): string =>
    `(?:${forms.map((form, index) => `(?<${name}${index + 1}>${form})`).join('|')})`;
  const source = pattern
    .replaceAll('{d}', '(?<d>\\d{1,2})')
    .replaceAll('{y}', '(?<y>\\d{4})')
    .replaceAll('{n}', '(?<n>\\d{1,3})')
    .replaceAll('{m}', either('month', words.monthForms))
    .replaceAll('{w}', either('weekday', words.weekdayForms))
    .replaceAll(
      '{u}',
      `(?:(?<daysUnit>${words.units.day})|(?<weeksUnit>${words.units.week})|(?<monthsUnit>${words.units.month}))`,
    );
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, 'gu');
}

const indexIn = (found: Named, name: string): number => {
  const key = Object.keys(found).find((one) => one.startsWith(name) && found[one] !== undefined);
  return Number(key?.slice(name.length));
};
const weekdayIn = (found: Named): number => indexIn(found, 'weekday');

/** The first such weekday, at least so many days from today. */
function coming(today: CivilDay, weekday: number, atLeast: 0 | 1): CivilDay {
  const ahead = (weekday - weekdayOf(today) + 7) % 7;
  return daysAfter(today, ahead < atLeast ? 7 : ahead);
}

function nextWeekday(today: CivilDay, weekday: number, nextIsNextWeek: boolean): CivilDay {
  return nextIsNextWeek ? daysAfter(today, weekday - weekdayOf(today) + 7) : coming(today, weekday, 1);
}

function shifted(today: CivilDay, { n, ...found }: Named, sign: 1 | -1): CivilDay {
  const count = Number(n ?? 1) * sign;
  if (found.monthsUnit) return monthsAfter(today, count);
  return daysAfter(today, found.weeksUnit ? 7 * count : count);
}

/** Without a year, the next time that day and month come round. */
function dayAndMonth(today: CivilDay, found: Named): CivilDay | undefined {
  const said = { day: Number(found.d ?? 1), month: indexIn(found, 'month') };
  if (found.y) return { ...said, year: fullYear(found.y) };
  return nextOf(today, said);
}

function nextOf(today: CivilDay, said: { day: number; month: number }): CivilDay {
  const past = said.month < today.month || (said.month === today.month && said.day < today.day);
  return { ...said, year: today.year + (past ? 1 : 0) };
}

/** "El 31" said in a short month is the next month's that has one. */
function nextDayOfMonth(today: CivilDay, day: number): CivilDay | undefined {
  if (day < 1 || day > 31) return undefined;
  for (let month = day < today.day ? 1 : 0; month < 4; month += 1) {
    const date = { ...monthsAfter({ ...today, day: 1 }, month), day };
    if (isDay(date)) return date;
  }
  return undefined;
}

const fullYear = (year: string): number => (year.length === 2 ? 2000 + Number(year) : Number(year));

/** 2026-11-24, 24/11, 24-11-26 and 24.11.2026: day before month; 11/24 only where the other way there is none. */
function numericDates(text: string, today: CivilDay): { days: (CivilDay | undefined)[]; rest: string } {
  const days: (CivilDay | undefined)[] = [];
  const rest = text
    .replace(/(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?!\d)/g, (_, year: string, month: string, day: string) => {
      days.push({ year: Number(year), month: Number(month), day: Number(day) });
      return ' ';
    })
    .replace(
      /(?<![\d.,/-])(\d{1,2})(?:([/-])(\d{1,2})(?:\2(\d{4}|\d{2}))?|\.(\d{1,2})\.(\d{4}))(?![\d/-])/g,
      (_, first: string, __, second: string, shortYear: string, dotted: string, dottedYear: string) => {
        const [day, month] = [Number(first), Number(second ?? dotted)];
        const year = shortYear ?? dottedYear;
        const turned = month > 12 && day <= 12 ? { day: month, month: day } : { day, month };
        days.push(year === undefined ? nextOf(today, turned) : { ...turned, year: fullYear(year) });
        return ' ';
      },
    );
  return { days, rest };
}
