/** What a verb of TwiML works with, and what follows it. */
import type { Exchange } from './exchange';
import type { CallEnd, PhoneCall, Source } from './phone-call';

/** What follows a verb: the next one, other instructions, or the end. */
export type Next = 'next' | { source: Source } | { end: CallEnd };

/** What a verb works with. */
export interface Playing {
  exchange: Exchange;
  call: PhoneCall;
  /** The address of the document under way; relative addresses start there. */
  base: string;
  /** Carries out instructions for another call, such as the one that is dialled. */
  run: (call: PhoneCall, source: Source) => Promise<CallEnd>;
}
