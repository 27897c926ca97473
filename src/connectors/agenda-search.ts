/** Looking for free times: the plan's, less what the book holds. */
import type { Slot, SlotQuery } from '../domain/appointment';
import type { AgendaBook } from './agenda-book';
import { rejected } from './agenda-errors';
import { nextFree } from './next-free';
import { type AgendaOf, freeSlots, professionalsFor, reach, type Service, serviceOf } from './agenda-slots';

/** The plans of an agenda with the book of its bookings. */
export interface Office {
  book: AgendaBook;
  plans: readonly AgendaOf[];
  /** The tenants of the plans: whose bookings are seen. */
  tenants: string[];
  now: () => Date;
}

const dayMs = 24 * 3_600_000;

/** The first free times of a query, soonest first. */
export async function findSlots({ book, plans, now }: Office, query: SlotQuery): Promise<Slot[]> {
  const { agenda, service } = planOf(plans, query.service);
  const asked = { ...query, ...clocksOf(query) };
  const at = now().getTime();
  const { from, until } = reach(agenda, service, Date.parse(query.after), at);
  if (from > until) return [];
  const people = professionalsFor(agenda, query).map(({ id }) => id);
  // The last appointment and the minutes kept free after it may reach past the last day.
  const busy = await book.busy(agenda.tenant, people, isoOf(from), isoOf(until + dayMs), query.callId);
  return freeSlots(agenda, service, asked, busy, at);
}

/** What is answered when somebody else has the time; `callId` is the call that wanted it. */
export const taken = async (
  office: Office,
  slot: Slot,
  callId?: string,
): Promise<{ outcome: 'taken'; alternatives: Slot[] }> => ({
  outcome: 'taken',
  alternatives: await nextFree((query) => findSlots(office, query), slot, callId),
});

/** The one plan that has the service. */
export function planOf(
  plans: readonly AgendaOf[],
  serviceId: string,
): { agenda: AgendaOf; service: Service } {
  const [first, second] = plans.flatMap((agenda) => {
    const service = serviceOf(agenda, serviceId);
    return service ? [{ agenda, service }] : [];
  });
  if (!first) throw rejected(`No plan has the service "${serviceId}".`);
  // Guessing would put one tenant's caller into another's agenda.
  if (second)
    throw rejected(`Several plans have the service "${serviceId}"; ask the agenda of one assistant.`);
  return first;
}

/** The query's local times as HH:MM. */
function clocksOf({ fromTime, untilTime }: SlotQuery): Pick<SlotQuery, 'fromTime' | 'untilTime'> {
  return {
    ...(fromTime !== undefined && { fromTime: clockOf(fromTime) }),
    ...(untilTime !== undefined && { untilTime: clockOf(untilTime) }),
  };
}

function clockOf(text: string): string {
  if (!/^(([01]?\d|2[0-3]):[0-5]\d|24:00)$/.test(text))
    throw rejected(`"${text}" is no time of day like 09:30.`);
  return text.padStart(5, '0');
}

const isoOf = (instant: number): string => new Date(instant).toISOString();
