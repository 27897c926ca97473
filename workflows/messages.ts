/** Signals say what happened, updates command, queries name the answer. These are wire names: rename only with a replay test. */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { OrderWatch } from '../src/domain/order-watch';
import type {
  AppointmentWatch,
  AskedChange,
  Confirmation,
  EndedChange,
} from '../src/domain/appointment-watch';
import type { Line, OrderWork, Outcome } from '../src/domain/call';
import type { Written } from '../src/domain/chat';
import type { Delivery } from '../src/domain/delivery';
import type { Tried, Waiting } from '../src/domain/circuit';
import type { FollowUp, RecordSeen } from '../src/domain/follow-up';
import type { Outreach } from '../src/domain/outreach';
import type { ReachChannel, SendReceipt } from '../src/domain/reach';
import type { LegProgress, PhoneView, TransferOutcome } from '../src/domain/telephone';
import type { Answer, Heard } from '../src/domain/turn';

/** A turn of the caller; the answer is the result. Repeating a `turnId` gives the same answer. */
export const hear = defineUpdate<Answer, [Heard]>('hear');
/** The caller or the channel ended the call. */
export const hungUp = defineSignal<[{ by: 'caller' | 'channel'; at: string }]>('hungUp');
/** A host holds the line of this spoken call from now on; the newest epoch counts. */
export const attach = defineSignal<[{ host: string; epoch: number }]>('attach');
/** The carrier tells of a leg: of the call itself, or of the person it is put through to (`transfer` is which try). */
export const legSeen =
  defineSignal<[{ transfer?: number; callSid: string; progress: LegProgress }]>('legSeen');
/** The carrier tells who picked up a call of ours. `mayLeaveMessage`: the greeting of a machine is over. */
export const pickedUp =
  defineSignal<[{ answeredBy: 'person' | 'machine' | 'unknown'; mayLeaveMessage: boolean }]>('pickedUp');
/** A cold transfer is over. */
export const dialled = defineSignal<[{ transfer: number; outcome: TransferOutcome }]>('dialled');
/** The caller has left the conference of a warm transfer. */
export const waitOver = defineSignal<[{ transfer: number }]>('waitOver');
/** A recording has begun, or is there. */
export const recordingSeen = defineSignal<[{ recordingSid: string }]>('recordingSeen');
/** Where the carrier is to take this call now that its line (of that epoch) has let go of it, or was lost. */
export const whereNext = defineUpdate<WhereNext, [{ epoch: number }]>('whereNext');
/** The person who is called has pressed a key, or none. True: they may join the caller. */
export const personAnswers = defineUpdate<boolean, [{ transfer: number; accepts: boolean }]>('personAnswers');
/** By `<Gather>`: what was to be said first was said to its end. */
export const playedOut = defineSignal<[Record<string, never>]>('playedOut');
/** What the person is told who is called; undefined where that try is over. */
export const handoverState = defineQuery<string | undefined, [{ transfer: number }]>('handoverState');

/**
 * `line`: to a line of ours; by `<Gather>`, with these words. `later`: by `<Gather>`, it is not decided yet. `wait`: into the
 * conference. `dial`: on to this number or SIP address.
 */
export type WhereNext =
  | { to: 'line'; say?: string[] }
  | { to: 'later' }
  | { to: 'wait'; transfer: number }
  | { to: 'dial'; transfer: number; number: string; ringS: number };
/** A delivery of this call has ended; sent by `deliver`. */
export const deliveryEnded = defineSignal<[Outcome]>('deliveryEnded');

/** What a call tells of itself. */
export interface CallState {
  state: 'live' | 'ended';
  lines: Line[];
  codes: string[];
  answers: number;
  /** The caller's number, E.164, where it is known. */
  from?: string;
  /** Of the line that counts, where the call is spoken and has one. */
  epoch?: number;
  /** What a call by telephone went through besides talk. */
  phone?: PhoneView;
}
export const callState = defineQuery<CallState>('callState');

/** The call told its caller this: the outcome itself, or the promise only. */
export const callerHeard = defineSignal<[{ what: 'outcome' | 'promise' }]>('callerHeard');
/** An operator's wishes. Each answers what will happen; each is refused with a reason where it makes no sense. */
export const retryNow = defineUpdate<string, [{ by: string }]>('retryNow');
export const correct = defineUpdate<string, [{ by: string; work: OrderWork }]>('correct');
export const withdraw = defineUpdate<string, [{ by: string; reason: string }]>('withdraw');

/** The caller was asked to call again later: the delivery ends, unless its system may have done the work. */
export const letGo = defineSignal('letGo');
/** From a delivery of the same call that must come after this one: say when you are settled. */
export const tellWhenSettled = defineSignal<[{ code: string }]>('tellWhenSettled');
/** A delivery that this one comes after has ended, or waits for a person. */
export const settledBefore = defineSignal<[{ code: string }]>('settledBefore');

/** Circuit to delivery: the system may be tried now. */
export const yourTurn = defineSignal('yourTurn');
/** A delivery gets in line at its system's circuit. */
export const joinLine = defineSignal<[Waiting]>('joinLine');
/** A delivery's try has ended. */
export const tryEnded = defineSignal<[Tried]>('tryEnded');
/** A delivery is out of line: it was withdrawn, or a person sees to it. */
export const leaveLine = defineSignal<[{ code: string }]>('leaveLine');
/** An operator wants the system looked at now; answers what will happen. */
export const probeNow = defineUpdate<string, [{ by: string }]>('probeNow');

/** What a circuit tells of itself. Instants are ISO. */
export interface CircuitState {
  connection: string;
  state: 'closed' | 'open' | 'half-open';
  since: string;
  waiting: number;
  underWay: number;
  failures: number;
  drained: number;
  lastError?: string;
  nextLookAt?: string;
  oldestSince?: string;
}
export const circuitState = defineQuery<CircuitState>('circuitState');

/** What a delivery tells of itself. */
export const deliveryState = defineQuery<Delivery>('deliveryState');

/** A webhook or an operator says the record may have changed; the follow-up reads it back. */
export const recordSeen = defineSignal<[RecordSeen]>('recordSeen');
export const followUpState = defineQuery<FollowUp>('followUpState');
/** A person has written. */
export const written = defineSignal<[Written]>('written');

/**
 * How a message of this outreach fares, by the carrier's word; they come doubled and in any order. `flagged`: nobody knows
 * whether it reached them, so whatever tells them next may be the second time.
 */
export const receiptSeen =
  defineSignal<[{ channel: ReachChannel; receipt: SendReceipt; flagged?: true }]>('receiptSeen');
export const outreachState = defineQuery<Outreach>('outreachState');

/** A delivery of ours changed the record and its caller was told: no news of it. */
export const callerKnows = defineSignal<[{ status: FollowUp['status'] }]>('callerKnows');

/** A delivery is about to change a followed appointment as its caller asked: no news of it. */
export const callerAsks = defineSignal<[AskedChange]>('callerAsks');
/** That delivery has ended. */
export const callerDecided = defineSignal<[EndedChange]>('callerDecided');
/** The caller answered that they will come. */
export const callerConfirms = defineSignal<[Confirmation]>('callerConfirms');
/** What is known of a followed order. */
export const orderState = defineQuery<OrderWatch>('orderState');
/** What is known of a followed appointment. */
export const appointmentState = defineQuery<AppointmentWatch>('appointmentState');

/** The answer to this turn was lost on its way: what it read back nobody heard. */
export const answerUnheard = defineSignal<[{ turnId: string }]>('answerUnheard');
/** Answers once the conversation has heard what an intake noted; turns said since then come after it. */
export const intakeHeard = defineUpdate<void, []>('intakeHeard');
/** Another intake of the same call comes after this one: it is to be told when this one was heard. */
export const tellWhenHeard = defineSignal<[{ workflowId: string }]>('tellWhenHeard');
/** The intake before was heard. */
export const earlierHeard = defineSignal('earlierHeard');
