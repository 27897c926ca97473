/** Public holidays, from the data of the package date-holidays. */
import Holidays from 'date-holidays';

/** A country, and within it a region and a city, by the letters the package knows them by. */
export interface Place {
  country: string;
  region?: string | undefined;
  city?: string | undefined;
}

/** The public holidays of a place, by year: local days, YYYY-MM-DD. Each year is worked out once. */
export function publicHolidays({ country, region, city }: Place): (year: number) => ReadonlySet<string> {
  const rules = new Holidays();
  rules.init(country, region ?? '', city ?? '');
  const years = new Map<number, ReadonlySet<string>>();
  return (year) => {
    const known = years.get(year);
    if (known) return known;
    const found = new Set(
      rules
        .getHolidays(year)
        .filter(({ type }) => type === 'public')
        .flatMap(({ date, start, end }) => daysOff(date, end.getTime() - start.getTime())),
    );
    years.set(year, found);
    return found;
  };
}

/** The countries there are, by their letters. */
export const knownCountries = (): Record<string, string> => new Holidays().getCountries();
/** The regions of a country; none where it has no holidays of its own by region. */
export const knownRegions = (country: string): Record<string, string> =>
  new Holidays().getStates(country) ?? {};
/** The cities of a region. */
export const knownCities = (country: string, region: string): Record<string, string> =>
  new Holidays().getRegions(country, region) ?? {};

const dayMs = 24 * 3_600_000;

/** The days whose noon lies within a holiday: some last several days, and half a day off is none. */
function daysOff(date: string, lengthMs: number): string[] {
  // "2026-01-06 00:00:00" on the place's own walls, sometimes with its offset behind.
  const beginMs = Date.parse(`${date.slice(0, 10)}T${date.slice(11, 19)}Z`);
  const midnightMs = Math.floor(beginMs / dayMs) * dayMs;
  const days = Array.from(
    { length: Math.ceil(lengthMs / dayMs) + 1 },
    (_, index) => midnightMs + index * dayMs,
  );
  return days
    .filter((day) => day + dayMs / 2 >= beginMs && day + dayMs / 2 < beginMs + lengthMs)
    .map((day) => new Date(day).toISOString().slice(0, 10));
}
