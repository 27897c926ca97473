/**
 * How a watched appointment's changes become news for its caller: what the office did is, what they asked for themselves is
 * not, and what is past is nobody's news any more.
 */
import type { Appointment, Slot } from './appointment';
import type {
  AppointmentReading,
  AppointmentWatch,
  AskedChange,
  Confirmation,
  EndedChange,
  OfficeChange,
} from './appointment-watch';
import type { News } from './follow-up';

const hourMs = 3_600_000;
/** What was told is kept for the card. */
const toldKept = 10;

/** Whether there is nothing left to watch. */
export const isOver = ({ status }: AppointmentWatch): boolean => status !== 'booked';

/** Whether two times are the same for whoever comes: when, with whom, where. */
export const isSameTime = (one: Slot, other: Slot): boolean =>
  Date.parse(one.startsAt) === Date.parse(other.startsAt) &&
  one.professional === other.professional &&
  one.place === other.place;

/** How long until the next look without a webhook (ms, at least 1): rarely while it is far, and when something is to be done. */
export function nextAppointmentLookMs(state: AppointmentWatch, now: number): number {
  const { slot } = state;
  const aheadMs = Date.parse(slot.startsAt) - now;
  const usualMs = aheadMs > 48 * hourMs ? 24 * hourMs : aheadMs > 6 * hourMs ? 6 * hourMs : hourMs;
  const instants = [slot.startsAt, slot.endsAt].map((at) => Date.parse(at)).filter((at) => at > now);
  const [reminder] = mayBeReminded(state) ? (state.remindAt ?? []) : [];
  if (reminder !== undefined) instants.push(Date.parse(reminder));
  return Math.max(1, Math.min(usualMs, ...instants.map((at) => at - now)));
}

/** While another time, or none, is being asked for, nobody is reminded of the old one. */
const mayBeReminded = ({ status, asked }: AppointmentWatch): boolean =>
  status === 'booked' && asked.length === 0;

/** The state once the reminders that are due at `now` (epoch ms) are done with, and whether one is to be sent. */
export function takeReminder(
  state: AppointmentWatch,
  now: number,
): { state: AppointmentWatch; isDue: boolean; remind: boolean } {
  const ahead = (state.remindAt ?? []).filter((at) => Date.parse(at) > now);
  const isDue = mayBeReminded(state) && ahead.length < (state.remindAt ?? []).length;
  if (!isDue) return { state, isDue, remind: false };
  const remind = Date.parse(state.slot.startsAt) > now && (state.reminded === 0 || !state.confirmed);
  const reminded = state.reminded + (remind ? 1 : 0);
  return { state: { ...state, remindAt: ahead, reminded }, isDue, remind };
}

/** Whether what is on its way tells a time that is not theirs any more, or that has come. `now` is epoch ms. */
export const isOutdated = ({ onItsWay, status, slot }: AppointmentWatch, now: number): boolean =>
  onItsWay !== undefined &&
  (status !== 'booked' || !isSameTime(onItsWay.slot, slot) || Date.parse(slot.startsAt) <= now);

/** What a look changes: the state after it, what the office did, and what the caller is to be told of it. `at` is ISO. */
export function advanceAppointment(
  state: AppointmentWatch,
  reading: AppointmentReading,
  at: string,
): { state: AppointmentWatch; change?: OfficeChange; news?: News } {
  if (isOver(state)) return { state };
  const looked = { ...state, lookedAt: at };
  if (reading === 'unreadable') return { state: ended(looked, at) };
  if (reading && isOlder(reading, state)) return { state: ended(looked, at) };
  if (!reading || reading.status === 'cancelled') return takenAway(looked, reading, at);
  const { slot, updatedAt } = reading;
  const known = { ...looked, slot, updatedAt };
  if (isSameTime(slot, state.slot)) return { state: ended(known, at) };
  const after = ended(atNewTime(known), at);
  if (isAsked(state, slot)) return { state: after };
  const isAhead = Date.parse(slot.startsAt) > Date.parse(at);
  const news: News = { what: 'appointmentMoved', ...about(state), appointment: reading };
  return { state: after, change: 'moved', ...(isAhead ? { news } : {}) };
}

/** It is cancelled, or there is no such record any more. */
function takenAway(
  state: AppointmentWatch,
  cancelled: Appointment | undefined,
  at: string,
): ReturnType<typeof advanceAppointment> {
  const status = cancelled ? 'cancelled' : 'gone';
  const { updatedAt } = cancelled ?? state;
  if (isAsked(state, undefined)) return { state: { ...state, status, updatedAt } };
  // Some systems move by booking anew and cancelling the old one: the delivery knows which of both it was.
  if (state.asked.length > 0) return { state: ended(state, at) };
  const after = { ...state, status, updatedAt } as const;
  if (Date.parse(state.slot.startsAt) <= Date.parse(at)) return { state: after, change: 'cancelled' };
  const news: News = cancelled
    ? { what: 'appointmentCancelled', ...about(state), appointment: { ...cancelled, slot: state.slot } }
    : { what: 'gone', ...about(state) };
  return { state: after, change: 'cancelled', news };
}

/**
 * What is news of an appointment whose watch was about to end: the office has given it a time that is still ahead. Its
 * caller, who knows of none, is told that time as of a move. `at` is ISO.
 */
export function awakenAppointment(
  state: AppointmentWatch,
  reading: AppointmentReading,
  at: string,
): ReturnType<typeof advanceAppointment> {
  if (reading === 'unreadable' || reading?.status !== 'booked' || state.status === 'replaced')
    return { state };
  const { slot, updatedAt } = reading;
  if (Date.parse(slot.startsAt) <= Date.parse(at)) return { state };
  // A copy from before its cancelling says nothing; what was only not found may come back as it was.
  const isNewer = Date.parse(updatedAt) > Date.parse(state.updatedAt);
  if (isOlder(reading, state) || (state.status !== 'gone' && !isNewer)) return { state };
  const after = atNewTime({ ...state, status: 'booked', slot, updatedAt, lookedAt: at });
  const news: News = { what: 'appointmentMoved', ...about(state), appointment: reading };
  return { state: after, change: 'moved', news };
}

const about = ({ title, record }: AppointmentWatch) => ({ title, recordId: record.id });

const isOlder = ({ updatedAt }: Appointment, state: AppointmentWatch): boolean =>
  Date.parse(updatedAt) < Date.parse(state.updatedAt);

/** Whether the caller asked for just this time, or, without one, that it be cancelled. */
const isAsked = ({ asked }: AppointmentWatch, slot: Slot | undefined): boolean =>
  asked.some((one) => (slot && one.slot ? isSameTime(one.slot, slot) : slot === one.slot));

const ended = (state: AppointmentWatch, at: string): AppointmentWatch =>
  Date.parse(state.slot.endsAt) <= Date.parse(at) ? { ...state, status: 'over' } : state;

/** Reminders and a confirmation were of the old time. */
function atNewTime(state: AppointmentWatch): AppointmentWatch {
  const { remindAt: _remindAt, confirmed: _confirmed, ...rest } = state;
  return { ...rest, reminded: 0 };
}

/** The caller asked for a change; one delivery asks for one, its last. */
export const asking = (state: AppointmentWatch, change: AskedChange): AppointmentWatch => ({
  ...state,
  asked: [...state.asked.filter(({ code }) => code !== change.code), change],
});

/** That delivery has ended: what it left is what its caller knows. */
export function decided(state: AppointmentWatch, { code, appointment }: EndedChange): AppointmentWatch {
  const rest = { ...state, asked: state.asked.filter((one) => one.code !== code) };
  if (!appointment || isOver(state)) return rest;
  if (appointment.ref.id !== state.record.id) return { ...rest, status: 'replaced' };
  if (isOlder(appointment, state)) return rest;
  const { slot, updatedAt } = appointment;
  if (appointment.status === 'cancelled') return { ...rest, updatedAt, status: 'cancelled' };
  const known = { ...rest, slot, updatedAt };
  return isSameTime(slot, state.slot) ? known : atNewTime(known);
}

/** The caller confirmed the time that they were told last. */
export const confirming = (state: AppointmentWatch, confirmed: Confirmation): AppointmentWatch =>
  isOver(state) ? state : { ...state, confirmed };

/** Keeps what the caller was told, and which notice of their time may still be on its way. */
export function tellingOf(
  state: AppointmentWatch,
  { what }: News,
  { number, slot, at, how }: { number: number; slot: Slot; at: string; how: string },
): AppointmentWatch {
  const { onItsWay: _before, ...rest } = state;
  const told = [...state.told, { what, at, how }].slice(-toldKept);
  const tellsTime = what === 'appointmentMoved' || what === 'appointmentReminder';
  const isOnItsWay = tellsTime && how === 'on its way';
  return { ...rest, told, ...(isOnItsWay ? { onItsWay: { number, slot } } : {}) };
}
