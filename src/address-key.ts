import { callerKey } from './caller-key';

/** The key of a number (E.164) or an e-mail address, whatever its letters' case: that of a number is its caller's key. */
export const addressKey = (secret: string, address: string): string =>
  callerKey(secret, address.includes('@') ? address.trim().toLowerCase() : address);
