/** What became of a simulated call. */
import type { Language } from '../domain/language';
import type { MeasuredLoss, MeasuredTurn } from './measures';
import type { CallEnd, CallStatus } from './phone-call';

/** The object of `--json`, one for each call. Times are in milliseconds; `atMs` counts from when the call was answered. */
export interface PhoneResult {
  /** Whether every expectation held. */
  ok: boolean;
  /** Why it is not ok, one sentence each. */
  failures: string[];
  callSid: string;
  from: string;
  language: Language;
  transports: ('media' | 'relay' | 'gather')[];
  status: CallStatus;
  ended: CallEnd | null;
  transcript: { who: 'caller' | 'assistant'; text: string; atMs: number; whole?: boolean }[];
  /** Reference codes that were said. */
  codes: string[];
  transferredTo: string[];
  /** When it was answered, in epoch milliseconds; null where it was not. */
  answeredAtMs: number | null;
  /** From the call to the first sound. */
  firstSoundMs: number | null;
  turns: MeasuredTurn[];
  longestSilenceMs: number;
  losses: MeasuredLoss[];
  /** How far the simulator itself was behind at worst; the measures of a call are no better than this. */
  simulatorLagMs: number;
}
