import type { Mood } from '../../src/gateway/shapes';
import { caseOf, dial, eventually, inboxOf, request, ticketsOf, turnMood } from '../fakes/caller';
import { askForStreetLight } from '../fakes/street-light';
import { startSystem, type System } from '../fakes/system';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(async () => await system.stop());

/** Asks for a street light while the desk is in a mood; hangs up after the answer. */
async function reportIn(mood: Mood, from: string, street: string) {
  const caller = await dial(system.url, 'town-hall', from);
  await askForStreetLight(caller, street);
  await turnMood(system.url, mood);
  const began = Date.now();
  const answer = await caller.say('sí');
  const tookMs = Date.now() - began;
  await caller.hangUp();
  return { answer, tookMs };
}

const ours = async (code: string | undefined) =>
  (await ticketsOf(system.url)).filter(({ reference }) => reference === code);

test.each([
  ['down', '+34600000021', 'calle del Pozo 3'],
  ['mute', '+34600000022', 'calle de la Fuente 5'],
  ['slow', '+34600000023', 'calle del Olmo 7'],
] as const)(
  'with the help desk %s the caller hears code and promise within 6 s; once it is well there is exactly one ticket and a message',
  async (mood, from, street) => {
    const { answer, tookMs } = await reportIn(mood, from, street);
    expect(tookMs).toBeLessThan(6000);
    expect(answer.delivery).toBe('pending');
    expect(answer.words).toContain(answer.code);
    expect(answer.recordId).toBeUndefined();

    // Slow and mute do the work and keep the answer from us.
    expect(await ours(answer.code)).toHaveLength(mood === 'down' ? 0 : 1);

    await turnMood(system.url, 'well');
    const [ticket] = await eventually('the ticket', async () => {
      const found = await ours(answer.code);
      return found.length > 0 && found;
    });
    const message = await eventually('the message', async () => (await inboxOf(system.url, from))[0], 60_000);
    expect(message.code).toBe(answer.code);
    expect(message.text).toContain(ticket?.id);
    expect(await ours(answer.code)).toHaveLength(1);
    expect(await inboxOf(system.url, from)).toHaveLength(1);
  },
  120_000,
);

test('an operator sees why a delivery waits and hurries it', async () => {
  const { answer } = await reportIn('down', '+34600000024', 'calle del Sol 9');
  const code = answer.code ?? '';
  const waiting = await eventually('the case', async () => {
    const found = await caseOf(system.url, code);
    return found.attempts > 1 && found;
  });
  expect(waiting).toMatchObject({ state: 'delivering', waitingFor: 'system' });
  expect(waiting.lastError).toMatch(/503|unavailable/);
  expect(waiting.nextStep).toMatch(/^Try \d/);

  await turnMood(system.url, 'well');
  await eventually('a retry that is not refused', async () => {
    const done = await caseOf(system.url, code);
    if (done.state === 'delivered') return true;
    await request(`${system.url}/api/cases/${code}/retry`, 'POST', { by: 'ana' });
    return true;
  });
  await eventually('the delivery', async () => (await caseOf(system.url, code)).state === 'delivered');
  const refused = request(`${system.url}/api/cases/${code}/retry`, 'POST', { by: 'ana' });
  await expect(refused).rejects.toMatchObject({ status: 409 });
}, 60_000);

test('an operator withdraws what is no longer wanted, and the caller is told', async () => {
  const from = '+34600000025';
  const { answer } = await reportIn('down', from, 'calle de la Luna 2');
  const code = answer.code ?? '';
  await eventually('a withdrawal between two tries', async () => {
    await request(`${system.url}/api/cases/${code}/withdraw`, 'POST', {
      by: 'ana',
      reason: 'repaired meanwhile',
    });
    return true;
  });
  await turnMood(system.url, 'well');
  await eventually('the message', async () => (await inboxOf(system.url, from))[0]);
  expect(await ours(code)).toHaveLength(0);
  expect(await caseOf(system.url, code)).toMatchObject({ state: 'withdrawn' });
}, 60_000);
