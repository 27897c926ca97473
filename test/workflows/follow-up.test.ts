import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { dial, eventually, inboxOf, office, Refused, request, ticketsOf } from '../fakes/caller';
import { askForStreetLight } from '../fakes/street-light';
import { startSystem, type System } from '../fakes/system';
import { ConnectorError } from '../../src/errors';
import { skipTime } from '../../src/drill/skip-time';
import { workflowAge } from '../fakes/time-skipping';

const secret = 'whsec_c2FuZGJveC1vbmx5LW5vdC1hLXNlY3JldA==';
let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(async () => await system.stop());

/** A caller with a ticket; its number. */
async function withTicket(from: string, street: string): Promise<string> {
  const caller = await dial(system.url, 'town-hall', from);
  await askForStreetLight(caller, street);
  const answer = await caller.say('sí');
  await caller.hangUp();
  return answer.recordId ?? '';
}

/** Sends a webhook as the desk would, signed with `key`. */
async function webhook(
  ticketId: string,
  eventId: string,
  { key = secret, at = new Date() } = {},
): Promise<number> {
  const body = JSON.stringify({
    type: 'ticket.updated',
    timestamp: at.toISOString(),
    data: { id: ticketId },
  });
  const response = await fetch(`${system.url}/webhooks/town-hall-desk`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': eventId,
      'webhook-timestamp': `${Math.floor(at.getTime() / 1000)}`,
      'webhook-signature': new Webhook(key).sign(eventId, at, body),
    },
    body,
  });
  await response.arrayBuffer();
  return response.status;
}

test('the office comments and closes: the caller is told of each once', async () => {
  const from = '+34600000051';
  const id = await withTicket(from, 'calle del Rosal 1');
  await office(system.url, id, 'comment', 'El técnico pasa mañana');
  await eventually('word of the comment', async () => (await inboxOf(system.url, from)).length === 1);
  await office(system.url, id, 'close');
  const messages = await eventually('word of the closing', async () => {
    const all = await inboxOf(system.url, from);
    return all.length === 2 && all;
  });
  expect(messages[0]?.text).toContain('El técnico pasa mañana');
  expect(messages[1]?.text).toMatch(/cerrad|resuelt/i);
});

test('a webhook that comes ten times, and one that is forged or late, change nothing twice', async () => {
  const from = '+34600000052';
  const id = await withTicket(from, 'calle del Rosal 2');
  await office(system.url, id, 'comment', 'Recibido');
  await eventually('word of it', async () => (await inboxOf(system.url, from)).length === 1);
  const answers = await Promise.all(Array.from({ length: 10 }, () => webhook(id, 'evt_doubled')));
  expect(answers).toEqual(Array(10).fill(200));

  expect(await webhook(id, 'evt_forged', { key: 'whsec_Zm9yZ2VkLWZvcmdlZC1mb3JnZWQtZm9yZ2Vk' })).toBe(401);
  expect(await webhook(id, 'evt_late', { at: new Date(Date.now() - 10 * 60_000) })).toBe(401);
  await sleep(1500);
  expect(await inboxOf(system.url, from)).toHaveLength(1);
  const { items } = await request<{ items: { eventId: string }[] }>(`${system.url}/api/webhooks`);
  const events = items.map(({ eventId }) => eventId);
  expect(events.filter((event) => event === 'evt_doubled')).toHaveLength(1);
  expect(events).not.toContain('evt_forged');
  expect(events).not.toContain('evt_late');
});

test('a webhook for a ticket that nobody follows yet waits, and is not lost', async () => {
  expect(await webhook('999999', 'evt_early')).toBe(200);
  const waiting = await eventually('it in the log', async () => {
    const { items } = await request<{ items: { eventId: string; state: string; tries: number }[] }>(
      `${system.url}/api/webhooks`,
    );
    return items.find((item) => item.eventId === 'evt_early' && item.tries > 0);
  });
  expect(waiting.state).toBe('waiting');
});

test('a page of a proxy in the place of a ticket ends no watch: what follows is told all the same', async () => {
  const from = '+34600000057';
  const id = await withTicket(from, 'calle del Rosal 7');
  const { verbs } = system.installation.connectors.get('town-hall-desk') ?? {};
  const read = verbs?.readTicket;
  if (!verbs || !read) throw new Error('the desk reads no tickets');
  let pages = 0;
  verbs.readTicket = async () => {
    pages += 1;
    throw new ConnectorError('sandbox-desk', 'malformed', 'sandbox-desk answered with a page');
  };
  try {
    expect(await webhook(id, 'evt_page')).toBe(200);
    await eventually('a look that comes to nothing', async () => await Promise.resolve(pages > 0));
    const watch = system.temporal.workflow.getHandle(`follow-up/town-hall-desk/${id}`);
    await sleep(1000);
    expect((await watch.describe()).status.name).toBe('RUNNING');
  } finally {
    verbs.readTicket = read;
  }
  await office(system.url, id, 'close');
  await eventually('word of the closing', async () => (await inboxOf(system.url, from)).length === 1);
});

test('three days without any webhook: the follow-up looks for itself and tells of the closing once', async () => {
  const from = '+34600000053';
  const id = await withTicket(from, 'calle del Rosal 3');
  const workflowId = `follow-up/town-hall-desk/${id}`;
  await eventually(
    'the follow-up',
    async () => (await workflowAge(system.temporal, workflowId)) !== undefined,
  );
  const watch = system.temporal.workflow.getHandle(workflowId);
  const { lastChange } = await watch.query<{ lastChange?: { stamp: string } }>('followUpState');
  expect(lastChange?.stamp).toEqual(expect.any(String));
  // The desk's words reach nobody: its webhooks go to a gateway that is not there.
  await request(`${system.url}/api/systems`, 'GET');
  // It skips from timer to timer, six hours at a time in the end.
  await skipTime(system.temporal, workflowId, (3 * 24 + 7) * 3600);
  const age = await eventually(
    'three days',
    async () => {
      const ageMs = (await workflowAge(system.temporal, workflowId)) ?? 0;
      return ageMs >= 3 * 24 * 3_600_000 && ageMs;
    },
    90_000,
  );
  expect(age).toBeGreaterThanOrEqual(3 * 24 * 3_600_000);
  expect(await inboxOf(system.url, from)).toHaveLength(0);
  await office(system.url, id, 'close');
  await eventually('word of the closing', async () => (await inboxOf(system.url, from)).length === 1, 30_000);
  await sleep(500);
  expect(await inboxOf(system.url, from)).toHaveLength(1);
  expect((await ticketsOf(system.url)).filter((ticket) => ticket.id === id)).toHaveLength(1);
}, 180_000);

test('a ticket that the office opens again after its closing: the caller hears of it, and of what follows, once each', async () => {
  const from = '+34600000056';
  const id = await withTicket(from, 'calle del Rosal 6');
  const heard = async (count: number) =>
    await eventually(
      `message ${count}`,
      async () => {
        const all = await inboxOf(system.url, from);
        return all.length === count && all.map(({ text }) => text);
      },
      60_000,
    );
  await office(system.url, id, 'close');
  await heard(1);
  const watch = system.temporal.workflow.getHandle(`follow-up/town-hall-desk/${id}`);
  await eventually('its watch to end', async () => (await watch.describe()).status.name === 'COMPLETED');

  await office(system.url, id, 'reopen');
  expect((await heard(2))[1]).toContain('vuelto a abrir');
  expect((await watch.describe()).status.name).toBe('RUNNING');
  await office(system.url, id, 'comment', 'Falta una pieza');
  expect((await heard(3))[2]).toContain('Falta una pieza');
  await office(system.url, id, 'close');
  expect((await heard(4))[3]).toMatch(/cerrad|resuelt/i);

  // A remark on a ticket that stays closed is told as well, and its case stays settled.
  await eventually('its watch to end', async () => (await watch.describe()).status.name === 'COMPLETED');
  await office(system.url, id, 'comment', 'La pieza lleva garantía');
  expect((await heard(5))[4]).toContain('La pieza lleva garantía');
  await eventually('its watch to end', async () => (await watch.describe()).status.name === 'COMPLETED');
  await sleep(1000);
  await heard(5);
}, 180_000);

test('nobody hears of somebody else’s ticket', async () => {
  const id = await withTicket('+34600000054', 'calle del Rosal 4');
  const stranger = await dial(system.url, 'town-hall', '+34600000055');
  await stranger.say('quiero saber cómo va mi aviso');
  const mine = await stranger.say(id);
  const nobodys = await dial(system.url, 'town-hall', '+34600000055');
  await nobodys.say('quiero saber cómo va mi aviso');
  const none = await nobodys.say('987654');
  expect(mine.words).toBe(none.words);
  expect(mine.words).not.toMatch(/Rosal/);
});

test('a question of the API that is no question is refused with what to do', async () => {
  const bad = request(`${system.url}/api/calls`, 'POST', { assistant: 'town-hall', colour: 'red' });
  await expect(bad).rejects.toBeInstanceOf(Refused);
  await expect(bad).rejects.toMatchObject({
    status: 400,
    problem: { error: expect.stringContaining('colour') },
  });
});
