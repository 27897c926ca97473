/** `npm run bench -- attacks`: what healthy calls notice while broken and hostile streams come to the same gateway. */
import { z } from 'zod';
import { quantile } from '../src/quantile';
import { flag, optionsIn } from './options';
import { type Attacked, startAttacker } from './phone/attacker';
import { type Outcome, type Place, runInHome } from './phone/in-home';
import { startRecado } from './phone/recado';
import { noTurns, openBenchCarrier, playRound, quantilesOf, type Turns } from './phone/rounds';
import { startServices } from './phone/services';

const wish = z.strictObject({
  json: flag,
  calls: z.coerce.number().int().min(2).max(200).default(50),
  turns: z.coerce.number().int().min(3).max(100).default(6),
  /** Of rounds in peace, and as many beside attacks. */
  pairs: z.coerce.number().int().min(1).max(10).default(2),
  report: z.string().optional(),
  keep: flag,
});
type Wish = z.infer<typeof wish>;
const fix =
  'Use: npm run bench -- attacks [--json] [--calls 50] [--turns 6] [--pairs 2] [--report file.json] [--keep]';

/** One round of healthy calls. Milliseconds. */
interface Round {
  attacked: boolean;
  turns: number;
  p50Ms: number;
  p95Ms: number;
  failures: number;
  simulatorLagMs: number;
}

/** What `--report` writes, besides the object of `--json`. */
export interface AttacksReport {
  figures: { calls: number; peaceP95Ms: number; attackedP95Ms: number; ratio: number };
  rounds: Round[];
  outcomes: Attacked[];
}

/** Runs it; answers the exit code. */
export async function benchAttacks(words: string[]): Promise<number> {
  const asked = optionsIn(words, wish, fix);
  return await runInHome(asked, async (place) => await measure(place, asked));
}

async function measure(place: Place, { calls, turns, pairs }: Wish): Promise<Outcome> {
  const { home, logs, tell, hold } = place;
  const services = hold(await startServices(logs));
  const recado = hold(await startRecado({ home, logs, services, tell }));
  const attacker = hold(await startAttacker(recado.url, logs));
  const carrier = await openBenchCarrier(recado, services);
  await playRound(carrier, { calls: 4, turns: 3, manner: 'usual' }, noTurns());
  const rounds: Round[] = [];
  const all: Record<'peace' | 'attacked', number[]> = { peace: [], attacked: [] };
  // In turn and back, so that a machine that grows slower does so for both.
  const order = Array.from({ length: pairs }, (_, pair) => (pair % 2 === 0 ? [false, true] : [true, false]));
  for (const attacked of order.flat()) {
    const came: Turns = noTurns();
    if (attacked) attacker.begin();
    await playRound(carrier, { calls, turns, manner: 'usual' }, came);
    if (attacked) await attacker.rest();
    all[attacked ? 'attacked' : 'peace'].push(...came.voiceToVoiceMs);
    const { failures, simulatorLagMs } = came;
    const round = { attacked, ...quantilesOf(came), failures: failures.length, simulatorLagMs };
    rounds.push(round);
    tell(JSON.stringify(round));
    for (const failure of failures.slice(0, 3)) tell(`  ${failure}`);
  }
  await carrier.close();
  const [peaceP95Ms, attackedP95Ms] = [quantile(all.peace, 0.95), quantile(all.attacked, 0.95)];
  const ratio = Math.round((attackedP95Ms / peaceP95Ms) * 100) / 100;
  const figures = { calls, peaceP95Ms, attackedP95Ms, ratio };
  return { figures, report: { figures, rounds, outcomes: attacker.outcomes() } satisfies AttacksReport };
}
