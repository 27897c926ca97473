import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '../../quantile';
import type { House } from '../house/house';
import type { Plan } from '../plan';
import { lineFigures, lineFindings, linesOf, playedCalls, playSpoken, spokenHouse } from '../spoken-play';

/** Calls begin so much after one another, but all within half of the calls' length. */
const betweenMs = 400;
const mostRampMs = 40_000;
/** From the last beginning to the kill of a host; then to that of the worker, and to the deploy. */
const [killAfterMs, workerAfterMs, deployAfterMs] = [4_000, 12_000, 14_000] as const;
/** Every so many-th call loses its line for good. */
const deadEvery = 20;
/** So long a system takes: some calls are in a delivery when their host dies. */
const slowMs = 700;

/** kill -9 of a host of live lines, of the worker, and a deploy of the other host. */
export const line: Plan = {
  name: 'line',
  breaks:
    'of two gateways that hold spoken calls one is killed (SIGKILL), then the worker, then the other gateway is told to end (SIGTERM); every twentieth caller’s line goes dead in mid-call',
  guards: 'the redirect behind the stream, epochs of lines, what was said last is said again, calling back',
  classes: ['reference', 'key'],
  calls: { usual: 100, full: 200 },
  ...spokenHouse,
  async play(house, { scripts }, { onProgress }, counts) {
    house.onEvent(async ({ at }) => (at === 'received' ? await sleep(slowMs) : undefined));
    const rampMs = Math.min(mostRampMs, scripts.length * betweenMs);
    const isDead = (index: number): boolean => index % deadEvery === 3;
    const breaking = breakThings(house, rampMs, counts, onProgress);
    const calls = await playSpoken(house, { ...{ scripts, rampMs, isDead }, onEnd: onProgress });
    await breaking;
    const figures = lineFigures(calls);
    const { soundBackMs, socketBackMs, ...told } = figures;
    Object.assign(counts, told, {
      socketBackP50Ms: quantile(socketBackMs, 0.5),
      socketBackWorstMs: socketBackMs.at(-1) ?? 0,
      soundBackP50Ms: quantile(soundBackMs, 0.5),
      soundBackP99Ms: quantile(soundBackMs, 0.99),
      soundBackWorstMs: soundBackMs.at(-1) ?? 0,
    });
    return {
      calls: await playedCalls(house, calls),
      mendedAtMs: Date.now(),
      findings: lineFindings(house, calls, figures),
    };
  },
  verdict: (_result, _drill, counts) =>
    (counts['lines on the gateway that was killed'] ?? 0) > 0
      ? []
      : ['no line was on the gateway that was killed'],
};

async function breakThings(
  { gateways, worker }: House,
  rampMs: number,
  counts: Record<string, number>,
  onProgress: (line: string) => void,
): Promise<void> {
  const [killed, deployed] = gateways;
  if (!killed || !deployed) throw new Error('this plan wants two gateways');
  await sleep(rampMs + killAfterMs);
  counts['lines on the gateway that was killed'] = await linesOf(killed.url);
  await killed.child.end('SIGKILL');
  onProgress('A gateway is killed.');
  await killed.child.start();
  await sleep(workerAfterMs);
  await worker.end('SIGKILL');
  onProgress('The worker is killed.');
  await worker.start();
  await sleep(deployAfterMs);
  counts['lines on the gateway that was told to end'] = await linesOf(deployed.url);
  await deployed.child.end('SIGTERM');
  onProgress('The other gateway is told to end.');
  await deployed.child.start();
}
