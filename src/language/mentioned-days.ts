import { plain } from './hearing';
import type { DateWords } from './spoken-date';
import { withDigits, type NumberWords } from './spoken-number';

/** A day as it was named. `weekday` is ISO, 1 is Monday; `month` counts from 1. */
export type DayMention =
  | { what: 'date'; day: number; month: number; year?: number }
  | { what: 'weekday'; weekday: number }
  /** Days from today; today itself is not a mention. */
  | { what: 'offset'; days: number }
  | { what: 'day'; day: number };

const anywhere = (source: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, 'gu');
/** "por la mañana" is no day, though "mañana" is one. */
const partsOfDay = anywhere(
  '(?:por|de|en|a|toda) la manana|(?:esta|una|buena) manana|las mananas|in the (?:morning|afternoon|evening)|(?:de|pela|da|a) (?:manha|tarde|noite)|(?:por|de|en|a) la (?:tarde|noche)',
);

/** Finds the days of one language in a text, and what is left of it in plain form with numbers as digits. */
export function createDayFinder(words: DateWords, weekdays: readonly string[], numbers: NumberWords) {
  const months = words.monthForms.map((form) => anywhere(form));
  const month = `(?:${words.monthForms.join('|')})`;
  const of = '(?:de |del |do |of |the )?';
  const dated = [
    anywhere(`(?<day>\\d{1,2})(?:st|nd|rd|th)? ${of}(?<month>${month})(?: ${of}(?<year>20\\d\\d))?`),
    anywhere(`(?<month>${month}) ${of}(?<day>\\d{1,2})(?:st|nd|rd|th)?(?: ${of}(?<year>20\\d\\d))?`),
  ];
  const named = weekdays.map(anywhere);
  const offsets = words.fixed.map(([pattern, days]) => [anywhere(pattern), days] as const);
  const alone = anywhere(
    '(?:el dia|dia|o dia|no dia|el|the|on the) (?<day>\\d{1,2})(?:st|nd|rd|th|º)?(?! ?(?:de la |horas|h\\d))',
  );

  return (text: string): { found: DayMention[]; rest: string } => {
    const found: DayMention[] = [];
    const take = (
      rest: string,
      pattern: RegExp,
      mention: (groups: Record<string, string | undefined>) => DayMention | undefined,
    ): string =>
      rest.replace(pattern, (...args: unknown[]) => {
        const one = mention(
          (typeof args.at(-1) === 'object' ? args.at(-1) : {}) as Record<string, string | undefined>,
        );
        if (one) found.push(one);
        return ' , ';
      });
    let rest = numericDays(text, found);
    rest = withDigits(plain(rest.replace(/(\d)(?:[ºª°]|st\b|nd\b|rd\b|th\b)/gi, '$1')), numbers);
    rest = rest.replace(partsOfDay, ' , ');
    for (const pattern of dated)
      rest = take(rest, pattern, ({ day, month: said, year }) => {
        const at = months.findIndex((form) => said !== undefined && said.replace(form, '') === '');
        return { what: 'date', day: Number(day), month: at + 1, ...(year ? { year: Number(year) } : {}) };
      });
    for (const [pattern, days] of offsets)
      rest = take(rest, pattern, () => (days === 0 ? undefined : { what: 'offset', days }));
    named.forEach((pattern, index) => {
      rest = take(rest, pattern, () => ({ what: 'weekday', weekday: index + 1 }));
    });
    rest = take(rest, alone, ({ day }) => ({ what: 'day', day: Number(day) }));
    return { found, rest };
  };
}

/** 2026-11-24, 24/11 and 24/11/2026; puts them into `found` and returns the text without them. */
function numericDays(text: string, found: DayMention[]): string {
  return text
    .replace(
      /(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?:T[\d:.]+Z?)?/g,
      (_, year: string, month: string, day: string) => {
        found.push({ what: 'date', day: Number(day), month: Number(month), year: Number(year) });
        return ' , ';
      },
    )
    .replace(
      /(?<![\d/.-])(\d{1,2})[/](\d{1,2})(?:[/](?:\d{4}|\d\d))?(?![\d/])/g,
      (_, first: string, second: string) => {
        const turned = Number(second) > 12;
        found.push({
          what: 'date',
          day: Number(turned ? second : first),
          month: Number(turned ? first : second),
        });
        return ' , ';
      },
    );
}
