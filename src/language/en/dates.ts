import { wallTime, weekdayOf } from '../civil-time';
import type { DateWords } from '../spoken-date';

export const dates: DateWords = {
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  months: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  weekdayForms: [
    'mon(?:day)?',
    'tue(?:s|sday)?',
    'wed(?:s|nesday)?',
    'thu(?:r|rs|rsday)?',
    'fri(?:day)?',
    'sat(?:urday)?',
    'sun(?:day)?',
  ],
  monthForms: [
    'jan(?:uary)?',
    'feb(?:ruary)?',
    'mar(?:ch)?',
    'apr(?:il)?',
    'may',
    'june?',
    'july?',
    'aug(?:ust)?',
    'sept?(?:ember)?',
    'oct(?:ober)?',
    'nov(?:ember)?',
    'dec(?:ember)?',
  ],
  fixed: [
    ['(?:the )?day after tomorrow', 2],
    ['today|tonight|this (?:morning|afternoon|evening)', 0],
    ['(?:the )?day before yesterday', -2],
    ['yesterday|last night', -1],
    ['tomorrow', 1],
  ],
  ignored: [
    'in the (?:morning|afternoon|evening)|at (?:night|noon|midnight)',
    '(?:at|around|about|by|before|after) (?:half past |quarter (?:to|past) )?\\d{1,2}(?: \\d{2})?(?: ?[ap]m)?(?: o clock)?',
    '\\d{1,2}(?: \\d{2})? ?[ap]m',
  ],
  units: { day: 'days?', week: 'weeks?', month: 'months?' },
  ahead: ['in (?:a|an|{n}) {u}', '(?:a|an|{n}) {u} from (?:now|today)'],
  ago: ['(?:a|an|{n}) {u} ago'],
  dayAndMonth: [
    '(?:the )?{d} (?:of )?{m}(?: {y})?',
    '{m} (?:the )?{d}(?: (?:of )?{y})?(?! (?:to|past|o clock))',
  ],
  dayNextMonth: ['{d} (?:of )?next month'],
  dayThisMonth: ['{d} (?:of )?this month'],
  dayAlone: [
    '(?<=(?:^|[ ])(?:the|{w}) ){d}(?! (?:available|one|free|time|slot|opening|appointment|o clock|am|pm|past|to))',
    '^{d}$',
  ],
  thisWeekday: ['this (?:coming )?{w}'],
  nextWeekday: ['next {w}'],
  lastWeekday: ['last {w}'],
  weekdayWeek: ['{w} week', 'a week (?:on )?{w}', 'week on {w}'],
  nextIsNextWeek: true,
  nextWeek: '(?:of |in )?next week',
  thisWeek: '(?:of |in )?this week',
  negation: 'not|never|except|no|t',
};

/** "Tuesday 24 November" */
export function day(at: string, zone: string): string {
  const wall = wallTime(at, zone);
  return `${dates.weekdays[weekdayOf(wall) - 1]} ${wall.day} ${dates.months[wall.month - 1]}`;
}

/** "10:30" */
export function clock(at: string, zone: string): string {
  const { hour, minute } = wallTime(at, zone);
  return `${hour}:${String(minute).padStart(2, '0')}`;
}

/** "at 10:30" */
export const atTime = (at: string, zone: string): string => `at ${clock(at, zone)}`;

/** "Tuesday 24 November at 10:30" */
export const when = (at: string, zone: string): string => `${day(at, zone)} ${atTime(at, zone)}`;

/** Until when an answer is promised: the day alone, where a day is promised (YYYY-MM-DD) and not a time. */
export const dueBy = (at: string, dueDay: string | undefined, zone: string): string =>
  dueDay === undefined ? when(at, zone) : day(dueDay, 'UTC');
