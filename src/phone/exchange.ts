/** What all calls of a carrier have in common. */
import type { Conferences } from './conference';
import type { CallEnd, PhoneCall } from './phone-call';
import type { Reach } from './reach';
import type { Recording } from './recording';
import type { TimerWheel } from './timer-wheel';
import type { Account, Fields } from './webhook';

/** Where somebody is called, and what the carrier tells of it. */
export interface Dialling {
  from: string;
  to: string;
  /** Seconds that it may ring. */
  timeoutS: number;
  parent?: PhoneCall;
  status?: { url: string; method: 'GET' | 'POST'; events: readonly string[] } | undefined;
  machineDetection?: { wanted: boolean; asyncUrl?: string | undefined };
}

/** Somebody who was called. `picksUp` resolves with how the call was answered. */
export interface Called {
  call: PhoneCall;
  picksUp: Promise<'in-progress' | 'busy' | 'no-answer' | 'failed' | 'canceled'>;
  /** Ends it and tells so. */
  finish: (end: CallEnd) => Promise<void>;
}

/** The carrier as its calls know it. */
export interface Exchange {
  readonly reach: Reach;
  readonly account: Account;
  readonly wheel: TimerWheel;
  readonly conferences: Conferences;
  readonly recordings: Map<string, Recording>;
  /** Where its REST API is, for addresses of recordings. */
  readonly restUrl: () => string;
  dial(dialling: Dialling): Called;
  /** Posts something whose answer does not matter. */
  tell(url: string, method: 'GET' | 'POST', fields: Fields): Promise<void>;
}
