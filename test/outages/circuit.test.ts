import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { openDelivery } from '../../src/domain/delivery';
import { outageOrders, type OutageWish } from '../../src/drill/plans/outage-orders';
import { createStandIn, type StandIn } from '../../src/drill/stand-in';
import { circuitWorkflowId, deliveryWorkflowId } from '../../workflows/ids';
import { type CircuitState, circuitState, deliveryState, probeNow, withdraw } from '../../workflows/messages';
import { eventually } from '../fakes/caller';
import { startSystem, type System } from '../fakes/system';

const seed = Math.floor(Math.random() * 1_000_000);
const desk = 'town-hall-desk';
let folder: string;
let standIn: StandIn;
let system: System;

beforeAll(async () => {
  process.stdout.write(`seed ${seed}\n`);
  standIn = await createStandIn({
    seed,
    indexLagMs: [0, 0],
    systems: { [desk]: { class: 'reference' }, 'shop-desk': { class: 'key' }, 'it-desk': { class: 'key' } },
    firstNumber: 1001 + Math.floor(Math.random() * 1_000_000),
  });
  folder = mkdtempSync(join(tmpdir(), 'recado-circuit-'));
  const connection = (name: string) => ({
    system: 'sandbox-desk',
    url: standIn.urlOf(name),
    token: standIn.token,
    webhookSecret: 'whsec_c2FuZGJveC1vbmx5LW5vdC1hLXNlY3JldA==',
    timeoutMs: 1000,
    settleMs: 0,
  });
  const names = [desk, 'shop-desk', 'it-desk'];
  const connections = {
    ...Object.fromEntries(names.map((name) => [name, connection(name)])),
    agenda: { system: 'agenda' },
  };
  writeFileSync(join(folder, 'recado.yaml'), stringify({ connections }));
  system = await startSystem({ env: { RECADO_CONFIG: join(folder, 'recado.yaml') } });
});
afterAll(async () => {
  await system.stop();
  await standIn.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => standIn.setFaults(undefined));

/** Starts deliveries of callers with one to three wishes each. */
async function ask(count: number, more: number): Promise<OutageWish[]> {
  const wishes = outageOrders({ calls: count, seed: seed + more, creation: 'reference' });
  for (const { order, code, askedAtMs } of wishes) {
    order.terms = { ...order.terms, indexLagMs: 0, settleMs: 0 };
    await system.temporal.workflow.start('deliver', {
      workflowId: deliveryWorkflowId(code),
      taskQueue: system.config.taskQueue,
      args: [openDelivery(order, code, new Date(askedAtMs).toISOString())],
    });
  }
  return wishes;
}

const circuit = () => system.temporal.workflow.getHandle(circuitWorkflowId(system.config.taskQueue, desk));
const stateOf = async (): Promise<CircuitState> => await circuit().query(circuitState);
const entryOf = (code: string) => standIn.entries().filter(({ key }) => key === code);

test('thirty wishes wait for a system that is down: it is asked a handful of times, and once it is back each is done once, those of one caller in order', async () => {
  standIn.setFaults(() => ({ kind: 'status', status: 503 }));
  const before = standIn.requests().length;
  const wishes = await ask(30, 1);
  await eventually('all in line', async () => (await stateOf()).waiting === wishes.length);
  await eventually('the circuit open', async () => (await stateOf()).state === 'open');
  const asked = standIn.requests().length;
  await new Promise((resolve) => setTimeout(resolve, 4000));
  // All thirty came before anybody knew, each with a first try; from then on there are looks, ever fewer.
  expect(asked - before).toBeLessThan(75);
  expect(standIn.requests().length - asked).toBeLessThanOrEqual(4);
  expect((await stateOf()).lastError).toMatch(/503/);

  standIn.setFaults(undefined);
  for (const { code } of wishes) await system.temporal.workflow.getHandle(deliveryWorkflowId(code)).result();
  const callers = new Map<string, number[]>();
  for (const { code, from } of wishes) {
    const found = entryOf(code);
    expect(found).toHaveLength(1);
    callers.set(from, [...(callers.get(from) ?? []), found[0]?.number ?? -1]);
  }
  for (const numbers of callers.values()) expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
}, 120_000);

test('a newcomer does not pass those who wait', async () => {
  standIn.setFaults(() => ({ kind: 'down' }));
  const first = await ask(6, 2);
  await eventually('the circuit open', async () => (await stateOf()).state === 'open');
  const before = standIn.requests().filter(({ path }) => path === '/tickets').length;
  const [late] = await ask(1, 3);
  await eventually('seven in line', async () => (await stateOf()).waiting === first.length + 1);
  const tries = standIn.requests().filter(({ path, method }) => path === '/tickets' && method === 'POST');
  expect(tries.length - before).toBeLessThanOrEqual(0);
  const delivery = await system.temporal.workflow
    .getHandle(deliveryWorkflowId(late?.code ?? ''))
    .query(deliveryState);
  expect(delivery).toMatchObject({ state: 'waiting', attempts: 0, doubt: false });

  standIn.setFaults(undefined);
  for (const { code } of [...first, ...(late ? [late] : [])])
    await system.temporal.workflow.getHandle(deliveryWorkflowId(code)).result();
}, 120_000);

test('an operator has the system looked at now, and what was withdrawn in line is not done', async () => {
  standIn.setFaults(() => ({ kind: 'down' }));
  const wishes = await ask(8, 4);
  await eventually('the circuit open', async () => (await stateOf()).state === 'open');
  // The looks grow rarer; wait until the next one is some seconds away.
  await eventually(
    'a look that is far',
    async () => {
      const { nextLookAt } = await stateOf();
      return nextLookAt !== undefined && Date.parse(nextLookAt) - Date.now() > 4000;
    },
    60_000,
  );
  const gone = wishes.at(-1)?.code ?? '';
  const handle = system.temporal.workflow.getHandle(deliveryWorkflowId(gone));
  await handle.executeUpdate(withdraw, { args: [{ by: 'ana', reason: 'done by hand' }] });
  standIn.setFaults(undefined);
  const began = Date.now();
  const told = await circuit().executeUpdate(probeNow, { args: [{ by: 'ana' }] });
  expect(told).toMatch(/looked at now/);
  await system.temporal.workflow.getHandle(deliveryWorkflowId(wishes[0]?.code ?? '')).result();
  expect(Date.now() - began).toBeLessThan(4000);
  for (const { code } of wishes) await system.temporal.workflow.getHandle(deliveryWorkflowId(code)).result();
  expect(entryOf(gone)).toHaveLength(0);
  await eventually('the circuit gone', async () => (await circuit().describe()).status.name === 'COMPLETED');
}, 120_000);
