/** What follows the end of a delivery: its call or a notice tells the caller, and a follow-up watches the record. */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  ApplicationFailure,
  condition,
  getExternalWorkflowHandle,
  ParentClosePolicy,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import type { Outcome } from '../src/domain/call';
import type { Delivery } from '../src/domain/delivery';
import type { FollowUp, News } from '../src/domain/follow-up';
import type { RecordRef, Ticket, TicketStatus } from '../src/domain/ticket';
import type { Delivering } from './delivery';
import type { followUp } from './follow-up';
import { callWorkflowId, followUpWorkflowId } from './ids';
import { callerKnows, deliveryEnded } from './messages';
import { caseOf } from './projection';
import { attributesOf } from './case-attributes';
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
    };
    note('system', 'told', await tell(notice));
  }
  await settle();
  if (outcome.state === 'delivered') await watch(read(), outcome);
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

/** A new ticket is watched, and one opened again; what changed an old one is told to whoever watches that already. */
async function watch(delivery: Delivery, outcome: Outcome & { state: 'delivered' }): Promise<void> {
  const { verb, title } = delivery.order;
  const { record, ticket } = outcome.receipt;
  switch (verb) {
    case 'createTicket':
      if (ticket) await startWatching(delivery, record, ticket, title);
      return;
    case 'closeTicket':
      // Where nobody watches it, nobody would tell its closing either.
      await tellWatcher(record, 'closed');
      return;
    case 'reopenTicket':
      // Its watch ended with its closing, unless that went unnoticed. What is watched is the ticket, not its reopening,
      // and from then on: an office that has closed it once more by now is noticed as well.
      if (!(await tellWatcher(record, 'open')) && ticket)
        await startWatching(delivery, record, { ...ticket, status: stillOpen(ticket) }, ticket.subject);
      return;
    default:
  }
}

/** Whether somebody watches the record; they know then what the caller knows. */
async function tellWatcher(record: RecordRef, status: FollowUp['status']): Promise<boolean> {
  try {
    const watcher = getExternalWorkflowHandle(followUpWorkflowId(record.connection, record.id));
    await watcher.signal(callerKnows, { status });
    return true;
  } catch {
    return false;
  }
}

async function startWatching(
  delivery: Delivery,
  record: RecordRef,
  ticket: Ticket,
  title: string,
): Promise<void> {
  const { order, code } = delivery;
  const { tenant, channel, language, zone, contact, dueAt, dueDay, reminders } = order;
  const workflowId = followUpWorkflowId(record.connection, record.id);
  const state: FollowUp = {
    ...{ code, tenant, channel, language, zone, title, contact, record },
    status: ticket.status,
    commentsTold: ticket.comments.map((comment) => comment.id),
    eventsSeen: [],
    notices: 1,
    entries: delivery.entries,
    since: new Date().toISOString(),
    ...(dueAt ? { dueAt } : {}),
    ...(dueDay ? { dueDay } : {}),
    ...(reminders ? { reminders } : {}),
  };
  try {
    await startChild<typeof followUp>('followUp', {
      workflowId,
      // An earlier watch of the same ticket may have ended with its closing.
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      parentClosePolicy: ParentClosePolicy.ABANDON,
      args: [{ state, record: { ...caseOf(delivery, workflowId), waitingFor: 'office', nextStep: watches } }],
      staticSummary: `follow up ${code}: ${record.connection} ${record.id}`,
      staticDetails: `Begun by ${workflowInfo().workflowId}.`,
      typedSearchAttributes: attributesOf({
        ...order,
        code,
        system: record.connection,
        state: 'watching',
        waitingFor: 'office',
      }),
    });
  } catch (error) {
    // Two deliveries found the same record: it is watched, which is all we want.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

const stillOpen = ({ status }: Ticket): TicketStatus => (status === 'closed' ? 'open' : status);

const watches = 'Watched until the office closes it; the caller is told of each change.';
