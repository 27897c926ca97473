import fc from 'fast-check';
import type { CaseEvent } from '../../../src/domain/case-event';
import type { FollowUp, News, RecordSeen } from '../../../src/domain/follow-up';
import {
  advance,
  advanceBy,
  awaken,
  isRepeat,
  isSettled,
  remember,
} from '../../../src/domain/follow-up-rules';
import type { Ticket, TicketStatus } from '../../../src/domain/ticket';

const watching: FollowUp = {
  code: 'R-7K3F-92QD',
  tenant: 'valdeseda',
  channel: 'dev',
  language: 'es',
  zone: 'Europe/Madrid',
  title: 'avisar de una farola apagada',
  contact: { phone: '+34600000001' },
  record: { connection: 'town-hall-desk', id: '1001' },
  status: 'open',
  commentsTold: [],
  eventsSeen: [],
  notices: 1,
  entries: 3,
  since: '2026-11-21T10:00:00.000Z',
};
const at = '2026-11-21T10:00:00.000Z';
const ticket = (change: Partial<Ticket>): Ticket => ({
  ref: watching.record,
  status: 'open',
  priority: 'normal',
  subject: 'Farola',
  contact: {},
  comments: [],
  createdAt: at,
  updatedAt: at,
  ...change,
});
const comment = (id: string, author: 'office' | 'caller' = 'office') => ({
  id,
  author,
  text: `note ${id}`,
  at,
});

test('a comment of the office is told once, the caller’s own never', () => {
  const seen = ticket({ comments: [comment('1'), comment('2', 'caller')] });
  const first = advance(watching, seen, at);
  expect(first.news).toEqual([
    { what: 'commented', title: watching.title, recordId: '1001', text: 'note 1' },
  ]);
  expect(advance(first.state, seen, at).news).toEqual([]);
});

test('a closed ticket is told with its last comment and then left alone', () => {
  const closed = advance(watching, ticket({ status: 'closed', comments: [comment('1')] }), at);
  expect(closed.news).toEqual([
    { what: 'closed', title: watching.title, recordId: '1001', lastComment: 'note 1' },
  ]);
  expect(isSettled(closed.state)).toBe(true);
  expect(advance(closed.state, ticket({ comments: [comment('2')] }), at).news).toEqual([]);
});

test('a ticket that is gone is told as gone', () => {
  expect(advance(watching, undefined, at)).toMatchObject({
    state: { status: 'gone' },
    news: [{ what: 'gone' }],
  });
});

test('however often and whenever somebody looks, each comment and the closing are told exactly once', () => {
  const history = fc.array(fc.constantFrom('comment', 'look', 'look'), { maxLength: 40 });
  fc.assert(
    fc.property(history, fc.nat({ max: 3 }), (steps, lastLooks) => {
      let state = watching;
      let now = ticket({});
      const told: News[] = [];
      const look = (): void => {
        const next = advance(state, now, at);
        state = next.state;
        told.push(...next.news);
      };
      for (const step of steps) {
        if (step === 'look') look();
        else now = { ...now, comments: [...now.comments, comment(`${now.comments.length}`)] };
      }
      now = { ...now, status: 'closed' };
      for (let i = 0; i <= lastLooks; i += 1) look();
      expect(told.filter((news) => news.what === 'closed')).toHaveLength(1);
      const texts = told.flatMap((news) => (news.what === 'commented' ? [news.text] : []));
      expect(new Set(texts).size).toBe(texts.length);
    }),
  );
});

test('a webhook is known again, even after a hundred others, and memory stays bounded', () => {
  let state = watching;
  for (let i = 0; i < 1000; i += 1) state = remember(state, `event-${i}`);
  expect(isRepeat(state, 'event-900')).toBe(true);
  expect(state.eventsSeen.length).toBeLessThanOrEqual(200);
});

describe('what a system tells by our API', () => {
  const told = (eventId: string, event?: CaseEvent): RecordSeen => ({
    ...{ eventId, record: watching.record, at },
    ...(event ? { event } : {}),
  });
  const remark = told('e1', { type: 'commented', text: 'mañana pasa el técnico' });
  const closing = told('e2', { type: 'status', status: 'closed', text: 'reparada' });

  test('is only a hint where the record can be read back: what the record says counts', () => {
    const unchanged = advanceBy(watching, ticket({}), [remark, closing], at);
    expect(unchanged).toEqual(advance(watching, ticket({}), at));
    expect(unchanged.news).toEqual([]);
    expect(isSettled(unchanged.state)).toBe(false);
  });

  test('counts by itself where it cannot be read back, in the order it came', () => {
    const { state, news } = advanceBy(watching, 'unreadable', [remark, closing], at);
    expect(news).toEqual([
      { what: 'commented', title: watching.title, recordId: '1001', text: 'mañana pasa el técnico' },
      { what: 'closed', title: watching.title, recordId: '1001', lastComment: 'reparada' },
    ]);
    expect(isSettled(state)).toBe(true);
    expect(advanceBy(state, 'unreadable', [told('e3', { type: 'commented', text: 'x' })], at).news).toEqual(
      [],
    );
  });

  test('a hint, a webhook and silence change nothing of a record that cannot be read back', () => {
    for (const hints of [[], [told('e1')], [told('e1', { type: 'changed' })]]) {
      const { state, news } = advanceBy(watching, 'unreadable', hints, at);
      expect(news).toEqual([]);
      expect(state).toEqual({ ...watching, lookedAt: at });
    }
  });

  test('in whatever order and however often events come, the last of them by their own clocks stands', () => {
    const statuses = fc.constantFrom<TicketStatus>('open', 'pending');
    const minutes = fc.integer({ min: 0, max: 59 });
    const events = fc.uniqueArray(fc.record({ minute: minutes, status: statuses }), {
      ...{ minLength: 1, maxLength: 12, selector: ({ minute }) => minute },
    });
    const ofRun = events.chain((all) => {
      const hints = all.map(({ minute, status }) => ({
        ...told(`e${minute}`, { type: 'status', status }),
        at: `2026-11-20T10:${`${minute}`.padStart(2, '0')}:00.000Z`,
      }));
      const tenTimes = hints.flatMap((hint) => Array.from({ length: 10 }, () => hint));
      const come = fc.shuffledSubarray(tenTimes, { minLength: tenTimes.length });
      return fc.record({ hints: fc.constant(hints), come });
    });
    fc.assert(
      fc.property(ofRun, ({ hints, come }) => {
        const last = hints.toSorted((one, other) => one.at.localeCompare(other.at)).at(-1);
        const { state, news } = advanceBy(watching, 'unreadable', come, at);
        expect(last?.event).toMatchObject({ status: state.status });
        expect(news).toEqual([]);
      }),
    );
  });

  test('a status alone is kept and not told, and the same event twice tells nothing twice', () => {
    const pending = told('e1', { type: 'status', status: 'pending' });
    const first = advanceBy(watching, 'unreadable', [pending, remark, { ...remark }], at);
    expect(first.state.status).toBe('pending');
    expect(first.news.map(({ what }) => what)).toEqual(['commented']);
  });
});

describe('a ticket that was closed', () => {
  const about = { title: watching.title, recordId: '1001' };
  const closed: FollowUp = { ...watching, status: 'closed', statusAt: at, commentsTold: ['1'] };
  const later = '2026-12-01T10:00:00.000Z';
  const told = (event: CaseEvent, minute = 1): RecordSeen => ({
    ...{ eventId: `evt_${minute}`, record: watching.record, event },
    at: `2026-11-30T10:0${minute}:00.000Z`,
  });

  test('and is open again is told as such, with what was remarked since, and watched as a new one', () => {
    const { state, news } = awaken(closed, ticket({ comments: [comment('1'), comment('2')] }), [], later);
    expect(news).toEqual([
      { what: 'reopened', ...about },
      { what: 'commented', ...about, text: 'note 2' },
    ]);
    expect(state).toMatchObject({ status: 'open', since: later });
    expect(advance(state, ticket({ comments: [comment('1'), comment('2')] }), later).news).toEqual([]);
  });

  test('and stays so tells what the office remarked, and nothing else', () => {
    const still = ticket({
      status: 'closed',
      comments: [comment('1'), comment('2'), comment('3', 'caller')],
    });
    const { state, news } = awaken(closed, still, [], later);
    expect(news).toEqual([{ what: 'commented', ...about, text: 'note 2' }]);
    expect(awaken(state, still, [], later)).toMatchObject({ news: [], state: { status: 'closed' } });
  });

  test('and is no more is no news', () => {
    expect(awaken(closed, undefined, [], later)).toMatchObject({ news: [], state: { status: 'gone' } });
  });

  test('and cannot be read back is open when its system says so, later than it said closed', () => {
    const opens = told({ type: 'status', status: 'open' });
    const remark = told({ type: 'commented', text: 'Falta una pieza' }, 2);
    const closes = told({ type: 'status', status: 'closed' }, 3);
    expect(awaken(closed, 'unreadable', [opens, remark, closes], later).news).toEqual([
      { what: 'reopened', ...about },
      { what: 'commented', ...about, text: 'Falta una pieza' },
      { what: 'closed', ...about },
    ]);
    const stale = { ...opens, at: '2026-11-20T10:00:00.000Z' };
    expect(awaken(closed, 'unreadable', [stale], later)).toMatchObject({
      news: [],
      state: { status: 'closed' },
    });
  });
});
