/** Holding a time for somebody: booking it, and moving a booking to it. Both once per key. */
import type { AppointmentDraft, Booking, Slot } from '../domain/appointment';
import type { Booked } from './agenda-book';
import { missing, rejected } from './agenda-errors';
import { findAlternatives, type Office, planOf } from './agenda-search';
import { type AgendaOf, heldUntil, isOffered } from './agenda-slots';

type Taken = Extract<Booking, { outcome: 'taken' }>;

// What was offered at the start of a conversation may still be booked at its end, though the notice ran out meanwhile.
const conversationMs = 30 * 60_000;

/** Books a time, or answers the next free ones when somebody else has it. */
export async function book(
  office: Office,
  { slot, contact, note, origin }: AppointmentDraft,
  key: string,
): Promise<Booked | Taken> {
  const { agenda, service } = planOf(office.plans, slot.service);
  // First, since a repeat must find its booking even when its time is past by now.
  const done = await office.book.findByKey(office.tenants, key);
  if (done) return done;
  refuseUnoffered(agenda, slot, office.now().getTime());
  const booking = { slot, heldUntil: heldUntil(slot, service), contact, note, origin };
  const booked = await office.book.book({ tenant: agenda.tenant, ...booking }, key);
  return booked ?? findAlternatives(office, slot);
}

/** Moves a booking to another time of the same service, or leaves it where it is and answers the next free ones. */
export async function move(office: Office, id: string, slot: Slot, key: string): Promise<Booked | Taken> {
  const { agenda, service } = planOf(office.plans, slot.service);
  const done = await office.book.findByKey(office.tenants, key);
  if (done?.id === id) return done;
  const before = await office.book.find([agenda.tenant], id);
  if (before?.status !== 'booked') throw missing(id);
  if (before.slot.service !== slot.service)
    throw rejected(`Appointment ${id} is for ${before.slot.service}, the new time for ${slot.service}.`);
  refuseUnoffered(agenda, slot, office.now().getTime());
  const to = { slot, heldUntil: heldUntil(slot, service) };
  const moved = await office.book.move([agenda.tenant], id, to, key);
  if (moved === 'gone') throw missing(id);
  return moved === 'taken' ? findAlternatives(office, slot) : moved;
}

function refuseUnoffered(agenda: AgendaOf, slot: Slot, now: number): void {
  if (Date.parse(slot.startsAt) <= now) throw rejected(`The time ${slot.startsAt} is past.`);
  if (!isOffered(agenda, slot, now) && !isOffered(agenda, slot, now - conversationMs))
    throw rejected(`The plan does not offer ${slot.service} with ${slot.professional} at ${slot.startsAt}.`);
}
