import { deliveryWorkflowId } from '../../workflows/ids';
import { correct, deliveryState } from '../../workflows/messages';
import { caseOf, eventually, inboxOf } from '../fakes/caller';
import { startStoodIn, type StoodIn } from '../fakes/stood-in';
import { skipTime } from '../../src/drill/skip-time';

const seed = Math.floor(Math.random() * 1_000_000);
let stood: StoodIn;

beforeAll(async () => {
  process.stdout.write(`seed ${seed}\n`);
  stood = await startStoodIn(seed);
});
afterAll(async () => await stood.stop());

test('what a system refuses is parked with owner, reason and deadline; when that passes the caller hears that it takes longer, and a correction still gets it done', async () => {
  const { system, standIn } = stood;
  standIn.setFaults(({ method }) => (method === 'POST' ? { kind: 'status', status: 422 } : undefined));
  const [wish] = await stood.ask(1, 1);
  const { code = '', from = '' } = wish ?? {};
  const handle = system.temporal.workflow.getHandle(deliveryWorkflowId(code));
  const parked = await eventually('the parking', async () => {
    const found = await caseOf(system.url, code);
    return found.state === 'parked' && found;
  });
  expect(parked).toMatchObject({ owner: 'operators', parkedFor: expect.stringMatching(/422/) });
  expect(Date.parse(parked.deadline ?? '') - Date.now()).toBeGreaterThan(23 * 3_600_000);
  expect(parked.nextStep).toMatch(/operators retries, corrects or withdraws/);

  await skipTime(system.temporal, deliveryWorkflowId(code), 25 * 3600);
  const message = await eventually('the message', async () => (await inboxOf(system.url, from))[0], 40_000);
  expect(message.text).toMatch(/tardando más de lo previsto/);
  expect(message.text).not.toMatch(/registrada/);
  expect((await handle.query(deliveryState)).parked).toMatchObject({ overdue: true });

  standIn.setFaults(undefined);
  const { order } = await handle.query(deliveryState);
  if (order.verb !== 'createTicket') throw new Error('another verb');
  const work = { verb: order.verb, args: { ...order.args, place: 'calle Corregida 1' } };
  await handle.executeUpdate(correct, { args: [{ by: 'ana', work }] });
  await handle.result();
  expect(standIn.entries().map(({ arguments: body }) => body)).toMatchObject([
    { place: 'calle Corregida 1' },
  ]);
  await eventually('the second message', async () => (await inboxOf(system.url, from)).length === 2);
}, 120_000);
