import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../src/cli/free-port';
import { type RunningTemporal, startTemporal } from '../../src/cli/temporal-start';
import { caseOf, dial, eventually, inboxOf, ticketsOf, turnMood } from '../fakes/caller';
import { askForStreetLight } from '../fakes/street-light';
import { startSystem, type System } from '../fakes/system';

const path = process.env.TEMPORAL_TEST_BINARY;
const ownServer = path ? test : test.skip;
if (!path)
  process.stdout.write(
    'skipped: a server that may be killed needs a binary, and TEMPORAL_ADDRESS names a foreign one\n',
  );

let home: string;
let port: number;
let server: RunningTemporal;
let system: System;

beforeAll(async () => {
  if (!path) return;
  home = await mkdtemp(join(tmpdir(), 'recado-killed-temporal-'));
  port = await freePort();
  server = await startTemporal({ path, home, port });
  system = await startSystem({ env: { TEMPORAL_ADDRESS: server.address } });
});
afterAll(async () => {
  if (!path) return;
  await system.stop();
  await server.stop();
  await rm(home, { recursive: true, force: true });
});

/** kill -9, and a new server on the same file and port. */
async function killAndRestart(): Promise<void> {
  await server.stop(0).catch(() => undefined);
  server = await startTemporal({ path: path ?? '', home, port });
}

ownServer(
  'the Temporal server killed in mid-call and between promise and receipt: the call goes on, one ticket, one message',
  async () => {
    const from = '+34600000041';
    const caller = await dial(system.url, 'town-hall', from);
    await askForStreetLight(caller, 'calle de la Ermita 6');
    const restarted = killAndRestart();
    await turnMood(system.url, 'down');
    const answer = await caller.say('sí');
    await restarted;
    expect(answer.delivery).toBe('pending');
    await caller.hangUp();

    await killAndRestart();
    await turnMood(system.url, 'well');
    const code = answer.code ?? '';
    await eventually(
      'the receipt',
      async () => (await caseOf(system.url, code)).state === 'delivered',
      90_000,
    );
    await eventually('the message', async () => (await inboxOf(system.url, from))[0], 60_000);
    expect(await ticketsOf(system.url)).toHaveLength(1);
    expect(await inboxOf(system.url, from)).toHaveLength(1);
  },
  240_000,
);
