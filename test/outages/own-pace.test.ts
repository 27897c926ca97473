import { setTimeout as sleep } from 'node:timers/promises';
import { openStoreAndAgenda } from '../../src/store/open-store';
import { circuitWorkflowId, deliveryWorkflowId } from '../../workflows/ids';
import { type CircuitState, circuitState, deliveryState } from '../../workflows/messages';
import { eventually } from '../fakes/caller';
import { desk, startStoodIn, type StoodIn } from '../fakes/stood-in';

const seed = Math.floor(Math.random() * 1_000_000);
let stood: StoodIn;
beforeAll(async () => {
  process.stdout.write(`seed ${seed}\n`);
  stood = await startStoodIn(seed, { perMinute: 60, atOnce: 12 });
});
afterAll(async () => await stood.stop());

test('more wishes than our own pace has room for: each is done at its first try, and nobody takes the system for away', async () => {
  const { temporal, config } = stood.system;
  const seen = new Set<CircuitState['state']>();
  const circuit = temporal.workflow.getHandle(circuitWorkflowId(config.taskQueue, desk));
  const watch = setInterval(() => {
    circuit.query(circuitState).then(
      ({ state }) => seen.add(state),
      () => undefined,
    );
  }, 250);
  const wishes = await stood.ask(20, 1);
  // Another process uses up what those who were called had hoped for.
  const { places, store } = await openStoreAndAgenda(config);
  for (const heldMs of [7_000, 14_000]) {
    await eventually('some called', async () => (await circuit.query(circuitState)).underWay > 0);
    await places.hold(desk, heldMs);
    await sleep(heldMs / 2);
  }
  await store.close();
  for (const { code } of wishes) {
    const delivery = temporal.workflow.getHandle(deliveryWorkflowId(code));
    await delivery.result();
    expect(await delivery.query(deliveryState)).toMatchObject({ state: 'delivered', attempts: 1 });
    expect(stood.standIn.entries().filter(({ key }) => key === code)).toHaveLength(1);
  }
  clearInterval(watch);
  expect([...seen]).toEqual(['closed']);
}, 120_000);
