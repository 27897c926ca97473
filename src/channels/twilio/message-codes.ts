/** What Twilio's codes about a message mean for whoever wants to reach that person. */
import type { SendRefusal } from '../channel';

const meanings: Readonly<Record<SendRefusal, readonly number[]>> = {
  // They wrote STOP to this sender, and Twilio keeps the list.
  'opted-out': [21610],
  // Switched off, unknown to its network, a landline; not on WhatsApp; Meta did not deliver.
  unreachable: [30003, 30004, 30005, 30006, 30008, 63003, 63032, 63049],
  // WhatsApp: free text more than 24 hours after the person's last message.
  'outside-window': [63016],
  // Region not enabled, route missing, filtered as spam, sender not registered there.
  'not-allowed': [21408, 21612, 30007, 30034, 60410],
  'invalid-address': [21211, 21217, 21265, 21604, 21614, 63024],
};

const refusals = new Map(
  Object.entries(meanings).flatMap(([refused, codes]) =>
    codes.map((code): [number, SendRefusal] => [code, refused as SendRefusal]),
  ),
);
/** Full queues and limits of the sender. Twilio says 400 to some of them; all want patience and not another channel. */
const throttled = new Set([20429, 21611, 30001, 63018, 63038]);

/** Why this person cannot be reached so; undefined where the code blames something else, such as our sender. */
export const refusalOfCode = (code: number): SendRefusal | undefined => refusals.get(code);

/** Whether the same will do later. */
export const isThrottling = (code: number): boolean => throttled.has(code);
