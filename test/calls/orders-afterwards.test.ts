/** What a shop's systems report of an order that a caller made: they are told, each thing once, until it arrived. */
import { randomUUID } from 'node:crypto';
import type { Order } from '../../src/domain/call';
import type { CaseEvent } from '../../src/domain/case-event';
import type { RecordSeen } from '../../src/domain/follow-up';
import { mintCode } from '../../src/domain/code';
import { openDelivery } from '../../src/domain/delivery';
import { faultPolicy } from '../../src/domain/terms';
import { deliveryWorkflowId, followUpWorkflowId } from '../../workflows/ids';
import { caseOf, eventually, inboxOf } from '../fakes/caller';
import { endsWithoutStore } from '../fakes/ending-watch';
import { startSystem, type System } from '../fakes/system';
import { orderState, recordSeen } from '../../workflows/messages';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(async () => await system.stop());

const orderOf = (from: string, followDays?: number): Order => ({
  ...{ tenant: 'loja', assistant: 'shop', connection: 'shop-desk', language: 'pt-BR', channel: 'dev' },
  ...{ zone: 'America/Sao_Paulo', callId: randomUUID(), title: 'comprar uma cafeteira' },
  contact: { phone: from },
  terms: { creation: 'reference', indexLagMs: 0, settleMs: 0, atOnce: 4, policy: faultPolicy.parse({}) },
  ...(followDays === undefined ? {} : { followDays }),
  ...{ verb: 'perform', args: { tool: 'order_coffee_maker', arguments: { model: 'azul' } } },
});

/** Has it ordered, as a call would; its code. */
async function ordered(from: string, followDays?: number): Promise<string> {
  const code = mintCode(Math.random);
  await system.temporal.workflow.start('deliver', {
    ...{ workflowId: deliveryWorkflowId(code), taskQueue: system.config.taskQueue },
    args: [openDelivery(orderOf(from, followDays), code, new Date().toISOString())],
  });
  await eventually('its receipt', async () => (await caseOf(system.url, code)).recordId);
  return code;
}

async function report(code: string, event: object): Promise<number> {
  const answer = await fetch(`${system.url}/api/cases/${code}/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify(event),
  });
  await answer.arrayBuffer();
  return answer.status;
}

const told = async (from: string) => (await inboxOf(system.url, from)).map(({ text }) => text);

test('an order leaves, its invoice is due, its parcel arrives: the caller hears of each once, and then nobody watches', async () => {
  const from = '+5511900000041';
  const code = await ordered(from, 60);
  const minute = (number: number) => new Date(Date.now() - (10 - number) * 60_000).toISOString();
  const reports = [
    { type: 'dispatched', carrier: 'Correios', tracking: 'BR123', at: minute(1), id: 'a' },
    { type: 'dispatched', carrier: 'Correios', tracking: 'BR123', at: minute(1), id: 'a' },
    {
      type: 'invoice-due',
      dueAt: '2026-12-10T12:00:00-03:00',
      amount: { value: 199.9, currency: 'BRL' },
      id: 'b',
    },
    { type: 'parcel', status: 'out-for-delivery', at: minute(4), id: 'c' },
    { type: 'parcel', status: 'on-its-way', at: minute(2), id: 'd' },
  ];
  for (const [index, event] of reports.entries()) {
    expect(await report(code, event)).toBe(202);
    const { audit } = await eventually('the event on the trail', async () => {
      const seen = await caseOf(system.url, code);
      const taken = new Set(reports.slice(0, index + 1).map(({ id }) => id)).size;
      return seen.audit.filter(({ what }) => what.startsWith('event: ')).length === taken && seen;
    });
    expect(audit.map(({ what }) => what)).toContain('watching');
  }
  expect(await report(code, { type: 'parcel', status: 'delivered', note: 'na portaria' })).toBe(202);
  const settled = await eventually('its end', async () => {
    const seen = await caseOf(system.url, code);
    return seen.state === 'settled' && seen;
  });
  expect(settled).toMatchObject({ waitingFor: 'nobody', nextStep: 'Nothing; it arrived.' });
  const [done, left, invoice, nearby, here, ...more] = (await told(from)).filter((text) => text !== '');
  expect(more).toEqual([]);
  expect(done).toContain('cafeteira');
  expect(left).toMatch(/Correios[\s\S]*BR123/);
  expect(invoice).toMatch(/199,90?[\s\S]*10 de dezembro/);
  expect(nearby).toMatch(/entrega/i);
  expect(here).toContain('na portaria');
}, 120_000);

test('an order that its assistant does not follow is watched by nobody', async () => {
  const code = await ordered('+5511900000042');
  const { connection, recordId = '' } = await caseOf(system.url, code);
  await eventually('its end', async () =>
    (await caseOf(system.url, code)).audit.some(({ what }) => what === 'told'),
  );
  const follower = system.temporal.workflow.getHandle(followUpWorkflowId(connection, recordId));
  await expect(follower.describe()).rejects.toThrow(/not found/i);
}, 60_000);

test('what is reported while its watch is just writing down its end is told too', async () => {
  const from = '+5511900000043';
  const code = await ordered(from, 60);
  const { recordId: id = '', connection } = await caseOf(system.url, code);
  const watch = system.temporal.workflow.getHandle(followUpWorkflowId(connection, id));
  await eventually('its watch', async () => (await watch.describe().catch(() => undefined)) !== undefined);
  const seen = (eventId: string, event: CaseEvent): RecordSeen => ({
    ...{ eventId, record: { connection, id }, at: new Date().toISOString(), event },
  });
  await endsWithoutStore(
    system,
    watch,
    async () => await watch.signal(recordSeen, seen('a', { type: 'parcel', status: 'delivered' })),
    async () => (await watch.query(orderState)).status === 'delivered',
  );
  const dueAt = '2026-12-10T12:00:00-03:00';
  await watch.signal(recordSeen, seen('b', { type: 'invoice-due', dueAt }));
  await system.startStore();
  await eventually('its end', async () => (await watch.describe()).status.name === 'COMPLETED', 60_000);
  const texts = await eventually('both', async () => {
    const all = (await told(from)).filter((text) => text !== '');
    return all.length >= 3 && all;
  });
  expect(texts.some((text) => /10 de dezembro/.test(text))).toBe(true);
}, 120_000);
