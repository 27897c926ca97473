/** One write on its way to a receipt: its state as plain data, and what each event makes of it. */
import type { Fault, Order, Outcome, OrderWork, WriteResult } from './call';
import type { Waiting } from './circuit';
import { nextStep } from './retry';

/** A delivery as its workflow keeps it; plain data, so that it continues as new. */
export interface Delivery {
  code: string;
  order: Order;
  /** `waiting`: in line at its system's circuit, or behind an earlier delivery of its call. */
  state: 'delivering' | 'waiting' | 'parked' | 'delivered' | 'refused' | 'withdrawn';
  attempts: number;
  /** Senseless answers in a row. */
  odd: number;
  /** A try may have reached the system and its receipt is missing: the next one must look first. */
  doubt: boolean;
  /** The work may have been done twice: somebody should look there. */
  flagged: boolean;
  alarm: boolean;
  lastFault?: Fault;
  /** The circuit, or an operator, has called it: it may try although others wait. Good for one try. */
  called: boolean;
  /** The connection at whose circuit it stands in line. */
  standsAt?: string;
  /** Codes of earlier deliveries of the same call that are not settled yet: this one comes after them. */
  after: string[];
  /** Codes of later ones that want to know when this one is settled. */
  before: string[];
  parked?: Parked;
  /** What the call said of it: the outcome itself, or the promise only. */
  heard?: 'outcome' | 'promise';
  /** ISO instant until which somebody calls the caller back, as they were told. */
  callBackBy?: string;
  /** The caller was asked to call again later. */
  letGo?: true;
  /** ISO instant before which it is not tried. */
  nextTryAt?: string;
  outcome?: Outcome;
  createdAt: string;
  /** Lines written on the audit trail so far; also the projection's version. */
  entries: number;
}

/** Why a delivery waits for people, who they are, and by when they must have seen to it (ISO instant). */
export interface Parked {
  reason: string;
  owner: string;
  deadline: string;
  overdue: boolean;
}

/** A delivery that was just written down; `after` are the codes of deliveries that must reach the system before it. */
export const openDelivery = (
  order: Order,
  code: string,
  createdAt: string,
  after: string[] = [],
): Delivery => ({
  code,
  order,
  state: 'delivering',
  attempts: 0,
  odd: 0,
  doubt: false,
  flagged: false,
  alarm: false,
  called: false,
  after,
  before: [],
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
  const attempts = delivery.attempts + 1;
  return { ...without(delivery), state: outcome.state, attempts, doubt: false, alarm: false, outcome };
}

/** The delivery after a failed try: in line, parked, or on its way to the register. `now` epoch ms, `random` in [0, 1). */
export function failed(delivery: Delivery, fault: Fault, now: number, random: number): Delivery {
  if (fault.unasked) return unasked(delivery, fault, now);
  const attempts = delivery.attempts + 1;
  const odd = fault.kind === 'malformed' ? delivery.odd + 1 : 0;
  const next = nextStep(fault, { attempts, odd, terms: delivery.order.terms }, random);
  const doubt = delivery.doubt || fault.outcome === 'unknown';
  const after = { ...without(delivery), attempts, odd, doubt, lastFault: fault };
  switch (next.then) {
    case 'line':
      return {
        ...after,
        state: 'waiting',
        alarm: next.alarm,
        nextTryAt: new Date(now + next.afterMs).toISOString(),
      };
    case 'park':
      return parked(after, next.reason, next.owner, now);
    case 'record':
      return { ...atRegister(after), state: 'delivering' };
  }
}

/** It was no try: it counts as none, and is in line for when our pace has room again. */
const unasked = (delivery: Delivery, fault: Fault, now: number): Delivery => ({
  ...without(delivery),
  state: 'waiting',
  lastFault: fault,
  nextTryAt: new Date(now + (fault.retryAfterMs ?? 1000)).toISOString(),
});

const callBackWithinMs = 3_600_000;

/** The delivery after its call has said something of it; a promised call back is people's work from then on. */
export function heardAs(delivery: Delivery, heard: 'outcome' | 'promise', now: number): Delivery {
  const { terms, contact } = delivery.order;
  const promised = heard === 'promise' && terms.policy.offer === 'callback' && contact.phone !== undefined;
  if (!promised) return { ...delivery, heard };
  return { ...delivery, heard, alarm: true, callBackBy: new Date(now + callBackWithinMs).toISOString() };
}

/** The delivery as people see to it. Its deadline is the office's promise, or the policy's hours where that is later or none. */
export function parked(delivery: Delivery, reason: string, owner: string, now: number): Delivery {
  const { dueAt, terms } = delivery.order;
  const hours = now + terms.policy.parkedForHours * 3_600_000;
  const promised = dueAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(dueAt);
  const deadline = new Date(promised > now ? Math.min(promised, hours) : hours).toISOString();
  return {
    ...without(delivery),
    state: 'parked',
    alarm: true,
    parked: { reason, owner, deadline, overdue: false },
  };
}

/** The delivery whose system stays away, on its way into our own register instead; what that one took stays flagged. */
function atRegister(delivery: Delivery): Delivery {
  const { register } = delivery.order.terms.policy;
  if (register === undefined) return delivery;
  const terms = {
    ...delivery.order.terms,
    creation: 'key' as const,
    indexLagMs: 0,
    settleMs: 0,
    policy: { ...delivery.order.terms.policy, then: 'retry' as const },
  };
  const order = { ...delivery.order, connection: register, terms };
  return { ...delivery, order, attempts: 0, doubt: false, flagged: delivery.flagged || delivery.doubt };
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
  odd: 0,
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

/** The delivery's place in line at its circuit. */
export const placeOf = ({ code, order, createdAt, nextTryAt }: Delivery): Waiting => ({
  code,
  caller: order.callerKey ?? order.callId,
  since: Date.parse(createdAt),
  notBefore: nextTryAt === undefined ? 0 : Date.parse(nextTryAt),
});

function without(delivery: Delivery): Delivery {
  const { nextTryAt: _next, parked: _parked, ...rest } = delivery;
  return rest;
}
