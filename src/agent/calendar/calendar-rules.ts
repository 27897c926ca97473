import type { Calendar } from '../../domain/calendar';
import type { AppointmentReminders, ReminderPolicy, Span } from '../../domain/deadline';
import { type Mistake, notAmong } from '../mistakes';
import { stretchOf } from './office-calendar';
import { knownCities, knownCountries, knownRegions } from './public-holidays';

/** Mistakes in a calendar a schema cannot see: places nobody knows, days that do not exist, hours that overlap. */
export function calendarMistakes(calendar: Calendar): Mistake[] {
  return [...placeMistakes(calendar), ...hoursMistakes(calendar.hours), ...dayMistakes(calendar)].map(
    (mistake) => ({ ...mistake, path: ['calendar', ...mistake.path] }),
  );
}

/** Working days need a calendar, working hours its opening hours. */
export function spanMistakes(span: Span, calendar: Calendar | undefined): Mistake[] {
  if (span.workingDays !== undefined && !calendar) {
    return [
      { path: ['workingDays'], text: 'Working days need "calendar:" with the country whose holidays count.' },
    ];
  }
  if (span.workingHours !== undefined && !calendar?.hours)
    return [{ path: ['workingHours'], text: 'Working hours need "calendar:" with "hours:".' }];
  return [];
}

/** Reminders before a deadline need what their spans need. */
export function reminderMistakes(policy: ReminderPolicy, calendar: Calendar | undefined): Mistake[] {
  const at = (path: PropertyKey[]) => (mistake: Mistake) => ({
    ...mistake,
    path: ['reminders', ...path, 'before', ...mistake.path],
  });
  return [
    ...policy.office.flatMap(({ before }, index) =>
      spanMistakes(before, calendar).map(at(['office', index])),
    ),
    ...spanMistakes(policy.escalate.before, calendar).map(at(['escalate'])),
  ];
}

/** The same for what is done before an appointment. */
export const appointmentReminderMistakes = (
  policy: AppointmentReminders,
  calendar: Calendar | undefined,
): Mistake[] =>
  policy.flatMap(({ before }, index) =>
    spanMistakes(before, calendar).map((mistake) => ({
      ...mistake,
      path: ['appointmentReminders', index, 'before', ...mistake.path],
    })),
  );

function placeMistakes({ country, region, city }: Pick<Calendar, 'country' | 'region' | 'city'>) {
  const countries = knownCountries();
  if (countries[country] === undefined) {
    const text = notAmong(`The calendar has no country "${country}".`, country, Object.keys(countries));
    return [{ path: ['country'], text }];
  }
  const regions = knownRegions(country);
  if (region !== undefined && regions[region] === undefined) {
    const text = `${countries[country]} has no region "${region}" here. ${all(regions)}`;
    return [{ path: ['region'], text }];
  }
  if (city === undefined) return [];
  if (region === undefined) return [{ path: ['city'], text: 'A city needs its "region:" beside it.' }];
  const cities = knownCities(country, region);
  if (cities[city] !== undefined) return [];
  const text = `The holidays of "${city}" are not known. ${all(cities)} List them under "holidays:".`;
  return [{ path: ['city'], text }];
}

const all = (known: Record<string, string>): string =>
  Object.keys(known).length === 0
    ? 'There are none.'
    : `Known: ${Object.entries(known)
        .map(([letters, name]) => `${letters} (${name})`)
        .join(', ')}.`;

function hoursMistakes(hours: Calendar['hours']): Mistake[] {
  if (!hours) return [];
  const days = Object.entries(hours).map(([day, times = []]) => [day, times] as const);
  if (days.every(([, times]) => times.length === 0))
    return [
      { path: ['hours'], text: 'No day has opening hours. Give one its hours, or leave "hours:" out.' },
    ];
  return days.flatMap(([day, times]) =>
    times.flatMap((text, index) => {
      const { from, until } = stretchOf(text);
      const before = times[index - 1];
      const path = ['hours', day, index];
      if (from >= until) return [{ path, text: `"${text}" ends before it begins.` }];
      if (before !== undefined && from < stretchOf(before).until)
        return [{ path, text: `"${text}" begins before "${before}" has ended.` }];
      return [];
    }),
  );
}

function dayMistakes({ holidays, workingDays }: Calendar): Mistake[] {
  return [
    ...holidays.flatMap(({ on }, index) =>
      exists(on)
        ? []
        : [{ path: ['holidays', index, 'on'], text: `There is no day "${on}" in the calendar.` }],
    ),
    ...workingDays.flatMap((day, index) =>
      holidays.some(({ on }) => on === day)
        ? [
            {
              path: ['workingDays', index],
              text: `"${day}" is also under "holidays:". Take it away from one.`,
            },
          ]
        : [],
    ),
  ];
}

/** Whether there is such a day; every four years is enough for one of every year. */
function exists(on: string): boolean {
  const day = on.length === 5 ? `2028-${on}` : on;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
