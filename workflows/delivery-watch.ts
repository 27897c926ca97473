/** Who watches what a delivery made or changed: a follow-up of its own, or one that goes on and knows what the caller knows. */
import { type SignalDefinition, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { getExternalWorkflowHandle, ParentClosePolicy, startChild, workflowInfo } from '@temporalio/workflow';
import type { Appointment } from '../src/domain/appointment';
import type { AppointmentWatch, EndedChange } from '../src/domain/appointment-watch';
import type { Outcome } from '../src/domain/call';
import type { Delivery } from '../src/domain/delivery';
import type { FollowUp, Watched } from '../src/domain/follow-up';
import type { OrderWatch } from '../src/domain/order-watch';
import type { RecordRef, Ticket, TicketStatus } from '../src/domain/ticket';
import { attributesOf } from './case-attributes';
import { followUpWorkflowId } from './ids';
import { callerAsks, callerDecided, callerKnows } from './messages';
import { caseOf } from './projection';
import type { Watch } from './watching';

/** Says to whoever follows the appointment, before a delivery tries to change it, that its caller wants it so. */
export function announce({ order, code }: Delivery): void {
  if (order.verb !== 'moveAppointment' && order.verb !== 'cancelAppointment') return;
  const { args, connection } = order;
  // Nobody waits for it: the caller waits for the write, which takes longer than a signal.
  void signalWatcher({ connection, id: args.id }, callerAsks, {
    code,
    ...('slot' in args ? { slot: args.slot } : {}),
  });
}

/** What is new is watched; who watches what was changed is told. */
export async function watch(delivery: Delivery, outcome: Outcome): Promise<void> {
  const { order } = delivery;
  const receipt = outcome.state === 'delivered' ? outcome.receipt : undefined;
  if (order.verb === 'moveAppointment' || order.verb === 'cancelAppointment') {
    const record = { connection: order.connection, id: order.args.id };
    const appointment = receipt?.appointment;
    const ended: EndedChange = { code: delivery.code, ...(appointment ? { appointment } : {}) };
    const isWatched = await signalWatcher(record, callerDecided, ended);
    // Some systems give what they move another number.
    const isElsewhere = appointment !== undefined && appointment.ref.id !== record.id;
    if (appointment?.status === 'booked' && (!isWatched || isElsewhere))
      await followAppointment(delivery, appointment);
    return;
  }
  if (receipt) await watchNew(delivery, receipt);
}

async function watchNew(
  delivery: Delivery,
  { record, ticket, appointment }: (Outcome & { state: 'delivered' })['receipt'],
): Promise<void> {
  switch (delivery.order.verb) {
    case 'createTicket':
      if (ticket) await followTicket(delivery, record, ticket, delivery.order.title);
      return;
    case 'closeTicket':
      // Where nobody watches it, nobody would tell its closing either.
      await signalWatcher(record, callerKnows, { status: 'closed' });
      return;
    case 'reopenTicket':
      // Its watch ended with its closing, unless that went unnoticed. What is watched is the ticket, not its reopening,
      // and from then on: an office that has closed it once more by now is noticed as well.
      if (!(await signalWatcher(record, callerKnows, { status: 'open' })) && ticket)
        await followTicket(delivery, record, { ...ticket, status: stillOpen(ticket) }, ticket.subject);
      return;
    case 'bookAppointment':
      if (appointment) await followAppointment(delivery, appointment);
      return;
    case 'perform':
      await followOrder(delivery, record);
      return;
    default:
  }
}

/** Whether somebody watches the record; they know then what the caller knows. */
async function signalWatcher<T>(
  { connection, id }: RecordRef,
  signal: SignalDefinition<[T]>,
  what: T,
): Promise<boolean> {
  try {
    await getExternalWorkflowHandle(followUpWorkflowId(connection, id)).signal(signal, what);
    return true;
  } catch {
    return false;
  }
}

async function followTicket(
  delivery: Delivery,
  record: RecordRef,
  ticket: Ticket,
  title: string,
): Promise<void> {
  const { dueAt, dueDay, reminders } = delivery.order;
  const watched = watchedOf(delivery, record, title);
  const state: FollowUp = {
    ...watched,
    lastChange: { stamp: ticket.updatedAt, since: watched.since, readAt: watched.since },
    status: ticket.status,
    commentsTold: ticket.comments.map((comment) => comment.id),
    ...(dueAt ? { dueAt } : {}),
    ...(dueDay ? { dueDay } : {}),
    ...(reminders ? { reminders } : {}),
  };
  await follow(delivery, 'followUp', state, { waitingFor: 'office', nextStep: watches });
}

async function followAppointment(delivery: Delivery, { ref, slot, updatedAt }: Appointment): Promise<void> {
  const state: AppointmentWatch = {
    ...watchedOf(delivery, ref, delivery.order.title),
    ...{ status: 'booked', slot, updatedAt, reminded: 0, asked: [], told: [] },
  };
  await follow(delivery, 'followAppointment', state, { waitingFor: 'nobody' });
}

/** Where the assistant wants it watched. */
async function followOrder(delivery: Delivery, record: RecordRef): Promise<void> {
  const { followDays, title } = delivery.order;
  if (followDays === undefined) return;
  const until = new Date(Date.now() + followDays * 24 * 3_600_000).toISOString();
  const state: OrderWatch = {
    ...watchedOf(delivery, record, title),
    status: 'open',
    until,
    invoicesTold: [],
  };
  await follow(delivery, 'followOrder', state, { waitingFor: 'office' });
}

const watchedOf = ({ order, code, entries }: Delivery, record: RecordRef, title: string): Watched => ({
  ...{ code, tenant: order.tenant, channel: order.channel, language: order.language, zone: order.zone },
  ...{ title, contact: order.contact, record, entries },
  ...{ eventsSeen: [], notices: 1, since: new Date().toISOString() },
});

/** Starts a follow-up that outlives the delivery. */
async function follow<S extends Watched>(
  delivery: Delivery,
  type: 'followUp' | 'followAppointment' | 'followOrder',
  state: S,
  shown: { waitingFor: 'office' | 'nobody'; nextStep?: string },
): Promise<void> {
  const { order, code } = delivery;
  const { connection, id } = state.record;
  const workflowId = followUpWorkflowId(connection, id);
  const watched: Watch<S> = { state, record: { ...caseOf(delivery, workflowId), ...shown } };
  const attributes = { ...order, code, system: connection, state: 'watching', waitingFor: shown.waitingFor };
  try {
    await startChild(type, {
      workflowId,
      // An earlier watch of the same ticket may have ended with its closing.
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      parentClosePolicy: ParentClosePolicy.ABANDON,
      args: [watched],
      staticSummary: `follow up ${code}: ${connection} ${id}`,
      staticDetails: `Begun by ${workflowInfo().workflowId}.`,
      typedSearchAttributes: attributesOf(attributes),
    });
  } catch (error) {
    // Two deliveries found the same record: it is watched, which is all we want.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

const stillOpen = ({ status }: Ticket): TicketStatus => (status === 'closed' ? 'open' : status);

const watches = 'Watched until the office closes it; the caller is told of each change.';
