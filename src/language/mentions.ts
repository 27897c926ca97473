/** Numbers, codes, days and times named in a text, in whichever of the languages, so that two texts can be compared. */
import { type CivilDay, daysAfter, isDay, isoDay, wallTime, weekdayOf } from './civil-time';
import { dates as enDates } from './en/dates';
import { letters as enLetters } from './en/letters';
import { numbers as enNumbers, numbersOfDays as enDays } from './en/numbers';
import { times as enTimes } from './en/times';
import { dates as esDates } from './es/dates';
import { letters as esLetters } from './es/letters';
import { numbers as esNumbers } from './es/numbers';
import { times as esTimes } from './es/times';
import { createCodeFinder, createNumberFinder, type NumberMention } from './mentioned-numbers';
import { createDayFinder, type DayMention } from './mentioned-days';
import { createTimeFinder } from './mentioned-times';
import { dates as ptDates } from './pt-br/dates';
import { letters as ptLetters } from './pt-br/letters';
import { numbers as ptNumbers } from './pt-br/numbers';
import { times as ptTimes } from './pt-br/times';

/** What a text names. */
export interface Mentions {
  /** Letters with digits, upper case without signs: R7K3F92QD. */
  codes: string[];
  numbers: NumberMention[];
  days: DayMention[];
  /** H:MM on a clock of twelve hours: what is said of a time seldom tells morning from evening. */
  times: string[];
  /** A length of time that something will take: "24 hour". */
  spans: string[];
}

const en = { numbers: enNumbers, days: enDays, letters: enLetters, times: enTimes, dates: enDates };
const es = { numbers: esNumbers, days: esNumbers, letters: esLetters, times: esTimes, dates: esDates };
const pt = { numbers: ptNumbers, days: ptNumbers, letters: ptLetters, times: ptTimes, dates: ptDates };

const weekdays = {
  es: ['lunes', 'martes', 'miercoles', 'jueves', 'viernes', 'sabados?', 'domingos?'],
  pt: ['segunda', 'terca', 'quarta', 'quinta', 'sexta']
    .map(
      (day) =>
        `${day}s?[- ]feiras?|(?:na|nesta|proxima|ate|essa|esta|para|pra|de|a) ${day}(?! (?:vez|via|opcao|parte|etapa|rua|avenida))`,
    )
    .concat(['sabados?', 'domingos?']),
  en: ['mondays?', 'tuesdays?', 'wednesdays?', 'thursdays?', 'fridays?', 'saturdays?', 'sundays?'],
};
const finders = [
  { ...es, weekdays: weekdays.es },
  { ...pt, weekdays: weekdays.pt },
  { ...en, weekdays: weekdays.en },
].map((words) => ({
  codes: createCodeFinder(words.letters, words.numbers),
  numbers: createNumberFinder(words.numbers),
  days: createDayFinder(words.dates, words.weekdays, words.days),
  times: createTimeFinder(words.times, words.numbers),
}));

/** Everything a text names. Each language takes out what it understood as a day or a time before numbers are looked for. */
export function mentionsIn(text: string): Mentions {
  const all: Mentions = { codes: [], numbers: [], days: [], times: [], spans: [] };
  for (const find of finders) {
    const codes = find.codes(text);
    const times = find.times(codes.rest);
    const days = find.days(times.rest);
    all.codes.push(...codes.found);
    all.times.push(...times.times);
    all.spans.push(...times.spans);
    all.days.push(...days.found);
    all.numbers.push(...find.numbers(days.rest));
  }
  return all;
}

/** A day without its year is the nearest one; a little more, so that there always is one. */
const halfYearMs = 190 * 24 * 3_600_000;

/** The days a mention may mean, as ISO days; none where it is only a weekday or a day of some month. */
export function daysMeant(mention: DayMention, now: string, zone: string): string[] {
  const today: CivilDay = wallTime(now, zone);
  switch (mention.what) {
    case 'offset':
      return [isoDay(daysAfter(today, mention.days))];
    case 'date': {
      const years = mention.year === undefined ? [-1, 0, 1].map((more) => today.year + more) : [mention.year];
      return years
        .map((year) => ({ ...mention, year }))
        .filter(isDay)
        .map(isoDay)
        .filter(
          (day) => mention.year !== undefined || Math.abs(Date.parse(day) - Date.parse(now)) < halfYearMs,
        );
    }
    case 'weekday': {
      const ahead = (mention.weekday - weekdayOf(today) + 7) % 7;
      return [ahead, ahead + 7].map((days) => isoDay(daysAfter(today, days)));
    }
    case 'day':
      return [];
  }
}
