/** When a message may leave: never by night on the wall clock of the case's zone, whatever its clock does that night. */
import { wallTime } from '../language/civil-time';
import type { QuietHours } from './reach';

const minuteMs = 60_000;
const dayMinutes = 24 * 60;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** How many minutes of a day are quiet; 0 where both times are the same. */
export const quietMinutes = ({ from, until }: QuietHours): number =>
  (minutesOf(until) - minutesOf(from) + dayMinutes) % dayMinutes;

/** The minute of the day that a wall in the zone shows. */
function minuteOfDay(atMs: number, zone: string): number {
  const { hour, minute } = wallTime(new Date(atMs).toISOString(), zone);
  return hour * 60 + minute;
}

/** Whether it is night there. */
export function isQuiet(at: string, zone: string, quiet: QuietHours): boolean {
  const since = (minuteOfDay(Date.parse(at), zone) - minutesOf(quiet.from) + dayMinutes) % dayMinutes;
  return since < quietMinutes(quiet);
}

/**
 * The first instant (ISO) from `at` on at which a message may leave; `at` itself where that is by day. Quiet hours must
 * leave two hours a day, so that no change of a clock can jump over what is between them. Throws RangeError for a zone or
 * an instant that is none.
 */
export function leavesAt(at: string, zone: string, quiet: QuietHours): string {
  const quietAt = (minute: number): boolean =>
    isQuiet(new Date(minute * minuteMs).toISOString(), zone, quiet);
  if (!isQuiet(at, zone, quiet)) return at;

  let night = Math.floor(Date.parse(at) / minuteMs);
  let day = night;
  // A clock set back in between leaves some of the night: then once more.
  while (quietAt(day)) {
    night = day;
    const left = (minutesOf(quiet.until) - minuteOfDay(day * minuteMs, zone) + dayMinutes) % dayMinutes;
    day += Math.max(left, 1);
  }
  // A clock set forward has ended it earlier: the first minute of day lies in between.
  while (day - night > 1) {
    const middle = Math.floor((night + day) / 2);
    if (quietAt(middle)) night = middle;
    else day = middle;
  }
  return new Date(day * minuteMs).toISOString();
}
