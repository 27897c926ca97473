import { randomBytes } from 'node:crypto';

/** An id as Twilio makes them: two letters that tell the kind (CA call, MZ stream, VX relay, RE recording, CF conference, SM message) and 32 hex digits. */
export const makeSid = (kind: 'CA' | 'MZ' | 'VX' | 'RE' | 'CF' | 'SM'): string =>
  `${kind}${randomBytes(16).toString('hex')}`;
