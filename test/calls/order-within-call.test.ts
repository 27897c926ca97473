import { type Caller, caseOf, dial, eventually, ticketsOf, turnMood } from '../fakes/caller';
import { startSystem, type System } from '../fakes/system';
import { callState } from '../../workflows/messages';
import { wish, wishingModel } from '../fakes/wishing-model';

let system: System;
beforeAll(async () => {
  system = await startSystem({ models: () => [wishingModel] });
});
afterAll(async () => await system.stop());

/** Wishes and agrees; the code of what waits for its system. */
async function pending(caller: Caller, name: string, args: Record<string, string>): Promise<string> {
  await wish(caller, name, args);
  const { code = '', delivery } = await caller.say('sí');
  expect(delivery).toBe('pending');
  return code;
}

const auditOf = async (code: string): Promise<string[]> =>
  (await caseOf(system.url, code)).audit.map(({ what, detail }) => `${what}: ${detail}`);

test('what was asked of one system first reaches it first, and what was asked of another does not wait', async () => {
  const caller = await dial(system.url, 'town-hall', '+34600000401');
  await turnMood(system.url, 'down');
  const first = await pending(caller, 'street_light', { place: 'calle Uno 1', name: 'Ana Ruiz' });
  const second = await pending(caller, 'street_light', { place: 'calle Dos 2', name: 'Ana Ruiz' });
  await eventually('the second to wait', async () =>
    (await auditOf(second)).some((line) => line.startsWith('waits') && line.includes(first)),
  );
  expect((await caseOf(system.url, second)).attempts).toBe(0);

  await turnMood(system.url, 'well');
  await eventually(
    'both receipts',
    async () =>
      (
        await Promise.all([first, second].map(async (code) => (await caseOf(system.url, code)).recordId))
      ).every(Boolean),
    60_000,
  );
  const tickets = (await ticketsOf(system.url)).toSorted((a, b) => Number(a.id) - Number(b.id));
  expect(tickets.map(({ reference }) => reference)).toEqual([first, second]);
}, 120_000);

test('what is done already is waited for by nobody, and the model knows what came of its wishes', async () => {
  const caller = await dial(system.url, 'town-hall', '+34600000402');
  for (const place of ['calle Tres 3', 'calle Cuatro 4']) {
    await wish(caller, 'street_light', { place, name: 'Ana Ruiz' });
    const { code = '', delivery, recordId } = await caller.say('sí');
    expect(delivery).toBe('delivered');
    expect((await auditOf(code)).filter((line) => line.startsWith('waits'))).toEqual([]);
    const { lines } = await system.temporal.workflow.getHandle(caller.workflowId).query(callState);
    expect(lines.findLast(({ who }) => who === 'tool')).toMatchObject({
      name: 'street_light',
      args: { place },
      result: { data: { code, state: 'delivered', recordId } },
    });
  }
});
