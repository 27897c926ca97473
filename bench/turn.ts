/** `npm run bench -- turn`: what Temporal adds to a spoken turn, and how long an answer takes beside a peer's. */
import { z } from 'zod';
import type { Carrier } from '../src/phone/carrier';
import { flag, numbersOfCalls, optionsIn } from './options';
import { startBare } from './phone/bare';
import type { Contender } from './phone/contender';
import { type Growth, watchGrowth } from './phone/history';
import { type Outcome, runInHome } from './phone/in-home';
import { playPeer, startPeers, withoutHeldUp } from './phone/peers';
import { type Recado, startRecado } from './phone/recado';
import { noTurns, openBenchCarrier, playRound, quantilesOf, type Turns } from './phone/rounds';
import { type Services, startServices } from './phone/services';

const wish = z.strictObject({
  json: flag,
  turns: z.coerce.number().int().min(12).max(1000).default(200),
  live: numbersOfCalls.prefault('10,40'),
  report: z.string().optional(),
  keep: flag,
});
type Wish = z.infer<typeof wish>;
const fix = 'Use: npm run bench -- turn [--json] [--turns 200] [--live 10,40] [--report file.json] [--keep]';

/** Turns of a round of many calls: enough for a quantile, however few the calls. */
const turnsOf = (calls: number): number => Math.max(10, Math.min(20, Math.round(400 / calls)));

/** One side at one number of calls. */
interface Side {
  calls: number;
  name: string;
  turns: number;
  p50Ms: number;
  p95Ms: number;
  failures: number;
  simulatorLagMs: number;
  /** Of a peer: turns that its detector took for unfinished, so that it waited; they are not among `turns`. */
  heldUp?: number;
}

/** What `--report` writes, besides the object of `--json`. */
export interface TurnReport {
  figures: Figures;
  sides: Side[];
  history: Growth;
  /** Answers of the model by contender: more begun than turns were prepared in vain. */
  model: Record<string, { begun: number; whole: number }>;
}

interface Figures {
  live: { calls: number; addedP50Ms: number; addedP95Ms: number }[];
  voiceToVoiceP50Ms: number;
  peers: { name: string; voiceToVoiceP50Ms: number; ratio: number }[];
  eventsPerTurn: number;
  bytesPerTurn: number;
}

/** Runs it; answers the exit code. */
export async function benchTurn(words: string[]): Promise<number> {
  const asked = optionsIn(words, wish, fix);
  return await runInHome(asked, async (place): Promise<Outcome> => {
    const { home, logs, tell, hold } = place;
    const services = hold(await startServices(logs));
    const recado = hold(await startRecado({ home, logs, services, tell }));
    const bare = hold(await startBare(home, logs, services));
    const peers = await startPeers(place, services);
    const report = await measure({ recado, bare, peers, services }, asked, tell);
    return { figures: report.figures, report };
  });
}

interface Contenders {
  recado: Recado;
  bare: Contender;
  peers: Contender[];
  services: Services;
}

type Note = (calls: number, name: string, came: Turns) => Side;

async function measure(
  { recado, bare, peers, services }: Contenders,
  { turns, live }: Wish,
  tell: (line: string) => void,
): Promise<TurnReport> {
  const sides: Side[] = [];
  const note: Note = (calls, name, came) => {
    const { failures, simulatorLagMs } = came;
    const side = { calls, name, ...quantilesOf(came), failures: failures.length, simulatorLagMs };
    sides.push(side);
    tell(JSON.stringify(side));
    for (const failure of failures.slice(0, 3)) tell(`  ${failure}`);
    return side;
  };
  const carriers = {
    recado: await openBenchCarrier(recado, services),
    bare: await openBenchCarrier(bare, services),
  };
  // What is compiled and connected at the first call is none of a turn's.
  for (const carrier of [carriers.recado, carriers.bare])
    await playRound(carrier, { calls: 2, turns: 3 }, noTurns());

  // One call at each of them, all in the same minutes: whatever else this machine does meets all alike.
  const longCall = playCall(carriers.recado, turns);
  const growing = watchGrowth(recado.temporal, longCall);
  const [ours, theirs, others] = await Promise.all([
    longCall,
    playCall(carriers.bare, turns),
    Promise.all(peers.map(async (peer) => await playPeer(peer, services, turns))),
  ]);
  const history = await growing;
  const mine = note(1, 'recado', ours);
  const added = [addedBy(mine, note(1, 'bare', theirs))];
  const beside = peers.map(({ name }, place) => besideOf(mine, note, name, others[place] ?? noTurns()));
  // They would take their share of the machine in the rounds that they have no part in.
  for (const peer of peers) await peer.end();

  for (const calls of live) added.push(await addedAt(calls, carriers, note));
  await Promise.all([carriers.recado.close(), carriers.bare.close()]);
  const { eventsPerTurn, bytesPerTurn } = history;
  const figures = { live: added, voiceToVoiceP50Ms: mine.p50Ms, peers: beside, eventsPerTurn, bytesPerTurn };
  return { figures, sides, history, model: await services.counts() };
}

async function playCall(carrier: Carrier, turns: number): Promise<Turns> {
  const came = noTurns();
  await playRound(carrier, { calls: 1, turns }, came);
  return came;
}

async function addedAt(
  calls: number,
  carriers: { recado: Carrier; bare: Carrier },
  note: Note,
): Promise<Figures['live'][number]> {
  const [durable, plain] = [noTurns(), noTurns()];
  const round = { calls, turns: turnsOf(calls) };
  // In turn and back, so that a machine that grows slower does so for both.
  for (const side of ['recado', 'bare', 'bare', 'recado'] as const)
    await playRound(carriers[side], round, side === 'recado' ? durable : plain);
  return addedBy(note(calls, 'recado', durable), note(calls, 'bare', plain));
}

/** The differences of the quantiles. */
const addedBy = (durable: Side, plain: Side): Figures['live'][number] => ({
  calls: durable.calls,
  addedP50Ms: tenth(durable.p50Ms - plain.p50Ms),
  addedP95Ms: tenth(durable.p95Ms - plain.p95Ms),
});

function besideOf(mine: Side, note: Note, name: string, came: Turns): Figures['peers'][number] {
  const side = note(1, name, withoutHeldUp(came));
  side.heldUp = came.voiceToVoiceMs.length - side.turns;
  const ratio = Math.round((mine.p50Ms / side.p50Ms) * 100) / 100;
  return { name, voiceToVoiceP50Ms: side.p50Ms, ratio };
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
