/** Forms as Twilio posts them. */
import type { z } from 'zod';
import { ConnectorError } from '../../errors';

/** Fields by name; a field that came more than once has all its values, as the signature covers them all. */
export type TwilioForm = Record<string, string | string[]>;

const largestBodyBytes = 64 * 1024;
const mostFields = 200;

/**
 * Reads a body of `application/x-www-form-urlencoded`; spaces at the ends of values stay, since they are signed.
 * Throws `ConnectorError` `malformed` above 64 kB or 200 fields.
 */
export function readForm(rawBody: string): TwilioForm {
  if (Buffer.byteLength(rawBody) > largestBodyBytes) throw malformed('is larger than 64 kB');
  // No prototype, so that a field called `constructor` or `__proto__` is a field like any other.
  const form: TwilioForm = Object.create(null);
  let count = 0;
  for (const [name, value] of new URLSearchParams(rawBody)) {
    count += 1;
    if (count > mostFields) throw malformed('has more than 200 fields');
    const before = form[name];
    if (before === undefined) form[name] = value;
    else form[name] = Array.isArray(before) ? [...before, value] : [before, value];
  }
  return form;
}

/** What the schema makes of a form. Throws `ConnectorError` `malformed` naming the field, without its value. */
export function parseForm<T>(schema: z.ZodType<T>, form: TwilioForm): T {
  const parsed = schema.safeParse(form);
  if (parsed.success) return parsed.data;
  throw malformed(
    `has a field that makes no sense: ${parsed.error.issues[0]?.path.join('.') || 'the whole'}`,
  );
}

const malformed = (what: string): ConnectorError =>
  new ConnectorError('twilio', 'malformed', `A Twilio webhook ${what}.`);
