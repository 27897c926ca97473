/** What a call by telephone goes through besides talk: rung up, put through to a person, recorded. Plain data of history. */

/** How far a leg has come; the last five are ends. */
export type LegProgress =
  | 'initiated'
  | 'ringing'
  | 'answered'
  | 'completed'
  | 'busy'
  | 'no-answer'
  | 'failed'
  | 'cancelled';

/** Whether a leg in this state is over. */
export const isOver = (progress: LegProgress | undefined): boolean =>
  progress !== undefined && !['initiated', 'ringing', 'answered'].includes(progress);

/** How a call of ours is placed; fixed when it begins. */
export interface OutboundPlan {
  ringS: number;
  /** Nothing is said before a person is known to be there. */
  detectsMachines: boolean;
  /** Left behind the beep of a machine; absent: none. */
  voicemail?: string;
}

/** What became of a call of ours. `unknown`: nobody can say whether it was placed, so it is not placed again. */
export type RingOutcome = 'person' | 'machine' | 'no-answer' | 'busy' | 'failed' | 'cancelled' | 'unknown';

/** A call of ours, from the wish to whoever picks up. */
export interface Ringing {
  outcome?: RingOutcome;
  /** What the carrier said of its leg last. */
  progress?: LegProgress;
  /** The verdict of answering-machine detection. */
  answeredBy?: 'person' | 'machine' | 'unknown';
  /** A machine's greeting is over: what is said now is kept. */
  mayLeaveMessage?: boolean;
  /** Whether a message was left with a machine. */
  messageLeft?: boolean;
  /** Why it could not be placed, in plain words without caller data. */
  fault?: string;
}

/** Who takes calls over, and how; fixed when the call begins. */
export interface TransferPlan {
  /** E.164 or `sip:…`. */
  to: string;
  kind: 'warm' | 'cold';
  ringS: number;
  /** When somebody is there; absent: always. */
  hours?: Hours[];
}

/** Hours of some weekdays. `from` and `until` are HH:MM; an `until` that is not later is on the day after. */
export interface Hours {
  /** ISO weekdays, 1 is Monday. */
  days: number[];
  from: string;
  until: string;
}

/** How putting through to a person ended. All but the first and the last bring the caller back. */
export type TransferOutcome = 'answered' | 'declined' | 'busy' | 'no-answer' | 'failed' | 'caller-left';

/** A caller on the way to a person. */
export interface Transfer {
  /** Of this call's; the first is 1. */
  number: number;
  kind: TransferPlan['kind'];
  /** The code of the request that stands, whatever comes of this. */
  code: string;
  /** What the person hears before they take the call. */
  summary: string;
  /** The line may let go of the caller: who asks where this call goes is told to wait, or whom to dial. */
  leads: boolean;
  /** The caller waits for the person, or is being connected. */
  parked: boolean;
  /** The carrier's name for the person's leg. */
  personSid?: string;
  progress?: LegProgress;
  /** What the person pressed. */
  accepted?: boolean;
  /** Of a cold one: what came of dialling. */
  dialled?: TransferOutcome;
}

/** What is kept of a transfer. `at` is the ISO instant at which it was decided. */
export interface TransferDone {
  kind: TransferPlan['kind'];
  outcome: TransferOutcome;
  at: string;
}

/** Whether this call is recorded, and by whose yes. */
export interface Recorded {
  consent: 'yes' | 'no' | 'unclear';
  /** ISO instant of the caller's answer. */
  at: string;
  /** Where the carrier keeps it; absent where nothing is recorded. */
  recordingSid?: string;
  stopped?: true;
  /** Why nothing is recorded although the caller agreed. */
  fault?: string;
}

/** What operators see of a call by telephone. */
export interface PhoneView {
  outbound?: { outcome: RingOutcome | 'ringing'; messageLeft?: boolean; fault?: string };
  transfers?: TransferDone[];
  recording?: Recorded;
}
