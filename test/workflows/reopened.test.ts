import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dial, eventually, inboxOf, office, sayAll, ticketsOf, turnMood } from '../fakes/caller';
import { askForStreetLight } from '../fakes/street-light';
import { startSystem, type System } from '../fakes/system';
import { endsWithoutStore } from '../fakes/ending-watch';
import { WorkflowNotFoundError } from '@temporalio/common';
import { callerKnows, followUpState, recordSeen } from '../../workflows/messages';

let folder: string;
let system: System;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recado-reopened-'));
  const file = join(folder, 'recado.yaml');
  const written = readFileSync(join(__dirname, '../../recado.yaml'), 'utf8');
  // Longer than a slow desk takes.
  writeFileSync(file, written.replace('/desks/town-hall\n', '/desks/town-hall\n    timeoutMs: 15000\n'));
  system = await startSystem({ env: { RECADO_CONFIG: file } });
});
afterAll(async () => {
  await system.stop();
  rmSync(folder, { recursive: true, force: true });
});

const statusOf = async (id: string) =>
  (await ticketsOf(system.url)).find((ticket) => ticket.id === id)?.status;

const watchOf = (id: string) => system.temporal.workflow.getHandle(`follow-up/town-hall-desk/${id}`);
const knownOf = async (id: string) => (await watchOf(id).query(followUpState)).status;

/** Waits until the follow-up of a ticket runs, or runs no more. */
const watched = async (id: string, running: boolean): Promise<void> => {
  const handle = watchOf(id);
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
  await eventually('a watch that knows it open', async () => (await knownOf(id)) === 'open');
  await watched(id, true);

  await office(system.url, id, 'close');
  await eventually('word of the closing', async () => (await inboxOf(system.url, from)).length === 1);
  await sleep(1500);
  expect(await inboxOf(system.url, from)).toHaveLength(1);
}, 90_000);

test('a look that began while it was closed does not end the watch of a ticket that was opened meanwhile', async () => {
  const from = '+34600000063';
  const caller = await dial(system.url, 'town-hall', from);
  await askForStreetLight(caller, 'calle del Fresno 3');
  const { recordId: id = '' } = await caller.say('sí');
  await caller.hangUp();
  await watched(id, true);
  await turnMood(system.url, 'slow');
  await office(system.url, id, 'close');
  await eventually('a look', async () => {
    const { raw } = await watchOf(id).describe();
    return raw.pendingActivities?.some(({ activityType }) => activityType?.name === 'readRecord');
  });
  await sleep(1000);
  await turnMood(system.url, 'well');
  await office(system.url, id, 'reopen');
  await watchOf(id).signal(callerKnows, { status: 'open' });
  await sleep(12_000);
  expect(await knownOf(id)).toBe('open');
  await watched(id, true);
  expect(await inboxOf(system.url, from)).toEqual([]);
}, 90_000);

test('a watch that is just writing down its end goes on when the ticket is opened again', async () => {
  const from = '+34600000064';
  const caller = await dial(system.url, 'town-hall', from);
  await askForStreetLight(caller, 'calle del Fresno 4');
  const { recordId: id = '' } = await caller.say('sí');
  await caller.hangUp();
  await watched(id, true);
  await system.killStore();
  await watchOf(id).signal(callerKnows, { status: 'closed' });
  await eventually('its end', async () => {
    const { raw } = await watchOf(id).describe();
    return raw.pendingActivities?.some(({ activityType }) => activityType?.name === 'recordCase');
  });
  await watchOf(id).signal(callerKnows, { status: 'open' });
  await system.startStore();
  await eventually(
    'it to go on',
    async () => {
      const { raw, status } = await watchOf(id).describe();
      return status.name === 'RUNNING' && (raw.pendingActivities ?? []).length === 0;
    },
    60_000,
  );
  expect(await knownOf(id)).toBe('open');
  await office(system.url, id, 'close');
  await eventually('word of the closing', async () => (await inboxOf(system.url, from)).length === 1);
}, 120_000);

test('what the office reports while a watch is just writing down its end is looked at, and its caller hears of it', async () => {
  const from = '+34600000065';
  const caller = await dial(system.url, 'town-hall', from);
  await askForStreetLight(caller, 'calle del Fresno 5');
  const { recordId: id = '' } = await caller.say('sí');
  await caller.hangUp();
  await watched(id, true);
  await endsWithoutStore(
    system,
    watchOf(id),
    async () => await watchOf(id).signal(callerKnows, { status: 'closed' }),
    async () => (await knownOf(id)) === 'closed',
  );
  const record = { connection: 'town-hall-desk', id };
  await watchOf(id).signal(recordSeen, { eventId: 'late', record, at: new Date().toISOString() });
  await system.startStore();
  const [text] = await eventually('word of it', async () => {
    const messages = await inboxOf(system.url, from);
    return messages.length > 0 && messages.map((message) => message.text);
  });
  expect(text).toMatch(/farola apagada.*se ha vuelto a abrir/);
  expect(await knownOf(id)).toBe('open');
  await watched(id, true);
  await office(system.url, id, 'close');
  await eventually('word of the closing', async () => (await inboxOf(system.url, from)).length === 2);
  await watched(id, false);
}, 120_000);
