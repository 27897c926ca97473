/** What clocks and calendars show, reckoned without the code under test: by Intl and by whole UTC days. */

/** "2026-11-24 23:59:59" as a wall in the zone shows an instant. */
export function onTheWall(at: string, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  }).formatToParts(new Date(at));
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}:${part('second')}`;
}

/** The day after so many others. */
export const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Saturday or Sunday. */
export const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/** The days after `day` up to and with `last`. */
export function daysBetween(day: string, last: string): string[] {
  const days: string[] = [];
  for (let next = plusDays(day, 1); next <= last; next = plusDays(next, 1)) days.push(next);
  return days;
}
