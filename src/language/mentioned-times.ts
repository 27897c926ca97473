import { plain } from './hearing';
import { withDigits, type NumberWords } from './spoken-number';
import type { TimeWords } from './spoken-time';
import { entryOf } from './word-table';

const anywhere = (source: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, 'gu');

/** "from 9 to 14", "de 9 a 14", "das 9 às 17" */
const range = anywhere(
  '(?:de|desde|from|das|between|entre|da) (?:las? |as )?(?<one>\\d{1,2})(?: ?h(?:oras?)?)? (?:a|to|as|hasta|ate|and|y|e|until|till) (?:las? |as )?(?<other>\\d{1,2})(?! ?%)',
);
const units: readonly (readonly [string, string])[] = [
  ['minute', 'min|minutes?|minutos?'],
  ['hour', 'h|hs|hours?|horas?'],
  ['day', 'days?|dias?'],
  ['week', 'weeks?|semanas?'],
  ['month', 'months?|mes(?:es)?'],
];
const span = anywhere(
  `(?:in|within|dentro de|en|em|menos de|mas de|daqui a|next|proxim[oa]s|plazo de|prazo de|antes de|less than|under|at most|maximo de|ate|hasta|up to|de aqui a|after|for)(?: (?:the|las|los|os|as|next|proxim[oa]s|um|un|about|unos|unas|unas|prazo de|menos de|less than|aproximadamente|cerca de))* (?<count>\\d+) (?:working |business )?(?<unit>${units.map(([, forms]) => forms).join('|')})`,
);

/** Finds the times of day of one language, and lengths of time something will take; `rest` is the text without them. */
export function createTimeFinder(words: TimeWords, numbers: NumberWords) {
  const instead = words.instead.map(([pattern, other]) => [anywhere(pattern), other] as const);
  const times = words.times.map(anywhere);

  return (text: string): { times: string[]; spans: string[]; rest: string } => {
    const found: string[] = [];
    const spans: string[] = [];
    // What is written as a clock says it is a time in every language.
    const rest = text
      .replace(/(?<=20\d\d-\d\d-\d\d)T\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?/g, ' ')
      .replace(
        /(?<![\d.,])(\d{1,2})(?:[:h]|\.(?=\d\d\s?(?:h|am|pm|horas)))([0-5]\d)(?!\d|[.:]\d)\s?(?:h\b|hs\b|am\b|pm\b)?/gi,
        (_, hour: string, minute: string) => {
          found.push(onClock(Number(hour), Number(minute)));
          return ' , ';
        },
      );
    let spoken = withDigits(
      plain(
        rest
          .replace(/\b([ap])\.\s?m\b\.?/gi, '$1m')
          .replace(/(\d)([ap]m|h)\b/gi, '$1 $2')
          .replace(/[,;]/g, ' | '),
      ),
      numbers,
    );
    spoken = spoken.replace(span, (...args: unknown[]) => {
      const { count, unit = '' } = namedIn(args);
      const kind = units.find(([, forms]) => new RegExp(`^(?:${forms})$`).test(unit))?.[0];
      spans.push(`${count} ${kind}`);
      return ' | ';
    });
    spoken = spoken.replace(range, (...args: unknown[]) => {
      const { one, other } = namedIn(args);
      if (Number(one) > 24 || Number(other) > 24) return ' | ';
      found.push(onClock(Number(one), 0), onClock(Number(other), 0));
      return ' | ';
    });
    for (const [pattern, other] of instead) spoken = spoken.replace(pattern, other);
    for (const pattern of times)
      spoken = spoken.replace(pattern, (...args: unknown[]) => {
        const clock = clockOf(namedIn(args), words);
        if (clock) found.push(clock);
        return clock ? ' | ' : String(args[0]);
      });
    return { times: found, spans, rest };
  };
}

type Named = Record<string, string | undefined>;
const namedIn = (args: unknown[]): Named => (typeof args.at(-1) === 'object' ? (args.at(-1) as Named) : {});

function clockOf({ h, m, past, to }: Named, words: TimeWords): string | undefined {
  if (!(Number(h) <= 24)) return undefined;
  const minutes = (said: string | undefined): number =>
    said === undefined ? 0 : (entryOf(words.minutes, said) ?? Number.parseInt(said, 10));
  const total = Number(h) * 60 + minutes(past) + minutes(m) - minutes(to);
  return onClock(Math.floor(total / 60), ((total % 60) + 60) % 60);
}

/** H:MM on a clock of twelve hours. */
export const onClock = (hour: number, minute: number): string =>
  `${((hour % 12) + 12) % 12}:${String(minute).padStart(2, '0')}`;
