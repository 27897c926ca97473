/** `npm run bench -- attacks`: what healthy calls notice of broken and hostile streams at the same gateway. */
import { join } from 'node:path';
import { z } from 'zod';
import { flag, optionsIn } from './options';
import type { Contender } from './phone/contender';
import { type Outcome, type Place, runInHome } from './phone/in-home';
import { startProcess } from './phone/process';
import { startRecado } from './phone/recado';
import { noTurns, openBenchCarrier, playRound, quantilesOf, type Turns } from './phone/rounds';
import { startServices } from './phone/services';
import { assistantId } from './phone/talk';

const wish = z.strictObject({
  json: flag,
  calls: z.coerce.number().int().min(1).max(200).default(50),
  turns: z.coerce.number().int().min(3).max(100).default(6),
  report: z.string().optional(),
  keep: flag,
});
type Wish = z.infer<typeof wish>;
const fix = 'Use: npm run bench -- attacks [--json] [--calls 50] [--turns 6] [--report file.json] [--keep]';

const counted = z.object({
  attacks: z.number(),
  frames: z.number(),
  closed: z.number(),
  failed: z.number(),
});
type Attacked = z.infer<typeof counted>;
const noAttacks = (): Attacked => ({ attacks: 0, frames: 0, closed: 0, failed: 0 });

/** Runs it; answers the exit code. */
export async function benchAttacks(words: string[]): Promise<number> {
  const asked = optionsIn(words, wish, fix);
  return await runInHome(asked, async (place) => await measure(place, asked));
}

async function measure(place: Place, { calls, turns }: Wish): Promise<Outcome> {
  const { home, logs, tell, hold } = place;
  const services = hold(await startServices(logs));
  const recado = hold(await startRecado({ home, logs, services, tell }));
  const carrier = await openBenchCarrier(recado, services);
  const round = { calls, turns, manner: 'usual' as const };
  // What is compiled and connected at the first call is none of a turn's.
  await playRound(carrier, { calls: 2, turns: 3 }, noTurns());
  const [quiet, attacked] = [noTurns(), noTurns()];
  const attacks = noAttacks();
  const tellSide = (name: string, side: Turns): void => {
    tell(JSON.stringify({ name, ...quantilesOf(side), failures: side.failures.length }));
    for (const failure of side.failures.slice(0, 3)) tell(`  ${failure}`);
  };
  // In turn and back, so that a machine that grows slower does so for both.
  for (const side of ['quiet', 'attacked', 'attacked', 'quiet'] as const) {
    if (side === 'quiet') await playRound(carrier, round, quiet);
    else add(attacks, await underAttack(recado, logs, () => playRound(carrier, round, attacked)));
    tellSide(side, side === 'quiet' ? quiet : attacked);
  }
  await carrier.close();
  const [calm, troubled] = [quantilesOf(quiet), quantilesOf(attacked)];
  const figures = {
    calls,
    quietP95Ms: calm.p95Ms,
    attackedP95Ms: troubled.p95Ms,
    ratio: Math.round((troubled.p95Ms / calm.p95Ms) * 100) / 100,
    ...attacks,
    failures: quiet.failures.length + attacked.failures.length,
  };
  return { figures, report: { figures, quiet: calm, attacked: troubled } };
}

/** Attacks the whole time that the work takes; answers what was sent. */
async function underAttack({ url }: Contender, logs: string, work: () => Promise<void>): Promise<Attacked> {
  const attacker = await startProcess({
    name: 'attacker',
    file: join(__dirname, 'phone', 'attacker-main.js'),
    env: { ...process.env, BENCH_ATTACKED: `${url}/twilio/voice/${assistantId}` },
    log: join(logs, 'attacker.log'),
  });
  let told = noAttacks();
  attacker.child.on('message', (message) => {
    told = counted.parse(message);
  });
  try {
    await work();
    return told;
  } finally {
    await attacker.end();
  }
}

function add(all: Attacked, more: Attacked): void {
  for (const key of ['attacks', 'frames', 'closed', 'failed'] as const) all[key] += more[key];
}
