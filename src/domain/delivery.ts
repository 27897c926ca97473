/** One write on its way to a receipt: its state as plain data, and what each event makes of it. */
import type { Fault, Order, Outcome, OrderWork, WriteResult } from './call';
import { nextStep } from './retry';

/** A delivery as its workflow keeps it; plain data, so that it continues as new. */
export interface Delivery {
  code: string;
  order: Order;
  state: 'delivering' | 'waiting' | 'parked' | 'delivered' | 'refused' | 'withdrawn';
  attempts: number;
  alarm: boolean;
  lastFault?: Fault;
  parkedFor?: string;
  /** ISO instant of the next try. */
  nextTryAt?: string;
  outcome?: Outcome;
  createdAt: string;
  /** Lines written on the audit trail so far; also the projection's version. */
  entries: number;
}

/** A delivery that was just written down. */
export const openDelivery = (order: Order, code: string, createdAt: string): Delivery => ({
  code,
  order,
  state: 'delivering',
  attempts: 0,
  alarm: false,
  createdAt,
  entries: 0,
});

/** The delivery after a try that the system answered. */
export function answered(delivery: Delivery, result: WriteResult): Delivery {
  const { code } = delivery;
  const outcome: Outcome =
    'receipt' in result
      ? { state: 'delivered', code, receipt: result.receipt }
      : { state: 'refused', code, refusal: result.refusal };
  return { ...without(delivery), state: outcome.state, attempts: delivery.attempts + 1, outcome };
}

/** The delivery after a failed try, and how long to wait; no wait where it is parked. `random` in [0, 1). */
export function failed(
  delivery: Delivery,
  fault: Fault,
  now: number,
  random: number,
): { delivery: Delivery; waitMs?: number } {
  const attempts = delivery.attempts + 1;
  const next = nextStep(fault, attempts, random);
  const after = { ...without(delivery), attempts, lastFault: fault };
  if (next.then === 'park') {
    return { delivery: { ...after, state: 'parked', parkedFor: next.reason, alarm: true } };
  }
  const nextTryAt = new Date(now + next.afterMs).toISOString();
  return { delivery: { ...after, state: 'waiting', alarm: next.alarm, nextTryAt }, waitMs: next.afterMs };
}

/** The delivery after an operator withdrew it. */
export function withdrawn(delivery: Delivery, reason: string): Delivery {
  return {
    ...without(delivery),
    state: 'withdrawn',
    outcome: { state: 'withdrawn', code: delivery.code, reason },
  };
}

/** The delivery after an operator put its arguments right. The verb stays: another verb is another delivery. */
export const corrected = (delivery: Delivery, work: OrderWork): Delivery => ({
  ...delivery,
  order: { ...delivery.order, ...work },
});

/** Why an operator's wish makes no sense now; undefined where it does. */
export function objection(
  delivery: Delivery,
  wish: 'retry' | 'correct' | 'withdraw',
  verb?: string,
): string | undefined {
  if (delivery.outcome) return `It is already ${delivery.state}; nothing is left to ${wish}.`;
  if (delivery.state === 'delivering') return 'A try is under way; wait some seconds and ask again.';
  if (wish === 'correct' && verb !== delivery.order.verb) {
    return `It is a ${delivery.order.verb}; the correction is for ${verb}. Withdraw it and ask for another instead.`;
  }
  return undefined;
}

function without(delivery: Delivery): Delivery {
  const { nextTryAt: _next, parkedFor: _parked, ...rest } = delivery;
  return rest;
}
