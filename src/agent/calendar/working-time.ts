/** Days and hours an office works. Days are local, written YYYY-MM-DD; which are worked is handed in. */
import { DateTime } from 'luxon';

/** A stretch of a local day in minutes from its midnight; 0 to 1440 is the whole day. */
export interface Stretch {
  from: number;
  until: number;
}

/** When an office works. */
export interface WorkingTime {
  /** IANA zone of its days. */
  zone: string;
  /** Whether opening hours are known; else a working day is worked from midnight to midnight. */
  hasHours: boolean;
  /** What is worked of a day, in order and apart; empty on a day off. Some day to come must have some. */
  stretchesOn(day: string): readonly Stretch[];
}

const wholeDay = 1440;

/** The local day of an ISO instant. */
export const dayOf = (at: string, zone: string): string =>
  DateTime.fromISO(at, { zone }).toFormat('yyyy-MM-dd');

/** The day so many days later, or earlier. */
export const daysLater = (day: string, days: number): string =>
  // In UTC every day has 24 hours.
  DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toFormat('yyyy-MM-dd');

/** The instant at which a clock on the wall shows this minute of the day. */
export function minuteOf(day: string, minute: number, zone: string): DateTime {
  if (minute >= wholeDay) return midnightOf(daysLater(day, 1), zone);
  const midnight = midnightOf(day, zone);
  return minute === 0 ? midnight : midnight.set({ hour: Math.floor(minute / 60), minute: minute % 60 });
}

/** Where clocks go back at one in the morning (Havana) a day has two midnights: it begins with the first. */
function midnightOf(day: string, zone: string): DateTime {
  const midnight = DateTime.fromISO(day, { zone }).startOf('day');
  const before = midnight.minus({ hours: 1 });
  return before.toFormat('yyyy-MM-dd') === day ? before : midnight;
}

/** The last second of a local day, which may have 23, 24 or 25 hours. */
export const lastSecondOf = (day: string, zone: string): DateTime =>
  minuteOf(day, wholeDay, zone).minus({ seconds: 1 });

/** Whether anybody works on a day. */
export const isWorked = (working: WorkingTime, day: string): boolean => working.stretchesOn(day).length > 0;

/** The working day so many working days after a day, or before it where `count` is negative; the day itself does not count. */
export function workedDaysFrom(working: WorkingTime, day: string, count: number): string {
  const step = Math.sign(count);
  let left = Math.abs(count);
  let here = day;
  while (left > 0) {
    here = daysLater(here, step);
    if (isWorked(working, here)) left -= 1;
  }
  return here;
}

/** The instant until which so many hours were worked since `from`. */
export function workedHoursAfter(working: WorkingTime, from: DateTime, hours: number): DateTime {
  // Whole milliseconds: 8.05 hours are a hair more in floating point, and would not fit into themselves.
  let leftMs = Math.round(hours * 3_600_000);
  for (let day = from.setZone(working.zone).toFormat('yyyy-MM-dd'); ; day = daysLater(day, 1)) {
    for (const stretch of working.stretchesOn(day)) {
      const begin = DateTime.max(minuteOf(day, stretch.from, working.zone), from);
      const workedMs = minuteOf(day, stretch.until, working.zone).diff(begin).toMillis();
      if (workedMs >= leftMs) return begin.plus({ milliseconds: leftMs });
      leftMs -= Math.max(0, workedMs);
    }
  }
}

/** The instant since which so many hours are worked until `until`. */
export function workedHoursBefore(working: WorkingTime, until: DateTime, hours: number): DateTime {
  // Whole milliseconds: 8.05 hours are a hair more in floating point, and would not fit into themselves.
  let leftMs = Math.round(hours * 3_600_000);
  for (let day = until.setZone(working.zone).toFormat('yyyy-MM-dd'); ; day = daysLater(day, -1)) {
    for (const stretch of [...working.stretchesOn(day)].reverse()) {
      const end = DateTime.min(minuteOf(day, stretch.until, working.zone), until);
      const workedMs = end.diff(minuteOf(day, stretch.from, working.zone)).toMillis();
      if (workedMs >= leftMs) return end.minus({ milliseconds: leftMs });
      leftMs -= Math.max(0, workedMs);
    }
  }
}
