/**
 * Appointments at a system of others that has no transactions: its single requests, in an order in which a process may
 * die after any of them, or an answer be lost, and the next try with the same key comes to one booking.
 *
 * Moving books the new time first and then cancels the old one, so that nobody is ever without either. Where the system
 * will not cancel the old one, the new one is given back. Between the two requests the person has both times for a
 * moment; a system that moves in one request should be asked for that instead. What stands between two callers and one
 * time is the system's own refusal, so this suits only systems that refuse a taken time. Nothing is waited for here: how
 * long a request that was given up on may still be carried out is told by the connector's `creation`.
 */
import type { Appointment, AppointmentDraft, Booking, Slot, SlotQuery } from '../domain/appointment';
import { ConnectorError } from '../errors';
import type { Verbs } from './connector';
import { afterSending, beforeSending, naturalGuard } from './create-once';
import { nextFree } from './next-free';

/** A booking to be made; of a move only time and person are known, and the booking that it `replaces`. */
export type Wanted = Pick<AppointmentDraft, 'slot' | 'contact'> &
  Partial<AppointmentDraft> & { replaces?: string };

/** What the system does, one request each. All throw `ConnectorError`. */
export interface BookingSteps {
  system: string;
  findSlots(query: SlotQuery): Promise<Slot[]>;
  /** Every booking that carries the key, cancelled ones included, the newest first. */
  find(key: string): Promise<Appointment[]>;
  /** Undefined when there is none (any more). */
  read(id: string): Promise<Appointment | undefined>;
  /** Books and stamps. Undefined when the time is somebody's, which may be ours. */
  create(wanted: Wanted, key: string): Promise<Appointment | undefined>;
  cancel(id: string): Promise<Appointment>;
  /** Where the system can reserve a time: others are refused, the booking with the same key is not. */
  reservations?: {
    /** Undefined when the time is somebody's. */
    reserve(draft: AppointmentDraft, key: string, holdMs: number): Promise<{ until: string } | undefined>;
    /** Nothing happens where nothing is reserved. */
    release(key: string): Promise<void>;
  };
}

/** The verbs that take and give back times, made of a system's single requests. */
export function bookingSaga(
  steps: BookingSteps,
): Pick<
  Verbs,
  'findSlots' | 'holdSlot' | 'releaseSlot' | 'bookAppointment' | 'moveAppointment' | 'cancelAppointment'
> {
  const once = naturalGuard<Appointment>();
  const taken = async (slot: Slot, callId?: string): Promise<Booking & { outcome: 'taken' }> => ({
    outcome: 'taken',
    alternatives: await nextFree((query) => steps.findSlots(query), slot, callId),
  });
  const { reservations } = steps;
  return {
    findSlots: (query) => steps.findSlots(query),

    async bookAppointment(draft, key) {
      const held = async (): Promise<Appointment | undefined> => theOneThatCounts(await steps.find(key));
      const appointment = await once(key, { held, take: () => steps.create(draft, key) });
      return appointment ? booked(appointment) : await taken(draft.slot, draft.origin.callId);
    },

    moveAppointment: async (id, slot, key) => (await move(steps, id, slot, key)) ?? (await taken(slot)),

    cancelAppointment: (id) => cancelOnce(steps, id),

    ...(reservations && {
      async holdSlot(draft: AppointmentDraft, key: string, holdMs: number) {
        // Else the key would keep what it held before from everybody.
        await reservations.release(key);
        const held = await reservations.reserve(draft, key, holdMs);
        return held ? { outcome: 'held', ...held } : await taken(draft.slot, draft.origin.callId);
      },
      releaseSlot: (key: string) => reservations.release(key),
    }),
  };
}

const booked = (appointment: Appointment): Booking => ({ outcome: 'booked', appointment });
const isLive = ({ status }: Appointment): boolean => status === 'booked';
const theOneThatCounts = (all: Appointment[]): Appointment | undefined => all.find(isLive) ?? all[0];

/** Undefined when the new time is somebody else's; then the old one was not touched. */
async function move(steps: BookingSteps, id: string, slot: Slot, key: string): Promise<Booking | undefined> {
  const before = await beforeSending(() => steps.read(id));
  const known = theOneThatCounts(await beforeSending(() => steps.find(key)));
  const mayMove = before !== undefined && isLive(before);
  if (!mayMove && known) return booked(known); // An earlier try has freed the old one.
  if (!mayMove) throw new ConnectorError(steps.system, 'missing', `There is no appointment ${id}.`);
  if (isSame(before.slot, slot)) return booked(before);

  // One that is cancelled was given back by an earlier try, since the old one is still there.
  const made =
    known && isLive(known)
      ? known
      : ((await steps.create({ slot, contact: before.contact, replaces: id }, key)) ??
        (await afterSending(() => steps.find(key))).find(isLive));
  if (!made) return undefined;
  const refusal = await afterSending(() => refusalToCancel(steps, id));
  if (!refusal) return booked(made);
  await giveBack(steps, made.ref.id, id);
  throw new ConnectorError(steps.system, 'rejected', `${refusal.message}; ${id} stays where it is`, {
    cause: refusal,
  });
}

const isSame = (one: Slot, other: Slot): boolean =>
  one.startsAt === other.startsAt && one.professional === other.professional && one.place === other.place;

/** Frees the old time, or answers why the system never will. */
async function refusalToCancel(steps: BookingSteps, id: string): Promise<ConnectorError | undefined> {
  try {
    await cancelOnce(steps, id);
    return undefined;
  } catch (error) {
    if (isFinal(error)) return error;
    throw error;
  }
}

/** Compensates: the new time is given back, since the old one could not be. */
async function giveBack(steps: BookingSteps, made: string, old: string): Promise<void> {
  const refusal = await afterSending(() => refusalToCancel(steps, made));
  if (refusal)
    throw new ConnectorError(
      steps.system,
      'rejected',
      `${steps.system} cancels neither ${old} nor ${made}, and both are booked; cancel one of them there`,
      { cause: refusal, outcome: 'unknown' },
    );
}

/** Whether the system has said no for good, and surely did nothing. */
const isFinal = (error: unknown): error is ConnectorError =>
  error instanceof ConnectorError && error.kind === 'rejected' && error.outcome === 'not-done';

/** Cancels, once: many systems refuse what is cancelled already, and an earlier request may have come late. */
async function cancelOnce(steps: BookingSteps, id: string): Promise<Appointment | undefined> {
  try {
    return await steps.cancel(id);
  } catch (error) {
    if (!(error instanceof ConnectorError) || !['rejected', 'missing'].includes(error.kind)) throw error;
    const now = await steps.read(id);
    if (now && isLive(now)) throw error;
    return now;
  }
}
