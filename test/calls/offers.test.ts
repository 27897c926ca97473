import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Caller,
  caseOf,
  dial,
  eventually,
  inboxOf,
  request,
  ticketsOf,
  turnMood,
} from '../fakes/caller';
import type { Mood } from '../../src/gateway/shapes';
import { startSystem, type System } from '../fakes/system';
import { wish, wishingModel } from '../fakes/wishing-model';

let folder: string;
let system: System;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recado-offers-'));
  const file = join(folder, 'recado.yaml');
  const delivery = `    delivery:
      whenAway: { offer: later }
      verbs:
        closeTicket: { offer: callback }
`;
  const written = readFileSync(join(__dirname, '../../recado.yaml'), 'utf8');
  writeFileSync(file, written.replace('  shop-desk:\n', `${delivery}  shop-desk:\n`));
  system = await startSystem({ env: { RECADO_CONFIG: file }, models: () => [wishingModel] });
});
afterAll(async () => {
  await system.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Has a street light read back while the system is well, and agrees to it when its mood has turned. */
async function reported(caller: Caller, place: string, mood: Mood) {
  await turnMood(system.url, 'well');
  await wish(caller, 'street_light', { place, name: 'Ana Ruiz' });
  await turnMood(system.url, mood);
  return await caller.say('sí');
}

const ticketsAt = async (place: string) =>
  (await ticketsOf(system.url)).filter((ticket) => ticket.place?.includes(place));

test('where a try may have reached the system, who was to try later gets code and promise instead', async () => {
  const caller = await dial(system.url, 'town-hall', '+34600000303');
  const answer = await reported(caller, 'calle del Sol 3', 'mute');
  expect(answer.delivery).toBe('pending');
  expect(answer.words).toContain(answer.code);
  await turnMood(system.url, 'well');
  await eventually('the receipt', async () => (await caseOf(system.url, answer.code ?? '')).recordId, 60_000);
  expect(await ticketsAt('Sol 3')).toHaveLength(1);
}, 90_000);

test('while a system is away some are called back, others asked to try later: of these nothing is noted or done', async () => {
  const first = await dial(system.url, 'town-hall', '+34600000301');
  const { recordId: number = '' } = await reported(first, 'calle del Sol 1', 'well');
  await wish(first, 'close_ticket', { number, reason: 'ya funciona' });
  await turnMood(system.url, 'down');
  const calledBack = await first.say('sí');
  expect(calledBack.delivery).toBe('pending');
  expect(calledBack.words).toContain(calledBack.code);
  expect(calledBack.words).toMatch(/le llamará en menos de una hora/);

  // Others wait for this system already, so that what this caller asks for is surely not tried.
  const from = '+34600000302';
  const second = await dial(system.url, 'town-hall', from);
  await wish(second, 'street_light', { place: 'calle del Sol 2', name: 'Ana Ruiz' });
  const later = await second.say('sí');
  expect(later.words).toMatch(/no ha quedado nada anotado.*más tarde/i);
  expect(later.words).not.toMatch(/R-/);
  expect(later.delivery).toBe('refused');
  expect(later.code).toBeUndefined();
  const { items } = await request<{ items: { state: string; title: string }[] }>(`${system.url}/api/cases`);
  expect(items[0]).toMatchObject({ state: 'withdrawn', title: expect.stringContaining('farola') });

  await turnMood(system.url, 'well');
  const closed = async () => (await caseOf(system.url, calledBack.code ?? '')).recordId;
  await eventually('the first one’s receipt', closed, 90_000);
  expect(await ticketsAt('Sol 2')).toEqual([]);
  expect(await inboxOf(system.url, from)).toEqual([]);
  expect((await reported(second, 'calle del Sol 2', 'well')).delivery).toBe('delivered');
  expect(await ticketsAt('Sol 2')).toHaveLength(1);
}, 150_000);
