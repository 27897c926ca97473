/** What a mail server that did not take a letter means for whoever wants to reach that person. */
import { z } from 'zod';
import { ConnectorError, type ErrorKind, type FaultOutcome } from '../../errors';
import type { RefusedSend } from '../channel';

/** As nodemailer throws them. Its messages quote the server, and servers quote addresses. */
const fault = z.looseObject({
  code: z.string().catch('unknown'),
  command: z.string().optional().catch(undefined),
  responseCode: z.number().optional().catch(undefined),
  response: z.string().optional().catch(undefined),
});
type Fault = z.infer<typeof fault>;

/**
 * The refusal of this person, as a result. Throws `ConnectorError` for everything else.
 * @param bodyLeft - whether a byte of the letter was handed to the connection: without an answer it may have arrived
 */
export function refusalOf(error: unknown, bodyLeft: boolean): RefusedSend {
  const found = fault.parse(typeof error === 'object' && error !== null ? error : {});
  const { code, command, responseCode: status } = found;
  if (status === undefined) throw silence(found, bodyLeft);
  const what = `answered ${status} (${(command ?? code).slice(0, 20)})`;
  if (status >= 500 && command === 'RCPT TO') return { refused: refusedAs(found), detail: `smtp ${what}` };
  // The letter was heard to its end and not wanted.
  if (status >= 500 && code === 'EMESSAGE')
    return { refused: status === 552 ? 'unreachable' : 'not-allowed', detail: `smtp ${what}` };
  throw blame(kindOf(found, status), what, 'not-done');
}

function kindOf({ code, command }: Fault, status: number): ErrorKind {
  if (status === 450 || status === 451 || status === 452) return 'throttled';
  if (status < 500) return 'unavailable';
  if (code === 'EAUTH' || status === 530) return 'unauthorized';
  // Our sender, or the letter before it was told: a person must look. What is said before is about the server.
  return command === 'MAIL FROM' || command === 'DATA' ? 'rejected' : 'unavailable';
}

/** By the enhanced code where there is one: 5.1 addresses, 5.2 mailboxes, 5.7 policy. */
function refusedAs({ responseCode, response = '' }: Fault): RefusedSend['refused'] {
  const [, subject] = /^\d{3}[ -]5\.(\d{1,3})\.\d{1,3}/.exec(response) ?? [];
  if (subject === '1' || responseCode === 553 || responseCode === 501) return 'invalid-address';
  if (subject === '7') return 'not-allowed';
  return 'unreachable';
}

/** No answer: a connection that was not made, was cut, or waits. */
function silence({ code }: Fault, bodyLeft: boolean): ConnectorError {
  const name = /^[A-Z_]{1,20}$/.test(code) ? code : 'unknown';
  const isLate = code === 'ETIMEDOUT' || code === 'EABORT';
  if (bodyLeft)
    return blame('timeout', `gave no answer to a letter (${name}); the outcome is unknown`, 'unknown');
  if (code === 'EENVELOPE' || code === 'EMESSAGE')
    return blame('rejected', `was not asked (${name})`, 'not-done');
  if (code === 'EAUTH') return blame('unauthorized', 'wants a name and a password', 'not-done');
  return blame(isLate ? 'timeout' : 'unavailable', `cannot be reached (${name})`, 'not-done');
}

const blame = (kind: ErrorKind, what: string, outcome: FaultOutcome): ConnectorError =>
  new ConnectorError('smtp', kind, `smtp ${what}`, { outcome });
