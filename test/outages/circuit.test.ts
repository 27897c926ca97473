import { deliveryWorkflowId, circuitWorkflowId } from '../../workflows/ids';
import { type CircuitState, circuitState, deliveryState, probeNow, withdraw } from '../../workflows/messages';
import { eventually } from '../fakes/caller';
import { desk, startStoodIn, type StoodIn } from '../fakes/stood-in';

const seed = Math.floor(Math.random() * 1_000_000);
let stood: StoodIn;

beforeAll(async () => {
  process.stdout.write(`seed ${seed}\n`);
  stood = await startStoodIn(seed);
});
afterAll(async () => await stood.stop());
afterEach(() => stood.standIn.setFaults(undefined));

const circuit = () =>
  stood.system.temporal.workflow.getHandle(circuitWorkflowId(stood.system.config.taskQueue, desk));
const stateOf = async (): Promise<CircuitState> => await circuit().query(circuitState);
const entryOf = (code: string) => stood.standIn.entries().filter(({ key }) => key === code);

test('thirty wishes wait for a system that is down: it is asked a handful of times, and once it is back each is done once, those of one caller in order', async () => {
  stood.standIn.setFaults(() => ({ kind: 'status', status: 503 }));
  const before = stood.standIn.requests().length;
  const wishes = await stood.ask(30, 1);
  await eventually('all in line', async () => (await stateOf()).waiting === wishes.length);
  await eventually('the circuit open', async () => (await stateOf()).state === 'open');
  const asked = stood.standIn.requests().length;
  await new Promise((resolve) => setTimeout(resolve, 4000));
  // All thirty came before anybody knew, each with a first try; from then on there are looks, ever fewer.
  expect(asked - before).toBeLessThan(75);
  expect(stood.standIn.requests().length - asked).toBeLessThanOrEqual(4);
  expect((await stateOf()).lastError).toMatch(/503/);

  stood.standIn.setFaults(undefined);
  for (const { code } of wishes)
    await stood.system.temporal.workflow.getHandle(deliveryWorkflowId(code)).result();
  const callers = new Map<string, number[]>();
  for (const { code, from } of wishes) {
    const found = entryOf(code);
    expect(found).toHaveLength(1);
    callers.set(from, [...(callers.get(from) ?? []), found[0]?.number ?? -1]);
  }
  for (const numbers of callers.values()) expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
}, 120_000);

test('a newcomer does not pass those who wait', async () => {
  stood.standIn.setFaults(() => ({ kind: 'down' }));
  const first = await stood.ask(6, 2);
  await eventually('the circuit open', async () => (await stateOf()).state === 'open');
  const before = stood.standIn.requests().filter(({ path }) => path === '/tickets').length;
  const [late] = await stood.ask(1, 3);
  await eventually('seven in line', async () => (await stateOf()).waiting === first.length + 1);
  const tries = stood.standIn
    .requests()
    .filter(({ path, method }) => path === '/tickets' && method === 'POST');
  expect(tries.length - before).toBeLessThanOrEqual(0);
  const delivery = await stood.system.temporal.workflow
    .getHandle(deliveryWorkflowId(late?.code ?? ''))
    .query(deliveryState);
  expect(delivery).toMatchObject({ state: 'waiting', attempts: 0, doubt: false });

  stood.standIn.setFaults(undefined);
  for (const { code } of [...first, ...(late ? [late] : [])])
    await stood.system.temporal.workflow.getHandle(deliveryWorkflowId(code)).result();
}, 120_000);

test('an operator has the system looked at now, and what was withdrawn in line is not done', async () => {
  stood.standIn.setFaults(() => ({ kind: 'down' }));
  const wishes = await stood.ask(8, 4);
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
  const handle = stood.system.temporal.workflow.getHandle(deliveryWorkflowId(gone));
  await handle.executeUpdate(withdraw, { args: [{ by: 'ana', reason: 'done by hand' }] });
  stood.standIn.setFaults(undefined);
  const began = Date.now();
  const told = await circuit().executeUpdate(probeNow, { args: [{ by: 'ana' }] });
  expect(told).toMatch(/looked at now/);
  await stood.system.temporal.workflow.getHandle(deliveryWorkflowId(wishes[0]?.code ?? '')).result();
  expect(Date.now() - began).toBeLessThan(4000);
  for (const { code } of wishes)
    await stood.system.temporal.workflow.getHandle(deliveryWorkflowId(code)).result();
  expect(entryOf(gone)).toHaveLength(0);
  await eventually('the circuit gone', async () => (await circuit().describe()).status.name === 'COMPLETED');
}, 120_000);
