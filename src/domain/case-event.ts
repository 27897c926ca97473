/** What a system tells of a case by our API: the shapes, as they come in and as they are kept. */
import { z } from 'zod';
import { ticketStatus } from './ticket';

const text = z.string().regex(/\S/, 'say something').max(4000, 'at most 4000 characters');
const short = z.string().regex(/\S/, 'say something').max(100, 'at most 100 characters');
const instant = z.iso.datetime({ offset: true }).regex(/^2/, 'an instant of this millennium');

/** Where a parcel is. */
export const parcelStatus = z.enum([
  'on-its-way',
  'out-for-delivery',
  'delivered',
  'not-delivered',
  'ready-to-collect',
  'returned',
]);
export type ParcelStatus = z.infer<typeof parcelStatus>;

/** By type. Of an order, a parcel and an invoice the caller is told; `amount` is in units of the ISO currency: 12.5 EUR. */
export const caseEvents = {
  changed: { type: z.literal('changed') },
  commented: { type: z.literal('commented'), text },
  status: { type: z.literal('status'), status: ticketStatus, text: text.optional() },
  dispatched: {
    type: z.literal('dispatched'),
    carrier: short.optional(),
    tracking: short.optional(),
    expectedAt: instant.optional(),
  },
  parcel: { type: z.literal('parcel'), status: parcelStatus, note: text.max(300).optional() },
  invoiceDue: {
    type: z.literal('invoice-due'),
    dueAt: instant,
    amount: z
      .strictObject({
        value: z.number().positive().max(1e9),
        currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO code like EUR'),
      })
      .optional(),
  },
} as const;

/** An event as it is kept. */
export const caseEvent = z.discriminatedUnion('type', [
  z.strictObject(caseEvents.changed),
  z.strictObject(caseEvents.commented),
  z.strictObject(caseEvents.status),
  z.strictObject(caseEvents.dispatched),
  z.strictObject(caseEvents.parcel),
  z.strictObject(caseEvents.invoiceDue),
]);
/** `changed` is nothing but a hint. */
export type CaseEvent = z.infer<typeof caseEvent>;
