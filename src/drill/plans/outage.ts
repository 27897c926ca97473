import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { circuitWorkflowId, deliveryWorkflowId } from '../../../workflows/ids';
import { circuitState } from '../../../workflows/messages';
import { openDelivery } from '../../domain/delivery';
import type { PlayedCall } from '../caller';
import type { Cast } from '../cast';
import type { House } from '../house/house';
import type { Plan } from '../plan';
import type { Acted, DrillOptions } from '../run';
import { outageOrders, type OutageWish } from './outage-orders';
import { skipTime } from '../skip-time';

const desk = 'town-hall-desk';
/** The server skips time by about a second a look, of which the circuit makes twelve an hour. */
const hoursOf = (full: boolean): number => (full ? 72 : 12);
/** So few that draining takes long against the first careful tries. */
const perMinuteOf = (full: boolean): number => (full ? 600 : 120);

/** A system that is away for three days, with everything that is asked of it meanwhile. */
export const outage: Plan = {
  name: 'outage',
  breaks: `the system is down for ${hoursOf(true)} h (${hoursOf(false)} h in a small drill; the circuit's clock is skipped) while deliveries pile up; then it is back, for ${perMinuteOf(true)} requests a minute (${perMinuteOf(false)} in a small drill)`,
  guards: 'the circuit, the line in order and in turn, the shared limiter',
  classes: ['key', 'reference', 'none'],
  calls: { usual: 100, full: 10_000 },
  delivery: (full) => ({ limit: { perMinute: perMinuteOf(full) }, atOnce: 16 }),
  play,
};

/**
 * The conversations are left out: deliveries are started as their calls would start them, since ten thousand
 * conversations beforehand would show nothing about an outage.
 */
async function play(
  house: House,
  cast: Cast,
  options: DrillOptions,
  counts: Record<string, number>,
): Promise<Acted> {
  const { client } = house.temporal;
  house.standIn.setFaults(() => ({ kind: 'down' }));
  const wishes = outageOrders(options);
  cast.scripts.splice(0, cast.scripts.length, ...new Set(wishes.map(({ script }) => script)));
  await startAll(client, wishes, options.onProgress);
  const circuit = circuitWorkflowId('recado', desk);
  await inLine(client, wishes.length, options.onProgress);
  counts['hours skipped'] = await skipped(client, hoursOf(options.full), options.onProgress);
  counts['requests while it was down'] = house.standIn.requests().length;

  house.standIn.setFaults(undefined);
  const mendedAtMs = Date.now();
  // Its clock goes at the usual pace again, and a look may be minutes away.
  await skipTime(client, circuit, 301);
  const until = Math.floor(wishes.length * 0.97);
  while (house.standIn.entries().length < until && Date.now() - mendedAtMs < 3_600_000) await sleep(200);
  const { capUsed, findings } = capOf(house, mendedAtMs, perMinuteOf(options.full));
  return { calls: callsOf(wishes), mendedAtMs, capUsed, findings };
}

async function startAll(
  client: Client,
  wishes: readonly OutageWish[],
  onProgress: (line: string) => void,
): Promise<void> {
  let next = 0;
  const starter = async (): Promise<void> => {
    for (let index = next++; index < wishes.length; index = next++) {
      const wish = wishes[index];
      if (!wish) return;
      await client.workflow.start('deliver', {
        workflowId: deliveryWorkflowId(wish.code),
        taskQueue: 'recado',
        args: [openDelivery(wish.order, wish.code, new Date(wish.askedAtMs).toISOString())],
      });
      if (index % 1000 === 999) onProgress(`${index + 1} deliveries started.`);
    }
  };
  await Promise.all([...Array(16)].map(async () => await starter()));
}

async function inLine(client: Client, all: number, onProgress: (line: string) => void): Promise<void> {
  for (let told = 0; ; told += 1) {
    const waiting = await stateOf(client).then(
      (state) => state.waiting,
      () => 0,
    );
    if (waiting >= all) return;
    if (told % 20 === 0) onProgress(`${waiting} of ${all} wait in line.`);
    await sleep(500);
  }
}

/** Waits until the circuit believes that the time is over; answers the hours. */
async function skipped(client: Client, hours: number, onProgress: (line: string) => void): Promise<number> {
  let before: string | undefined;
  for (let told = 0; ; told += 1) {
    const { nextLookAt } = await stateOf(client);
    const aheadHours = nextLookAt === undefined ? 0 : (Date.parse(nextLookAt) - Date.now()) / 3_600_000;
    if (aheadHours >= hours - 0.1) return Math.round(aheadHours);
    // The server skips 200 times for one wish, and forgets it where the workflow continues as new.
    if (nextLookAt === before) await skipTime(client, circuitWorkflowId('recado', desk), hours * 3600);
    before = nextLookAt;
    if (told % 5 === 0) onProgress(`The outage is ${aheadHours.toFixed(1)} h old.`);
    await sleep(2_000);
  }
}

const stateOf = async (client: Client) =>
  await client.workflow.getHandle(circuitWorkflowId('recado', desk)).query(circuitState);

/** What of the cap was used while there was a backlog, and whether it was ever broken. */
function capOf(house: House, mendedAtMs: number, perMinute: number): { capUsed: number; findings: string[] } {
  const times = house.standIn
    .requests()
    .flatMap(({ atMs, path }) => (atMs >= mendedAtMs && path !== '/token' ? [atMs] : []));
  const [first = 0] = times;
  const last = times.at(-1) ?? first;
  const capUsed = times.length / Math.max(1, ((last - first) * perMinute) / 60_000 + 1);
  const findings: string[] = [];
  for (const windowMs of [5_000, 60_000]) {
    const most = mostWithin(times, windowMs);
    const allowed = (perMinute * windowMs) / 60_000 + 1;
    if (most > allowed) findings.push(`cap: ${most} requests within ${windowMs} ms, ${allowed} are allowed`);
  }
  if (capUsed < 0.95) findings.push(`cap: only ${(capUsed * 100).toFixed(1)} % of it was used`);
  return { capUsed: Math.round(capUsed * 1000) / 1000, findings };
}

function mostWithin(times: readonly number[], windowMs: number): number {
  let most = 0;
  for (let from = 0, to = 0; to < times.length; to += 1) {
    while ((times[to] ?? 0) - (times[from] ?? 0) >= windowMs) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

/** The deliveries as calls, for the judge: each wish was accepted under its code. */
function callsOf(wishes: readonly OutageWish[]): PlayedCall[] {
  const calls = new Map<string, PlayedCall>();
  for (const { script, code, index, askedAtMs, from } of wishes) {
    const call = calls.get(script.id) ?? { callId: script.id, scriptId: script.id, from, turns: [] };
    call.turns.push({
      ...{ turnId: `${index}`, text: 'sí', say: [], agrees: index, code, delivery: 'pending' },
      ...{ atMs: askedAtMs, answeredMs: askedAtMs, tries: 1 },
    });
    calls.set(script.id, call);
  }
  return [...calls.values()];
}
