/** How what systems tell of an order becomes news for its caller, in whatever order and however late it comes. */
import type { CaseEvent } from './case-event';
import type { News, RecordSeen } from './follow-up';
import type { OrderWatch } from './order-watch';

const invoicesKept = 50;

/** Whether there is nothing left to watch. */
export const isDone = ({ status }: OrderWatch): boolean => status !== 'open';

/** Whether its caller was told of an end; that nobody watches any more is told to nobody. */
const hasEnded = ({ status }: OrderWatch): boolean => status !== 'open' && status !== 'over';

/** Milliseconds until nobody watches any more. */
export const leftMs = ({ until }: OrderWatch, now: number): number => Math.max(1, Date.parse(until) - now);

/** An order after an event, and what its caller is to be told. */
interface Step {
  state: OrderWatch;
  news?: News;
}

type EventOf<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>;

/**
 * The order after one event. What a later event has overtaken is no news. What comes right behind the end is told all the
 * same, but for a second end.
 */
export function advanceOrder(state: OrderWatch, { event, at }: RecordSeen): Step {
  if (!event) return { state };
  switch (event.type) {
    case 'dispatched':
      return dispatched(state, event);
    case 'parcel':
      return parcel(state, event, at);
    case 'invoice-due':
      return invoiceDue(state, event);
    case 'commented':
      return { state, news: { what: 'commented', ...about(state), text: event.text } };
    case 'status':
      return event.status === 'closed' && !hasEnded(state) ? closed(state, event.text) : { state };
    case 'changed':
      return { state };
  }
}

const about = ({ title, record }: OrderWatch) => ({ title, recordId: record.id });

function dispatched(state: OrderWatch, { type: _type, ...how }: EventOf<'dispatched'>): Step {
  // Where the parcel is says that it left.
  if (state.dispatched || state.parcel) return { state };
  return { state: { ...state, dispatched: true }, news: { what: 'dispatched', ...about(state), ...how } };
}

function parcel(state: OrderWatch, { status, note }: EventOf<'parcel'>, at: string): Step {
  const before = state.parcel;
  if (before && at < before.at) return { state };
  const isEnd = status === 'delivered' || status === 'returned';
  const after: OrderWatch = { ...state, parcel: { status, note, at }, ...(isEnd ? { status } : {}) };
  if (before?.status === status && before.note === note) return { state: after };
  return { state: after, news: { what: 'parcel', ...about(state), status, note } };
}

function invoiceDue(state: OrderWatch, { dueAt, amount }: EventOf<'invoice-due'>): Step {
  if (state.invoicesTold.includes(dueAt)) return { state };
  const invoicesTold = [...state.invoicesTold, dueAt].slice(-invoicesKept);
  return {
    state: { ...state, invoicesTold },
    news: { what: 'invoiceDue', ...about(state), dueAt, amount },
  };
}

const closed = (state: OrderWatch, lastComment = ''): Step => ({
  state: { ...state, status: 'closed' },
  news: { what: 'closed', ...about(state), ...(lastComment ? { lastComment } : {}) },
});
