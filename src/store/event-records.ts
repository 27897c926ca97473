import { z } from 'zod';
import { notifiable } from '../notify-settings';

/** One message to one endpoint. Instants are ISO. */
export const notificationRecord = z.strictObject({
  /** `msg_…`: the same over all tries, so that a receiver knows a second one. */
  id: z.string(),
  endpoint: z.string(),
  event: notifiable,
  code: z.string(),
  tenant: z.string(),
  connection: z.string(),
  /** What is sent, byte by byte. */
  body: z.string(),
  /** `ended`: the receiver wants no further tries. */
  state: z.enum(['waiting', 'delivered', 'failed', 'ended']),
  tries: z.number().int(),
  nextAt: z.string(),
  /** Of the last answer. */
  status: z.number().int().optional(),
  note: z.string().optional(),
  createdAt: z.string(),
  settledAt: z.string().optional(),
});
export type NotificationRecord = z.infer<typeof notificationRecord>;

/** What is known of an endpoint: since when it fails without a single success, and since when it is switched off. */
export const endpointRecord = z.strictObject({
  name: z.string(),
  failingSince: z.string().optional(),
  offSince: z.string().optional(),
  note: z.string().optional(),
});
export type EndpointRecord = z.infer<typeof endpointRecord>;
