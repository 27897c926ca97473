/** What follows the end of a delivery: its call or a notice tells the caller, and a follow-up watches the record. */
import { ApplicationFailure, condition, getExternalWorkflowHandle } from '@temporalio/workflow';
import type { Outcome } from '../src/domain/call';
import type { Delivery } from '../src/domain/delivery';
import type { News } from '../src/domain/follow-up';
import type { Delivering } from './delivery';
import { watch } from './delivery-watch';
import { callWorkflowId } from './ids';
import { deliveryEnded } from './messages';
import { tell } from './telling';

/** How long a call may take to say the outcome before the caller is told by a notice instead. */
const callAnswersWithin = '30 seconds';

/** Tells the caller, hands over to the follow-up, and answers the outcome. */
export async function afterwards({ read, note }: Delivering, settle: () => Promise<void>): Promise<Outcome> {
  const { outcome, order, code } = read();
  if (!outcome) throw ApplicationFailure.nonRetryable('a delivery without outcome has no afterwards');

  if (await callTold(read, outcome)) {
    note('system', 'told', 'during the call');
  } else {
    const { tenant, channel, language, zone, contact } = order;
    const notice = {
      code,
      number: 1,
      tenant,
      channel,
      language,
      zone,
      contact,
      news: newsOf(read(), outcome),
      actedAt: read().createdAt,
      ...(order.thread ? { thread: order.thread } : {}),
    };
    note('system', 'told', await tell(notice));
  }
  await settle();
  await watch(read(), outcome);
  return outcome;
}

/** Hands the outcome to the call; true when the call has said it. */
async function callTold(read: () => Delivery, outcome: Outcome): Promise<boolean> {
  const { channel, callId } = read().order;
  if (read().heard === undefined) {
    try {
      await getExternalWorkflowHandle(callWorkflowId(channel, callId)).signal(deliveryEnded, outcome);
    } catch {
      return false; // The call is over, and said nothing of it.
    }
    await condition(() => read().heard !== undefined, callAnswersWithin, {
      summary: 'wait for the call to tell the caller',
    });
  }
  return read().heard === 'outcome';
}

function newsOf({ order }: Delivery, outcome: Outcome): News {
  const { title } = order;
  if (outcome.state === 'withdrawn') return { what: 'withdrawn', title, reason: outcome.reason };
  if (outcome.state === 'refused') {
    const alternatives = (outcome.refusal.alternatives ?? []).map((slot) => slot.startsAt);
    return { what: 'refused', title, reason: outcome.refusal.reason, alternatives };
  }
  const { record, appointment } = outcome.receipt;
  return {
    what: 'delivered',
    title,
    recordId: record.id,
    ...(order.dueAt ? { dueAt: order.dueAt } : {}),
    ...(order.dueDay ? { dueDay: order.dueDay } : {}),
    ...(appointment ? { appointment } : {}),
  };
}
