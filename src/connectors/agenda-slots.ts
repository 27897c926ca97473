/** Free times, computed from a plan and what is held. Pure; opening hours are local, instants are epoch milliseconds. */
import { DateTime, IANAZone } from 'luxon';
import type { Slot, SlotQuery } from '../domain/appointment';
import type { AgendaPlan } from '../domain/agenda-plan';
import type { Busy } from './agenda-book';

/** One tenant's agenda: its plan, and the IANA zone of its opening hours. */
export interface AgendaOf {
  tenant: string;
  zone: string;
  plan: AgendaPlan;
}

/** A service of a plan. */
export type Service = AgendaPlan['services'][number];
type Professional = AgendaPlan['professionals'][number];

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** The service with that id, where the agenda has one. */
export function serviceOf({ plan }: AgendaOf, id: string): Service | undefined {
  return plan.services.find((service) => service.id === id);
}

/** End of a slot with the minutes kept free after it, as ISO instant. */
export function heldUntil(slot: Slot, { bufferMinutes }: Service): string {
  return new Date(Date.parse(slot.endsAt) + bufferMinutes * minuteMs).toISOString();
}

/** From when to when times may lie that are asked for at `now`: after notice and `after`, until the horizon's last day. */
export function reach(
  { zone }: AgendaOf,
  service: Service,
  after: number,
  now: number,
): { from: number; until: number } {
  return {
    from: Math.max(after, now + service.noticeHours * hourMs),
    until: DateTime.fromMillis(now, { zone }).plus({ days: service.horizonDays }).endOf('day').toMillis(),
  };
}

/** The professionals who offer what is asked for, where it is asked for. */
export function professionalsFor(
  { plan }: AgendaOf,
  query: Omit<SlotQuery, 'after' | 'limit'>,
): Professional[] {
  return plan.professionals.filter(
    (person) =>
      person.services.includes(query.service) &&
      (query.professional ?? person.id) === person.id &&
      (query.place ?? person.place) === person.place,
  );
}

/**
 * The first free times, soonest first. Of several professionals who are free at one time and place, the one with the
 * least to do that day is offered.
 */
export function freeSlots(
  agenda: AgendaOf,
  service: Service,
  query: SlotQuery,
  busy: Busy[],
  now: number,
): Slot[] {
  const { from, until } = reach(agenda, service, Date.parse(query.after), now);
  const people = professionalsFor(agenda, query);
  const held = busy.map((time) => ({
    professional: time.professional,
    from: Date.parse(time.from),
    until: Date.parse(time.until),
    day: localDay(agenda.zone, Date.parse(time.from)),
  }));
  const found: Slot[] = [];
  for (const day of daysBetween(agenda.zone, from, until)) {
    if (query.onDay !== undefined && query.onDay !== day) continue;
    const noon = Date.parse(`${day}T12:00:00Z`);
    const near = held.filter((time) => Math.abs(time.from - noon) < 2 * dayMs);
    const free = people
      .flatMap((person) => offeredOn(agenda, service, person, day))
      .filter((slot) => Date.parse(slot.startsAt) >= from && isAt(slot, query))
      .filter((slot) => isFree(slot, service, near));
    const loads = people.map(({ id }): [string, number] => [
      id,
      near.filter((time) => time.professional === id && time.day === day).length,
    ]);
    found.push(...onePerTime(free, new Map(loads)));
    if (found.length >= query.limit) break;
  }
  return found.slice(0, query.limit);
}

function isFree(
  slot: Slot,
  service: Service,
  held: { professional: string; from: number; until: number }[],
): boolean {
  const [from, until] = [Date.parse(slot.startsAt), Date.parse(heldUntil(slot, service))];
  return !held.some(
    (time) => time.professional === slot.professional && time.from < until && from < time.until,
  );
}

/** Whether the plan offers exactly this time when asked at `now`; free or not. */
export function isOffered(agenda: AgendaOf, slot: Slot, now: number): boolean {
  const service = serviceOf(agenda, slot.service);
  if (!service || slot.zone !== agenda.zone) return false;
  const start = Date.parse(slot.startsAt);
  const { from, until } = reach(agenda, service, now, now);
  if (start < from || start > until) return false;
  return professionalsFor(agenda, slot)
    .flatMap((person) => offeredOn(agenda, service, person, localDay(agenda.zone, start)))
    .some(
      (offered) =>
        Date.parse(offered.startsAt) === start && Date.parse(offered.endsAt) === Date.parse(slot.endsAt),
    );
}

/**
 * The times of one local day: one after the other from each opening, buffers between them, the last one over by closing.
 * Wall clocks decide at both ends, so a clock change inside the hours moves nobody outside them.
 */
function offeredOn(agenda: AgendaOf, service: Service, person: Professional, day: string): Slot[] {
  if (person.daysOff.includes(day)) return [];
  const weekday = DateTime.fromISO(day, { zone: 'utc' }).weekday;
  const starts = new Set<number>();
  for (const hours of person.hours.filter(({ days }) => days.includes(weekday))) {
    const opening = DateTime.fromISO(`${day}T${hours.from}`, { zone: agenda.zone });
    const closing = DateTime.fromISO(`${day}T${hours.until}`, { zone: agenda.zone });
    const [opens, closes] = [opening.toMillis(), closing.toMillis()];
    const isOpen = (instant: number): boolean => {
      // On all days but two a year; asking each instant for its wall clock is most of the work of a search.
      if (opening.offset === closing.offset) return true;
      const local = DateTime.fromMillis(instant, { zone: agenda.zone });
      const clock = local.toFormat('HH:mm');
      return local.toISODate() === day && clock >= hours.from && clock < hours.until;
    };
    const step = (service.minutes + service.bufferMinutes) * minuteMs;
    for (let start = opens; start + service.minutes * minuteMs <= closes; start += step)
      if (isOpen(start) && isOpen(start + service.minutes * minuteMs - 1)) starts.add(start);
  }
  return [...starts].map((start) =>
    named([agenda], {
      service: service.id,
      professional: person.id,
      place: person.place,
      startsAt: new Date(start).toISOString(),
      endsAt: new Date(start + service.minutes * minuteMs).toISOString(),
      zone: agenda.zone,
    }),
  );
}

/** The slot with the names that its professional and place have in the plan of its service, as a caller hears them. */
export function named(plans: readonly AgendaOf[], slot: Slot): Slot {
  const plan = plans.find((agenda) => serviceOf(agenda, slot.service))?.plan;
  const professional = plan?.professionals.find(({ id }) => id === slot.professional);
  const place = plan?.places.find(({ id }) => id === slot.place);
  return {
    ...slot,
    ...(professional ? { professionalName: professional.name } : {}),
    ...(place ? { placeName: place.name } : {}),
  };
}

/** Keeps one slot per time and place, soonest first, and spreads them over the professionals. */
function onePerTime(slots: Slot[], load: Map<string, number>): Slot[] {
  const offers = new Map<string, Slot[]>();
  for (const slot of slots) {
    const time = `${slot.startsAt} ${slot.place}`;
    offers.set(time, [...(offers.get(time) ?? []), slot]);
  }
  const loadOf = ({ professional }: Slot): number => load.get(professional) ?? 0;
  return [...offers]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, choices]) => {
      const choice = choices.reduce((best, slot) => (loadOf(slot) < loadOf(best) ? slot : best));
      load.set(choice.professional, loadOf(choice) + 1);
      return choice;
    });
}

/** Whether a slot begins in the local time asked for: from `fromTime`, before `untilTime`. */
function isAt(slot: Slot, { fromTime, untilTime }: SlotQuery): boolean {
  if (fromTime === undefined && untilTime === undefined) return true;
  const clock = DateTime.fromISO(slot.startsAt, { zone: slot.zone }).toFormat('HH:mm');
  return clock >= (fromTime ?? '00:00') && clock < (untilTime ?? '24:00');
}

/** Local days, YYYY-MM-DD, from the one of an instant to the one of another. */
function* daysBetween(zone: string, from: number, until: number): Generator<string> {
  const last = localDay(zone, until);
  let day = localDay(zone, from);
  while (day <= last) {
    yield day;
    day = DateTime.fromISO(day, { zone: 'utc' }).plus({ days: 1 }).toFormat('yyyy-MM-dd');
  }
}

const localDay = (zone: string, instant: number): string =>
  DateTime.fromMillis(instant, { zone }).toFormat('yyyy-MM-dd');

/** Whether there is such an IANA zone. */
export const isZone = (zone: string): boolean => IANAZone.isValidZone(zone);
