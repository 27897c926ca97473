/** Session tokens: signed with the desk's own token, so that they outlive a restart without being kept anywhere. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** How long a session lasts. */
export const sessionSeconds = 600;

/** Makes a session token that ends `sessionSeconds` after `now` (milliseconds since the epoch). */
export function issueSession(token: string, now: number): string {
  const end = `${Math.floor(now / 1000) + sessionSeconds}`;
  return `${end}.${signed(token, end)}`;
}

/** Whether it is a session of ours that has not ended. */
export function isSession(given: string, token: string, now: number): boolean {
  const [end = '', signature = ''] = given.split('.');
  return isSame(signature, signed(token, end)) && Number(end) * 1000 > now;
}

/** Compares in constant time. */
export function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

const signed = (token: string, end: string): string =>
  createHmac('sha256', token).update(`session ${end}`).digest('base64url');
