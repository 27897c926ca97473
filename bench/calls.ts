/** `npm run bench -- calls`: how many live calls a core carries, what one more costs in memory, and what bounds it. */
import { mkdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { flag, numbersOfCalls, optionsIn } from './options';
import { startBare } from './phone/bare';
import type { Contender } from './phone/contender';
import { type Outcome, type Place, runInHome } from './phone/in-home';
import { usageOf } from './phone/process';
import { type Profile, readProfile } from './phone/profile';
import { startRecado } from './phone/recado';
import { noTurns, openBenchCarrier, playRound, quantilesOf, turnMs } from './phone/rounds';
import { type Services, startServices } from './phone/services';

const wish = z.strictObject({
  json: flag,
  steps: numbersOfCalls.prefault('20,40,60,80,100,120,140,160,180,200'),
  turns: z.coerce.number().int().min(3).max(100).default(4),
  profileAt: z.coerce.number().int().min(0).default(40),
  report: z.string().optional(),
  keep: flag,
});
type Wish = z.infer<typeof wish>;
const fix =
  'Use: npm run bench -- calls [--json] [--steps 20,40,60] [--turns 5] [--profileAt 40, 0 for none] [--report file.json] [--keep]';

/** So much later than where nothing is in the way, at the 95th of a hundred turns, a call is taken to be one too many. */
const mostAddedP95Ms = 50;
const manner = 'usual';

/** One number of calls. CPU in cores; memory in MB. */
interface Step {
  calls: number;
  turns: number;
  p50Ms: number;
  p95Ms: number;
  addedP95Ms: number;
  failures: number;
  simulatorLagMs: number;
  cpu: Record<string, number>;
  rssMb: Record<string, number>;
}

/** What `--report` writes, besides the object of `--json`. */
export interface CallsReport {
  figures: { callsPerCore: number; memoryPerCallMb: number };
  cores: number;
  /** Live calls at which the added p95 reached the bound; null where no step did. */
  reachedAt: number | null;
  alone: { turns: number; p50Ms: number; p95Ms: number };
  steps: Step[];
  profiles: Profile[];
}

/** Runs it; answers the exit code. */
export async function benchCalls(words: string[]): Promise<number> {
  const asked = optionsIn(words, wish, fix);
  return await runInHome(asked, async (place) => await measure(place, asked));
}

async function measure(place: Place, asked: Wish): Promise<Outcome> {
  const { home, logs, tell, hold } = place;
  const services = hold(await startServices(logs));
  const bare = hold(await startBare(home, logs, services));
  const alone = await measureAlone(bare, services);
  tell(`without Temporal, eight calls: ${JSON.stringify(alone)}`);
  await bare.end();
  const recado = hold(await startRecado({ home, logs, services, tell }));
  const steps = await ramp(recado, services, asked, alone.p95Ms, tell);
  await recado.end();
  const profiles = asked.profileAt > 0 ? await profiled(place, services, asked) : [];
  const cores = cpus().length;
  const reached = reachedAt(steps);
  const figures = {
    callsPerCore: Math.round(10 * ((reached ?? steps.at(-1)?.calls ?? 0) / cores)) / 10,
    memoryPerCallMb: memoryPerCall(steps),
  };
  if (reached === undefined) tell('No step reached the bound: callsPerCore is the last one tried.');
  const report: CallsReport = { figures, cores, reachedAt: reached ?? null, alone, steps, profiles };
  return { figures, report };
}

/** The pipeline without Temporal, at so few calls that they do not meet; the 95th of fewer turns would be one or two slow ones. */
async function measureAlone(bare: Contender, services: Services): Promise<CallsReport['alone']> {
  const carrier = await openBenchCarrier(bare, services);
  await playRound(carrier, { calls: 1, turns: 3, manner }, noTurns());
  const turns = noTurns();
  await playRound(carrier, { calls: 8, turns: 12, manner }, turns);
  await carrier.close();
  return quantilesOf(turns);
}

async function ramp(
  recado: Contender,
  services: Services,
  asked: Wish,
  aloneP95Ms: number,
  tell: (line: string) => void,
): Promise<Step[]> {
  const carrier = await openBenchCarrier(recado, services);
  await playRound(carrier, { calls: 2, turns: 3, manner }, noTurns());
  const steps: Step[] = [];
  for (const calls of asked.steps) {
    const turns = noTurns();
    const playing = playRound(carrier, { calls, turns: asked.turns, manner }, turns);
    const used = await usedWhile(playing, [...recado.processes, services.process]);
    const { failures, simulatorLagMs } = turns;
    const quantiles = quantilesOf(turns);
    const addedP95Ms = Math.round(quantiles.p95Ms - aloneP95Ms);
    const step = { calls, ...quantiles, addedP95Ms, failures: failures.length, simulatorLagMs, ...used };
    steps.push(step);
    tell(JSON.stringify(step));
    for (const failure of failures.slice(0, 2)) tell(`  ${failure}`);
    // Two in a row: one may be something else on this machine.
    if (steps.slice(-2).length === 2 && steps.slice(-2).every((one) => one.addedP95Ms > mostAddedP95Ms))
      break;
  }
  await carrier.close();
  return steps;
}

/** All calls have begun by then, and none has ended. */
const settlesWithinMs = turnMs.usual + 6_000;
const looksForMs = turnMs.usual;

/** CPU and memory of the processes and of the simulator (this one), while all calls are live. */
async function usedWhile(
  playing: Promise<void>,
  processes: { name: string; pid: number }[],
): Promise<Pick<Step, 'cpu' | 'rssMb'>> {
  await sleep(settlesWithinMs);
  const all = [...processes, { name: 'simulator', pid: process.pid }];
  const [before, fromMs] = [all.map(({ pid }) => usageOf(pid)), performance.now()];
  await Promise.race([playing, sleep(looksForMs)]);
  const tookMs = performance.now() - fromMs;
  const cpu: Record<string, number> = {};
  const rssMb: Record<string, number> = {};
  for (const [place, { name, pid }] of all.entries()) {
    const now = usageOf(pid);
    cpu[name] = Math.round((100 * (now.cpuMs - (before[place]?.cpuMs ?? 0))) / tookMs) / 100;
    rssMb[name] = Math.round(now.rssMb);
  }
  await playing;
  return { cpu, rssMb };
}

/** Where the added p95 crosses the bound, between the last step below it and the first above it that stays above. */
function reachedAt(steps: readonly Step[]): number | undefined {
  const above = steps.findLastIndex(({ addedP95Ms }) => addedP95Ms <= mostAddedP95Ms) + 1;
  const [last, next] = [steps[above - 1], steps[above]];
  if (!next) return undefined;
  if (!last) return next.calls;
  const share = (mostAddedP95Ms - last.addedP95Ms) / (next.addedP95Ms - last.addedP95Ms);
  return Math.round(last.calls + share * (next.calls - last.calls));
}

const product = ['gateway', 'worker', 'temporal', 'store'];

/** The slope of what all processes of the product hold, by least squares over the steps. */
function memoryPerCall(steps: readonly Step[]): number {
  const points = steps.map(({ calls, rssMb }) => ({
    x: calls,
    y: product.reduce((sum, name) => sum + (rssMb[name] ?? 0), 0),
  }));
  const mean = (pick: (point: { x: number; y: number }) => number): number =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  const slope = mean((point) => (point.x - x) * (point.y - y)) / mean((point) => (point.x - x) ** 2);
  return Math.round(slope * 100) / 100;
}

/** The same installation anew, with a profiler in gateway and worker. */
async function profiled(
  { home, logs, tell, hold }: Place,
  services: Services,
  { profileAt, turns }: Wish,
): Promise<Profile[]> {
  const profiles = join(home, 'profiles');
  mkdirSync(profiles);
  const recado = hold(await startRecado({ home, logs, services, tell, profiles }));
  const carrier = await openBenchCarrier(recado, services);
  await playRound(carrier, { calls: profileAt, turns, manner }, noTurns());
  await carrier.close();
  await recado.end();
  return ['gateway', 'worker'].map((name) => readProfile(name, join(profiles, `${name}.cpuprofile`)));
}
