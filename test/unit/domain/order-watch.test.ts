import fc from 'fast-check';
import type { CaseEvent } from '../../../src/domain/case-event';
import type { News, RecordSeen } from '../../../src/domain/follow-up';
import { orderCard, orderNextStep } from '../../../src/domain/order-card';
import type { OrderWatch } from '../../../src/domain/order-watch';
import { advanceOrder, isDone, leftMs } from '../../../src/domain/order-watch-rules';

const watching: OrderWatch = {
  ...{ code: 'R-7K3F-92QD', tenant: 'loja', channel: 'dev', language: 'pt-BR', zone: 'America/Sao_Paulo' },
  ...{ title: 'comprar uma cafeteira', contact: { phone: '+5511900000001' } },
  ...{ record: { connection: 'shop', id: 'P-17' }, eventsSeen: [], notices: 1, entries: 3 },
  ...{
    since: '2026-11-20T10:00:00.000Z',
    status: 'open',
    until: '2027-01-19T10:00:00.000Z',
    invoicesTold: [],
  },
};
const about = { title: watching.title, recordId: 'P-17' };
const at = (minute: number): string => `2026-11-21T10:${`${minute}`.padStart(2, '0')}:00.000Z`;
const seen = (event: CaseEvent, minute = 0): RecordSeen => ({
  ...{ eventId: `e${minute}`, record: watching.record, at: at(minute), event },
});
/** The order after all of these, and what its caller was told. */
function after(...told: RecordSeen[]): { state: OrderWatch; news: News[] } {
  const news: News[] = [];
  let state = watching;
  for (const one of told) {
    const step = advanceOrder(state, one);
    state = step.state;
    if (step.news) news.push(step.news);
  }
  return { state, news };
}

test('an order leaves, its parcel moves and arrives: each is told once, and then nobody watches any more', () => {
  const left = seen({ type: 'dispatched', carrier: 'Correios', tracking: 'BR123' }, 1);
  const moves = seen({ type: 'parcel', status: 'out-for-delivery' }, 2);
  const arrives = seen({ type: 'parcel', status: 'delivered', note: 'na portaria' }, 3);
  const { state, news } = after(left, left, moves, { ...moves, at: at(5) }, arrives, moves);
  expect(news).toEqual([
    { what: 'dispatched', ...about, carrier: 'Correios', tracking: 'BR123' },
    { what: 'parcel', ...about, status: 'out-for-delivery', note: undefined },
  ]);
  // The look at 10:05 was later than the arrival that was told after it.
  expect(isDone(state)).toBe(false);
  const { state: end, news: all } = after(left, moves, arrives, moves);
  expect(all).toHaveLength(3);
  expect(end).toMatchObject({ status: 'delivered', parcel: { status: 'delivered', at: at(3) } });
});

test('that it left is no news where its parcel was seen already', () => {
  const { news } = after(seen({ type: 'parcel', status: 'on-its-way' }, 2), seen({ type: 'dispatched' }, 1));
  expect(news.map(({ what }) => what)).toEqual(['parcel']);
});

test('an invoice is told once for each day it is due on, also with another amount', () => {
  const due = (day: number, value: number, minute: number) =>
    seen(
      { type: 'invoice-due', dueAt: `2026-12-0${day}T03:00:00Z`, amount: { value, currency: 'BRL' } },
      minute,
    );
  const { state, news } = after(due(1, 10, 1), due(1, 12, 2), due(2, 10, 3));
  expect(news).toHaveLength(2);
  expect(news[0]).toEqual({
    ...{ what: 'invoiceDue', ...about, dueAt: '2026-12-01T03:00:00Z' },
    amount: { value: 10, currency: 'BRL' },
  });
  expect(isDone(state)).toBe(false);
});

test('a remark is told; a status that is not the end is not; the end is, once; what comes behind it is told too', () => {
  const { state, news } = after(
    seen({ type: 'changed' }, 1),
    seen({ type: 'status', status: 'pending' }, 2),
    seen({ type: 'commented', text: 'falta a cor' }, 3),
    seen({ type: 'status', status: 'closed', text: 'cancelado' }, 4),
    seen({ type: 'commented', text: 'tarde' }, 5),
    seen({ type: 'status', status: 'closed', text: 'cancelado' }, 6),
  );
  expect(news).toEqual([
    { what: 'commented', ...about, text: 'falta a cor' },
    { what: 'closed', ...about, lastComment: 'cancelado' },
    { what: 'commented', ...about, text: 'tarde' },
  ]);
  expect(state.status).toBe('closed');
});

test('in whatever order parcels are told of, the last by their own clocks stands, and nothing older is told after it', () => {
  const status = fc.constantFrom('on-its-way', 'out-for-delivery', 'not-delivered', 'ready-to-collect');
  const moves = fc.uniqueArray(fc.record({ minute: fc.integer({ min: 0, max: 59 }), status }), {
    ...{ minLength: 1, maxLength: 10, selector: ({ minute }) => minute },
  });
  fc.assert(
    fc.property(moves, fc.infiniteStream(fc.nat()), (all, random) => {
      const told = all
        .map((one) => ({ one, by: random.next().value }))
        .toSorted((a, b) => a.by - b.by)
        .map(({ one }) => seen({ type: 'parcel', status: one.status as 'on-its-way' }, one.minute));
      const { state } = after(...told);
      const last = all.toSorted((a, b) => a.minute - b.minute).at(-1);
      expect(state.parcel).toMatchObject({ status: last?.status, at: at(last?.minute ?? 0) });
    }),
  );
});

test('operators read what it waits for, and how it ended', () => {
  const { state } = after(seen({ type: 'dispatched' }, 1));
  expect(orderCard(state)).toMatch(/P-17[\s\S]*Order\*\*: dispatched[\s\S]*until 2027-01-19/);
  expect(orderCard(state)).not.toMatch(/\+55/);
  expect(orderNextStep({ ...state, status: 'returned' })).toBe('Nothing; it went back.');
  expect(leftMs(state, Date.parse('2027-01-20T00:00:00.000Z'))).toBe(1);
});
