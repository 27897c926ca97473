/** Until when an office promises, and when it must be reminded of it. */
import { DateTime } from 'luxon';
import type { AppointmentReminders, ReminderPolicy, Span } from '../../domain/deadline';
import type { Reminder } from '../../domain/reminder';
import {
  dayOf,
  daysLater,
  lastSecondOf,
  minuteOf,
  workedDaysFrom,
  workedHoursAfter,
  workedHoursBefore,
  type WorkingTime,
} from './working-time';

/** A promise: an ISO instant in UTC and, where a day is promised and not a time, that local day (YYYY-MM-DD). */
export interface Deadline {
  dueAt: string;
  dueDay?: string;
}

/** When work begins on a day whose opening hours are not known, in minutes from midnight. */
const usualBeginning = 9 * 60;

/**
 * The end of a span that begins with a wish at `now` (ISO instant). Of days, the day of the wish does not count, and the
 * last one counts whole: until the office closes where working days and its hours are known, else until its last second.
 */
export function deadlineOf(due: Span, now: string, working: WorkingTime): Deadline {
  const { zone } = working;
  const asked = DateTime.fromISO(now, { zone });
  const { workingDays, calendarDays, workingHours, hours = 0 } = due;
  if (workingDays !== undefined) {
    const day = workedDaysFrom(working, dayOf(now, zone), workingDays);
    return { dueAt: utc(closing(working, day)), dueDay: day };
  }
  if (calendarDays !== undefined) {
    const day = daysLater(dayOf(now, zone), calendarDays);
    return { dueAt: utc(lastSecondOf(day, zone)), dueDay: day };
  }
  if (workingHours !== undefined) return { dueAt: utc(workedHoursAfter(working, asked, workingHours)) };
  return { dueAt: utc(asked.plus({ milliseconds: hours * 3_600_000 })) };
}

/**
 * What a policy asks for between a wish at `since` and its deadline, oldest first. There may be no room: then a reminder
 * is left out, and the escalation comes halfway, so that somebody always knows before the promise breaks.
 */
export function remindersOf(
  policy: ReminderPolicy,
  { dueAt, since, team }: { dueAt: string; since: string; team: string },
  working: WorkingTime,
): Reminder[] {
  const [begun, ends] = [Date.parse(since), Date.parse(dueAt)];
  const to = policy.escalate.to ?? team;
  const early = policy.office
    .map(({ before }) => spanBefore(before, dueAt, working))
    .filter((at) => Date.parse(at) > begun);
  const foreseen = Date.parse(spanBefore(policy.escalate.before, dueAt, working));
  const escalation = foreseen > begun ? foreseen : begun + Math.ceil((ends - begun) / 2);
  return [
    ...[...new Set(early)].map((at): Reminder => ({ at, what: 'remind', to: team })),
    { at: new Date(escalation).toISOString(), what: 'escalate' as const, to },
  ].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** When the caller of an appointment is reminded of it: ISO instants after `since` and before it starts, oldest first. */
export function appointmentRemindersOf(
  policy: AppointmentReminders,
  { startsAt, since }: { startsAt: string; since: string },
  working: WorkingTime,
): string[] {
  const instants = policy
    .map(({ before }) => Date.parse(spanBefore(before, startsAt, working)))
    .filter((at) => at > Date.parse(since) && at < Date.parse(startsAt));
  return [...new Set(instants)].toSorted((a, b) => a - b).map((at) => new Date(at).toISOString());
}

/** The instant that is a span before another; of days, when work begins on that day. */
function spanBefore(span: Span, at: string, working: WorkingTime): string {
  const { zone } = working;
  const { workingDays, calendarDays, workingHours, hours = 0 } = span;
  const until = DateTime.fromISO(at, { zone });
  if (workingDays !== undefined)
    return utc(opening(working, workedDaysFrom(working, dayOf(at, zone), -workingDays)));
  if (calendarDays !== undefined) return utc(opening(working, daysLater(dayOf(at, zone), -calendarDays)));
  if (workingHours !== undefined) return utc(workedHoursBefore(working, until, workingHours));
  return utc(until.minus({ milliseconds: hours * 3_600_000 }));
}

function closing(working: WorkingTime, day: string): DateTime {
  const last = working.stretchesOn(day).at(-1);
  return working.hasHours && last ? minuteOf(day, last.until, working.zone) : lastSecondOf(day, working.zone);
}

function opening(working: WorkingTime, day: string): DateTime {
  const first = working.stretchesOn(day)[0];
  return minuteOf(day, working.hasHours && first ? first.from : usualBeginning, working.zone);
}

const utc = (at: DateTime): string => new Date(at.toMillis()).toISOString();
