import { randomUUID } from 'node:crypto';
import { dial, eventually, inboxOf, office, request } from '../fakes/caller';
import { askForStreetLight } from '../fakes/street-light';
import { startSystem, type System } from '../fakes/system';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(async () => await system.stop());

interface Trail {
  state: string;
  audit: { who: string; what: string; detail: string }[];
}
const caseOf = async (code: string) => await request<Trail>(`${system.url}/api/cases/${code}`);
const noteOf = async (eventId: string) => {
  const { items } = await request<{ items: { eventId: string; state: string; note?: string }[] }>(
    `${system.url}/api/webhooks?limit=500`,
  );
  return items.find((one) => one.eventId === eventId);
};

async function tell(code: string, body: object): Promise<string> {
  const response = await fetch(`${system.url}/api/cases/${code}/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(202);
  return ((await response.json()) as { eventId: string }).eventId;
}

test('what a system tells of a case reaches its follow-up; what the record itself says is what counts', async () => {
  const from = '+34600000071';
  const caller = await dial(system.url, 'town-hall', from);
  await askForStreetLight(caller, 'calle del Olmo 7');
  const { code = '', recordId = '' } = await caller.say('sí');
  await caller.hangUp();
  const eventId = await tell(code, { type: 'commented', text: 'inventado' });
  await tell(code, { type: 'status', status: 'closed' });
  const trail = await eventually('both on the trail', async () => {
    const { audit, state } = await caseOf(code);
    return audit.filter(({ who }) => who === 'api:all').length === 2 && { audit, state };
  });
  expect(trail.audit.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['event: commented', 'event: status']),
  );
  expect(trail.state).toBe('delivered');
  expect(await noteOf(eventId)).toMatchObject({ state: 'handed-over' });

  await office(system.url, recordId, 'close', 'reparada de verdad');
  await eventually('the settlement', async () => (await caseOf(code)).state === 'settled');
  const texts = (await inboxOf(system.url, from)).map(({ text }) => text).join(' ');
  expect(texts).not.toContain('inventado');

  const late = await tell(code, { type: 'commented', text: 'demasiado tarde' });
  // A moment is kept free for a caller who has it opened again.
  const woken = await eventually(
    'its watch to be woken',
    async () => {
      const found = await noteOf(late);
      return found?.state === 'handed-over' && found;
    },
    90_000,
  );
  expect(woken.note).toBe('the case was settled; its watch was woken');
  // The record says nothing new, and what it says is what counts.
  await eventually('it on the trail', async () =>
    (await caseOf(code)).audit.some(({ detail }) => detail === `event ${late}`),
  );
  expect((await caseOf(code)).state).toBe('settled');
  expect(JSON.stringify(await inboxOf(system.url, from))).not.toContain('demasiado tarde');
}, 150_000);
