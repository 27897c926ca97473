/** How a watched ticket's changes become news for its caller. Looking twice at the same ticket tells nothing twice. */
import type { FollowUp, News, Reading, RecordSeen, Seen, Watched } from './follow-up';
import type { TicketComment } from './ticket';

/** Webhook ids kept to know a doubled one by. */
const eventsKept = 200;

/** Whether there is nothing left to watch. */
export const isSettled = (state: FollowUp): boolean => state.status === 'closed' || state.status === 'gone';

/** Whether this webhook was taken before. */
export const isRepeat = ({ eventsSeen }: Pick<Watched, 'eventsSeen'>, eventId: string): boolean =>
  eventsSeen.includes(eventId);

/** Remembers a webhook's id, forgetting the oldest. */
export const remember = <S extends Watched>(state: S, eventId: string): S => ({
  ...state,
  eventsSeen: [...state.eventsSeen, eventId].slice(-eventsKept),
});

/** What a look changes: the state after it, and what the caller is to be told, oldest first. */
export function advance(state: FollowUp, seen: Seen, at: string): { state: FollowUp; news: News[] } {
  if (isSettled(state)) return { state, news: [] };
  const about = { title: state.title, recordId: state.record.id };
  if (!seen) return { state: { ...state, status: 'gone', lookedAt: at }, news: [{ what: 'gone', ...about }] };

  const fresh = untold(state, seen);
  const news: News[] = [];
  if (seen.status === 'closed') {
    const last = fresh.at(-1);
    news.push({ what: 'closed', ...about, ...(last ? { lastComment: last.text } : {}) });
  } else {
    for (const comment of fresh) news.push({ what: 'commented', ...about, text: comment.text });
  }
  const commentsTold = [...state.commentsTold, ...fresh.map((comment) => comment.id)];
  return { state: { ...state, status: seen.status, commentsTold, lookedAt: at }, news };
}

const untold = (state: FollowUp, seen: NonNullable<Seen>): TicketComment[] =>
  seen.comments.filter(({ id, author }) => author === 'office' && !state.commentsTold.includes(id));

/**
 * What is news of a ticket that was closed, by a reading and by what its system has reported since: the office has opened it
 * again, or has remarked on it. That it is no more is none.
 */
export function awaken(
  state: FollowUp,
  reading: Reading,
  told: RecordSeen[],
  at: string,
): { state: FollowUp; news: News[] } {
  if (reading === 'unreadable') return awakenByEvents(state, told, at);
  if (!reading) return { state: { ...state, status: 'gone', lookedAt: at }, news: [] };
  const about = { title: state.title, recordId: state.record.id };
  const fresh = untold(state, reading);
  const isOpen = reading.status !== 'closed';
  const commentsTold = [...state.commentsTold, ...fresh.map(({ id }) => id)];
  return {
    // Watched from now on as one that is new: much may happen to it soon.
    state: { ...state, status: reading.status, commentsTold, lookedAt: at, ...(isOpen ? { since: at } : {}) },
    news: [
      ...(isOpen ? [{ what: 'reopened' as const, ...about }] : []),
      ...fresh.map(({ text }) => ({ what: 'commented' as const, ...about, text })),
    ],
  };
}

/** Where there is no reading it back, each event counts, in the order it came; from its opening on as of an open one. */
function awakenByEvents(state: FollowUp, told: RecordSeen[], at: string): { state: FollowUp; news: News[] } {
  const [first, ...others] = told;
  if (!first) return { state, news: [] };
  const one = awaken(state, asTold(state, first), [], at);
  const after = isNews(state, first) ? { ...one.state, statusAt: first.at } : one.state;
  const rest = isSettled(after)
    ? awakenByEvents(after, others, at)
    : advanceBy(after, 'unreadable', others, at);
  return { state: rest.state, news: [...one.news, ...rest.news] };
}

/**
 * What a look changes together with what we were told since the last one. A record that was read back speaks for itself
 * and what we were told was only a hint; where there is no reading it back, each event counts, in the order it came.
 */
export function advanceBy(
  state: FollowUp,
  reading: Reading,
  told: RecordSeen[],
  at: string,
): { state: FollowUp; news: News[] } {
  if (reading !== 'unreadable') return advance(state, reading, at);
  let now: FollowUp = { ...state, lookedAt: at };
  const news: News[] = [];
  for (const one of told) {
    const step = advance(now, asTold(now, one), at);
    now = isNews(now, one) ? { ...step.state, statusAt: one.at } : step.state;
    news.push(...step.news);
  }
  return { state: now, news };
}

/** The record as one event leaves it: a remark counts as the office's comment under the event's own id. */
function asTold(state: FollowUp, told: RecordSeen): NonNullable<Seen> {
  const { event, eventId, at } = told;
  const text = event && 'text' in event ? event.text : undefined;
  const status = state.status === 'gone' ? 'open' : state.status;
  return {
    status: event?.type === 'status' && isNews(state, told) ? event.status : status,
    comments: text === undefined ? [] : [{ id: eventId, author: 'office', text, at }],
  };
}

/** Events come late and in any order: one that is older than what we know does not undo it. */
const isNews = ({ statusAt }: FollowUp, { event, at }: RecordSeen): boolean =>
  event?.type === 'status' && (statusAt === undefined || at >= statusAt);
