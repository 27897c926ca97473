import { setTimeout as sleep } from 'node:timers/promises';
import { dial, eventually, inboxOf, office, sayAll, ticketsOf } from '../fakes/caller';
import { askForStreetLight } from '../fakes/street-light';
import { startSystem, type System } from '../fakes/system';
import { WorkflowNotFoundError } from '@temporalio/common';
import { followUpState } from '../../workflows/messages';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(async () => await system.stop());

const statusOf = async (id: string) =>
  (await ticketsOf(system.url)).find((ticket) => ticket.id === id)?.status;

/** Waits until the follow-up of a ticket runs, or runs no more. */
const watched = async (id: string, running: boolean): Promise<void> => {
  const handle = system.temporal.workflow.getHandle(`follow-up/town-hall-desk/${id}`);
  await eventually(running ? 'somebody to watch it' : 'the end of its watch', async () => {
    const found = await handle.describe().catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError) return undefined;
      throw error;
    });
    return (found?.status.name === 'RUNNING') === running;
  });
};

test('the office closes, the caller has it opened again, the office closes anew: told once each', async () => {
  const from = '+34600000061';
  const first = await dial(system.url, 'town-hall', from);
  await askForStreetLight(first, 'calle del Fresno 1');
  const { recordId: id = '' } = await first.say('sí');
  await first.hangUp();
  await watched(id, true);
  await office(system.url, id, 'close');
  await eventually('word of the closing', async () => (await inboxOf(system.url, from)).length === 1);
  await watched(id, false);

  const second = await dial(system.url, 'town-hall', from);
  const readBack = await sayAll(second, ['quiero reabrir mi aviso', id, 'sigue apagada']);
  expect(readBack.words).toMatch(/reabrir la solicitud.*sigue apagada/);
  const answer = await second.say('sí');
  expect(answer).toMatchObject({ delivery: 'delivered', words: expect.stringContaining('queda reabierta') });
  expect(await statusOf(id)).toBe('open');
  expect((await sayAll(second, ['quiero reabrir mi aviso', id, 'sigue apagada'])).words).toMatch(
    /ya está abierta/,
  );
  await second.hangUp();
  await watched(id, true);

  await office(system.url, id, 'close');
  const messages = await eventually('word of the second closing', async () => {
    const all = await inboxOf(system.url, from);
    return all.length === 2 && all;
  });
  // The ticket is what was closed, not the wish to open it again.
  for (const { text } of messages) expect(text).toMatch(/farola apagada.*cerrada/i);
  expect(messages[1]?.text).toContain(answer.code ?? 'no code');
  await sleep(1500);
  expect(await inboxOf(system.url, from)).toHaveLength(2);
}, 90_000);

test('who closes a ticket and at once has it opened again hears when the office closes it', async () => {
  const from = '+34600000062';
  const caller = await dial(system.url, 'town-hall', from);
  await askForStreetLight(caller, 'calle del Fresno 2');
  const { recordId: id = '' } = await caller.say('sí');
  await watched(id, true);
  await sayAll(caller, ['quiero cerrar mi aviso', id, 'ya está arreglada']);
  expect((await caller.say('sí')).delivery).toBe('delivered');
  await sayAll(caller, ['quiero reabrir mi aviso', id, 'se ha vuelto a apagar']);
  expect((await caller.say('sí')).delivery).toBe('delivered');
  await caller.hangUp();
  await eventually('a watch that knows it open', async () => {
    const handle = system.temporal.workflow.getHandle(`follow-up/town-hall-desk/${id}`);
    return (await handle.query(followUpState)).status === 'open';
  });
  await watched(id, true);

  await office(system.url, id, 'close');
  await eventually('word of the closing', async () => (await inboxOf(system.url, from)).length === 1);
  await sleep(1500);
  expect(await inboxOf(system.url, from)).toHaveLength(1);
}, 90_000);
