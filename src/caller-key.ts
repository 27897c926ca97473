/** A person's number as it may stand in lists, ids and logs: keyed, since a bare hash of a number is soon guessed. */
import { createHmac } from 'node:crypto';
import { plain } from './language/hearing';

/** The same for every call and message of one number. @param number - E.164, or what the carrier shows in its place */
export const callerKey = (secret: string, number: string): string =>
  createHmac('sha256', secret).update(number).digest('hex').slice(0, 32);

/**
 * Stands for the name that a case is under, to tell two people of one number apart: the first word of it, since surnames are
 * left out or misheard. The same for no name at all.
 */
export const nameKey = (secret: string, name: string): string =>
  callerKey(secret, `name ${plain(name).split(' ')[0] ?? ''}`);
