/** Signals say what happened, updates command, queries name the answer. These are wire names: rename only with a replay test. */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Line, Order, OrderWork, Outcome, Fault } from '../src/domain/call';
import type { FollowUp, RecordSeen } from '../src/domain/follow-up';
import type { Answer, Heard } from '../src/domain/turn';

/** A turn of the caller; the answer is the result. Repeating a `turnId` gives the same answer. */
export const hear = defineUpdate<Answer, [Heard]>('hear');
/** The caller or the channel ended the call. */
export const hungUp = defineSignal<[{ by: 'caller' | 'channel'; at: string }]>('hungUp');
/** A delivery of this call has ended; sent by `deliver`. */
export const deliveryEnded = defineSignal<[Outcome]>('deliveryEnded');

/** What a call tells of itself. */
export interface CallState {
  state: 'live' | 'ended';
  lines: Line[];
  codes: string[];
  answers: number;
}
export const callState = defineQuery<CallState>('callState');

/** The call told its caller this: the outcome itself, or the promise only. */
export const callerHeard = defineSignal<[{ what: 'outcome' | 'promise' }]>('callerHeard');
/** An operator's wishes. Each answers what will happen; each is refused with a reason where it makes no sense. */
export const retryNow = defineUpdate<string, [{ by: string }]>('retryNow');
export const correct = defineUpdate<string, [{ by: string; work: OrderWork }]>('correct');
export const withdraw = defineUpdate<string, [{ by: string; reason: string }]>('withdraw');

/** What a delivery tells of itself. */
export interface DeliveryState {
  code: string;
  state: 'delivering' | 'waiting' | 'parked' | 'delivered' | 'refused' | 'withdrawn';
  order: Order;
  attempts: number;
  lastFault?: Fault;
  /** ISO instant of the next try. */
  nextTryAt?: string;
  outcome?: Outcome;
}
export const deliveryState = defineQuery<DeliveryState>('deliveryState');

/** A webhook or an operator says the record may have changed; the follow-up reads it back. */
export const recordSeen = defineSignal<[RecordSeen]>('recordSeen');
export const followUpState = defineQuery<FollowUp>('followUpState');
/** A delivery of ours changed the record and its caller was told: no news of it. */
export const callerKnows = defineSignal<[{ status: FollowUp['status'] }]>('callerKnows');
