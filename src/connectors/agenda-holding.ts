/** Taking a time for somebody: holding it while it is read back, booking it, moving a booking to it. All once per key. */
import type { AppointmentDraft, Booking, Slot } from '../domain/appointment';
import type { Booked, NewBooking } from './agenda-book';
import { missing, rejected } from './agenda-errors';
import { type Office, planOf, taken } from './agenda-search';
import { type AgendaOf, heldUntil, isOffered } from './agenda-slots';
import type { SlotHold } from './connector';

type Taken = Extract<Booking, { outcome: 'taken' }>;

// What was offered at the start of a conversation may still be booked at its end, though the notice ran out meanwhile.
const conversationMs = 30 * 60_000;

/** Nobody is on the phone for longer with one read-back, and what is forgotten should be free soon. */
const longestHoldMs = 15 * 60_000;

/** Keeps a time for a key, or answers the next free ones when somebody else has it. */
export async function hold(
  office: Office,
  draft: AppointmentDraft,
  key: string,
  holdMs: number,
): Promise<SlotHold> {
  if (!Number.isInteger(holdMs) || holdMs < 1 || holdMs > longestHoldMs)
    throw rejected(`A time is held for 1 to ${longestHoldMs} ms, not for ${holdMs}.`);
  const held = await office.book.hold(bookingOf(office, draft), key, holdMs);
  if (held === 'too-many')
    throw rejected('As many times are held for this person as anybody may hold; book one or let one go.');
  return held === 'taken'
    ? await taken(office, draft.slot, draft.origin.callId)
    : { outcome: 'held', until: held.until };
}

/** Books a time, or answers the next free ones when somebody else has it. */
export async function book(office: Office, draft: AppointmentDraft, key: string): Promise<Booked | Taken> {
  // First, since a repeat must find its booking even when its time is past by now.
  const done = await office.book.findByKey(office.tenants, key);
  if (done) return done;
  const booked = await office.book.book(bookingOf(office, draft), key);
  return booked ?? (await taken(office, draft.slot, draft.origin.callId));
}

/** The draft as a booking of its plan's tenant, where the plan offers its time. */
function bookingOf(office: Office, { slot, contact, note, origin }: AppointmentDraft): NewBooking {
  const { agenda, service } = planOf(office.plans, slot.service);
  refuseUnoffered(agenda, slot, office.now().getTime());
  return { tenant: agenda.tenant, slot, heldUntil: heldUntil(slot, service), contact, note, origin };
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
  const moved = await office.book.move(agenda.tenant, id, to, key);
  if (moved === 'gone') throw missing(id);
  return moved === 'taken' ? await taken(office, slot) : moved;
}

function refuseUnoffered(agenda: AgendaOf, slot: Slot, now: number): void {
  if (Date.parse(slot.startsAt) <= now) throw rejected(`The time ${slot.startsAt} is past.`);
  if (!isOffered(agenda, slot, now) && !isOffered(agenda, slot, now - conversationMs))
    throw rejected(`The plan does not offer ${slot.service} with ${slot.professional} at ${slot.startsAt}.`);
}
