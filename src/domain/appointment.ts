import { z } from 'zod';
import { contact, origin, recordRef } from './ticket';

/** A free time. Instants are ISO in UTC; `zone` is the IANA zone in which a person reads them. */
export const slot = z.strictObject({
  service: z.string(),
  professional: z.string(),
  place: z.string(),
  /** What people call them, where the agenda knows them by ids. */
  professionalName: z.string().optional(),
  placeName: z.string().optional(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  zone: z.string(),
});
export type Slot = z.infer<typeof slot>;

/** What free times are asked for. `onDay` (YYYY-MM-DD, local) and `fromTime`/`untilTime` (HH:MM, local) narrow it. */
export const slotQuery = z.strictObject({
  service: z.string(),
  professional: z.string().optional(),
  place: z.string().optional(),
  onDay: z.iso.date().optional(),
  fromTime: z.string().optional(),
  untilTime: z.string().optional(),
  /** ISO instant before which nothing is offered; the service's notice is added by the agenda. */
  after: z.iso.datetime(),
  /** The call that asks: what is held for itself counts as free. */
  callId: z.string().optional(),
  limit: z.number().int().min(1).max(50),
});
export type SlotQuery = z.infer<typeof slotQuery>;

/** An appointment that is to be made. */
export const appointmentDraft = z.strictObject({
  slot,
  contact,
  note: z.string().max(1000).optional(),
  origin,
});
export type AppointmentDraft = z.infer<typeof appointmentDraft>;

/** An appointment as its system tells it. */
export const appointment = z.object({
  ref: recordRef,
  reference: z.string().optional(),
  status: z.enum(['booked', 'cancelled']),
  slot,
  contact,
  updatedAt: z.string(),
});
export type Appointment = z.infer<typeof appointment>;

/** What booking answers: the appointment, or that the time is gone with the next free ones. */
export type Booking =
  | { outcome: 'booked'; appointment: Appointment }
  | { outcome: 'taken'; alternatives: Slot[] };
