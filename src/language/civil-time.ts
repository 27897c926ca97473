/** Days and times as a wall shows them in a zone. All from instants handed in; nothing here asks for the time. */

/** A day without a time. `month` is 1 to 12. */
export interface CivilDay {
  year: number;
  month: number;
  day: number;
}

/** What clock and calendar show. */
export interface WallTime extends CivilDay {
  hour: number;
  minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The wall time of an ISO instant in an IANA zone. Throws RangeError for a zone or an instant that is none. */
export function wallTime(at: string, zone: string): WallTime {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formats.set(zone, format);
  }
  const parts = format.formatToParts(new Date(at));
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
  };
}

const utc = ({ year, month, day }: CivilDay): Date => {
  const date = new Date(0);
  // Not Date.UTC: it takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day);
  return date;
};

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: CivilDay): number => utc(day).getUTCDay() || 7;

/** The day so many days later, or earlier. */
export function daysAfter(day: CivilDay, days: number): CivilDay {
  const date = utc({ ...day, day: day.day + days });
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** The day so many months later; the last of the month where that one is shorter. */
export function monthsAfter(day: CivilDay, months: number): CivilDay {
  const first = daysAfter({ year: day.year, month: day.month + months, day: 1 }, 0);
  const length = daysAfter({ year: first.year, month: first.month + 1, day: 0 }, 0).day;
  return { ...first, day: Math.min(day.day, length) };
}

/** Whether there is such a day: 29 February only in leap years. */
export const isDay = (day: CivilDay): boolean =>
  day.year >= 1900 && day.year <= 2200 && isoDay(daysAfter(day, 0)) === isoDay(day);

/** YYYY-MM-DD */
export const isoDay = ({ year, month, day }: CivilDay): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
