/**
 * How far a message got, in the order in which receipts count: a failure ends the way there, but what arrived has
 * arrived, so `delivered` and `read` stand above every failure.
 */
export const sendStates = [
  'leaving',
  'accepted',
  'sent',
  'failed',
  'undelivered',
  'delivered',
  'read',
] as const;
export type SendState = (typeof sendStates)[number];
