/** Wishes about appointments: free times, booking, moving, cancelling. */
import { DateTime } from 'luxon';
import type { Appointment, Slot } from '../domain/appointment';
import { json, proposalOf, refusal } from './proposal';
import { contactOf, originOf } from './ticket-order';
import type { ProposeResult, Wish } from './tools';
import { contactBy } from './whose';

/** How many free times are offered by voice. */
const offered = 4;

/** Free times of the errand's service, soonest first. */
export async function freeTimes(
  { errand, caller, verbs }: Wish,
  wanted: {
    onDay?: string | undefined;
    fromTime?: string | undefined;
    professional?: string;
    limit?: number;
  },
): Promise<Slot[]> {
  const { onDay, fromTime, professional, limit = offered } = wanted;
  const query = {
    service: errand.service ?? '',
    after: caller.now,
    callId: caller.callId,
    limit,
    ...(onDay ? { onDay } : {}),
    ...(fromTime ? { fromTime } : {}),
    ...(professional ? { professional } : {}),
  };
  return (await verbs.findSlots?.(query)) ?? [];
}

/** Proposes booking a free time, or moving or cancelling the caller's next appointment. */
export async function proposeAppointment(wish: Wish): Promise<ProposeResult> {
  const { errand, values, caller, phrases } = wish;
  if (errand.verb === 'cancelAppointment') {
    const next = await nextAppointment(wish);
    if (!next) return refusal(phrases.notFound(), 'no appointment of this caller');
    const about = { contact: next.contact, title: titled(wish, next.slot) };
    return proposalOf(wish, { verb: 'cancelAppointment', args: { id: next.ref.id } }, about);
  }

  const moved = errand.verb === 'moveAppointment' ? await nextAppointment(wish) : undefined;
  if (errand.verb === 'moveAppointment' && !moved)
    return refusal(phrases.notFound(), 'no appointment of this caller');
  const chosen = await chosenSlot(wish, values.slot ?? '', moved);
  if (!('slot' in chosen)) {
    const say = phrases.slotList(chosen.others);
    return { result: { data: { refused: 'that time is not free', slots: json(chosen.others) }, say } };
  }
  const { slot } = chosen;
  if (moved) {
    return proposalOf(
      wish,
      { verb: 'moveAppointment', args: { id: moved.ref.id, slot } },
      { contact: moved.contact },
    );
  }
  const contact = contactOf(errand, values, caller);
  const args = { slot, contact, origin: originOf(errand, values, caller) };
  return proposalOf(wish, { verb: 'bookAppointment', args }, { contact });
}

const titled = ({ errand, phrases }: Wish, slot: Slot): string =>
  `${errand.title} (${phrases.when(slot.startsAt, slot.zone)})`;

/** The caller's next appointment of the errand's service, or of any where it names none. */
async function nextAppointment({ errand, caller, verbs }: Wish): Promise<Appointment | undefined> {
  const whose = contactBy(caller);
  if (!whose) return undefined;
  const all = (await verbs.listAppointments?.(whose)) ?? [];
  return all
    .filter((one) => one.status === 'booked' && one.slot.startsAt > caller.now)
    .filter((one) => !errand.service || one.slot.service === errand.service)
    .toSorted((a, b) => (a.slot.startsAt < b.slot.startsAt ? -1 : 1))[0];
}

/** The free time a model named, as the agenda itself offers it now; else what is free instead. */
async function chosenSlot(
  wish: Wish,
  value: string,
  moved: Appointment | undefined,
): Promise<{ slot: Slot } | { others: Slot[] }> {
  const [startsAt = '', professional = ''] = value.split('/');
  const start = DateTime.fromISO(startsAt, { zone: wish.assistant.zone });
  const service = wish.errand.service ?? moved?.slot.service ?? '';
  const meant = { ...wish, errand: { ...wish.errand, service } };
  const onDay = start.toISODate() ?? undefined;
  const free = await freeTimes(meant, { onDay, professional, limit: 50 });
  const slot = free.find((one) => Date.parse(one.startsAt) === start.toMillis());
  return slot ? { slot } : { others: await freeTimes(meant, { onDay }) };
}
