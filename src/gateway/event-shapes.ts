/** Requests and answers of events and of webhooks of ours. */
import { z } from 'zod';
import { caseEvents } from '../domain/case-event';
import { notifiable } from '../notify-settings';
import { endpointRecord, notificationRecord } from '../store/event-records';

const about = {
  /** ISO instant at which it happened; now without it. */
  at: z.iso
    .datetime({ offset: true })
    // A pattern, not a rule of ours: so the OpenAPI page says it too.
    .regex(/^2/, 'an instant of this millennium')
    .optional(),
  /** The system's own id of it: the same one twice is one event, whatever the keys of the requests. */
  id: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, '1 to 200 visible characters')
    .optional(),
};

/** `POST /api/cases/:code/events`: what a system without webhooks tells of a case. `changed`: read the record back now. */
export const caseEvent = z.discriminatedUnion('type', [
  z.strictObject({ ...caseEvents.changed, ...about }),
  z.strictObject({ ...caseEvents.commented, ...about }),
  z.strictObject({ ...caseEvents.status, ...about }),
  z.strictObject({ ...caseEvents.dispatched, ...about }),
  z.strictObject({ ...caseEvents.parcel, ...about }),
  z.strictObject({ ...caseEvents.invoiceDue, ...about }),
]);
export type CaseEventBody = z.infer<typeof caseEvent>;

/** The header that makes a request one request, however often it is sent. */
export const idempotencyHeaders = z.looseObject({
  'idempotency-key': z
    .string('the header idempotency-key must be there, with 1 to 255 visible characters')
    .regex(/^[\x21-\x7e]{1,255}$/, '1 to 255 visible characters'),
});

/** Taken and written down; `doubled` where an event with this id was there already. */
export const eventTaken = z.object({
  eventId: z.string(),
  code: z.string(),
  result: z.enum(['taken', 'doubled']),
});

export const notificationView = z.object(notificationRecord.omit({ body: true }).shape);
export type NotificationView = z.infer<typeof notificationView>;
export const notificationsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  state: notificationRecord.shape.state.optional(),
  endpoint: z.string().min(1).max(60).optional(),
  event: notifiable.optional(),
  /** A case's code, in any case, with or without dashes. */
  code: z.string().min(1).max(40).optional(),
});
export const notificationAddress = z.strictObject({
  id: z.string().regex(/^msg_[A-Za-z0-9_-]{1,64}$/, 'an id like msg_…'),
});
/** Who decides, for the record. */
export const decided = z.strictObject({ by: z.string().trim().min(1).max(60).default('operator') });

/** An endpoint of recado.yaml and how it fares. */
export const endpointView = z.object({
  ...endpointRecord.shape,
  /** Without its query, which may hold a secret. */
  url: z.string(),
  events: z.array(notifiable),
  tenants: z.array(z.string()).optional(),
  waiting: z.number(),
});
export type EndpointView = z.infer<typeof endpointView>;
export const endpointAddress = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'lower case letters, digits and -'),
});
