/**
 * Ids of our letters and threads. Both are keyed: who names one has seen a letter of ours, or carried it. That is the proof
 * by which answers and bounces are believed; a sender's address proves nothing, since anybody may write it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Bears the Message-ID once more, since some relays give every letter one of their own; what bounces returns it. */
export const letterHead = 'X-Recado-Letter';

const keyed = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('hex').slice(0, 40);

/** The Message-ID of a message: the same on every try, so that receivers know a repeat by it. */
export const letterIdOf = (secret: string, messageId: string, domain: string): string =>
  `<${keyed(secret, `letter ${messageId}`)}@${domain}>`;

/** The root of a case's thread. No letter bears it; that all of a case name it is what makes them one thread. */
export const threadIdOf = (secret: string, code: string, domain: string): string =>
  `<case.${code}.${keyed(secret, `thread ${code}`)}@${domain}>`;

/** Whether it may be the id of a letter of ours: whether it is, the store knows. */
export const looksLikeOurs = (id: string): boolean => /^<[0-9a-f]{40}@[^<>@\s]+>$/.test(id);

/** The code in a root that we made; undefined for every other. */
export function codeOfThread(secret: string, id: string): string | undefined {
  const [, code = '', key = ''] = /^<case\.([A-Za-z0-9-]{1,40})\.([0-9a-f]{40})@[^<>@\s]+>$/.exec(id) ?? [];
  const ours = keyed(secret, `thread ${code}`);
  return code !== '' && timingSafeEqual(Buffer.from(ours), Buffer.from(key)) ? code : undefined;
}
