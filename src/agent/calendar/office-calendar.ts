import type { Assistant } from '../../domain/assistant';
import { type Calendar, type Weekday, weekdays } from '../../domain/calendar';
import { type CivilDay, weekdayOf } from '../../language/civil-time';
import { publicHolidays } from './public-holidays';
import type { Stretch, WorkingTime } from './working-time';

type Hours = NonNullable<Calendar['hours']>;

const wholeDay: readonly Stretch[] = [{ from: 0, until: 1440 }];
const offices = new WeakMap<Calendar, WorkingTime>();

/** When an assistant's office works; without a calendar every day counts. */
export function officeOf({ calendar, zone }: Pick<Assistant, 'calendar' | 'zone'>): WorkingTime {
  if (!calendar) return { zone, hasHours: false, stretchesOn: () => wholeDay };
  const known = offices.get(calendar);
  if (known) return known;
  const office = { ...worked(calendar), zone: calendar.zone ?? zone };
  offices.set(calendar, office);
  return office;
}

function worked(calendar: Calendar): Omit<WorkingTime, 'zone'> {
  const holidaysIn = publicHolidays(calendar);
  const own = new Set(calendar.holidays.map(({ on }) => on));
  const although = new Set(calendar.workingDays);
  const hours = calendar.hours && stretchesByWeekday(calendar.hours);
  const usual = hours?.find((stretches) => stretches.length > 0) ?? wholeDay;
  return {
    hasHours: hours !== undefined,
    stretchesOn(day) {
      const weekday = weekdayOf(civilDay(day)) - 1;
      const ofWeekday = hours ? (hours[weekday] ?? []) : weekday < 5 ? wholeDay : [];
      // A Saturday that is made up for has the hours of an ordinary day.
      if (although.has(day)) return ofWeekday.length > 0 ? ofWeekday : usual;
      const isOff = own.has(day) || own.has(day.slice(5)) || holidaysIn(Number(day.slice(0, 4))).has(day);
      return isOff ? [] : ofWeekday;
    },
  };
}

const stretchesByWeekday = (hours: Hours): Stretch[][] =>
  weekdays.map((weekday: Weekday) => (hours[weekday] ?? []).map(stretchOf));

/** "09:00-14:00" in minutes from midnight. */
export function stretchOf(text: string): Stretch {
  const [from = '', until = ''] = text.split('-');
  return { from: minutes(from), until: minutes(until) };
}

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

function civilDay(day: string): CivilDay {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return { year, month, day: date };
}
