/** Times of the day as people say them, driven by one table of patterns per language. */
import { withDigits, type NumberWords } from './spoken-number';
import { entryOf } from './word-table';

/** Which part of the day a word means. Twelve is midnight in `am` and noon in `morning`; `night` may be past midnight. */
export type DayPart = 'am' | 'morning' | 'noon' | 'pm' | 'night';

/**
 * The time words of a language. Patterns are regular expressions over plain text whose numbers are digits (10:30 is
 * `10h30` there). Their groups: `h` the hour, `m` or `past` minutes after it, `to` minutes before it.
 */
export interface TimeWords {
  /** Done first: mediodía becomes "a las 12". */
  instead: readonly (readonly [pattern: string, words: string])[];
  parts: readonly (readonly [pattern: string, part: DayPart])[];
  /** Looked for in this order. */
  times: readonly string[];
  /** Only where nothing else was said. */
  whole: readonly string[];
  /** Minutes that are words: media, cuarto. */
  minutes: Record<string, number>;
  /** What may stand around a time that is the whole answer. */
  around: readonly string[];
  negation: string;
}

type Named = Record<string, string | undefined>;

const anywhere = (pattern: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'gu');

/** Makes the ear for times of one language: HH:MM, or undefined where there is none or more than one. */
export function createTimeEar(words: TimeWords, numbers: NumberWords) {
  const instead = words.instead.map(([pattern, other]) => [anywhere(pattern), other] as const);
  const parts = words.parts.map(([pattern, part]) => [anywhere(pattern), part] as const);
  const times = words.times.map(anywhere);
  const around = words.around.map(anywhere);
  const whole = words.whole.map((pattern) => new RegExp(`^(?:${pattern})$`, 'u'));
  const negation = anywhere(words.negation);

  return (text: string): string | undefined => {
    const clock = text
      .replace(/(?<!\d)(\d{1,2})[:.](\d{2})(?!\d|[./-]\d)/g, ' $1h$2 ')
      .replace(/\b([ap])\.\s?m\b\.?/gi, '$1m')
      .replace(/(\d)([ap]m)\b/gi, '$1 $2');
    let rest = withDigits(clock, numbers);
    if (rest.search(negation) >= 0) return undefined;
    for (const [pattern, other] of instead) rest = rest.replace(pattern, other);
    const part = parts.find(([pattern]) => rest.search(pattern) >= 0)?.[1];
    for (const [pattern] of parts) rest = rest.replace(pattern, ' ');
    rest = rest.replace(/\s+/g, ' ').trim();

    const said = new Set<string>();
    for (const pattern of times)
      rest = rest.replace(pattern, (...found: unknown[]) => {
        said.add(clockTime(found.at(-1) as Named, part, words) ?? 'impossible');
        return ' | ';
      });
    if (said.size === 0) {
      const bare = around
        .reduce((left, pattern) => left.replace(pattern, ' '), rest)
        .replace(/\s+/g, ' ')
        .trim();
      const found = whole.map((pattern) => pattern.exec(bare)).find((match) => match !== null);
      if (found) said.add(clockTime(found.groups ?? {}, part, words) ?? 'impossible');
    }
    const [time] = said;
    return said.size === 1 && time !== 'impossible' ? time : undefined;
  };
}

function clockTime(found: Named, part: DayPart | undefined, words: TimeWords): string | undefined {
  const minutes = (said: string | undefined): number =>
    said === undefined ? 0 : (entryOf(words.minutes, said) ?? Number.parseInt(said, 10));
  const offset = minutes(found.past) + minutes(found.m) - minutes(found.to);
  const hour = Number(found.h);
  if (!(hour <= 24) || !(Math.abs(offset) <= 59)) return undefined;
  const atHour = inPart(hour, part, (found.h ?? '').startsWith('0'));
  const total = (atHour * 60 + offset + 24 * 60) % (24 * 60);
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}

/** Nobody has an errand at three in the morning: one to six, said without a part of the day, are afternoon. */
function inPart(hour: number, part: DayPart | undefined, exact: boolean): number {
  if (hour > 12 || exact) return hour % 24;
  if (part === undefined) return hour <= 6 ? hour + 12 : hour;
  if (part === 'morning') return hour;
  if (part === 'am') return hour === 12 ? 0 : hour;
  if (part === 'night') return hour === 12 ? 0 : hour <= 5 ? hour : hour + 12;
  return hour === 12 || (part === 'noon' && hour >= 10) ? hour : hour + 12;
}
