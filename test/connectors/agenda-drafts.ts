/** What callers want of an agenda, and what they got. */
import type { Appointment, AppointmentDraft, Booking, Slot } from '../../src/domain/appointment';

/** A Monday, 08:00 in Madrid, in milliseconds since the epoch. */
export const start = Date.parse('2026-11-23T07:00:00Z');
export const phone = '+34600000001';

/** An appointment at that time, asked for in one call. */
export const draftOf = (slot: Slot, change: Partial<AppointmentDraft> = {}): AppointmentDraft => ({
  slot,
  contact: { name: 'María José', phone },
  origin: {
    channel: 'dev',
    callId: 'call-1',
    at: new Date(start).toISOString(),
    language: 'es',
    intent: 'book',
    entities: {},
    summary: 'Quiere cita para el padrón.',
  },
  ...change,
});

/** The same, asked for by the caller of that number, in a call of theirs. */
export const draftBy = (caller: number, slot: Slot): AppointmentDraft => {
  const number = `+3461${String(caller).padStart(7, '0')}`;
  const { origin } = draftOf(slot);
  return draftOf(slot, {
    contact: { phone: number },
    origin: { ...origin, callId: `call-of-${caller}`, callingNumber: number },
  });
};

/** The appointment of a booking that was made. */
export function appointmentOf(booking: Booking | undefined): Appointment {
  if (booking?.outcome !== 'booked') throw new Error('expected a booking, the time was taken');
  return booking.appointment;
}

export const outcomes = (bookings: Booking[]): Record<string, number> => ({
  booked: bookings.filter(({ outcome }) => outcome === 'booked').length,
  taken: bookings.filter(({ outcome }) => outcome === 'taken').length,
});
