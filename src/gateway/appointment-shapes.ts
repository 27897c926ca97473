import { z } from 'zod';
import { operator, systemAddress } from './shapes';

/** An appointment of an agenda in an address, as the office sees it, and what it does with it. Instants are ISO. */
export const appointmentAddress = systemAddress.extend({ id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });
export const appointmentAnswer = z.object({
  appointment: z.object({
    id: z.string(),
    status: z.enum(['booked', 'cancelled']),
    service: z.string(),
    professional: z.string(),
    place: z.string(),
    startsAt: z.string(),
    endsAt: z.string(),
    /** IANA zone in which a person reads them. */
    zone: z.string(),
    updatedAt: z.string(),
  }),
});
export const officeCancel = z.strictObject({ by: operator }).nullish();
export const officeMove = z.strictObject({
  by: operator,
  /** With its offset, as 2026-11-24T10:30:00+01:00. */
  startsAt: z.iso.datetime({ offset: true }),
  professional: z.string().min(1).max(100).optional(),
});
