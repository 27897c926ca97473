/** What recado.yaml wants when a system is away, from the call to the operator's shell. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { runCommandLine } from '../../src/cli/command-line';
import type { SystemView } from '../../src/gateway/shapes';
import { capture } from '../cli/captured-output';
import { caseOf, dial, eventually, inboxOf, request, ticketsOf, turnMood } from '../fakes/caller';
import { askForStreetLight } from '../fakes/street-light';
import { startSystem, type System } from '../fakes/system';

const folder = mkdtempSync(join(tmpdir(), 'recado-policy-'));
let system: System;

async function startWith(delivery: object): Promise<void> {
  const file = parse(readFileSync('recado.yaml', 'utf8')) as { connections: Record<string, object> };
  file.connections['town-hall-desk'] = { ...file.connections['town-hall-desk'], delivery };
  const path = join(folder, 'recado.yaml');
  writeFileSync(path, stringify(file));
  system = await startSystem({ env: { RECADO_CONFIG: path } });
}
afterEach(async () => await system.stop());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Reports a street light while the desk is down; answers what the caller heard, and the code. */
async function report(from: string, street: string): Promise<{ code: string; words: string }> {
  const caller = await dial(system.url, 'town-hall', from);
  await askForStreetLight(caller, street);
  await turnMood(system.url, 'down');
  const { code = '', words } = await caller.say('sí');
  await caller.hangUp();
  return { code, words };
}

async function recado(...words: string[]): Promise<string> {
  const before = { ...process.env };
  const { port, hostname } = new URL(system.url);
  Object.assign(process.env, { RECADO_PORT: port, RECADO_HOST: hostname });
  try {
    const output = capture();
    await runCommandLine(words, output);
    return output.out() + output.err();
  } finally {
    process.env = before;
  }
}

test('a ticket whose desk stays away is kept in the register; its office closes it, the caller is told, and may ask by the code', async () => {
  await startWith({ verbs: { createTicket: { then: 'record', afterTries: 2 } } });
  const from = '+34600000091';
  const { code, words } = await report(from, 'calle de la Luna 3');
  expect(words).toContain(`queda registrada con el número ${code}`);
  const kept = await eventually('the ticket in the register', async () =>
    (await ticketsOf(system.url, 'register')).find(({ reference }) => reference === code),
  );
  expect(kept).toMatchObject({ id: code, status: 'open', team: 'Alumbrado público' });
  await eventually('the case there', async () => (await caseOf(system.url, code)).state === 'delivered');
  const record = await caseOf(system.url, code);
  expect(record).toMatchObject({ connection: 'register', recordId: code, flagged: true });

  expect(await recado('register')).toContain(code);
  expect(await recado('close', code, '--reason', 'Farola reparada', '--by', 'ana')).toContain('closed');
  await eventually('the notice that it was closed', async () =>
    (await inboxOf(system.url, from)).some(({ text }) => text.includes('Farola reparada')),
  );
  await eventually('the end of the case', async () => (await caseOf(system.url, code)).state === 'settled');
  const { audit } = await caseOf(system.url, code);
  expect(audit.some(({ detail }) => detail.includes('close by ana'))).toBe(true);
  await turnMood(system.url, 'well');
  expect((await ticketsOf(system.url)).filter(({ reference }) => reference === code)).toEqual([]);

  const again = await dial(system.url, 'town-hall', from);
  const asked = await again.say(`¿cómo va mi aviso ${code}?`);
  expect(asked.words).toMatch(/cerrad/i);
}, 120_000);

test('a ticket that is handed to a team shows owner, reason, next step and deadline, and goes on after an operator’s retry', async () => {
  const policy = { then: 'team', team: 'Guardia', afterTries: 2, offer: 'callback', parkedForHours: 1 };
  await startWith({ verbs: { createTicket: policy } });
  const { code, words } = await report('+34600000092', 'calle del Sol 4');
  expect(words).toContain('una persona le llamará');
  const parked = await eventually('the parked case', async () => {
    const found = await caseOf(system.url, code);
    return found.state === 'parked' && found;
  });
  expect(parked).toMatchObject({ owner: 'Guardia', waitingFor: 'operator' });
  expect(parked.parkedFor).toContain('Guardia');
  expect(parked.nextStep).toMatch(/\S/);
  expect(Date.parse(parked.deadline ?? '') - Date.now()).toBeLessThanOrEqual(3_600_000);
  const shown = await recado('cases', code);
  for (const fact of ['Owner       Guardia', 'Parked for', 'Deadline']) expect(shown).toContain(fact);
  await turnMood(system.url, 'well');
  const change = '{"place":"calle del Sol 5"}';
  expect(await recado('correct', code, '--args', change, '--yes', '--by', 'ana')).toContain('+ place');
  await eventually('its delivery', async () => (await caseOf(system.url, code)).state === 'delivered');
  const [ticket] = (await ticketsOf(system.url)).filter(({ reference }) => reference === code);
  expect(ticket?.place).toBe('calle del Sol 5');
}, 120_000);

test('while the desk is away operators see its circuit, and may have it looked at', async () => {
  await startWith({ whenAway: { then: 'queue' } });
  const see = async () => await request<SystemView>(`${system.url}/api/systems/town-hall-desk`);
  const { code } = await report('+34600000093', 'calle del Mar 5');
  const circuit = await eventually('the circuit with the delivery in line', async () => {
    const seen = (await see()).circuit;
    return seen !== undefined && seen.waiting > 0 && seen;
  });
  expect(circuit).toMatchObject({ connection: 'town-hall-desk', waiting: 1 });
  expect(await recado('systems')).toContain('1 wait');
  await turnMood(system.url, 'well');
  await recado('retry', code);
  await eventually('its delivery', async () => (await caseOf(system.url, code)).state === 'delivered');
  await eventually('the end of the circuit', async () => (await see()).circuit?.waiting === 0);
  expect(await recado('probe', 'town-hall-desk')).toContain('Nothing waits for town-hall-desk');
}, 120_000);
