import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { circuitWorkflowId, deliveryWorkflowId } from '../../../workflows/ids';
import { circuitState } from '../../../workflows/messages';
import { openDelivery } from '../../domain/delivery';
import type { PlayedCall } from '../caller';
import type { Cast } from '../cast';
import type { House } from '../house/house';
import type { Plan } from '../plan';
import { playCalls } from '../play-calls';
import type { Acted, DrillOptions } from '../run';
import { atOnce, outageOrders, type OutageWish } from './outage-orders';
import { skipTime } from '../skip-time';

const desk = 'town-hall-desk';
/** The server skips time by about a second a look, of which the circuit makes twelve an hour. */
const hoursOf = (full: boolean): number => (full ? 72 : 12);
/** So few that draining takes long against the first careful tries. */
const perMinuteOf = (full: boolean): number => (full ? 300 : 60);

/** A system that is away for three days, with everything that is asked of it meanwhile. */
export const outage: Plan = {
  name: 'outage',
  breaks: `the system is down for ${hoursOf(true)} h (${hoursOf(false)} h in a small drill; the circuit's clock is skipped) while deliveries pile up; then it is back, for ${perMinuteOf(true)} requests a minute (${perMinuteOf(false)} in a small drill)`,
  guards: 'the circuit, the line in order and in turn, the shared limiter',
  classes: ['key', 'reference', 'none'],
  calls: { usual: 100, full: 10_000 },
  cast: (_options, reference) => reference,
  delivery: (full) => ({ limit: { perMinute: perMinuteOf(full) }, atOnce }),
  play,
};

/**
 * The reference calls are had while the system is down. Of all other wishes the conversations are left out: deliveries are
 * started as their calls would start them, since ten thousand conversations beforehand would show nothing about an outage.
 */
async function play(
  house: House,
  cast: Cast,
  options: DrillOptions,
  counts: Record<string, number>,
): Promise<Acted> {
  const { client } = house.temporal;
  const { full, onProgress } = options;
  house.standIn.setFaults(() => ({ kind: 'down' }));
  const calls = await playCalls(house, cast, options);
  const wishes = outageOrders(options);
  await startAll(client, wishes, onProgress);
  await inLine(client, wishes.length, onProgress);
  const busy = cast.scripts.filter(({ writes }) => writes.length > 0);
  const systems = [...new Set([desk, ...busy.map(({ system }) => system)])];
  const skips = systems.map(async (system) => await skipped(client, system, hoursOf(full), onProgress));
  counts['hours skipped'] = Math.min(...(await Promise.all(skips)));
  counts['requests while it was down'] = house.standIn.requests().length;

  house.standIn.setFaults(undefined);
  const mendedAtMs = Date.now();
  // Their clocks go at the usual pace again, and a look may be minutes away.
  for (const system of systems) await skipTime(client, circuitOf(system), 301);
  await drained(house, wishes.length);
  const { capUsed, findings } = capOf(house, mendedAtMs, perMinuteOf(full));
  const scripts = [...cast.scripts, ...new Set(wishes.map(({ script }) => script))];
  return { calls: [...calls, ...callsOf(wishes)], scripts, mendedAtMs, capUsed, findings };
}

/** Waits until all but a rest of the backlog is done, so that the cap is looked at while there is one. */
async function drained({ standIn }: House, all: number): Promise<void> {
  const until = Date.now() + 3_600_000;
  const done = (): number => standIn.entries().filter(({ system }) => system === desk).length;
  while (done() < Math.floor(all * 0.97) && Date.now() < until) await sleep(200);
}

/** Busy is one thing, stuck another. */
const standstillMs = 600_000;

const circuitOf = (system: string): string => circuitWorkflowId('recado', system);

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
  let most = 0;
  let sinceMs = Date.now();
  for (let told = 0; ; told += 1) {
    const waiting = await stateOf(client, desk).then(
      (state) => state.waiting,
      () => 0,
    );
    if (waiting >= all) return;
    if (waiting > most) [most, sinceMs] = [waiting, Date.now()];
    if (Date.now() - sinceMs > standstillMs)
      throw new Error(`${most} of ${all} deliveries wait in line, and for ten minutes none joined them.`);
    if (told % 20 === 0) onProgress(`${waiting} of ${all} wait in line.`);
    await sleep(500);
  }
}

/** Waits until the system's circuit believes that the time is over; answers the hours. */
async function skipped(
  client: Client,
  system: string,
  hours: number,
  onProgress: (line: string) => void,
): Promise<number> {
  let before: string | undefined;
  let seenMs = Date.now();
  for (let told = 0; ; told += 1) {
    const state = await stateOf(client, system).catch(() => undefined);
    if (state) seenMs = Date.now();
    if (Date.now() - seenMs > standstillMs)
      throw new Error(`The circuit of ${system} has answered nothing for ten minutes.`);
    if (!state) {
      // A machine that is busy with ten thousand of them answers another time.
      await sleep(2_000);
      continue;
    }
    const { nextLookAt } = state;
    const aheadHours = nextLookAt === undefined ? 0 : (Date.parse(nextLookAt) - Date.now()) / 3_600_000;
    if (aheadHours >= hours - 0.1) return Math.round(aheadHours);
    // The server skips 200 times for one wish, and forgets it where the workflow continues as new.
    if (nextLookAt === before) await skipTime(client, circuitOf(system), hours * 3600);
    before = nextLookAt;
    if (told % 5 === 0) onProgress(`The outage of ${system} is ${aheadHours.toFixed(1)} h old.`);
    await sleep(2_000);
  }
}

const stateOf = async (client: Client, system: string) =>
  await client.workflow.getHandle(circuitOf(system)).query(circuitState);

/** What of the cap was used while there was a backlog, and whether it was ever broken. */
function capOf(house: House, mendedAtMs: number, perMinute: number): { capUsed: number; findings: string[] } {
  const times = house.standIn
    .requests()
    .flatMap(({ system, atMs }) => (system === desk && atMs >= mendedAtMs ? [atMs] : []));
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
