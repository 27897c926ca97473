import { setTimeout as sleep } from 'node:timers/promises';
import { type KillPoint, killPoints, killPointWords } from '../house/kill-points';
import type { Drill, Plan } from '../plan';

/** Between two kills. A full drill strikes more often altogether, and would last hours at the pace of a small one. */
const [breathMs, fullBreathMs] = [5_000, 15_000] as const;
const patienceMs = 8_000;

/** kill -9 of the worker at each of the points of a write, one after the other, again and again. */
export const kill: Plan = {
  name: 'kill',
  breaks: 'the worker is killed (SIGKILL) at each of the kill points K1 to K9 in turn, and started again',
  guards: 'the write-ahead order in history, look before every further try, the code as key',
  classes: ['key', 'reference', 'none'],
  calls: { usual: 100, full: 1000 },
  // Histories so short that calls and deliveries continue as new under the knife.
  house: { temporalSettings: ['limit.historyCount.suggestContinueAsNew=60'] },
  breakThings,
  verdict: (_result, _drill, counts) =>
    killPoints
      .filter((point) => !counts[wordsOf(point)])
      .map((point) => `the worker was never killed at ${wordsOf(point)}`),
};

const wordsOf = (point: KillPoint): string => `${point}: ${killPointWords[point]}`;

async function breakThings(drill: Drill): Promise<void> {
  const { house, over } = drill;
  for (let number = 0; !over.aborted; number += 1) {
    const point = killPoints[number % killPoints.length] ?? 'K1';
    const struck = await strike(drill, point);
    if (struck) drill.count(wordsOf(point));
    if (!house.worker.isRunning()) await house.worker.start();
    await pause(over, drill.full ? fullBreathMs : breathMs);
  }
  if (!house.worker.isRunning()) await house.worker.start();
}

/** Kills the worker at the point; false where nothing came to it in time. */
async function strike(drill: Drill, point: KillPoint): Promise<boolean> {
  const { house } = drill;
  const { worker } = house;
  const late = AbortSignal.any([drill.over, AbortSignal.timeout(patienceMs)]);
  const kill = async (): Promise<void> => (late.aborted ? undefined : await worker.end('SIGKILL'));
  switch (point) {
    case 'K1':
      drill.onYes(() => void pause(late, 10).then(kill));
      break;
    case 'K2':
    case 'K3':
    case 'K6':
    case 'K7':
      worker.tell({ dieAt: point });
      break;
    case 'K4':
    case 'K5':
      house.onEvent(async ({ at, path }) => {
        if (at !== (point === 'K4' ? 'received' : 'committed') || !/^\/(tickets|acts)$/.test(path)) return;
        await kill();
      });
      break;
    case 'K8':
      void continuedAsNew(drill, late).then(kill);
      break;
    case 'K9':
      await worker.end('SIGTERM');
      return true;
  }
  await Promise.race([worker.gone(), pause(late, patienceMs)]);
  house.onEvent(() => undefined);
  worker.tell({ dieAt: 'never' });
  return !worker.isRunning();
}

/** Waits for the next workflow that continues as new. */
async function continuedAsNew({ house }: Drill, late: AbortSignal): Promise<void> {
  const { workflow } = house.temporal.client;
  const soMany = async (): Promise<number> =>
    (await workflow.count(`ExecutionStatus = 'ContinuedAsNew'`).catch(() => ({ count: 0 }))).count;
  const before = await soMany();
  while (!late.aborted && (await soMany()) <= before) await pause(late, 50);
}

async function pause(over: AbortSignal, ms: number): Promise<void> {
  await sleep(ms, undefined, { signal: over }).catch(() => undefined);
}
