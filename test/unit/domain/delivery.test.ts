import fc from 'fast-check';
import type { Fault, Order } from '../../../src/domain/call';
import { deliveryCard, deliveryWaitsFor } from '../../../src/domain/card';
import {
  answered,
  corrected,
  failed,
  objection,
  openDelivery,
  withdrawn,
} from '../../../src/domain/delivery';

const at = '2026-11-21T10:00:00.000Z';
const order: Order = {
  tenant: 'valdeseda',
  assistant: 'town-hall',
  connection: 'town-hall-desk',
  language: 'es',
  channel: 'dev',
  zone: 'Europe/Madrid',
  callId: 'c1',
  title: 'añadir un comentario',
  contact: { phone: '+34600000001' },
  verb: 'commentTicket',
  args: { id: '1001', text: 'sigue apagada' },
};
const fresh = openDelivery(order, 'R-7K3F-92QD', at);
const fault = (kind: Fault['kind']): Fault => ({ kind, message: 'HTTP 503', at });
const receipt = { record: { connection: 'town-hall-desk', id: '1001' }, at };

test('whatever fails first, a receipt ends it as delivered with nothing left to wait for', () => {
  const kinds = fc.array(
    fc.constantFrom<Fault['kind']>('unavailable', 'timeout', 'rejected', 'unauthorized', 'unknown'),
  );
  fc.assert(
    fc.property(kinds, (faults) => {
      let delivery = fresh;
      for (const kind of faults) delivery = failed(delivery, fault(kind), Date.parse(at), 0.5).delivery;
      const done = answered(delivery, { receipt });
      expect(done).toMatchObject({ state: 'delivered', attempts: faults.length + 1 });
      expect(done.nextTryAt).toBeUndefined();
      expect(done.parkedFor).toBeUndefined();
      expect(deliveryWaitsFor(done)).toBe('nobody');
    }),
  );
});

test('a parked delivery says why, waits for an operator and has no next try', () => {
  const { delivery, waitMs } = failed(fresh, fault('rejected'), Date.parse(at), 0.5);
  expect(waitMs).toBeUndefined();
  expect(delivery).toMatchObject({ state: 'parked', parkedFor: 'HTTP 503', alarm: true });
  expect(deliveryCard(delivery)).toContain('An operator retries, corrects or withdraws it.');
});

test('a waiting delivery names its next try', () => {
  const { delivery, waitMs } = failed(fresh, fault('unavailable'), Date.parse(at), 0.5);
  expect(waitMs).toBe(1000);
  expect(delivery.nextTryAt).toBe('2026-11-21T10:00:01.000Z');
  expect(deliveryCard(delivery)).toContain('HTTP 503');
});

test('operators are refused with a reason while a try is under way, after the end, and for another verb', () => {
  expect(objection(fresh, 'retry')).toMatch(/under way/);
  expect(objection(answered(fresh, { receipt }), 'withdraw')).toMatch(/already delivered/);
  const { delivery } = failed(fresh, fault('rejected'), Date.parse(at), 0.5);
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
  const { delivery } = failed(fresh, fault('unavailable'), Date.parse(at), 0.5);
  expect(deliveryCard(delivery)).not.toMatch(/600000001|sigue apagada|comentario/);
});
