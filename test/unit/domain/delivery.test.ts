import fc from 'fast-check';
import type { Fault, Order } from '../../../src/domain/call';
import { deliveryCard, deliveryWaitsFor } from '../../../src/domain/card';
import {
  answered,
  corrected,
  type Delivery,
  failed,
  objection,
  openDelivery,
  placeOf,
  withdrawn,
} from '../../../src/domain/delivery';
import { faultPolicy, type FaultPolicy } from '../../../src/domain/terms';

const at = '2026-11-21T10:00:00.000Z';
const now = Date.parse(at);
const orderWith = (policy: Partial<FaultPolicy> = {}): Order => ({
  tenant: 'valdeseda',
  assistant: 'town-hall',
  connection: 'town-hall-desk',
  language: 'es',
  channel: 'dev',
  zone: 'Europe/Madrid',
  callId: 'c1',
  title: 'añadir un comentario',
  contact: { phone: '+34600000001' },
  terms: {
    creation: 'reference',
    indexLagMs: 0,
    settleMs: 0,
    atOnce: 4,
    policy: faultPolicy.parse(policy),
  },
  verb: 'commentTicket',
  args: { id: '1001', text: 'sigue apagada' },
});
const order = orderWith();
const fresh = openDelivery(order, 'R-7K3F-92QD', at);
const fault = (kind: Fault['kind'], outcome: Fault['outcome'] = 'unknown'): Fault => ({
  kind,
  message: 'HTTP 503',
  outcome,
  at,
});
const after = (delivery: Delivery, ...faults: Fault[]): Delivery =>
  faults.reduce((so, one) => failed(so, one, now, 0.5), delivery);
const receipt = { record: { connection: 'town-hall-desk', id: '1001' }, at };

test('what our own pace held back is no try: it counts as none, and never goes to people or the register', () => {
  const held: Fault = { ...fault('throttled', 'not-done'), retryAfterMs: 700, unasked: true };
  for (const then of ['retry', 'team', 'record'] as const) {
    const asked = orderWith({ then, afterTries: 1, ...(then === 'team' ? { team: 'noche' } : {}) });
    const delivery = openDelivery(asked, 'R-7K3F-92QD', at);
    const waiting = after(delivery, held, held, held);
    expect(waiting).toMatchObject({ state: 'waiting', attempts: 0, doubt: false, alarm: false });
    expect(waiting.nextTryAt).toBe(new Date(now + 700).toISOString());
    expect(after({ ...delivery, doubt: true }, held).doubt).toBe(true);
  }
});

test('whatever fails first, a receipt ends it as delivered with nothing left to wait for', () => {
  const kinds = fc.array(
    fc.constantFrom<Fault['kind']>('unavailable', 'timeout', 'rejected', 'unauthorized', 'unknown'),
  );
  fc.assert(
    fc.property(kinds, (faults) => {
      const delivery = after(fresh, ...faults.map((kind) => fault(kind)));
      const done = answered(delivery, { receipt });
      expect(done).toMatchObject({ state: 'delivered', attempts: faults.length + 1, doubt: false });
      expect(done.nextTryAt).toBeUndefined();
      expect(done.parked).toBeUndefined();
      expect(deliveryWaitsFor(done)).toBe('nobody');
    }),
  );
});

test('once a try may have reached the system, the doubt stays until a receipt comes', () => {
  expect(after(fresh, fault('throttled', 'not-done')).doubt).toBe(false);
  expect(after(fresh, fault('timeout'), fault('throttled', 'not-done')).doubt).toBe(true);
});

test('a parked delivery says why, whose it is and by when; it waits for people and has no next try', () => {
  const delivery = after(fresh, fault('rejected', 'not-done'));
  expect(delivery).toMatchObject({
    state: 'parked',
    alarm: true,
    parked: { reason: 'HTTP 503', owner: 'operators', deadline: '2026-11-22T10:00:00.000Z' },
  });
  expect(delivery.nextTryAt).toBeUndefined();
  expect(deliveryWaitsFor(delivery)).toBe('operator');
  expect(deliveryCard(delivery)).toMatch(/Owner.*operators[\s\S]*Reason.*503[\s\S]*Deadline.*2026-11-22T10/);
});

test('what the office promised earlier is the deadline of what is parked, unless that is past', () => {
  const promised = { ...order, dueAt: '2026-11-21T12:00:00.000Z' };
  const soon = failed(openDelivery(promised, 'R-7K3F-92QD', at), fault('rejected'), now, 0.5);
  expect(soon.parked?.deadline).toBe('2026-11-21T12:00:00.000Z');
  const late = failed(openDelivery(promised, 'R-7K3F-92QD', at), fault('rejected'), now + 7_200_000, 0.5);
  expect(late.parked?.deadline).toBe('2026-11-22T12:00:00.000Z');
});

test('a team gets what stays undone; our register takes what is to be recorded, and a doubt stays visible there', () => {
  const team = openDelivery(orderWith({ then: 'team', team: 'citas', afterTries: 2 }), 'R-7K3F-92QD', at);
  expect(after(team, fault('unavailable'), fault('unavailable')).parked?.owner).toBe('citas');
  const policy = { then: 'record', afterTries: 2, register: 'register' } as const;
  const record = openDelivery(orderWith(policy), 'R-7K3F-92QD', at);
  const moved = after(record, fault('unavailable'), fault('timeout'));
  expect(moved).toMatchObject({
    state: 'delivering',
    flagged: true,
    doubt: false,
    order: { connection: 'register' },
  });
  const surely = after(record, fault('throttled', 'not-done'), fault('throttled', 'not-done'));
  expect(surely).toMatchObject({ flagged: false, order: { connection: 'register' } });
});

test('a waiting delivery names its next try and its place in line', () => {
  const delivery = after(fresh, fault('unavailable'));
  expect(delivery.nextTryAt).toBe('2026-11-21T10:00:01.000Z');
  expect(deliveryCard(delivery)).toContain('HTTP 503');
  expect(placeOf(delivery)).toEqual({
    code: 'R-7K3F-92QD',
    caller: 'c1',
    since: now,
    notBefore: now + 1000,
  });
});

test('operators are refused with a reason while a try is under way, after the end, and for another verb', () => {
  expect(objection(fresh, 'retry')).toMatch(/under way/);
  expect(objection(answered(fresh, { receipt }), 'withdraw')).toMatch(/already delivered/);
  const delivery = after(fresh, fault('rejected'));
  expect(objection(delivery, 'correct', 'closeTicket')).toMatch(/commentTicket/);
  expect(objection(delivery, 'correct', 'commentTicket')).toBeUndefined();
});

test('a correction changes the arguments and nothing else; a withdrawal ends it with its reason', () => {
  const better = corrected(fresh, { verb: 'commentTicket', args: { id: '1002', text: 'otra' } });
  expect(better).toEqual({ ...fresh, order: { ...order, args: { id: '1002', text: 'otra' } } });
  expect(withdrawn(fresh, 'the caller asked').outcome).toEqual({
    state: 'withdrawn',
    code: 'R-7K3F-92QD',
    reason: 'the caller asked',
  });
});

test('no card shows what the caller said or who they are', () => {
  expect(deliveryCard(after(fresh, fault('unavailable')))).not.toMatch(/600000001|sigue apagada|comentario/);
});
