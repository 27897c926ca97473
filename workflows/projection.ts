/** The store's picture of a case and a call, written behind the caller's back: a slow store delays nobody. */
import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { OfficeChange } from '../src/domain/appointment-watch';
import { deliveryNextStep, deliveryWaitsFor } from '../src/domain/card';
import type { Delivery } from '../src/domain/delivery';
import type { CallRecord, CaseRecord } from '../src/store/records';
import { forProjections } from './options';

const { recordCase, recordCall } = proxyActivities<Activities>(forProjections);

/** Work that is owed before the workflow may end, done beside it. */
export class Behind {
  private last: Promise<void> = Promise.resolve();

  /** Queues work after what is queued already. */
  add(work: () => Promise<void>): void {
    // Only a cancelled workflow fails here, since the activity is retried without end; nobody is left to tell.
    this.last = this.last.then(work).catch(() => undefined);
  }

  /** Waits until all of it is done, and what was queued meanwhile. */
  async done(): Promise<void> {
    for (let awaited: unknown; awaited !== this.last;) {
      const { last } = this;
      await last;
      awaited = last;
    }
  }
}

/**
 * Writes a line on a case's audit trail together with what the case looks like now. `change`: what the office did to its
 * appointment.
 */
export async function projectCase(
  record: Omit<CaseRecord, 'version' | 'updatedAt'>,
  number: number,
  entry: { at: string; who: string; what: string; detail: string },
  change?: OfficeChange,
): Promise<void> {
  const subject = `case/${record.code}`;
  const seen = { ...record, version: number, updatedAt: entry.at };
  const entries = [{ subject, number, ...entry }];
  const options = { summary: entry.what };
  await recordCase.executeWithOptions(options, change ? [seen, entries, change] : [seen, entries]);
}

/** Writes what a call looks like now. */
export async function projectCall(record: CallRecord): Promise<void> {
  await recordCall.executeWithOptions({ summary: `note call as ${record.state}` }, [record]);
}

const caseStates: Record<Delivery['state'], CaseRecord['state']> = {
  delivering: 'delivering',
  waiting: 'delivering',
  parked: 'parked',
  delivered: 'delivered',
  refused: 'refused',
  withdrawn: 'withdrawn',
};

/** A delivery as the case that operators list. */
export function caseOf(delivery: Delivery, workflowId: string): Omit<CaseRecord, 'version' | 'updatedAt'> {
  const { order, outcome, parked, lastFault: fault } = delivery;
  const nextStepAt = delivery.nextTryAt ?? parked?.deadline;
  const receipt = outcome?.state === 'delivered' ? outcome.receipt : undefined;
  return {
    code: delivery.code,
    tenant: order.tenant,
    channel: order.channel,
    assistant: order.assistant,
    language: order.language,
    callId: order.callId,
    workflowId,
    connection: order.connection,
    verb: order.verb,
    title: order.title,
    state: caseStates[delivery.state],
    attempts: delivery.attempts,
    waitingFor: deliveryWaitsFor(delivery),
    nextStep: deliveryNextStep(delivery),
    createdAt: delivery.createdAt,
    ...(order.callerKey ? { callerKey: order.callerKey } : {}),
    ...(order.nameKey ? { nameKey: order.nameKey } : {}),
    ...(receipt ? { recordId: receipt.record.id } : {}),
    ...(receipt?.url ? { recordUrl: receipt.url } : {}),
    ...(nextStepAt ? { nextStepAt } : {}),
    ...(fault && !outcome ? { lastError: `${fault.message} (${fault.kind})` } : {}),
    flagged: delivery.flagged,
    ...(parked ? { owner: parked.owner, parkedFor: parked.reason, deadline: parked.deadline } : {}),
    ...(!parked && delivery.alarm ? { owner: order.terms.policy.team ?? 'operators' } : {}),
    ...(!parked && !outcome && delivery.callBackBy ? { deadline: delivery.callBackBy } : {}),
    ...(order.dueAt ? { dueAt: order.dueAt } : {}),
    ...(order.dueDay ? { dueDay: order.dueDay } : {}),
  };
}
