/** Twilio's names for how far a message has come, and ours. `failed` and `read` are ends, and nothing undoes `delivered`. */
export const messageStates = {
  accepted: 'accepted',
  scheduled: 'accepted',
  queued: 'accepted',
  sending: 'accepted',
  sent: 'sent',
  partially_delivered: 'sent',
  delivered: 'delivered',
  read: 'read',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
} as const;

export type MessageStatus = keyof typeof messageStates;
/** How far a message has come. */
export type ReceiptState = (typeof messageStates)[MessageStatus];

export const messageStatuses = Object.keys(messageStates) as MessageStatus[];
